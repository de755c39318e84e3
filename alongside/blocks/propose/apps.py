"""PROPOSE as a Django app."""

from django.apps import AppConfig


class ProposeConfig(AppConfig):
    """Proposals, supports, comments, merges, checks and appeals."""

    name = "alongside.blocks.propose"
    label = "propose"

    def ready(self) -> None:
        """Let a proposal follow its contribution when that is withdrawn."""
        from alongside.blocks.propose.actions import follow_withdrawal
        from alongside.core.contributions.counting import count_for

        count_for("propose", follow_withdrawal)
