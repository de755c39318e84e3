"""Loads the records on a thread: one query for each kind of record, however many there are."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Case, OuterRef, Q, Subquery, Sum, When

from alongside.core.accounts.models import Entry
from alongside.core.contributions.models import Contribution
from alongside.core.decisions.models import Action, Answer, Decision
from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.core.questions.models import Question, Theme
from alongside.core.recognition.models import Recognition
from alongside.core.services.models import Observation
from alongside.core.threads.queries import Step
from alongside.kit.suppression import suppressed

MOST_VOICES = 60
"""Contributions of other people that one page reads, of which it shows a few under each theme."""

KINDS: dict[str, type[Any]] = {
    "contribution": Contribution,
    "theme": Theme,
    "decision": Decision,
    "action": Action,
    "observation": Observation,
    "question": Question,
    "initiative": Initiative,
}
"""The kinds of record that a thread can be read from."""
READ = frozenset({*KINDS, "recognition", "transaction"})
"""The kinds that are read here; of others nothing but the identity is known."""


@dataclass
class Records:
    """The records on a thread by their ids, and what is said of each theme."""

    found: dict[UUID, Any] = field(default_factory=dict)
    answers: dict[UUID, list[dict[str, Any]]] = field(default_factory=dict)
    counts: dict[UUID, int | None] = field(default_factory=dict)
    unlisted: dict[UUID, UUID] = field(default_factory=dict)

    def hide_unlisted(self, *, except_in: set[UUID]) -> None:
        """Take out what belongs to an initiative that is not shown to everybody, but for those named."""
        for key, initiative in self.unlisted.items():
            if initiative not in except_in:
                self.found.pop(key, None)


def load(*, organisation: Organisation, steps: Iterable[Step], start: UUID) -> Records:
    """Read every record that the steps name, at most one query a kind; kinds that nothing names cost nothing.

    Of other people's contributions only those whose words are public are read (rule 15).
    """
    ids: dict[str, set[UUID]] = {}
    for step in steps:
        ids.setdefault(step.kind, set()).add(step.id)
    records = Records()
    readers: dict[str, Callable[..., Iterable[Any]]] = {
        "contribution": _contributions,
        "recognition": _recognitions,
        "decision": _decisions,
        "action": _actions,
        "observation": _observations,
    }
    for kind, read in readers.items():
        if wanted := ids.get(kind):
            rows = read(organisation=organisation, ids=wanted, start=start)
            records.found.update((row.pk, row) for row in rows)
    if wanted := ids.get("theme"):
        _add_themes(records, organisation=organisation, ids=wanted)
    asked, begun = ids.get("question", set()), ids.get("initiative", set())
    if asked or begun:
        _add_asked(records, organisation=organisation, questions=asked, initiatives=begun)
    if wanted := ids.get("transaction"):
        _add_given(records, organisation=organisation, ids=wanted)
    records.unlisted |= {
        key: one.pk for key, row in records.found.items() if (one := initiative_of(row)) and not one.listed
    }
    return records


def initiative_of(row: Any) -> Initiative | None:
    """Return the initiative that a loaded record belongs to, without a query; None where it belongs to none."""
    if isinstance(row, Initiative):
        return row
    if isinstance(row, Contribution | Question | Recognition | Observation):
        return row.initiative
    if isinstance(row, Decision):
        return row.question.initiative
    return row.decision.question.initiative if isinstance(row, Action) else None


def _contributions(*, organisation: Organisation, ids: set[UUID], start: UUID) -> Iterable[Contribution]:
    shown = Q(pk=start) | Q(public=True, state=Contribution.State.RECEIVED)
    first = Case(When(pk=start, then=0), default=1)
    found = Contribution.objects.filter(shown, organisation=organisation, pk__in=ids)
    return found.select_related("party", "question", "initiative").order_by(first, "at", "id")[:MOST_VOICES]


def _recognitions(*, organisation: Organisation, ids: set[UUID], start: UUID) -> Iterable[Recognition]:
    found = Recognition.objects.filter(organisation=organisation, pk__in=ids)
    return found.filter(Q(contribution=start) | Q(public=True)).select_related("from_party", "initiative")


def _decisions(*, organisation: Organisation, ids: set[UUID], start: UUID) -> Iterable[Decision]:
    found = Decision.objects.filter(organisation=organisation, pk__in=ids).exclude(state=Decision.State.DRAFT)
    return found.select_related("question__initiative", "decided_by__party")


def _actions(*, organisation: Organisation, ids: set[UUID], start: UUID) -> Iterable[Action]:
    found = Action.objects.filter(organisation=organisation, pk__in=ids).exclude(decision__state=Decision.State.DRAFT)
    return found.select_related("owner__party", "decision__question__initiative")


def _observations(*, organisation: Organisation, ids: set[UUID], start: UUID) -> Iterable[Observation]:
    first = Observation.objects.filter(
        organisation=organisation, outcome=OuterRef("outcome"), baseline=True, replaced_by__isnull=True
    ).order_by("on")
    found = Observation.objects.filter(organisation=organisation, pk__in=ids).select_related("outcome", "initiative")
    return found.annotate(
        baseline_value=Subquery(first.values("value")[:1]), baseline_on=Subquery(first.values("on")[:1])
    )


THEME = ("id", "title", "description", "contribution_count", "question_id")
ANSWER = ("answers__verdict", "answers__why", "answers__decision_id", "answers__decision__state")
OF = ("question__initiative_id", "question__initiative__listed")


def _add_themes(records: Records, *, organisation: Organisation, ids: set[UUID]) -> None:
    """Read the themes of every question touched, so that small counts are hidden as they are on other pages."""
    touched = Theme.objects.filter(organisation=organisation, pk__in=ids).values("question")
    rows = Theme.objects.filter(organisation=organisation, question__in=touched).values(*THEME, *ANSWER, *OF)
    rows = rows.order_by("title", "id")  # As elsewhere: of two equal counts the same one is hidden on every page.
    counts: dict[UUID, dict[UUID, int]] = {}
    for row in rows:
        counts.setdefault(row["question_id"], {})[row["id"]] = row["contribution_count"]
        if row["id"] in ids:
            _add_theme(records, row, organisation=organisation)
    for group in counts.values():
        records.counts.update(suppressed(group))


def _add_theme(records: Records, row: dict[str, Any], *, organisation: Organisation) -> None:
    records.found[row["id"]] = Theme(organisation=organisation, **{name: row[name] for name in THEME})
    if not row["question__initiative__listed"]:
        records.unlisted[row["id"]] = row["question__initiative_id"]
    if row["answers__decision__state"] == Decision.State.PUBLISHED:
        verdict = Answer.Verdict(row["answers__verdict"]).label
        said = {"verdict": verdict, "why": row["answers__why"], "theme": row["title"]}
        records.answers.setdefault(row["answers__decision_id"], []).append(said)


def _add_asked(records: Records, *, organisation: Organisation, questions: set[UUID], initiatives: set[UUID]) -> None:
    asked = Question.objects.filter(organisation=organisation, pk__in=questions).exclude(state=Question.State.DRAFT)
    rows = list(asked.select_related("initiative"))
    records.found.update((row.pk, row) for row in rows)
    known = {row.initiative_id: row.initiative for row in rows if row.initiative_id in initiatives}
    records.found.update(known)
    if more := initiatives - set(known):
        records.found.update(Initiative.objects.filter(organisation=organisation).in_bulk(list(more)))


def _add_given(records: Records, *, organisation: Organisation, ids: set[UUID]) -> None:
    """Read what was put in: the sums that came in, by transaction, side and unit."""
    rows = (
        Entry.objects.filter(organisation=organisation, transaction__in=ids, amount__gt=0)
        .values(
            "transaction_id",
            "transaction__what",
            "transaction__at",
            "account__side",
            "account__unit",
            "account__currency",
        )
        .annotate(total=Sum("amount"))
        .order_by("transaction_id")
    )
    for row in rows:
        records.found[row["transaction_id"]] = row
