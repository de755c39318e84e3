"""Writes by those who apply and those who hold the money for them.

long: applying and hosting are one story; every action names its arguments one to a line.
"""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.core.audit.actions import write_audit
from alongside.core.contributions.actions import receive_contribution
from alongside.core.contributions.models import Channel, Contribution
from alongside.core.initiatives.models import Membership
from alongside.core.initiatives.permissions import may, memberships_of, require
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.services.models import Place
from alongside.kit import clock
from alongside.kit.money import money
from alongside.kit.refused import NotAllowed, Refused
from alongside.kit.time import say_day
from alongside.methods.prioritisation.community_chest.models import Application, Grant, Group, Hosting, Round

LIVE = ("received", "eligible")
MOST_MINUTES = 100_000 * 60


@transaction.atomic
# long: it names its keyword arguments one to a line
def keep_group(
    *,
    organisation: Organisation,
    name: str,
    sort: str,
    actor: Party | None,
    keeper: Party | None = None,
    has_account: bool = True,
    charity_number: str = "",
    company_number: str = "",
) -> Group:
    """Return the group of that name which this person keeps, written down anew or brought up to date.

    Refuses a group without a name, and a charity without its number: everybody must be able to look it up.
    """
    keeper = keeper or actor
    if not name.strip():
        raise Refused(_("Say what your group is called."), "name")
    if sort not in Group.Sort.values:
        raise Refused(_("Choose what sort of group it is."), "sort")
    if sort == Group.Sort.CHARITY and not charity_number.strip():
        raise Refused(_("Give the charity’s number, so that everybody can look it up."), "charity_number")
    group, created = Group.objects.update_or_create(
        organisation=organisation,
        keeper=keeper,
        name=name.strip()[:120],
        defaults={
            "sort": sort,
            "has_account": has_account,
            "charity_number": charity_number.strip()[:12],
            "company_number": company_number.strip()[:12],
        },
    )
    write_audit(act="keep_group", record=group, actor=actor, after={"new": created, "sort": sort})
    return group


@transaction.atomic
# long: it names its keyword arguments one to a line
def apply_for_grant(
    *,
    grant_round: Round,
    group: Group,
    title: str,
    text: str,
    outcome: str,
    actor: Party | None,
    party: Party | None,
    match_minutes: int = 0,
    place: Place | None = None,
    host: Membership | None = None,
    channel: str = Channel.WEB,
    received_at: datetime | None = None,
    **details: Any,
) -> tuple[Application, str]:
    """Take in an application as a contribution, with its receipt. Returns it with the receipt's code.

    `actor` is who enters it, `party` who applies for the group; `details` are amount, whole_cost (minor units),
    starts_on and ends_on. Refuses what receive_contribution refuses, a sum
    outside the round's bounds, a second one of the same group, one whose last report is overdue, and one of a group
    without a bank account that names nobody to hold the money.
    """
    require("chest.apply", party=actor, initiative=grant_round.question.initiative)
    details |= {"title": title.strip(), "outcome": outcome.strip()}
    _check_details(grant_round=grant_round, text=text, **details)
    _check_group(grant_round=grant_round, group=group, has_host=host is not None)
    if match_minutes > MOST_MINUTES:
        raise Refused(_("That is more time than people can give."), "match_hours")
    contribution, code = receive_contribution(
        initiative=grant_round.question.initiative,
        question=grant_round.question,
        form="application",
        text=text.strip(),
        actor=actor,
        party=party,
        act="chest.apply",
        channel=channel,
        received_at=received_at,
        place=place,
    )
    application = Application.objects.create(
        organisation_id=grant_round.organisation_id,
        contribution=contribution,
        grant_round=grant_round,
        group=group,
        number=_next_number(grant_round),
        match_minutes=match_minutes,
        place=place,
        **details,
    )
    write_audit(act="apply_for_grant", record=application, actor=actor, after={"number": application.number})
    if host is not None:
        ask_host(application=application, host=host, actor=actor)
    return application, code


# long: each thing that can be wrong has its own words
def _check_details(
    *,
    grant_round: Round,
    title: str,
    text: str,
    outcome: str,
    amount: int,
    whole_cost: int,
    starts_on: date,
    ends_on: date,
) -> None:
    if not title:
        raise Refused(_("Give it a title of a few words."), "title")
    for value, field, longest in ((title, "title", 120), (outcome, "outcome", 300)):
        if len(value) > longest:
            raise Refused(_("Keep this to %(most)s characters.") % {"most": longest}, field)
    if text.strip().casefold() == title.casefold():
        raise Refused(_("Say more than the title says: what will you do?"), "text")
    if not outcome:
        raise Refused(_("Say what will be better, and how one will see it."), "outcome")
    if not grant_round.least <= amount <= grant_round.most or amount <= 0:
        least, most = money(grant_round.least, grant_round.currency), money(grant_round.most, grant_round.currency)
        raise Refused(
            _("A grant is between %(least)s and %(most)s here.") % {"least": least, "most": most}
            if grant_round.least
            else _("A grant is at most %(most)s here.") % {"most": most},
            "amount",
        )
    if whole_cost < amount:
        raise Refused(_("The whole costs at least what you ask for."), "whole_cost")
    if ends_on < starts_on:
        raise Refused(_("It ends before it starts."), "ends_on")


def _check_group(*, grant_round: Round, group: Group, has_host: bool) -> None:
    if group.sort == Group.Sort.PERSON and not grant_round.persons_may:
        raise Refused(_("This round is for groups. Two neighbours are a group: ask the fund officer."), "sort")
    again = Application.objects.filter(
        organisation_id=grant_round.organisation_id, grant_round=grant_round, group=group, state__in=LIVE
    ).first()
    if again is not None:
        raise Refused(_("“%(name)s” has applied in this round already.") % {"name": group.name}, "name")
    refuse_overdue(group)
    if not group.has_account and not has_host:
        raise Refused(
            _("Name a larger group that holds the money for you. The fund officer can help you find one."), "host"
        )


