"""Questions, their information pack, their themes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core.organisations.models import Row
from alongside.kit import clock


class Question(Row):
    """A consultation, a round, a ballot, a finding: whatever must be answered by a decision."""

    class State(models.TextChoices):
        """How far it is."""

        DRAFT = "draft", _("Being written")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed, being decided")
        DECIDED = "decided", _("Decided")

    class Rung(models.TextChoices):
        """How far power is shared. Source: TLAP, ladder of co-production (seven rungs; ours says the upper five)."""

        INFORMING = "informing", _("We tell you")
        CONSULTATION = "consultation", _("We ask you, and decide")
        ENGAGEMENT = "engagement", _("You help to shape it, and we decide")
        CO_DESIGN = "co_design", _("We design it together")
        CO_PRODUCTION = "co_production", _("We decide and do it together")

    initiative = models.ForeignKey("core.Initiative", on_delete=models.PROTECT, related_name="questions")
    stage = models.CharField(max_length=40)
    block = models.CharField(max_length=10)
    prompt = models.CharField(max_length=300)
    fixed = models.TextField(blank=True)
    open_to_change = models.TextField(blank=True)
    information = models.TextField(blank=True)
    rung = models.CharField(max_length=14, choices=Rung.choices, default=Rung.CONSULTATION)
    decider = models.ForeignKey(
        "core.Membership", null=True, blank=True, on_delete=models.PROTECT, related_name="decides"
    )
    opens_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    settings = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)
    contribution_count = models.PositiveIntegerField(default=0)
    unthemed_count = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "core"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="draft")
                | (
                    ~models.Q(fixed="")
                    & ~models.Q(open_to_change="")
                    & ~models.Q(information="")
                    & models.Q(decider__isnull=False)
                    & models.Q(opens_at__isnull=False)
                    & models.Q(closes_at__isnull=False)
                    & models.Q(answer_by__isnull=False)
                ),
                name="question_open_is_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__isnull=True) | models.Q(closes_at__gt=models.F("opens_at")),
                name="question_closes_after_opening",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "closes_at"], name="question_state"),
            models.Index(fields=["organisation", "initiative"], name="question_initiative"),
        ]

    def __str__(self) -> str:
        return self.prompt


class Document(Row):
    """One piece of the information pack: a file or a page elsewhere, with what it says in a line."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="documents")
    title = models.CharField(max_length=200)
    says = models.CharField(max_length=300, blank=True)
    file = models.FileField(upload_to="documents/", blank=True)
    url = models.URLField(blank=True)

    class Meta:
        app_label = "core"

    def __str__(self) -> str:
        return self.title


class Theme(Row):
    """What several contributions to a question have in common; a decision answers it."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="themes")
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    contribution_count = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "core"
        constraints = [models.UniqueConstraint(fields=["organisation", "question", "title"], name="theme_title")]

    def __str__(self) -> str:
        return self.title
