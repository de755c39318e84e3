"""Writes about what came in: booking a period on the ledger, and the yearly look."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from alongside.core.accounts.actions import Line, open_account, post
from alongside.core.accounts.models import Account
from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.kit import clock
from alongside.kit.money import money
from alongside.kit.refused import Refused
from alongside.methods.financing.charges.models import Look, Takings, Tariff
from alongside.methods.financing.charges.queries import carried_by, tariff_on

CURRENCY = "GBP"


def account_key(initiative: Initiative, name: str) -> str:
    """Return the key of one of the three accounts: payers, income, collecting."""
    return f"charges-{name}:{initiative.pk}"


def _account(initiative: Initiative, name: str, title: str, *, side: str, **limits: Any) -> Account:
    return open_account(
        organisation=initiative.organisation,
        key=account_key(initiative, name),
        name=title,
        unit="money",
        initiative=initiative,
        side=side,
        currency=CURRENCY,
        **limits,
    )


def _lines(initiative: Initiative, *, income: int, collecting: int) -> list[Line]:
    payers = _account(initiative, "payers", _("Paid by those who use it"), side="citizen", ceiling=0)
    kept = _account(initiative, "income", _("Income from charges"), side="public")
    lines = [Line(account=payers, amount=-income), Line(account=kept, amount=income)] if income else []
    if collecting:
        cost = _account(initiative, "collecting", _("Cost of collecting"), side="public", floor=0)
        lines += [Line(account=kept, amount=-collecting), Line(account=cost, amount=collecting)]
    return lines


def _tariff_of(*, initiative: Initiative, starts_on: date, ends_on: date) -> Tariff:
    """Return the one version that was in force all through a period that is over and not booked yet."""
    if ends_on < starts_on:
        raise Refused(_("It must end after it begins."), "ends_on")
    if ends_on > clock.today(zone=initiative.organisation.time_zone):
        raise Refused(_("The period is not over yet."), "ends_on")
    tariff = tariff_on(initiative, starts_on)
    if tariff is None:
        raise Refused(_("No price was in force then."), "starts_on")
    if tariff_on(initiative, ends_on) != tariff:
        raise Refused(_("New prices began within it. Book up to the day before, and the rest by itself."), "ends_on")
    rows = Takings.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
    if rows.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise Refused(_("Some of these days are booked already."), "starts_on")
    return tariff


@transaction.atomic
# long: it names its keyword arguments one to a line
def book_takings(
    *,
    initiative: Initiative,
    starts_on: date,
    ends_on: date,
    uses: int,
    income: int,
    collecting: int,
    actor: Party,
) -> Takings:
    """Book what came in during a period, and what collecting it cost; each day is booked once.

    Refuses before there are prices, a period that is not over or overlaps another, and one with two versions in it.
    """
    require("charges.book", party=actor, initiative=initiative)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    if min(uses, income, collecting) < 0 or max(income, collecting) > 10**13:
        raise Refused(_("Give amounts that are not below nothing."), "income")
    tariff = _tariff_of(initiative=initiative, starts_on=starts_on, ends_on=ends_on)
    lines = _lines(initiative, income=income, collecting=collecting)
    posted = (
        post(
            organisation=initiative.organisation,
            key=f"charges:{initiative.pk}:{starts_on.isoformat()}",
            what=_("Charges, %(first)s to %(last)s") % {"first": starts_on.isoformat(), "last": ends_on.isoformat()},
            lines=lines,
            actor=actor,
            because=tariff,
        )
        if lines
        else None
    )
    takings = Takings.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        tariff=tariff,
        starts_on=starts_on,
        ends_on=ends_on,
        uses=uses,
        income=income,
        collecting=collecting,
        transaction=posted,
        by=actor,
    )
    write_audit(act="book_takings", record=takings, actor=actor, after={"income": income, "uses": uses})
    return takings


def _check_look(*, cost: int, verdict: str, words: str) -> None:
    if cost <= 0 or cost > 10**13:
        raise Refused(_("Say what the service really cost in this time."), "cost")
    if verdict not in Look.Verdict.values:
        raise Refused(_("Say what follows."), "verdict")
    if not words.strip():
        raise Refused(_("Say in a few sentences what you saw: who still comes, and who does not."), "words")


@transaction.atomic
# long: it names its keyword arguments one to a line
def look_back(
    *,
    initiative: Initiative,
    starts_on: date,
    ends_on: date,
    cost: int,
    verdict: str,
    words: str,
    actor: Party,
) -> Look:
    """Write down the yearly look: what the service really cost, beside what was booked, and what follows.

    Refuses a period without takings or seen before, no words, and to keep prices that brought in more than the service
    cost, one year with another: they must change.
    """
    require("charges.look", party=actor, initiative=initiative)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    rows = Takings.objects.filter(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        starts_on__gte=starts_on,
        ends_on__lte=ends_on,
    )
    if (newest := rows.select_related("tariff").order_by("-starts_on").first()) is None:
        raise Refused(_("Nothing is booked for this time yet."), "starts_on")
    looks = Look.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
    if looks.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise Refused(_("This time has been looked at already."), "starts_on")
    _check_look(cost=cost, verdict=verdict, words=words)
    sums = rows.aggregate(uses=Sum("uses"), income=Sum("income"), collecting=Sum("collecting"))
    carried = carried_by(initiative) + sums["income"] - cost
    if verdict == Look.Verdict.KEEP and carried > 0:
        raise Refused(
            _(
                "The prices brought in %(over)s more than the service cost, one year with another. They cannot stay: "
                "lower them, or let more people pay less."
            )
            % {"over": money(carried)},
            "verdict",
        )
    look = Look.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        tariff=newest.tariff,
        starts_on=starts_on,
        ends_on=ends_on,
        cost=cost,
        carried=carried,
        verdict=verdict,
        words=words.strip(),
        by=actor,
        **sums,
    )
    write_audit(act="look_back", record=look, actor=actor, after={"verdict": verdict, "carried": carried})
    return look
