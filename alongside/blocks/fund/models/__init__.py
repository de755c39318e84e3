"""The tables of the block: pots, awards and their changes, payments and receipts. Their money stands on the ledger."""

from alongside.blocks.fund.models.payments import Payment, Receipt
from alongside.blocks.fund.models.pots import Award, Pot, Variation

__all__ = ["Award", "Payment", "Pot", "Receipt", "Variation"]
