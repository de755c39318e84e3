from django.apps import AppConfig
from django.core.management import call_command
from django.db import connections
from django.db.models.signals import post_migrate


def _install(using: str, **_: object) -> None:
    from alongside.core.triggers import REFUSALS
    from alongside.kit.triggers import install

    install(connections[using], REFUSALS)
    call_command("createcachetable", database=using, verbosity=0)


class CoreConfig(AppConfig):
    """One app, one migration history, for everything that every method shares."""

    name = "alongside.core"
    label = "core"

    def ready(self) -> None:
        """Let the reactions listen, and put the triggers and the cache in place after every migration."""
        from alongside.core import reactions  # noqa: F401 - importing it registers its listeners

        post_migrate.connect(_install, sender=self)
