"""Writes by those who judge: checking what can be funded, declaring interests, scoring blind, ending it."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.initiatives.permissions import memberships_of, require
from alongside.core.people.models import Party
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused
from alongside.methods.prioritisation.community_chest.applying import is_applicant, locked
from alongside.methods.prioritisation.community_chest.models import (
    Application,
    Check,
    Declaration,
    Hosting,
    Mark,
    Round,
    Sheet,
)
from alongside.methods.prioritisation.community_chest.rules import MOST_POINTS

PANEL = frozenset({"panel_officer", "panel_resident"})
PAYERS = frozenset({"payer", "approver"})
State = Application.State


def seat_of(*, party: Party | None, initiative: Initiative) -> Membership | None:
    """Return the seat that somebody has on the panel now; None where they have none."""
    seats = [one for one in memberships_of(party=party, initiative=initiative) if one.role in PANEL]
    return seats[0] if seats else None


def _require_seat(*, party: Party | None, initiative: Initiative) -> Membership:
    seat = seat_of(party=party, initiative=initiative)
    if seat is None:
        raise NotAllowed(_("This is for the panel."))
    return seat


Findings = Mapping[str, tuple[bool, str]]


@transaction.atomic
def check_application(*, application: Application, findings: Findings, actor: Party) -> Application:
    """Say of each of the round's rules whether an application meets it, and why; it can be funded if it meets all.

    Where a host holds the money the host's yes is one of the rules, and the officer cannot say it in their stead.
    """
    application = locked(application)
    require("chest.check", party=actor, initiative=application.grant_round.question.initiative)
    if application.grant_round.question.state == "open":
        raise Refused(_("The round is still open: applications can change until it closes."))
    if application.state not in (State.RECEIVED, State.ELIGIBLE, State.NOT_ELIGIBLE) or application.sheets.exists():
        raise Refused(_("It is past its checks."))
    if is_applicant(application=application, party=actor):
        raise NotAllowed(_("You applied here yourself: another officer checks it."))
    for key, words in application.grant_round.checks:
        if key not in findings or not findings[key][1].strip():
            raise Refused(_("Say whether it is met, and why: “%(words)s”") % {"words": words}, f"reason-{key}")
    for key, _words in application.grant_round.checks:
        met, reason = findings[key]
        Check.objects.update_or_create(
            organisation_id=application.organisation_id,
            application=application,
            key=key,
            defaults={"met": met, "reason": reason.strip()[:300], "by": actor, "at": clock.now()},
        )
    met_all = all(findings[key][0] for key, _words in application.grant_round.checks)
    if met_all and not application.group.has_account:
        _require_host(application)
    application.state = State.ELIGIBLE if met_all else State.NOT_ELIGIBLE
    application.save(update_fields=["state"])
    write_audit(act="check_application", record=application, actor=actor, after={"state": application.state})
    return application


def _require_host(application: Application) -> None:
    if not application.hostings.filter(state=Hosting.State.CONFIRMED).exists():
        raise Refused(_("The group that is to hold the money has not said yes yet."))


@transaction.atomic
def declare(*, application: Application, interest: bool, actor: Party, what: str = "") -> Declaration:
    """Say, as a member of the panel, whether one has a link to an application; who has takes no part in that case.

    An interest that comes to light later takes the sheet back; a declared interest is never taken back.
    """
    application = locked(application)
    initiative = application.grant_round.question.initiative
    require("chest.declare", party=actor, initiative=initiative)
    seat = _require_seat(party=actor, initiative=initiative)
    if not interest and _has_part(application=application, party=actor):
        raise Refused(_("You applied here, or hold the money for them: that is an interest."), "interest")
    if interest and not what.strip():
        raise Refused(_("Say in a few words what links you to them."), "what")
    if application.grant_round.scoring_closed_at is not None:
        raise Refused(_("Scoring has ended."))
    found = Declaration.objects.filter(
        organisation_id=application.organisation_id, application=application, member=seat
    ).first()
    if found is not None and found.interest:
        raise Refused(_("You have declared an interest here; it stays on record."))
    if interest:
        Sheet.objects.filter(organisation_id=application.organisation_id, application=application, member=seat).delete()
    declared, _created = Declaration.objects.update_or_create(
        organisation_id=application.organisation_id,
        application=application,
        member=seat,
        defaults={"interest": interest, "what": what.strip()[:300] if interest else "", "at": clock.now()},
    )
    write_audit(act="declare", record=declared, actor=actor, after={"interest": interest})
    return declared


def _has_part(*, application: Application, party: Party) -> bool:
    hosts = application.hostings.exclude(state=Hosting.State.REFUSED).values_list("host__party_id", flat=True)
    keepers = (application.contribution.party_id, application.group.keeper_id)
    return party.pk in keepers or party.pk in set(hosts)


@transaction.atomic
# long: each thing that can be wrong has its own words
def file_sheet(*, application: Application, points: Mapping[str, int], comment: str, actor: Party) -> Sheet:
    """Score an application, for each criterion (by its id) from 0 to 5, with a comment that tells the group why.

    Refuses who has not declared first, who has an interest (the database does so as well), and a second sheet: from
    then on one may read the others', so that one's own stays.
    """
    application = locked(application)
    initiative = application.grant_round.question.initiative
    require("chest.score", party=actor, initiative=initiative)
    seat = _require_seat(party=actor, initiative=initiative)
    declared = Declaration.objects.filter(
        organisation_id=application.organisation_id, application=application, member=seat
    ).first()
    if declared is None:
        raise Refused(_("First say whether you have any link to this application."))
    if declared.interest:
        raise NotAllowed(_("You have declared an interest here: others judge this one."))
    if application.grant_round.scoring_closed_at is not None:
        raise Refused(_("Scoring has ended."))
    if application.state != State.ELIGIBLE:
        raise Refused(_("Only what can be funded is scored."))
    if application.grant_round.decides_by != Round.DecidesBy.PANEL:
        raise Refused(_("In this round everybody votes, as was published."))
    if {one.role for one in memberships_of(party=actor, initiative=initiative)} & PAYERS:
        raise NotAllowed(_("Whoever approves or pays the money does not score."))
    if not comment.strip():
        raise Refused(_("Write a line for the group: what spoke for it, what against?"), "comment")
    criteria = list(application.grant_round.criteria.order_by("number"))
    for one in criteria:
        if not 0 <= points.get(str(one.pk), -1) <= MOST_POINTS:
            raise Refused(_("Give from 0 to 5 points for “%(title)s”.") % {"title": one.title}, f"points-{one.pk}")
    try:
        with transaction.atomic():
            sheet = Sheet.objects.create(
                organisation_id=application.organisation_id,
                application=application,
                member=seat,
                comment=comment.strip(),
            )
    except IntegrityError:
        raise Refused(_("You have filed your points; they stay, since you can now read the others’.")) from None
    Mark.objects.bulk_create(
        Mark(organisation_id=sheet.organisation_id, sheet=sheet, criterion=one, points=points[str(one.pk)])
        for one in criteria
    )
    write_audit(act="file_sheet", record=sheet, actor=actor)
    return sheet


@transaction.atomic
def close_scoring(*, grant_round: Round, actor: Party) -> Round:
    """End the scoring. Refuses while an application that can be funded lacks a sheet from either side of the panel."""
    require("chest.agree", party=actor, initiative=grant_round.question.initiative)
    grant_round = Round.objects.select_for_update().get(pk=grant_round.pk)
    if grant_round.scoring_closed_at is not None:
        raise Refused(_("Scoring has ended already."))
    applications = Application.objects.filter(
        organisation_id=grant_round.organisation_id, grant_round=grant_round
    ).order_by("number")
    if waiting := [one.number for one in applications if one.state == State.RECEIVED]:
        raise Refused(_("Application %(number)s has not been checked yet.") % {"number": waiting[0]})
    sides: dict[int, set[str]] = {one.number: set() for one in applications if one.state == State.ELIGIBLE}
    for number, side in Sheet.objects.filter(
        organisation_id=grant_round.organisation_id,
        application__grant_round=grant_round,
        application__state=State.ELIGIBLE,
    ).values_list("application__number", "member__side"):
        sides[number].add(side)
    for number, have in sides.items():
        for side, who in (("public", _("an officer")), ("citizen", _("a resident"))):
            if side not in have:
                words = {"number": number, "who": who}
                raise Refused(_("Application %(number)s still lacks the points of %(who)s on the panel.") % words)
    grant_round.scoring_closed_at = clock.now()
    grant_round.save(update_fields=["scoring_closed_at"])
    write_audit(act="close_scoring", record=grant_round, actor=actor)
    return grant_round
