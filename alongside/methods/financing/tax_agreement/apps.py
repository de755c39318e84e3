"""The method as a Django app: it has tables of its own."""

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def _install(using: str, **_: object) -> None:
    from alongside.kit.triggers import install
    from alongside.methods.financing.tax_agreement.triggers import REFUSALS

    install(connections[using], REFUSALS)


class TaxAgreementConfig(AppConfig):
    """Options, wording, the vote, the earmark, statements."""

    name = "alongside.methods.financing.tax_agreement"
    label = "tax_agreement"

    def ready(self) -> None:
        """Put the triggers in place after every migration."""
        post_migrate.connect(_install, sender=self)
