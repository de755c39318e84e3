"""Writes that look back at an initiative and end it."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.core.audit.actions import write_audit
from alongside.core.contributions.models import Contribution
from alongside.core.decisions.models import Action
from alongside.core.initiatives import rules
from alongside.core.initiatives.actions import MISSING, require_manager
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.people.models import Party
from alongside.core.reviews.models import Review, ReviewFinding
from alongside.kit import clock
from alongside.kit.refused import Refused


# long: it names its keyword arguments one to a line
@transaction.atomic
def review_initiative(
    *,
    initiative: Initiative,
    summary: str,
    citizen_assessor: Membership,
    findings: Mapping[tuple[str, str], tuple[str, str]],
    actor: Party,
) -> Review:
    """Say of each declared motive and role of citizens whether it held, with evidence.

    `findings` maps ("motive" or "role", its key) to ("yes", "partly" or "no", evidence). Refuses before assessing,
    without an assessor of the residents' side, and while any declared motive or role has no finding.
    """
    require_manager(initiative=initiative, party=actor)
    if initiative.state != Initiative.State.ASSESSING:
        raise Refused(_("It is reviewed once it is being judged."))
    if citizen_assessor.side != "citizen" or citizen_assessor.initiative_id != initiative.pk:
        raise Refused(_("Somebody of the residents' side judges with you."), "citizen_assessor")
    declared = {("motive", key) for key in initiative.motives} | {("role", key) for key in initiative.citizen_roles}
    missing = declared - {about for about, (_held, evidence) in findings.items() if evidence.strip()}
    if missing:
        raise Refused(_("Say of each motive and each role whether it held, and how you know."), sorted(missing)[0][1])
    review = Review.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        summary=summary.strip(),
        citizen_assessor=citizen_assessor,
        by=actor,
    )
    for (about, key), (held, evidence) in findings.items():
        ReviewFinding.objects.create(
            organisation_id=initiative.organisation_id,
            review=review,
            about=about,
            key=key,
            held=held,
            evidence=evidence.strip(),
        )
    write_audit(act="review_initiative", record=review, actor=actor, after={"findings": len(findings)})
    return review


def open_actions(initiative: Initiative) -> int:
    """Return how many promised actions are neither done nor explained."""
    return Action.objects.filter(
        organisation_id=initiative.organisation_id,
        decision__question__initiative=initiative,
        decision__state="published",
        done_at__isnull=True,
        explained="",
    ).count()


def unthanked(initiative: Initiative) -> int:
    """Return how many parties gave something to an initiative and were not thanked by a person."""
    givers = Contribution.objects.filter(
        organisation_id=initiative.organisation_id, initiative=initiative, state="received", party__isnull=False
    )
    thanked = initiative.recognitions.filter(form="thanks", to_party__isnull=False).values("to_party")
    return givers.exclude(party__in=thanked).values("party").distinct().count()


@transaction.atomic
def end_initiative(
    *,
    initiative: Initiative,
    state: str,
    actor: Party,
    successor: Initiative | None = None,
    review_on: date | None = None,
) -> Initiative:
    """End the assessing: `sustained` with a next review, `changed` into a successor, or `closed` (rule 16).

    Closing refuses while an action is neither done nor explained, or somebody who gave was not thanked.
    """
    require_manager(initiative=initiative, party=actor)
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if not rules.may_move(state=initiative.state, to=state):
        raise Refused(_("Judge it first; then it can be kept going, changed or closed."))
    if not Review.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative).exists():
        raise Refused(_("Write the review first, with somebody of the residents' side."))
    if state == Initiative.State.SUSTAINED and (review_on is None or review_on <= clock.today()):
        raise Refused(_("Say when it will be looked at next."), "review_on")
    if state == Initiative.State.CHANGED and successor is None:
        raise Refused(_("Say what it became."), "successor")
    if state in {Initiative.State.CLOSED, Initiative.State.CHANGED}:
        missing = rules.missing_for_close(actions_open=open_actions(initiative), unthanked=unthanked(initiative))
        if missing:
            raise Refused(" ".join(str(MISSING[key]) for key in missing))
    before, initiative.state = initiative.state, state
    initiative.review_on = review_on or initiative.review_on
    initiative.closed_at = clock.now() if state != Initiative.State.SUSTAINED else None
    initiative.save(update_fields=["state", "review_on", "closed_at"])
    write_audit(act="end_initiative", record=initiative, actor=actor, before={"state": before}, after={"state": state})
    return initiative
