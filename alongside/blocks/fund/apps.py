"""FUND as a Django app."""

from django.apps import AppConfig


class FundConfig(AppConfig):
    """Pots, awards, spending."""

    name = "alongside.blocks.fund"
    label = "fund"
