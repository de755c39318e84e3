"""Reads about contributions and promises that are used more than once."""

from typing import Any

from django.db.models import QuerySet, Sum

from alongside.core.contributions import rules
from alongside.core.contributions.models import Contribution, PromiseTally
from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import digest_of
from alongside.kit import clock


def contribution_of_code(*, organisation: Organisation, code: str) -> Contribution | None:
    """Return the contribution whose receipt carries this code, however it was typed; None where there is none."""
    return (
        Contribution.objects.filter(organisation=organisation, receipt_digest=digest_of(rules.read_code(code)))
        .select_related("initiative", "question")
        .first()
    )


def unacknowledged(organisation: Organisation) -> QuerySet[Contribution]:
    """Return what waits for a word from a person, the most urgent first."""
    return (
        Contribution.objects.filter(organisation=organisation, acknowledged_at__isnull=True, state="received")
        .select_related("initiative", "question", "party")
        .order_by("acknowledge_by", "id")
    )


def unanswered(organisation: Organisation) -> QuerySet[Contribution]:
    """Return what waits for its answer, the most urgent first."""
    return (
        Contribution.objects.filter(organisation=organisation, answered_at__isnull=True, state="received")
        .select_related("initiative", "question", "party")
        .order_by("answer_by", "id")
    )


def promise_figures(*, organisation: Organisation, initiative: Initiative | None = None) -> dict[str, Any]:
    """Return how promises were kept, of an organisation or of one initiative (rule 8): public, also when it is bad.

    For "acknowledgement" and "answer": `rules.Kept`, the number overdue and still open, and the oldest open one.
    """
    scope = {"organisation": organisation} | ({"initiative": initiative} if initiative else {})
    tallies = (
        PromiseTally.objects.filter(**scope)
        .values("promise", "days")
        .annotate(kept=Sum("kept_count"), late=Sum("late_count"))
        .order_by("promise", "days")
    )
    histograms: dict[str, list[tuple[int, int, int]]] = {"acknowledgement": [], "answer": []}
    for row in tallies:
        histograms[row["promise"]].append((row["days"], row["kept"], row["late"]))
    figures: dict[str, Any] = {}
    for promise, waiting, due in (
        ("acknowledgement", unacknowledged(organisation), "acknowledge_by"),
        ("answer", unanswered(organisation), "answer_by"),
    ):
        if initiative:
            waiting = waiting.filter(initiative=initiative)
        limit = clock.now() if due == "acknowledge_by" else clock.today()
        overdue = waiting.filter(**{f"{due}__lt": limit}).count()
        figures[promise] = {
            "kept": rules.kept(histograms[promise], overdue=overdue),
            "overdue": overdue,
            "oldest": waiting.order_by("at").first() if not initiative else waiting.order_by("id").first(),
        }
    return figures
