"""The rules of co-production, read back from the tables after every step of a random life."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum
from hypothesis.stateful import RuleBasedStateMachine, invariant

from alongside.core.accounts.models import Account, Entry, Transaction
from alongside.core.contributions.models import Contribution, PromiseTally
from alongside.core.decisions.models import Action, Decision
from alongside.core.initiatives.models import Commitment, Initiative, Membership
from alongside.core.questions.models import Question, Theme
from alongside.core.tests.world import World


class Invariants(RuleBasedStateMachine):
    """What must hold whatever was done; a machine adds the doing."""

    world: World
    now: datetime
    initiative: Initiative
    frozen: dict[UUID, tuple[str, str, Any]]
    most_contributions: int
    step: int

    @invariant()
    def count_steps(self) -> None:
        self.step = getattr(self, "step", 0) + 1

    @invariant()
    def rule_1_two_sides(self) -> None:
        if hasattr(self, "world") and self.initiative.state == "live":
            sides = Commitment.objects.filter(
                Q(lapses_on__isnull=True) | Q(lapses_on__gte=self.now.date()), state="accepted"
            ).values_list("membership__side", flat=True)
            assert set(sides) == {"public", "citizen"}

    @invariant()
    def rule_4_formative(self) -> None:
        for decision in Decision.objects.exclude(state="draft").filter(supersedes__isnull=True):
            assert decision.question.state == "decided"
            assert not decision.question.contributions.filter(at__gt=decision.published_at).exists()

    @invariant()
    def rule_5_reasons_and_time(self) -> None:
        for question in Question.objects.exclude(state="draft"):
            assert question.fixed.strip()
            assert question.open_to_change.strip()
            assert question.information.strip()
            assert question.decider_id
            assert question.opens_at
            assert question.closes_at
            assert question.answer_by
            assert question.answer_by >= question.closes_at.date()
            assert question.closes_at - question.opens_at >= timedelta(days=21)

    @invariant()
    def rules_6_and_7_conscientious_and_frozen(self) -> None:
        for decision in Decision.objects.exclude(state="draft").select_related("question"):
            said = (decision.result, decision.reason, decision.published_at)
            assert self.frozen.setdefault(decision.pk, said) == said
            if decision.supersedes_id is None:
                assert decision.published_at >= decision.question.closes_at
                assert decision.decided_by_id == decision.question.decider_id
                assert decision.reason.strip()
                assert decision.actions.exists()
                assert not decision.question.contributions.filter(state="received", themed_at__isnull=True).exists()

    @invariant()
    def rule_8_answered(self) -> None:
        contributions = Contribution.objects.annotate(
            receipts=Count("recognitions", filter=Q(recognitions__form="receipt"))
        )
        for contribution in contributions:
            assert contribution.receipts == 1
            if contribution.state == "received" and contribution.question.state == "decided":
                assert contribution.answered_at is not None
        acknowledged = Contribution.objects.filter(acknowledged_at__isnull=False).count()
        tallied = PromiseTally.objects.filter(promise="acknowledgement").aggregate(
            kept=Sum("kept_count", default=0), late=Sum("late_count", default=0)
        )
        assert tallied["kept"] + tallied["late"] == acknowledged

    @invariant()
    def rule_9_nothing_is_deleted(self) -> None:
        if hasattr(self, "most_contributions"):
            count = Contribution.objects.count()
            assert count >= self.most_contributions
            self.most_contributions = count
            assert not Contribution.objects.filter(state="erased").exclude(text="", party=None).exists()

    @invariant()
    def rule_10_balanced(self) -> None:
        sums = Entry.objects.values("transaction", "account__unit").annotate(total=Sum("amount"))
        assert all(row["total"] == 0 for row in sums)
        assert not Transaction.objects.filter(posted_at__isnull=True).exists()
        for account in Account.objects.annotate(recounted=Sum("entries__amount", default=0)):
            assert account.balance == account.recounted
            assert account.floor is None or account.balance >= account.floor
            assert account.ceiling is None or account.balance <= account.ceiling

    @invariant()
    def rule_16_ends_well(self) -> None:
        if hasattr(self, "world") and self.initiative.state == "closed":
            assert not Action.objects.filter(decision__state="published", done_at=None, explained="").exists()

    @invariant()
    def stored_counters_are_true(self) -> None:
        for question in Question.objects.all():
            received = question.contributions.exclude(state="withdrawn")
            assert question.contribution_count == received.count()
            assert question.unthemed_count == received.filter(state="received", themed_at__isnull=True).count()
        for theme in Theme.objects.all():
            assert theme.contribution_count == theme.themings.exclude(contribution__state="withdrawn").count()

    @invariant()
    def rule_3_sides_come_from_memberships(self) -> None:
        for commitment in Commitment.objects.filter(accepted_by__isnull=False).select_related(
            "membership", "accepted_by"
        ):
            assert commitment.membership.side != commitment.accepted_by.side
        for membership in Membership.objects.select_related("initiative"):
            assert membership.side == membership.initiative.method.role(membership.role).side
