"""The block as a Django app."""

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def _install(using: str, **_: object) -> None:
    from alongside.blocks.ask.triggers import REFUSALS
    from alongside.kit.triggers import install

    install(connections[using], REFUSALS)


class AskConfig(AppConfig):
    """Asking, answering, reading, deciding."""

    name = "alongside.blocks.ask"
    label = "ask"

    def ready(self) -> None:
        """Count what comes in and goes, know the long work, and put the triggers in place after every migration."""
        from alongside.blocks.ask import jobs  # noqa: F401 - importing it registers its work
        from alongside.blocks.ask.actions.tallying import count_answer
        from alongside.core.contributions.counting import count_for

        count_for("ask", count_answer)
        post_migrate.connect(_install, sender=self)
