"""A published file of grants, taken in as a past round: whole, or not at all. Nothing of it claims to be our own.

long: one file, taken in step by step.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from alongside.blocks.fund.actions import award_money, ringfence_pot
from alongside.blocks.fund.models import Award, Pot
from alongside.core.audit.actions import write_audit
from alongside.core.contributions.models import Contribution
from alongside.core.initiatives import actions
from alongside.core.initiatives.choices import CitizenRole
from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.core.questions.actions import close_question, draft_question, open_question
from alongside.core.questions.models import Question
from alongside.kit import clock
from alongside.kit.refused import Refused
from alongside.methods.elsewhere import Elsewhere, Reading, begin_elsewhere, decide_elsewhere, service_elsewhere
from alongside.methods.prioritisation.community_chest.actions import create_round
from alongside.methods.prioritisation.community_chest.method import METHOD
from alongside.methods.prioritisation.community_chest.models import Application, Grant, Group, Round
from alongside.methods.prioritisation.community_chest.opening import SOMEBODY
from alongside.standards.threesixtygiving import Package, Record
from alongside.standards.threesixtygiving.check import day_of
from alongside.standards.threesixtygiving.write import write_json

MOST_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class _Past:
    """A grant of a file, as far as we keep it: money in minor units."""

    record: Record
    amount: int
    asked: int
    day: date
    starts: date
    ends: date


def checked_grants(package: Package) -> list[_Past]:
    """Return the grants that can be taken in; refuse a file that is against the standard or in several currencies."""
    if package.problems:
        more = len(package.problems) - MOST_SHOWN
        lines = [str(one) for one in package.problems[:MOST_SHOWN]] + ([f"and {more} more"] if more > 0 else [])
        raise Refused("The file is against the standard. " + "; ".join(lines), "file")
    currencies = Counter(str(one["currency"]) for one in package.grants)
    if len(currencies) > 1:
        raise Refused(f"The file holds several currencies ({', '.join(sorted(currencies))}); split it.", "file")
    found = [_past(one, number) for number, one in enumerate(package.grants)]
    kept = [one for one in found if one.amount > 0]
    if not kept:
        raise Refused("No grant of the file awards any money.", "file")
    return kept


def _past(record: Record, number: int) -> _Past:
    day = day_of(record["awardDate"])
    if day is None or day > clock.today():
        raise Refused(f"grants[{number}].awardDate: {record['awardDate']} is not a day that has been.", "file")
    amount = _minor(record["amountAwarded"], number)
    spans = [one for name in ("plannedDates", "actualDates") for one in record.get(name, [])]
    starts = next((day_of(one.get("startDate")) for one in spans if day_of(one.get("startDate"))), None) or day
    ends = next((day_of(one.get("endDate")) for one in spans if day_of(one.get("endDate"))), None) or starts
    asked = _minor(record.get("amountAppliedFor", record["amountAwarded"]), number)
    record = dict(record)
    if "recipientIndividual" in record:
        record["recipientIndividual"] = {**record["recipientIndividual"], "name": SOMEBODY}
    return _Past(record=record, amount=amount, asked=max(asked, amount), day=day, starts=starts, ends=max(starts, ends))


def _minor(value: Any, number: int) -> int:
    minor = Decimal(str(value)) * 100
    if minor != minor.to_integral_value():
        raise Refused(f"grants[{number}]: {value} has more than two decimals.", "file")
    return int(minor)


@transaction.atomic
def import_grants(
    *, organisation: Organisation, package: Package, data: bytes, name: str, listed: bool = True
) -> Initiative:
    """Make a published file of grants a past round of this organisation, decided and answered on the days it names.

    Names and texts say that it comes from a file; who applied is not known and waits for no answer; a person that the
    file names is not kept. `listed`: everybody sees it. All in one transaction. Refuses a
    file that was imported before.
    """
    grants = checked_grants(package)
    digest = hashlib.sha256(data).hexdigest()
    if Round.objects.filter(organisation=organisation, terms__endswith=digest).exists():
        raise Refused(_("This file has been imported already."), "file")
    decided = datetime.combine(max(one.day for one in grants), time(12), tzinfo=UTC)
    opens = min(min(one.day for one in grants), decided.date() - timedelta(days=METHOD.least_open_days + 2))
    begin = datetime.combine(opens - timedelta(days=1), time(12), tzinfo=UTC)
    with clock.at(begin):
        begun = _start(organisation=organisation, grants=grants, name=name, listed=listed)
        grant_round = _round(begun, grants, name=name, digest=digest, decided=decided)
    with clock.at(decided):
        _take_in(grant_round, grants, begun)
    write_audit(act="import_grants", record=begun.initiative, after={"file": digest, "grants": len(grants)})
    begun.initiative.refresh_from_db()
    return begun.initiative


def _start(*, organisation: Organisation, grants: list[_Past], name: str, listed: bool) -> Elsewhere:
    funder = str(grants[0].record["fundingOrganization"][0]["name"])
    each = Decimal(sum(one.amount for one in grants) // len(grants)) / 100
    service = service_elsewhere(
        organisation=organisation,
        title=f"Grants of {funder}",
        summary=_("Grants that were given elsewhere, read from a published file."),
        name=name,
        readings=[
            Reading(kind="outcome", measure=_("Grants"), unit=_("grants"), value=Decimal(len(grants))),
            Reading(kind="efficiency", measure=_("Money for each grant"), unit="GBP", value=each),
        ],
    )
    begun = begin_elsewhere(
        service=service,
        method=METHOD,
        title=f"Grants of {funder}",
        name=name,
        who=(funder, f"Groups of {name}"),
        promises=(_("The grants"), _("The work")),
        citizen_roles=[CitizenRole.RESOURCES],
        listed=listed,
    )
    for stage in ("pot", "apply", "decide", "pay"):
        actions.open_stage(initiative=begun.initiative, key=stage, actor=begun.place)
    return begun


# long: it names its keyword arguments one to a line
def _round(
    begun: Elsewhere,
    grants: list[_Past],
    *,
    name: str,
    digest: str,
    decided: datetime,
) -> Round:
    initiative, place = begun.initiative, begun.place
    total, currency = sum(one.amount for one in grants), str(grants[0].record["currency"])
    ringfence_pot(initiative=initiative, amount=total, source=_("The published file"), currency=currency, actor=place)
    question = draft_question(
        initiative=initiative,
        stage="apply",
        prompt=initiative.title[:300],
        actor=place,
        fixed=_("As the file tells it."),
        open_to_change=_("Who gets a grant."),
        information=_("Read from the published file %(name)s.") % {"name": name},
        decider=begun.members["decider"],
        opens_at=clock.now(),
        closes_at=decided - timedelta(hours=1),
        answer_by=decided.date() + timedelta(days=1),
    )
    programmes = Counter(
        str(one["title"]) for grant in grants for one in grant.record.get("grantProgramme", []) if one.get("title")
    )
    grant_round = create_round(
        question=question,
        programme=programmes.most_common(1)[0][0] if programmes else initiative.title,
        amount=total,
        most=total,
        currency=currency,
        terms=_("Read from a published file: %(digest)s") % {"digest": digest},
        elsewhere=_("It was decided elsewhere."),
        criteria=[(str(_("Not known")), "", 1)],
        checks=[("unknown", str(_("Not known")))],
        actor=place,
    )
    open_question(question=question, actor=place)
    return grant_round


# long: it names its keyword arguments one to a line
def _take_in(grant_round: Round, grants: list[_Past], begun: Elsewhere) -> None:
    """Write each grant as an answered contribution of somebody unknown, with its award, and decide the round."""
    question, place = grant_round.question, begun.place
    pot = Pot.objects.get(initiative_id=question.initiative_id)
    for number, one in enumerate(grants, start=1):
        contribution = _contribution(grant_round, one)
        application = _application(grant_round, contribution, one, number)
        title = str(one.record["title"])
        award = award_money(
            pot=pot, contribution=contribution, title=title, amount=one.amount, asked=one.asked, actor=place
        )
        at = datetime.combine(one.day, time(12), tzinfo=UTC)
        Award.objects.filter(pk=award.pk).update(terms_accepted_at=at)
        Grant.objects.create(
            organisation_id=grant_round.organisation_id,
            application=application,
            award=award,
            report_by=one.ends,
            source=write_json([one.record]).partition('"grants": [')[2].rpartition("]")[0],
        )
    Question.objects.filter(pk=question.pk).update(contribution_count=F("contribution_count") + len(grants))
    Initiative.objects.filter(pk=question.initiative_id).update(
        contribution_count=F("contribution_count") + len(grants)
    )
    close_question(question=question, actor=None)
    decide_elsewhere(
        begun=begun,
        question=question,
        result=_("%(count)s grants, as the published file tells.") % {"count": len(grants)},
        reason=_("It was decided elsewhere; the file gives no reason."),
    )


def _contribution(grant_round: Round, one: _Past) -> Contribution:
    at = datetime.combine(one.day, time(12), tzinfo=UTC)
    return Contribution.objects.create(
        organisation_id=grant_round.organisation_id,
        initiative=grant_round.question.initiative,
        question=grant_round.question,
        form="application",
        text=str(one.record["description"])[:20_000] or str(one.record["title"]),
        at=at,
        public=True,
        acknowledge_by=at,
        acknowledged_at=at,
        answer_by=one.day,
        answered_at=at,
        themed_at=at,
    )


def _application(grant_round: Round, contribution: Contribution, one: _Past, number: int) -> Application:
    return Application.objects.create(
        organisation_id=grant_round.organisation_id,
        contribution=contribution,
        grant_round=grant_round,
        group=_group(grant_round.organisation_id, one.record),
        number=number,
        title=str(one.record["title"])[:120],
        outcome="",
        amount=one.asked,
        whole_cost=one.asked,
        starts_on=one.starts,
        ends_on=one.ends,
        state=Application.State.AWARDED,
    )


def _group(organisation_id: Any, record: Record) -> Group:
    recipients = record.get("recipientOrganization")
    if not recipients:
        return Group.objects.create(organisation_id=organisation_id, name=SOMEBODY, sort=Group.Sort.PERSON)
    found = recipients[0]
    charity, company = str(found.get("charityNumber") or "")[:12], str(found.get("companyNumber") or "")[:12]
    sort = Group.Sort.CHARITY if charity else Group.Sort.COMPANY if company else Group.Sort.CONSTITUTED
    group, _created = Group.objects.get_or_create(
        organisation_id=organisation_id,
        keeper=None,
        name=str(found["name"])[:120],
        charity_number=charity,
        company_number=company,
        defaults={"sort": sort},
    )
    return group
