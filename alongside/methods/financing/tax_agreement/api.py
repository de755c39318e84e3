"""Options in pounds by band, the wording check, the earmark and its statements, for programs. Money in minor units.

long: the shapes of one method belong together.
"""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema, Status
from pydantic import Field

from alongside.core.api.access import MAY, MUST, actor_of, organisation_of
from alongside.core.api.finding import visible_initiative
from alongside.core.api.problems import REPLIES
from alongside.core.api.shapes import Amount, Day, Given, Line, Words
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import may
from alongside.methods.financing.tax_agreement import earmarking, options, rules
from alongside.methods.financing.tax_agreement.method import METHOD
from alongside.methods.financing.tax_agreement.models import Base, Earmark, Purpose, Spent, Statement
from alongside.methods.financing.tax_agreement.queries import base_of, standing, wording_of, worked

router = Router(tags=["tax agreement"])
Money = Annotated[int, Field(strict=True, ge=0, le=10**13)]


class BandOut(Schema):
    """What one band pays a year, before and after the rise."""

    band: str
    before: int
    after: int
    more: int


class PurposeOut(Schema):
    """What the money of an option is for."""

    id: UUID
    what: str
    amount: int


class TaxOptionOut(Schema):
    """One option. `judged`: within, excessive, no_limit or to_be_checked."""

    id: UUID
    title: str
    rise: int
    does: str
    does_not: str
    brings: int
    judged: str
    bands: list[BandOut]
    purposes: list[PurposeOut]


class FindingOut(Schema):
    """One thing to mend in the words."""

    rule: str
    where: str
    found: str
    mend: str
    digest: str


class TaxOut(Schema):
    """The signed figures and options; to the team also those being written."""

    nation: str
    authority: str
    year: int
    band_d: int
    gap: int
    gap_words: str
    advisory: str
    signed: bool
    options: list[TaxOptionOut]
    findings: list[FindingOut]


class FiguresIn(Given):
    """What the options are worked out from. Homes by band in hundredths, collection in hundredths of a per cent."""

    nation: Line
    authority: Line
    year: Annotated[int, Field(strict=True, ge=1993, le=2100)]
    band_d: Amount
    dwellings: Annotated[dict[Annotated[str, Field(max_length=1)], Money], Field(max_length=9)]
    collected: Annotated[int, Field(strict=True, ge=1, le=10_000)] = 10_000
    gap: Money
    gap_words: Words
    advisory: Words
    limit_hundredths: Annotated[int, Field(strict=True, ge=0, le=10_000)] | None = None
    limit_pence: Money | None = None
    limit_source: Line = ""


class OptionIn(Given):
    """One option: the rise of band D in pence a year, what is done and what is not."""

    title: Annotated[Line, Field(max_length=200)]
    rise: Money
    does: Words
    does_not: Words


class PurposeIn(Given):
    """What the money of an option is for; the same name again changes the amount."""

    option_id: UUID
    what: Annotated[Line, Field(max_length=200)]
    amount: Amount


class StandIn(Given):
    """A finding that may stand, with the reason that everybody reads."""

    digest: Annotated[str, Field(max_length=32)]
    reason: Words


class CollectIn(Given):
    """Extra tax that came in."""

    amount: Amount
    on: Day


class EarmarkSpendIn(Given):
    """A payment for one of the purposes."""

    purpose_id: UUID
    amount: Amount
    what: Annotated[Line, Field(max_length=200)]
    on: Day


class LookIn(Given):
    """A resident's look at a payment; without a doubt it is as promised."""

    doubt: Line = ""


class StatementIn(Given):
    """The account of a financial year that is over."""

    year: Annotated[int, Field(strict=True, ge=1993, le=2100)]
    words: Words


class PaymentOut(Schema):
    """One payment from the earmark; `looked_at` by a resident."""

    id: UUID
    purpose_id: UUID
    what: str
    amount: int
    on: date
    looked_at: bool
    doubt: str


