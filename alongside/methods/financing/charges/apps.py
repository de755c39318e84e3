"""The method as a Django app: it has tables of its own."""

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def _install(using: str, **_: object) -> None:
    from alongside.kit.triggers import install
    from alongside.methods.financing.charges.triggers import REFUSALS

    install(connections[using], REFUSALS)


class ChargesConfig(AppConfig):
    """Costs, options, prices, waivers, income, reviews."""

    name = "alongside.methods.financing.charges"
    label = "charges"

    def ready(self) -> None:
        """Put the triggers in place after every migration."""
        post_migrate.connect(_install, sender=self)
