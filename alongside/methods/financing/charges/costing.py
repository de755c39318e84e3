"""Writes about what the service costs: the build-up, line by line, and the accountant's name under it."""

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.kit import clock
from alongside.kit.refused import Refused
from alongside.methods.financing.charges.law import POWERS, power_of
from alongside.methods.financing.charges.models import CostLine, CostSheet


@transaction.atomic
# long: it names its keyword arguments one to a line
def begin_costs(
    *,
    initiative: Initiative,
    unit: str,
    uses: int,
    year: str,
    power: str,
    actor: Party | None,
    power_words: str = "",
) -> CostSheet:
    """Begin a build-up: what one use is, uses in the year of the figures, and the power to charge.

    Refuses no uses, an unknown power or one that is not in force, another power without its words, and a second
    build-up while one is unsigned.
    """
    require("charges.cost", party=actor, initiative=initiative)
    if not unit.strip() or not year.strip():
        raise Refused(_("Say what one use is, and which year the figures are from."), "unit")
    if uses < 1:
        raise Refused(_("A cost for each use needs at least one use a year."), "uses")
    if power not in {one.key for one in POWERS} or not power_of(power).holds_on(clock.today()):
        raise Refused(_("Name the law that allows a charge."), "power")
    if power == "other" and not power_words.strip():
        raise Refused(_("Write down which law it is, and where it stands."), "power_words")
    before = CostSheet.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
    if before.filter(signed_at__isnull=True).exists():
        raise Refused(_("A build-up is being written already."))
    sheet = CostSheet.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        number=before.count() + 1,
        unit=unit.strip(),
        uses=uses,
        year=year.strip(),
        power=power,
        power_words=power_words.strip(),
    )
    write_audit(act="begin_costs", record=sheet, actor=actor, after={"uses": uses, "power": power})
    return sheet


def _unsigned(sheet: CostSheet) -> CostSheet:
    sheet = CostSheet.objects.select_for_update(of=("self",)).select_related("initiative").get(pk=sheet.pk)
    if sheet.signed_at is not None:
        raise Refused(_("It is signed and stays as it is. Begin a new build-up."))
    return sheet


@transaction.atomic
def add_cost(*, sheet: CostSheet, what: str, kind: str, amount: int, source: str, actor: Party | None) -> CostLine:
    """Add a line: pence a year (fixed), or pence for each use (variable), with where the figure comes from."""
    require("charges.cost", party=actor, initiative=sheet.initiative)
    sheet = _unsigned(sheet)
    if not what.strip():
        raise Refused(_("Say what the money goes on."), "what")
    if kind not in CostLine.Kind.values:
        raise Refused(_("Say whether it depends on how often the service is used."), "kind")
    if not 0 < amount <= 10**13:
        raise Refused(_("Give an amount above nothing."), "amount")
    if not source.strip():
        raise Refused(_("Say where the figure comes from, so that somebody can look it up."), "source")
    line = CostLine.objects.create(
        organisation_id=sheet.organisation_id,
        sheet=sheet,
        position=CostLine.objects.filter(organisation_id=sheet.organisation_id, sheet=sheet).count() + 1,
        what=what.strip()[:200],
        kind=kind,
        amount=amount,
        source=source.strip()[:200],
    )
    write_audit(act="add_cost", record=line, actor=actor, after={"kind": kind, "amount": amount})
    return line


@transaction.atomic
def drop_cost(*, line: CostLine, actor: Party | None) -> None:
    """Take a line out of a build-up that is not signed."""
    require("charges.cost", party=actor, initiative=line.sheet.initiative)
    _unsigned(line.sheet)
    write_audit(act="drop_cost", record=line, actor=actor, before={"amount": line.amount})
    line.delete()


@transaction.atomic
def sign_costs(*, sheet: CostSheet, actor: Party) -> CostSheet:
    """Sign, as the accountant, that the figures are right; from then on they never change."""
    require("charges.cost", party=actor, initiative=sheet.initiative)
    sheet = _unsigned(sheet)
    if not CostLine.objects.filter(organisation_id=sheet.organisation_id, sheet=sheet).exists():
        raise Refused(_("There is no line in it yet."))
    sheet.signed_by, sheet.signed_at = actor, clock.now()
    sheet.save(update_fields=["signed_by", "signed_at"])
    write_audit(act="sign_costs", record=sheet, actor=actor, after={"signed": True})
    return sheet
