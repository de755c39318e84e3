"""How promises were kept: read from the stored tallies, and from what is still open.

Where fewer than ten people gave something, numbers are not shown (rule 15), but whether every promise was kept is:
a late answer is late also when it is the only one.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Min, Q, Sum
from django.urls import reverse

from alongside.core.contributions.models import Contribution, PromiseTally
from alongside.core.contributions.rules import Kept, kept, quarter_of
from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.kit import clock

OLDEST = 10
"""How many of those that wait longest a page names."""


@dataclass(frozen=True)
class Row:
    """One line of the stored histogram: so many promises of a quarter, kept and late, took so many days."""

    quarter: date
    promise: str
    days: int
    kept: int
    late: int


@dataclass(frozen=True)
class Waiting:
    """What is promised and still open, and how much of it is past its day."""

    answer: int = 0
    answer_overdue: int = 0
    acknowledgement: int = 0
    acknowledgement_overdue: int = 0


@dataclass(frozen=True, kw_only=True)
class Longest:
    """What waits for its answer about one question: since when, due when, how many contributions."""

    title: str
    initiative: str
    link: str
    first: datetime
    due: date
    count: int


def tally_rows(*, organisation: Organisation, initiative: Initiative | None = None) -> list[Row]:
    """Return the stored histogram of an organisation or of one initiative."""
    found = PromiseTally.objects.filter(organisation=organisation)
    if initiative:
        found = found.filter(initiative=initiative)
    rows = found.values("quarter", "promise", "days").annotate(k=Sum("kept_count"), l=Sum("late_count"))
    return [
        Row(one["quarter"], one["promise"], one["days"], one["k"], one["l"]) for one in rows.order_by("quarter", "days")
    ]


def waiting_now(*, organisation: Organisation, initiative: Initiative | None = None) -> Waiting:
    """Return what is still open. Only open contributions are read, by the indexes that hold nothing else."""
    found = Contribution.objects.filter(organisation=organisation, state="received")
    if initiative:
        found = found.filter(initiative=initiative)
    answer, word = Q(answered_at__isnull=True), Q(acknowledged_at__isnull=True)
    counts = found.filter(answer | word).aggregate(
        answer=Count("id", filter=answer),
        answer_overdue=Count("id", filter=answer & Q(answer_by__lt=clock.today())),
        acknowledgement=Count("id", filter=word),
        acknowledgement_overdue=Count("id", filter=word & Q(acknowledge_by__lt=clock.now())),
    )
    return Waiting(**counts)


def oldest_open(*, organisation: Organisation, initiative: Initiative | None = None) -> list[Longest]:
    """Return the questions (or initiatives, where nothing was asked) whose answers are due first."""
    found = Contribution.objects.filter(organisation=organisation, state="received", answered_at__isnull=True)
    if initiative:
        found = found.filter(initiative=initiative)
    groups = found.filter(initiative__listed=True).values(
        "initiative__title", "initiative__slug", "question_id", "question__prompt"
    )
    rows = groups.annotate(first=Min("at"), due=Min("answer_by"), number=Count("id")).order_by("due", "first")[:OLDEST]
    return [
        Longest(
            title=row["question__prompt"] or row["initiative__title"],
            initiative=row["initiative__title"],
            link=reverse("question", args=[row["question_id"]])
            if row["question_id"]
            else reverse("initiative", args=[row["initiative__slug"]]),
            first=row["first"],
            due=row["due"],
            count=row["number"],
        )
        for row in rows
    ]


def kept_of(rows: Iterable[Row], *, promise: str, overdue: int = 0, quarter: date | None = None) -> Kept:
    """Return how one sort of promise was kept, in one quarter or ever; those overdue now count as late."""
    chosen = (
        (row.days, row.kept, row.late)
        for row in rows
        if row.promise == promise and (quarter is None or row.quarter == quarter)
    )
    merged: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for days, on_time, late in chosen:
        merged[days][0] += on_time
        merged[days][1] += late
    return kept(((days, on_time, late) for days, (on_time, late) in merged.items()), overdue=overdue)


def this_quarter() -> date:
    """Return the first day of the quarter that we are in."""
    return quarter_of(clock.today())
