"""PROPOSE as a Django app."""

from django.apps import AppConfig


class ProposeConfig(AppConfig):
    """Proposals, supports, comments, merges, checks and appeals."""

    name = "alongside.blocks.propose"
    label = "propose"