class ShareOut(Schema):
    """What one band's extra pounds paid for: pairs that sum to it, to the penny."""

    band: str
    more: int
    paid_for: list[tuple[str, int]]


class StatementOut(Schema):
    """The account of one year, with the share of every band."""

    year: int
    opening: int
    collected: int
    left: int
    words: str
    spent: list[tuple[str, int]]
    shares: list[ShareOut]


class MoneyOut(Schema):
    """The earmark: what is left, every payment, every published account."""

    left: int
    payments: list[PaymentOut]
    statements: list[StatementOut]


def _initiative(request: HttpRequest, key: UUID) -> Initiative:
    found = visible_initiative(request, key)
    if found.method_key != METHOD.key:
        raise Http404
    return found


def _base(request: HttpRequest, key: UUID) -> Base:
    base = base_of(_initiative(request, key))
    if base is None:
        raise Http404
    return base


def _earmark(request: HttpRequest, key: UUID) -> Earmark:
    rows = Earmark.objects.select_related("account", "option", "base__initiative__organisation")
    return get_object_or_404(rows, organisation=organisation_of(request), base__initiative=_initiative(request, key))


@router.get("/initiatives/{uuid:key}/tax", auth=MAY, response={200: TaxOut, **REPLIES})
def tax(request: HttpRequest, key: UUID) -> Any:
    """The figures, each option in pounds by band with what follows, and what is left to mend in the words."""
    base = _base(request, key)
    party = getattr(request, "party", None)
    if base.signed_at is None and not may("tax.write", party=party, initiative=base.initiative):
        raise Http404
    names = ("nation", "authority", "year", "band_d", "gap", "gap_words", "advisory")
    found = [
        {name: getattr(one.option, name) for name in ("id", "title", "rise", "does", "does_not")}
        | {
            "brings": one.brings,
            "judged": one.judged,
            "bands": [{"band": x.band, "before": x.before, "after": x.after, "more": x.more} for x in one.lines],
            "purposes": list(one.option.purposes.all()),
        }
        for one in worked(base)
    ]
    return {name: getattr(base, name) for name in names} | {
        "signed": base.signed_at is not None,
        "options": found,
        "findings": standing(base, wording_of(base)),
    }


@router.put("/initiatives/{uuid:key}/tax", auth=MUST, response={204: None, **REPLIES})
def write(request: HttpRequest, key: UUID, payload: FiguresIn) -> Any:
    """Write the figures down, or change them before they are signed."""
    options.write_base(initiative=_initiative(request, key), actor=actor_of(request), **payload.model_dump())
    return Status(204, None)


@router.post("/initiatives/{uuid:key}/tax/options", auth=MUST, response={204: None, **REPLIES})
def add_option(request: HttpRequest, key: UUID, payload: OptionIn) -> Any:
    """Add an option before it is signed."""
    options.write_option(base=_base(request, key), actor=actor_of(request), **payload.model_dump())
    return Status(204, None)


@router.post("/initiatives/{uuid:key}/tax/purposes", auth=MUST, response={204: None, **REPLIES})
def add_purpose(request: HttpRequest, key: UUID, payload: PurposeIn) -> Any:
    """Say what the money of an option is for."""
    option = get_object_or_404(_base(request, key).options, pk=payload.option_id)
    options.set_purpose(option=option, what=payload.what, amount=payload.amount, actor=actor_of(request))
    return Status(204, None)


@router.post("/initiatives/{uuid:key}/tax/words", auth=MUST, response={204: None, **REPLIES})
def let_stand(request: HttpRequest, key: UUID, payload: StandIn) -> Any:
    """Let a finding of the wording check stand, with a reason in public."""
    options.let_stand(base=_base(request, key), actor=actor_of(request), **payload.model_dump())
    return Status(204, None)