def refuse_overdue(group: Group) -> None:
    """Refuse a group that has not said what became of its last grant, though the day for it has passed."""
    owed = (
        Grant.objects.filter(
            organisation_id=group.organisation_id,
            application__group=group,
            award__terms_accepted_at__isnull=False,
            report__isnull=True,
            report_by__lt=clock.today(),
        )
        .select_related("application")
        .order_by("report_by")
        .first()
    )
    if owed is not None:
        raise Refused(
            _("“%(name)s” has not told us what became of “%(title)s”; it was due on %(day)s. Send that report first.")
            % {"name": group.name, "title": owed.application.title, "day": say_day(owed.report_by)},
            "name",
        )


def _next_number(grant_round: Round) -> int:
    """The next number. receive_contribution holds the lock of the question until the application is written."""
    newest = Application.objects.filter(organisation_id=grant_round.organisation_id, grant_round=grant_round).order_by(
        "-number"
    )
    return (newest.values_list("number", flat=True).first() or 0) + 1


@transaction.atomic
# long: it names its keyword arguments one to a line
def change_application(
    *,
    application: Application,
    actor: Party | None,
    title: str,
    text: str,
    outcome: str,
    amount: int,
    whole_cost: int,
    starts_on: date,
    ends_on: date,
    match_minutes: int = 0,
) -> Application:
    """Change an application, by who sent it, as long as the round is open."""
    application = locked(application)
    question = application.grant_round.question
    require("chest.apply", party=actor, initiative=question.initiative)
    require_applicant(application=application, party=actor)
    if question.state != "open" or question.closes_at is None or clock.now() >= question.closes_at:
        raise Refused(_("The round is closed: every application stays as it was sent."))
    details: dict[str, Any] = {
        "title": title.strip(),
        "outcome": outcome.strip(),
        "amount": amount,
        "whole_cost": whole_cost,
        "starts_on": starts_on,
        "ends_on": ends_on,
    }
    _check_details(grant_round=application.grant_round, text=text, **details)
    Contribution.objects.filter(pk=application.contribution_id).update(text=text.strip())
    Application.objects.filter(pk=application.pk).update(match_minutes=match_minutes, **details)
    write_audit(act="change_application", record=application, actor=actor, after={"changed": sorted(details)})
    application.refresh_from_db()
    return application


def locked(application: Application) -> Application:
    """Return an application under a lock, with what its rules need."""
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("grant_round__question__initiative__organisation", "contribution", "group")
        .get(pk=application.pk)
    )


def is_applicant(*, application: Application, party: Party | None) -> bool:
    """Say whether it came from this party."""
    return party is not None and application.contribution.party_id == party.pk


def require_applicant(*, application: Application, party: Party | None) -> None:
    """Refuse everybody but the one who applied."""
    if not is_applicant(application=application, party=party):
        raise NotAllowed(_("Only who applied can do this."))


def follow_withdrawal(contribution: Contribution, change: int) -> None:
    """Take an application out of its round when its contribution is withdrawn; the core calls this for each."""
    if change < 0:
        Application.objects.filter(contribution=contribution, state__in=(*LIVE, "not_eligible")).update(
            state=Application.State.WITHDRAWN
        )


@transaction.atomic
def ask_host(*, application: Application, host: Membership, actor: Party | None) -> Hosting:
    """Ask a larger group to hold the money. Refuses a second one while the first has not said no."""
    application = locked(application)
    initiative = application.grant_round.question.initiative
    require("chest.apply", party=actor, initiative=initiative)
    if not is_applicant(application=application, party=actor) and not may(
        "initiative.manage", party=actor, initiative=initiative
    ):
        raise NotAllowed(_("Only who applied can do this."))
    if host.initiative_id != initiative.pk or host.role != "fiscal_host" or host.valid_to is not None:
        raise Refused(_("Choose one of the groups in the list."), "host")
    try:
        with transaction.atomic():
            hosting = Hosting.objects.create(
                organisation_id=application.organisation_id, application=application, host=host
            )
    except IntegrityError:
        raise Refused(_("Another group has been asked already."), "host") from None
    write_audit(act="ask_host", record=hosting, actor=actor, after={"state": "asked"})
    return hosting


@transaction.atomic
def answer_host(*, hosting: Hosting, holds: bool, actor: Party | None, why: str = "") -> Hosting:
    """Say, as the host, whether one holds the money; a no has a reason, so that the group can ask another."""
    hosting = (
        Hosting.objects.select_for_update(of=("self",))
        .select_related("application__grant_round__question__initiative", "host")
        .get(pk=hosting.pk)
    )
    initiative = hosting.application.grant_round.question.initiative
    require("chest.host", party=actor, initiative=initiative)
    if hosting.host_id not in {one.pk for one in memberships_of(party=actor, initiative=initiative)}:
        raise NotAllowed(_("This was asked of another group."))
    if hosting.state != Hosting.State.ASKED:
        raise Refused(_("You have answered this."))
    if not holds and not why.strip():
        raise Refused(_("Say why you cannot, so that they can ask another group."), "why")
    hosting.state = Hosting.State.CONFIRMED if holds else Hosting.State.REFUSED
    hosting.why, hosting.answered_at = why.strip()[:300], clock.now()
    hosting.save(update_fields=["state", "why", "answered_at"])
    write_audit(act="answer_host", record=hosting, actor=actor, after={"state": hosting.state})
    return hosting
