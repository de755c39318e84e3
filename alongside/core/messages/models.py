"""Messages and how each person wants them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.core.organisations.models import Row
from alongside.kit import clock


class Topic(models.TextChoices):
    """The kinds of message; each has its own unsubscribe."""

    MINE = "mine", _("What became of what I gave")
    ASKED = "asked", _("What I am asked to do")
    NEWS = "news", _("New questions and decisions near me")
    DUTY = "duty", _("What is due, for officers")


class Message(Row):
    """One message that waits, was sent, or was given up after its retries. It is also a letter to print."""

    giver: ClassVar[str] = "party"
    private: ClassVar[tuple[str, ...]] = ("subject", "text", "path")

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Waiting")
        SENT = "sent", _("Sent")
        GIVEN_UP = "given_up", _("Given up")
        NOT_WANTED = "not_wanted", _("Not wanted")
        LETTER = "letter", _("To be printed")

    party = models.ForeignKey("core.Party", on_delete=models.CASCADE, related_name="messages")
    topic = models.CharField(max_length=8, choices=Topic.choices)
    key = models.CharField(max_length=120, help_text=_("The same thing is never told twice"))
    subject = models.CharField(max_length=200)
    text = models.TextField()
    path = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    not_before = models.DateTimeField(default=clock.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        app_label = "core"
        constraints = [models.UniqueConstraint(fields=["organisation", "party", "key"], name="message_once")]
        indexes = [
            models.Index(
                fields=["organisation", "not_before"],
                condition=models.Q(state="waiting"),
                name="message_waiting",
            ),
            models.Index(
                fields=["organisation", "party", "id"],
                condition=models.Q(state="letter"),
                name="message_letter",
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class MessagePreference(Row):
    """How one party wants one kind of message."""

    giver: ClassVar[str] = "party"

    class How(models.TextChoices):
        """At once, gathered, or not at all."""

        AT_ONCE = "at_once", _("At once")
        DAILY = "daily", _("Once a day, together")
        WEEKLY = "weekly", _("Once a week, together")
        NEVER = "never", _("Not at all")

    party = models.ForeignKey("core.Party", on_delete=models.CASCADE, related_name="message_preferences")
    topic = models.CharField(max_length=8, choices=Topic.choices)
    how = models.CharField(max_length=7, choices=How.choices, default=How.AT_ONCE)

    class Meta:
        app_label = "core"
        constraints = [models.UniqueConstraint(fields=["organisation", "party", "topic"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.topic}: {self.how}"
