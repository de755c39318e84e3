"""Bank transfers: the payer sends the money under our reference, and a bank statement shows that it came."""

import os
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.blocks.fund.gateways import Asked, NotFromThem, Request, Told
from alongside.kit.refused import Refused


class BankTransfer:
    """Always there; the account to pay into comes from the environment (ALONGSIDE_BANK_ACCOUNT)."""

    key = "bank_transfer"
    title = gettext_lazy("By bank transfer")

    def is_there(self) -> bool:
        """Transfers need no service of anybody."""
        return True

    def ask(self, request: Request) -> Asked:
        """There is nobody to ask but the payer, who is told the reference."""
        return Asked()

    def give_back(self, *, payment_id: str, reference: str, amount: int) -> None:
        """A person sends the money back and writes it down: nothing is done by itself."""

    def read(self, *, body: bytes, headers: Mapping[str, str]) -> Told:
        """A bank sends no messages here: statements are taken in by a person."""
        raise NotFromThem


def account_to_pay_into() -> str:
    """Return the account as payers must write it; refuse where the installation names none."""
    account = os.environ.get("ALONGSIDE_BANK_ACCOUNT", "").strip()
    if not account:
        raise Refused(_("The account to pay into is not set up yet. The team will write to you."))
    return account


GATEWAY = BankTransfer()
