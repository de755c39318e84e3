"""FUND as a Django app."""

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def _install(using: str, **_: object) -> None:
    from alongside.blocks.fund.triggers import REFUSALS
    from alongside.kit.triggers import install

    install(connections[using], REFUSALS)


class FundConfig(AppConfig):
    """Pots, awards, payments, pledges."""

    name = "alongside.blocks.fund"
    label = "fund"

    def ready(self) -> None:
        """Let the nightly proof count our sums again, campaigns end on their day, and triggers be put in place."""
        from alongside.blocks.fund.actions.closing import close_due_campaigns
        from alongside.blocks.fund.proving import wrong_pots
        from alongside.core.accounts.proving import prove_with
        from alongside.core.daily import do_each_minute

        prove_with("fund", wrong_pots)
        do_each_minute("fund", close_due_campaigns)
        post_migrate.connect(_install, sender=self)
