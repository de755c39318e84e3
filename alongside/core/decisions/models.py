"""Decisions, answers, actions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core.organisations.models import Row
from alongside.kit import clock


class Decision(Row):
    """The answer to a question. Triggers freeze it once it is published; it can only be superseded (rule 7)."""

    class State(models.TextChoices):
        """A draft can change; what is published cannot."""

        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        SUPERSEDED = "superseded", _("Replaced by a later decision")

    question = models.ForeignKey("core.Question", on_delete=models.PROTECT, related_name="decisions")
    result = models.CharField(max_length=300)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey("core.Membership", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    created_at = models.DateTimeField(default=clock.now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "question"],
                condition=models.Q(state="published"),
                name="decision_published_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft")
                | (~models.Q(reason="") & models.Q(decided_by__isnull=False, published_at__isnull=False)),
                name="decision_published_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "-published_at"], name="decision_newest")]

    def __str__(self) -> str:
        return self.result


class Answer(Row):
    """What a decision says to one theme, and why."""

    class Verdict(models.TextChoices):
        """The four answers."""

        ADOPTED = "adopted", _("Adopted")
        ADAPTED = "adapted", _("Adopted in part")
        NOT_ADOPTED = "not_adopted", _("Not adopted")
        NOTED = "noted", _("Noted")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="answers")
    theme = models.ForeignKey("core.Theme", on_delete=models.PROTECT, related_name="answers")
    verdict = models.CharField(max_length=11, choices=Verdict.choices)
    why = models.TextField()

    class Meta:
        app_label = "core"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "decision", "theme"], name="answer_once"),
            models.CheckConstraint(condition=~models.Q(why=""), name="answer_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.verdict}: {self.theme}"


class Action(Row):
    """What will be done, by whom, by when; with proof, and confirmed by the other side.

    Where the other side says that it is not done, it is open again, and what they said stays with it; the audit keeps
    each time.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="actions")
    what = models.CharField(max_length=300)
    owner = models.ForeignKey("core.Membership", on_delete=models.PROTECT, related_name="actions")
    due = models.DateField()
    outcome = models.ForeignKey("core.Outcome", null=True, blank=True, on_delete=models.PROTECT, related_name="actions")
    done_at = models.DateTimeField(null=True, blank=True)
    proof = models.TextField(blank=True)
    proof_file = models.FileField(upload_to="proof/", blank=True)
    explained = models.TextField(blank=True, help_text=_("Why it will not be done"))
    confirmed_by = models.ForeignKey(
        "core.Membership", null=True, blank=True, on_delete=models.PROTECT, related_name="confirmed_actions"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(
        "core.Membership", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    returned_at = models.DateTimeField(null=True, blank=True, help_text=_("When the other side last said: not done"))
    returned_why = models.TextField(blank=True)
    return_count = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "core"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_at__isnull=True) | ~models.Q(proof=""), name="action_done_with_proof"
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True) | models.Q(done_at__isnull=False),
                name="action_confirmed_when_done",
            ),
            models.CheckConstraint(
                condition=models.Q(returned_at__isnull=True)
                | (~models.Q(returned_why="") & models.Q(returned_by__isnull=False, return_count__gt=0)),
                name="action_returned_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "due"], name="action_due")]

    def __str__(self) -> str:
        return self.what
