"""The participatory budget as a Django app: its rules in versions, and how far its winners are."""

from django.apps import AppConfig


class ParticipatoryBudgetConfig(AppConfig):
    """Rules that both sides agreed, milestones, variations, openings."""

    name = "alongside.methods.prioritisation.participatory_budget"
    label = "participatory_budget"

    def ready(self) -> None:
        """Let no vote of this method open but by rules that both sides agreed."""
        from alongside.core.questions.gates import guard
        from alongside.methods.prioritisation.participatory_budget.steering.gate import rules_agreed

        guard("rules_agreed", rules_agreed)
