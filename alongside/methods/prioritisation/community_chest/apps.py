"""The community chest as a Django app: it has tables of its own, and is a block to itself."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


def _install_refusals(using: str, **_options: Any) -> None:
    from django.db import connections

    from alongside.kit.triggers import install
    from alongside.methods.prioritisation.community_chest.triggers import REFUSALS

    install(connections[using], REFUSALS)


class ChestConfig(AppConfig):
    """Rounds, applications, declared interests, scores, offers and reports."""

    name = "alongside.methods.prioritisation.community_chest"
    label = "chest"

    def ready(self) -> None:
        """Put the refusals in place after migrations, and let an application follow its contribution's withdrawal."""
        from alongside.core.contributions.counting import count_for
        from alongside.methods.prioritisation.community_chest.applying import follow_withdrawal

        post_migrate.connect(_install_refusals, sender=self)
        count_for("chest", follow_withdrawal)
