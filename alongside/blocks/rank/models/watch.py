"""What is watched while a vote is open, in numbers, and what people made of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.blocks.rank.models.polls import Poll
from alongside.core.organisations.models import Row
from alongside.kit import clock


class Tries(Row):
    """How often something happened in a span of time, from one place that only its hash names. Erased at closing."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=20)
    place = models.CharField(max_length=32, blank=True)
    since = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "rank"
        verbose_name_plural = "tries"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "poll", "kind", "place", "since"], name="tries_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.count}"


class Judgement(Row):
    """What a named person made of something unusual, with the reason; it is published with the result."""

    class Verdict(models.TextChoices):
        """What was found."""

        ORDINARY = "ordinary", _("It has an ordinary reason")
        ACTED = "acted", _("Something was done about it")
        WRONG = "wrong", _("Ballots were cast that should not have been")
        OPEN = "open", _("Nobody judged it before the vote closed")

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="judgements", db_index=False)
    kind = models.CharField(max_length=20)
    since = models.DateTimeField(null=True, blank=True)
    count = models.PositiveIntegerField()
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    why = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey("core.Party", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "rank"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict="open") | (~models.Q(why="") & models.Q(by__isnull=False)),
                name="judgement_signed",
            )
        ]
        indexes = [models.Index(fields=["organisation", "poll", "at"], name="judgement_poll")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.get_verdict_display()}"
