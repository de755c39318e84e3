"""Initiatives that were run elsewhere and are read from a published file: begun, and decided, without claiming more."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from alongside.core.decisions.actions import draft_decision, plan_action, publish_decision
from alongside.core.decisions.doing import do_action
from alongside.core.initiatives import actions, charter
from alongside.core.initiatives.choices import Motive, Risk
from alongside.core.initiatives.methods import Method
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party
from alongside.core.people.models import Party
from alongside.core.questions.models import Question
from alongside.core.services.actions import add_outcome, add_service, observe
from alongside.core.services.models import Service
from alongside.kit import clock


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a file tells of a measure, once. `kind`: outcome or efficiency; `n`: of how many people, if known."""

    kind: str
    measure: str
    unit: str
    value: Decimal
    n: int | None = None


def service_elsewhere(
    *, organisation: Organisation, title: str, summary: str, name: str, readings: Sequence[Reading]
) -> Service:
    """Add the service that a file speaks of, with a measure and its one reading for each of `readings`."""
    service = add_service(organisation=organisation, name=title[:200], summary=summary, actor=None)
    for one in readings:
        outcome = add_outcome(
            service=service,
            statement=_("As the published file tells it"),
            measure=one.measure,
            unit=one.unit,
            better="up",
            kind=one.kind,
            actor=None,
        )
        observe(
            outcome=outcome, on=clock.today(), value=one.value, source=name[:200], n=one.n, baseline=True, actor=None
        )
    return service


@dataclass(frozen=True, kw_only=True)
class Elsewhere:
    """An initiative from a file. `place`: who ran it, as a party that nobody signs in as."""

    initiative: Initiative
    place: Party
    members: dict[str, Membership]


# long: it names its keyword arguments one to a line
def begin_elsewhere(
    *,
    service: Service,
    method: Method,
    title: str,
    name: str,
    who: tuple[str, str],
    promises: tuple[str, str],
    citizen_roles: Sequence[str],
    problem: str = "",
    listed: bool = True,
) -> Elsewhere:
    """Start an initiative and bring it to life, with one party for each side in all of the method's roles.

    `name` of the file; `who`: names of the public side and of the citizens; `promises`: what each gave, by the file.
    Names and words say that it comes from a file.
    """
    sides = {
        side: add_party(organisation=service.organisation, name=f"{words} (published file)"[:200], kind=kind)
        for side, words, kind in (("public", who[0], "organisation"), ("citizen", who[1], "group"))
    }
    place = sides["public"]
    initiative = actions.start_initiative(
        service=service,
        method_key=method.key,
        title=title[:200],
        actor=None,
        listed=listed,
        summary=_("Imported from the published file %(name)s; it was not run here.") % {"name": name},
    )
    members = {
        role.key: charter.add_member(
            initiative=initiative,
            party=place if role.side == "public" else sides["citizen"],
            role=role.key,
            actor=None,
        )
        for role in method.roles
    }
    begun = Elsewhere(initiative=initiative, place=place, members=members)
    _bring_to_life(begun, problem=problem or initiative.title, citizen_roles=citizen_roles, promises=promises)
    initiative.refresh_from_db()
    return begun


def _bring_to_life(begun: Elsewhere, *, problem: str, citizen_roles: Sequence[str], promises: tuple[str, str]) -> None:
    initiative, members, place = begun.initiative, begun.members, begun.place
    initiative = actions.shape_initiative(
        initiative=initiative,
        problem=problem,
        motives=[Motive.RESPONSIVE],
        citizen_roles=list(citizen_roles),
        actor=place,
    )
    for risk in Risk.values:
        words = _("Not looked at here: it took place elsewhere and is read from a published file.")
        actions.answer_risk(initiative=initiative, risk=risk, likely=False, actor=place, answer=words)
    public, citizen = (next(one for one in members.values() if one.side == side) for side in ("public", "citizen"))
    for maker, other, what in ((public, citizen, promises[0]), (citizen, public, promises[1])):
        offered = charter.offer_commitment(membership=maker, what=what, actor=maker.party)
        charter.accept_commitment(commitment=offered, actor=other.party)
    initiative = actions.commit_initiative(initiative=initiative, actor=place)
    actions.go_live(initiative=initiative, actor=place)


def decide_elsewhere(*, begun: Elsewhere, question: Question, result: str, reason: str) -> None:
    """Publish what was decided, and that the file was read: nobody here owes an answer to what was done elsewhere."""
    decision = draft_decision(question=question, result=result, reason=reason, actor=begun.place)
    owner = next(one for one in begun.members.values() if one.party_id == begun.place.pk)
    what = _("Keep what the file tells")
    action = plan_action(decision=decision, what=what, owner=owner, due=clock.today(), actor=begun.place)
    publish_decision(decision=decision, actor=begun.members["decider"].party)
    do_action(action=action, proof=_("The file was read."), actor=begun.place)
