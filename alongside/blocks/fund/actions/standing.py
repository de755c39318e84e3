"""Where the money of the block stands: the accounts it opens, and what two different people must do."""

from django.utils.translation import gettext as _

from alongside.core.accounts.actions import open_account
from alongside.core.accounts.models import Account
from alongside.core.initiatives.models import Initiative
from alongside.core.people.models import Party
from alongside.kit.refused import Refused


def pot_key(initiative: Initiative) -> str:
    """Return the key of the pot's account; the gate `pot_ringfenced` looks for it on the ledger."""
    return f"pot:{initiative.pk}"


def money_account(
    *,
    initiative: Initiative,
    key: str,
    name: str,
    currency: str,
    floor: int | None = None,
    ceiling: int | None = None,
    side: str = "public",
) -> Account:
    """Return an account in money of an initiative, opening it where there is none."""
    return open_account(
        organisation=initiative.organisation,
        key=key,
        name=name[:200],
        unit="money",
        initiative=initiative,
        side=side,
        currency=currency,
        floor=floor,
        ceiling=ceiling,
    )


def check_second(*, first_id: object, second: Party | None) -> Party:
    """Return the second person; refuse where it is the first again, or nobody."""
    if second is None:
        raise Refused(_("A second person must do this."))
    if first_id is not None and second.pk == first_id:
        raise Refused(_("You did the first step. A second person must look at it."))
    return second


def check_amount(amount: int) -> None:
    """Refuse an amount that is not above nothing."""
    if amount <= 0:
        raise Refused(_("Give an amount above nothing."), "amount")


def check_words(text: str, *, refusal: str, field: str) -> str:
    """Return words without surrounding space; refuse where there are none."""
    words = text.strip()
    if not words:
        raise Refused(refusal, field)
    return words
