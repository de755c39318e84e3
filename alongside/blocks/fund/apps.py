"""FUND as a Django app."""

from django.apps import AppConfig


class FundConfig(AppConfig):
    """Pots, awards, payments, pledges."""

    name = "alongside.blocks.fund"
    label = "fund"

    def ready(self) -> None:
        """Let the nightly proof count our sums again."""
        from alongside.blocks.fund.proving import wrong_pots
        from alongside.core.accounts.proving import prove_with

        prove_with("fund", wrong_pots)
