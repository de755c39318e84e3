"""Writes about the ways to pay: options with their prices and concessions, and the example households."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.core.questions.models import Question
from alongside.kit.refused import Refused
from alongside.methods.financing.charges.models import Concession, CostSheet, Example, Plan, Price, Tariff
from alongside.methods.financing.charges.queries import figures_of, signed_sheet

MOST = 10**10
"""The largest price and the largest number of uses that are taken: sums of them stay within 64 bits."""


@transaction.atomic
# long: it names its keyword arguments one to a line
def add_plan(
    *,
    initiative: Initiative,
    kind: str,
    title: str,
    says: str,
    actor: Party | None,
    saving: int = 0,
    saving_why: str = "",
    collecting: int = 0,
    adapted_from: Plan | None = None,
) -> Plan:
    """Add a way to pay. `saving`: pence a year by which the service gets cheaper; `collecting`: what collecting costs.

    Refuses before the costs are signed, words that say nothing, and less service or residents' help that saves nothing.
    """
    require("charges.plan", party=actor, initiative=initiative)
    sheet = signed_sheet(initiative)
    if sheet is None:
        raise Refused(_("First the accountant signs what the service costs."))
    if kind not in Plan.Kind.values:
        raise Refused(_("Say which kind of answer it is."), "kind")
    if not title.strip():
        raise Refused(_("Name it in a few words."), "title")
    if not says.strip():
        raise Refused(_("Say what it means for the service and for people."), "says")
    if kind in (Plan.Kind.LESS_SERVICE, Plan.Kind.OUR_HELP) and not (saving and saving_why.strip()):
        raise Refused(_("Say how much it saves in a year, and how that is known."), "saving")
    plan = Plan.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        sheet=sheet,
        kind=kind,
        title=title.strip()[:200],
        says=says.strip(),
        saving=saving,
        saving_why=saving_why.strip()[:300],
        collecting=collecting,
        adapted_from=adapted_from,
    )
    write_audit(act="add_plan", record=plan, actor=actor, after={"kind": kind, "saving": saving})
    return plan


def open_to_change(plan: Plan) -> Plan:
    """Return the plan under a lock; refuse once people are asked about it or it is published."""
    plan = (
        Plan.objects.select_for_update(of=("self",)).select_related("initiative", "sheet", "question").get(pk=plan.pk)
    )
    if Tariff.objects.filter(organisation_id=plan.organisation_id, plan=plan).exists():
        raise Refused(_("These prices are published. Adapt them into a new version instead."))
    if plan.question is not None and plan.question.state != Question.State.DRAFT:
        raise Refused(_("People are being asked about it: it stays as it is. Adapt it into a new one instead."))
    return plan


@transaction.atomic
def set_price(*, plan: Plan, what: str, amount: int, uses: int, actor: Party | None) -> Price:
    """Set the price of one kind of use, and the uses a year that are expected at that price; again, it changes them."""
    require("charges.plan", party=actor, initiative=plan.initiative)
    plan = open_to_change(plan)
    if not what.strip():
        raise Refused(_("Say what is paid for: a child’s swim, an hour of the hall."), "what")
    if not 0 <= amount <= MOST:
        raise Refused(_("This price is too large."), "amount")
    if amount and plan.kind == Plan.Kind.NO_CHARGE:
        raise Refused(_("“No charge” has no price."), "amount")
    if not 0 < uses < 2**31:
        raise Refused(
            _("Say how often it will be used in a year at that price; an honest guess with its reason."), "uses"
        )
    rows = Price.objects.filter(organisation_id=plan.organisation_id, plan=plan)
    price, _created = Price.objects.update_or_create(
        organisation_id=plan.organisation_id,
        plan=plan,
        what=what.strip()[:120],
        defaults={"amount": amount, "uses": uses},
        create_defaults={"amount": amount, "uses": uses, "position": rows.count() + 1},
    )
    _refuse_wrong_figures(plan)
    write_audit(act="set_price", record=price, actor=actor, after={"amount": amount, "uses": uses})
    return price


@transaction.atomic
def add_concession(*, plan: Plan, who: str, kind: str, actor: Party | None, **details: Any) -> Concession:
    """Say who pays less and by how much. `details` are value, what, uses, given_up and proof of Concession."""
    require("charges.plan", party=actor, initiative=plan.initiative)
    plan = open_to_change(plan)
    value, what = int(details.get("value") or 0), str(details.get("what") or "").strip()
    if not who.strip():
        raise Refused(_("Say who pays less, in words that people know for themselves."), "who")
    if kind not in Concession.Kind.values:
        raise Refused(_("Say in which way they pay less."), "kind")
    if kind == Concession.Kind.PERCENT and not 1 <= value <= 99:
        raise Refused(_("A percentage off is from 1 to 99."), "value")
    if what and not Price.objects.filter(organisation_id=plan.organisation_id, plan=plan, what=what).exists():
        raise Refused(_("“%(what)s” has no price here.") % {"what": what}, "what")
    if kind == Concession.Kind.CAP and (what or not value):
        raise Refused(_("A yearly limit is an amount, for everything together."), "value")
    concession = Concession.objects.create(
        organisation_id=plan.organisation_id,
        plan=plan,
        position=Concession.objects.filter(organisation_id=plan.organisation_id, plan=plan).count() + 1,
        who=who.strip()[:120],
        kind=kind,
        value=value,
        what=what,
        uses=int(details.get("uses") or 0),
        given_up=int(details.get("given_up") or 0),
        proof=str(details.get("proof") or "").strip()[:200],
    )
    _refuse_wrong_figures(plan)
    write_audit(act="add_concession", record=concession, actor=actor, after={"kind": kind, "value": value})
    return concession


def _refuse_wrong_figures(plan: Plan) -> None:
    """Refuse figures that cannot all be true together."""
    figures = figures_of(Plan.objects.get(pk=plan.pk))
    if (line := figures.crowded) is not None:
        about = _("“%(what)s”") % {"what": line} if line else _("all lines together")
        raise Refused(
            _("More uses would pay less than there are uses at all: look at %(about)s.") % {"about": about}, "uses"
        )
    if figures.income.net < 0:
        raise Refused(_("The yearly limits would give up more than comes in."), "given_up")
    if figures.cost.total < 0:
        raise Refused(_("It would save more than the service costs."), "saving")


@transaction.atomic
def drop_concession(*, concession: Concession, actor: Party | None) -> None:
    """Take a concession out of a plan that people are not asked about yet."""
    require("charges.plan", party=actor, initiative=concession.plan.initiative)
    open_to_change(concession.plan)
    write_audit(act="drop_concession", record=concession, actor=actor)
    concession.delete()


@transaction.atomic
def adapt_plan(*, plan: Plan, title: str, says: str, actor: Party | None) -> Plan:
    """Copy a plan with its prices and concessions, to be changed after what people said; on the newest signed costs."""
    copy = add_plan(
        initiative=plan.initiative,
        kind=plan.kind,
        title=title,
        says=says,
        actor=actor,
        saving=plan.saving,
        saving_why=plan.saving_why,
        collecting=plan.collecting,
        adapted_from=plan,
    )
    for price in plan.prices.order_by("position"):
        Price.objects.create(
            organisation_id=plan.organisation_id,
            plan=copy,
            position=price.position,
            what=price.what,
            amount=price.amount,
            uses=price.uses,
        )
    names = ("position", "who", "kind", "value", "what", "uses", "given_up", "proof")
    for less in plan.concessions.order_by("position"):
        Concession.objects.create(
            organisation_id=plan.organisation_id, plan=copy, **{name: getattr(less, name) for name in names}
        )
    return copy


@transaction.atomic
def add_example(
    *, initiative: Initiative, title: str, uses: Mapping[str, int], entitled: Sequence[str], actor: Party | None
) -> Example:
    """Add an example household: how often a year it uses what, and which concessions it is entitled to."""
    require("charges.plan", party=actor, initiative=initiative)
    if not title.strip():
        raise Refused(_("Describe the household in a line; not a real one."), "title")
    wanted = {what.strip(): often for what, often in uses.items() if often > 0}
    if not wanted:
        raise Refused(_("Say how often it uses the service in a year."), "uses")
    example = Example.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        title=title.strip()[:200],
        uses=wanted,
        entitled=[who.strip() for who in entitled if who.strip()],
    )
    write_audit(act="add_example", record=example, actor=actor)
    return example


def unsigned_sheet(initiative: Initiative) -> CostSheet | None:
    """Return the build-up that is being written."""
    return CostSheet.objects.filter(
        organisation_id=initiative.organisation_id, initiative=initiative, signed_at__isnull=True
    ).first()
