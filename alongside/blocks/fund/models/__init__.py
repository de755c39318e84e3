"""The tables of the block: pots, awards, payments, campaigns, pledges. Their money stands on the ledger."""

from alongside.blocks.fund.models.campaigns import Campaign, Pledge
from alongside.blocks.fund.models.collecting import BankLine, Collection, GatewayEvent
from alongside.blocks.fund.models.payments import Payment, Receipt
from alongside.blocks.fund.models.pots import Award, Pot, Variation

__all__ = [
    "Award",
    "BankLine",
    "Campaign",
    "Collection",
    "GatewayEvent",
    "Payment",
    "Pledge",
    "Pot",
    "Receipt",
    "Variation",
]
