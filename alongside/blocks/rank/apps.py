"""RANK as a Django app."""

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def _install(using: str, **_: object) -> None:
    from alongside.blocks.rank.triggers import REFUSALS
    from alongside.kit.triggers import install

    install(connections[using], REFUSALS)


class RankConfig(AppConfig):
    """Polls, rolls, codes, ballots, results."""

    name = "alongside.blocks.rank"
    label = "rank"

    def ready(self) -> None:
        """Say how many voted where questions are listed, and put the triggers in place after every migration."""
        from alongside.blocks.rank.turnout import ballots_of
        from alongside.core.questions.queries import turnout_for

        turnout_for("rank", ballots_of)
        post_migrate.connect(_install, sender=self)
