"""Writes that publish prices: a version is dated, stands on a decision, never changes, and never plans above cost."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.core.audit.actions import write_audit
from alongside.core.decisions.models import Decision
from alongside.core.initiatives.actions import close_stage
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.core.threads.actions import tie
from alongside.kit import clock
from alongside.kit.refused import Refused
from alongside.methods.financing.charges import rules
from alongside.methods.financing.charges.asking import above_cost_words
from alongside.methods.financing.charges.models import Plan, Tariff
from alongside.methods.financing.charges.queries import carried_by, figures_of


def newest_tariff(initiative: Initiative) -> Tariff | None:
    """Return the newest version, whether it has begun or not."""
    return (
        Tariff.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
        .select_related("plan", "decision")
        .order_by("-number")
        .first()
    )


def _decision_for(*, plan: Plan, before: Tariff | None) -> Decision:
    """Return the published decision that a version stands on; refuse a change in silence."""
    decision = plan.chosen_by
    if decision is not None and decision.state == Decision.State.PUBLISHED:
        return decision
    if before is None:
        raise Refused(_("Prices follow a published decision that chooses this way. It is not published yet."), "plan")
    newer = (
        Decision.objects.filter(
            organisation_id=plan.organisation_id,
            question__initiative_id=plan.initiative_id,
            state=Decision.State.PUBLISHED,
            published_at__gt=before.at,
        )
        .order_by("-published_at")
        .first()
    )
    if newer is None:
        raise Refused(
            _("A new version follows a new published decision: after a look at how the old one went."), "plan"
        )
    return newer


@transaction.atomic
# long: it names its keyword arguments one to a line
def publish_tariff(*, plan: Plan, starts_on: date, reason: str, actor: Party) -> Tariff:
    """Publish the prices of a plan as the next version, from a day on.

    Refuses without a published decision, with a start in the past or not after the version before, without a reason,
    and expected income, with what earlier years had over, above expected cost (section 93 of the 2003 Act, and our
    own rule wherever another law applies).
    """
    initiative = plan.initiative
    require("charges.publish", party=actor, initiative=initiative)
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    plan = Plan.objects.select_related("chosen_by", "sheet").get(pk=plan.pk)
    if Tariff.objects.filter(organisation_id=plan.organisation_id, plan=plan).exists():
        raise Refused(_("These prices are published already."), "plan")
    before = newest_tariff(initiative)
    decision = _decision_for(plan=plan, before=before)
    if starts_on < clock.today(zone=initiative.organisation.time_zone):
        raise Refused(_("Prices cannot begin in the past: people could not have known them."), "starts_on")
    if before is not None and starts_on <= before.starts_on:
        raise Refused(_("It must begin after the version that it replaces."), "starts_on")
    if not reason.strip():
        raise Refused(_("Say why these prices, for those who pay them."), "reason")
    figures, carried = figures_of(plan), carried_by(initiative)
    if not figures.prices:
        raise Refused(_("There is no price in it yet."), "plan")
    over = rules.above_cost(income=figures.income.net, cost=figures.cost.total, carried=carried)
    if over:
        raise Refused(above_cost_words(plan.title, over), "plan")
    tariff = Tariff.objects.create(
        organisation_id=plan.organisation_id,
        initiative=initiative,
        number=before.number + 1 if before else 1,
        plan=plan,
        decision=decision,
        supersedes=before,
        starts_on=starts_on,
        reason=reason.strip(),
        cost=figures.cost.total,
        income=figures.income.net,
        carried=carried,
        by=actor,
    )
    tie(source=decision, target=tariff, relation="became")
    for key in ("cost", "read", "decide"):  # What was being decided is decided; what follows is paying, or paying less.
        close_stage(initiative=initiative, key=key, actor=None)
    if before is not None:
        tie(source=before, target=tariff, relation="superseded")
    write_audit(
        act="publish_tariff",
        record=tariff,
        actor=actor,
        before={"number": before.number} if before else None,
        after={"number": tariff.number, "income": tariff.income, "cost": tariff.cost},
    )
    return tariff