@router.post("/initiatives/{uuid:key}/tax/sign", auth=MUST, response={204: None, **REPLIES})
def sign(request: HttpRequest, key: UUID) -> Any:
    """Sign figures and options; from then on they never change."""
    options.sign_options(base=_base(request, key), actor=actor_of(request))
    return Status(204, None)


def _statement(one: Statement, base: Base) -> dict[str, Any]:
    found = next(found for found in worked(base) if found.option.pk == one.earmark.option_id)
    spent = [(str(what), int(amount)) for what, amount in one.spent]
    names = [*(what for what, _amount in spent), ""]
    amounts = [amount for _what, amount in spent]
    shares = [
        {
            "band": line.band,
            "more": line.more,
            "paid_for": list(zip(names, rules.share_lines(mine=line.more, spent=amounts, left=one.left), strict=True)),
        }
        for line in found.lines
    ]
    kept = {name: getattr(one, name) for name in ("year", "opening", "collected", "left", "words")}
    return kept | {"spent": spent, "shares": shares}


@router.get("/initiatives/{uuid:key}/tax/money", auth=MAY, response={200: MoneyOut, **REPLIES})
def money(request: HttpRequest, key: UUID) -> Any:
    """Where the extra money is. In a share, the pair without a name is what still stands in the account."""
    earmark, base = _earmark(request, key), _base(request, key)
    payments = Spent.objects.filter(organisation_id=earmark.organisation_id, purpose__option__earmark=earmark)
    statements = Statement.objects.filter(organisation_id=earmark.organisation_id, earmark=earmark)
    return {
        "left": earmark.account.balance,
        "payments": [
            {name: getattr(one, name) for name in ("id", "purpose_id", "what", "amount", "on", "doubt")}
            | {"looked_at": one.checked_by_id is not None}
            for one in payments.order_by("-on", "-id")[:200]
        ],
        "statements": [_statement(one, base) for one in statements.select_related("earmark").order_by("-year")],
    }


@router.post("/initiatives/{uuid:key}/tax/collected", auth=MUST, response={204: None, **REPLIES})
def collect(request: HttpRequest, key: UUID, payload: CollectIn) -> Any:
    """Write down extra tax that came in."""
    earmarking.collect(earmark=_earmark(request, key), actor=actor_of(request), **payload.model_dump())
    return Status(204, None)


@router.post("/initiatives/{uuid:key}/tax/payments", auth=MUST, response={204: None, **REPLIES})
def spend(request: HttpRequest, key: UUID, payload: EarmarkSpendIn) -> Any:
    """Write down a payment for one of the purposes."""
    rows = Purpose.objects.filter(organisation=organisation_of(request), option=_earmark(request, key).option)
    purpose = get_object_or_404(rows, pk=payload.purpose_id)
    earmarking.spend(purpose=purpose, amount=payload.amount, what=payload.what, on=payload.on, actor=actor_of(request))
    return Status(204, None)


@router.post("/tax/payments/{uuid:key}/look", auth=MUST, response={204: None, **REPLIES})
def look(request: HttpRequest, key: UUID, payload: LookIn) -> Any:
    """Say, as a resident, that a payment is as promised, or why one doubts it."""
    rows = Spent.objects.select_related("purpose__option__base__initiative")
    spent = get_object_or_404(rows, organisation=organisation_of(request), pk=key)
    _initiative(request, spent.purpose.option.base.initiative_id)
    earmarking.check_payment(spent=spent, actor=actor_of(request), doubt=payload.doubt)
    return Status(204, None)


@router.post("/initiatives/{uuid:key}/tax/statements", auth=MUST, response={204: None, **REPLIES})
def publish(request: HttpRequest, key: UUID, payload: StatementIn) -> Any:
    """Publish the account of a year that is over."""
    earmarking.publish_statement(earmark=_earmark(request, key), actor=actor_of(request), **payload.model_dump())
    return Status(204, None)
