"""What is sent from the page of a winner: reports of those who deliver it, answers of those who wait for it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _

from alongside.core.decisions.doing import confirm_action, do_action, explain_action, return_action
from alongside.core.decisions.models import Action
from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.kit.refused import NotAllowed
from alongside.methods.prioritisation.participatory_budget.delivery import actions
from alongside.methods.prioritisation.participatory_budget.models import Milestone

Sent = dict[str, Any]


def _milestone(action: Action, sent: Sent) -> Milestone:
    try:
        key = UUID(str(sent.get("milestone", "")))
    except ValueError:
        raise Http404 from None
    found = Milestone.objects.filter(organisation_id=action.organisation_id, action=action, pk=key)
    milestone = found.select_related("action").first()
    if milestone is None:
        raise Http404
    return milestone


def _step(action: Action, party: Party, sent: Sent) -> str:
    actions.add_milestone(action=action, what=sent["what"], due=sent["due"], actor=party)
    return _("The step is there, with its day.")


def _begin(action: Action, party: Party, sent: Sent) -> str:
    actions.begin_milestone(milestone=_milestone(action, sent), on=sent["on"], actor=party)
    return _("Begun.")


def _finish(action: Action, party: Party, sent: Sent) -> str:
    actions.finish_milestone(milestone=_milestone(action, sent), on=sent["on"], actor=party)
    return _("Done. The next step is what people wait for now.")


def _move(action: Action, party: Party, sent: Sent) -> str:
    actions.move_milestone(milestone=_milestone(action, sent), due=sent["due"], reason=sent["reason"], actor=party)
    return _("The new day and its reason are published; the first day stays in sight.")


def _scope(action: Action, party: Party, sent: Sent) -> str:
    actions.vary_scope(action=action, before=sent["before"], after=sent["after"], reason=sent["reason"], actor=party)
    return _("Published, with its reason.")


def _opening(action: Action, party: Party, sent: Sent) -> str:
    actions.plan_opening(
        action=action,
        at=sent["at"],
        words=sent["words"],
        picture=sent["picture"],
        picture_alt=sent["picture_alt"],
        actor=party,
    )
    return _("Everybody can read it here.")


def _done(action: Action, party: Party, sent: Sent) -> str:
    do_action(action=action, proof=sent["proof"], actor=party)
    return _("Said to be done. The residents of the steering group are asked whether it is.")


def _confirm(action: Action, party: Party, sent: Sent) -> str:
    confirm_action(action=action, actor=party)
    return _("You confirmed it. Those who promised it are told.")


def _doubt(action: Action, party: Party, sent: Sent) -> str:
    return_action(action=action, why=sent["why"], actor=party)
    return _("It is open again, with your reason. Those who promised it are told.")


def _drop(action: Action, party: Party, sent: Sent) -> str:
    explain_action(action=action, why=sent["why"], actor=party)
    return _("The reason is published. It stays in sight.")


ACTS: dict[str, Callable[[Action, Party, Sent], str]] = {
    "step": _step,
    "begin": _begin,
    "finish": _finish,
    "move": _move,
    "scope": _scope,
    "opening": _opening,
    "done": _done,
    "confirm": _confirm,
    "doubt": _doubt,
    "drop": _drop,
}


def act(request: Visit, *, do: str, action: Action, form: Any) -> str:
    """Do what was sent and return what to say of it; the actions refuse what may not be."""
    if do not in ACTS:
        raise Http404
    if request.party is None:
        raise NotAllowed(_("Sign in first, so that we know that you may do this."))
    sent = (form.cleaned_data if form is not None else {}) | {"milestone": request.POST.get("milestone", "")}
    return ACTS[do](action, request.party, sent)
