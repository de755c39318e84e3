"""Reads of the block that are used more than once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from alongside.blocks.ask import rules
from alongside.blocks.ask.answers import answers_in
from alongside.blocks.ask.models import Item
from alongside.core.contributions.models import Contribution, Theming
from alongside.core.decisions.models import Action, Answer, Decision
from alongside.core.initiatives.methods import ANYONE, CO, OFFICER, PERSON
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.initiatives.permissions import acts_open, memberships_of
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.people.queries import roles_in_organisation
from alongside.core.questions.models import Question, Theme
from alongside.core.questions.rules import takes_contributions
from alongside.core.services.models import Place
from alongside.kit import clock

ON_A_PAGE = 30


def question_of(*, organisation: Organisation, key: UUID) -> Question | None:
    """Return a question of this block, with what every page of it shows; None where there is none."""
    return (
        Question.objects.filter(organisation=organisation, pk=key, block="ask")
        .select_related("organisation", "initiative__place", "initiative__service", "decider__party")
        .first()
    )


@dataclass(frozen=True)
class Standing:
    """What a party is in an initiative now: what the organisation appointed it to, and what it may do."""

    appointed: frozenset[str]
    acts: frozenset[str]


def standing_of(*, party: Party | None, initiative: Initiative) -> Standing:
    """Return what a party may do in an initiative now: three queries for all acts together."""
    appointed = roles_in_organisation(party)
    roles = {ANYONE}
    if party is not None and party.organisation_id == initiative.organisation_id and party.erased_at is None:
        roles |= {PERSON, *(one.role for one in memberships_of(party=party, initiative=initiative))}
        roles |= {OFFICER} & appointed
    return Standing(appointed, frozenset(act for act, allowed in acts_open(initiative).items() if allowed & roles))


def menu_of(initiative: Initiative) -> str:
    """Return the entry of the menu under which an initiative's pages stand."""
    return next((co for co, kinds in CO.items() if initiative.method.kind in kinds), "")


def zone_of(question: Question) -> str:
    """Return the IANA name of the zone in which the question's times are said."""
    place = question.initiative.place
    return place.time_zone if place else question.organisation.time_zone


def places_of(question: Question) -> dict[str, Place]:
    """Return the places that can be answered, by name: the areas and neighbourhoods of the organisation."""
    found = Place.objects.filter(organisation_id=question.organisation_id).exclude(kind=Place.Kind.BUILDING)
    return {place.name: place for place in found.order_by("name")[:500]}


def phase_of(question: Question) -> str:
    """Return where a question is, by the clock: draft, soon, open, reading or decided."""
    if question.state in {Question.State.DRAFT, Question.State.DECIDED}:
        return str(question.state)
    now = clock.now()
    if question.opens_at and now < question.opens_at:
        return "soon"
    is_open = takes_contributions(
        state=question.state, opens_at=question.opens_at, closes_at=question.closes_at, now=now
    )
    return "open" if is_open else "reading"


def responses(question: Question) -> QuerySet[Contribution]:
    """Return the answers that stand, newest first."""
    return Contribution.objects.filter(
        organisation_id=question.organisation_id, question=question, state=Contribution.State.RECEIVED
    ).order_by("-id")


def page_of(
    found: QuerySet[Contribution], *, before: UUID | None, size: int = ON_A_PAGE
) -> tuple[list[Contribution], UUID | None]:
    """Return one page of a list that is ordered newest first, and the key that the next page begins before."""
    if before:
        found = found.filter(pk__lt=before)
    rows = list(found[: size + 1])
    return rows[:size], rows[size - 1].pk if len(rows) > size else None


def waiting_for(question: Question, *, reader: Party) -> QuerySet[Contribution]:
    """Return the answers that this reader can move on, oldest first: to confirm, or unread by anybody.

    What waits for a second reader comes with what was never read; what one coded oneself waits for somebody else.
    """
    mine = Theming.objects.filter(contribution=OuterRef("pk"), first_by=reader, second_by__isnull=True)
    open_ones = Theming.objects.filter(contribution=OuterRef("pk"), second_by__isnull=True).exclude(first_by=reader)
    return (
        responses(question)
        .filter(Q(themed_at__isnull=True) & ~Exists(mine) | Exists(open_ones))
        .prefetch_related(
            Prefetch("themings", queryset=Theming.objects.select_related("theme", "first_by", "second_by"))
        )
        .order_by("id")
    )


def theme_texts(question: Question, themes: Sequence[Theme]) -> dict[UUID, list[str]]:
    """Return, for each theme, its title, description and the latest texts gathered there: what near texts look like."""
    texts = {theme.pk: [theme.title, theme.title, theme.description] for theme in themes}
    latest = (
        Theming.objects.filter(organisation_id=question.organisation_id, theme__question=question)
        .order_by("-id")
        .values_list("theme_id", "contribution__text")[:300]
    )
    for theme_id, text in latest:
        if theme_id in texts:
            texts[theme_id].append(text[:2000])
    return texts


def themings_to_check(theme: Theme, *, size: int) -> list[Theming]:
    """Return the sample of a theme that a resident checks: drawn by chance, the same for whoever looks."""
    rows = Theming.objects.filter(
        organisation_id=theme.organisation_id, theme=theme, contribution__state="received"
    ).values_list("pk", flat=True)
    drawn = rules.sample((key.int for key in rows), size=size)
    found = Theming.objects.filter(pk__in=[UUID(int=key) for key in drawn]).select_related("contribution", "checked_by")
    return sorted(found, key=lambda theming: drawn.index(theming.pk.int))


def decision_of(question: Question, *, draft: bool = False) -> Decision | None:
    """Return the published decision (or the draft), with its answers and actions."""
    state = Decision.State.DRAFT if draft else Decision.State.PUBLISHED
    actions = Action.objects.select_related("owner__party", "confirmed_by__party", "outcome").order_by("due", "id")
    return (
        Decision.objects.filter(organisation_id=question.organisation_id, question=question, state=state)
        .select_related("decided_by__party", "supersedes")
        .prefetch_related(
            Prefetch("answers", queryset=Answer.objects.select_related("theme")), Prefetch("actions", queryset=actions)
        )
        .first()
    )


def answer_rows(items: Sequence[Item], contribution: Contribution) -> list[tuple[Item, Any]]:
    """Return what was answered, item by item, written out as people read it; only what was answered."""
    answers = answers_in(contribution.body)
    return [(item, written_out(item, answers[item.key])) for item in items if item.key in answers]


def written_out(item: Item, answer: Any) -> str:
    """Return an answer as people read it."""
    if item.kind == Item.Kind.NUMBER and item.unit:
        return f"{answer} {item.unit}"
    return ", ".join(item.label_of(value) for value in rules.sorted_values(answer))


def members_of(initiative: Initiative) -> QuerySet[Membership]:
    """Return who is in an initiative now, the public side first."""
    return (
        Membership.objects.filter(
            organisation_id=initiative.organisation_id, initiative=initiative, valid_to__isnull=True
        )
        .select_related("party", "initiative")
        .order_by("-side", "party__name")
    )


@dataclass(frozen=True)
class ThemeCheck:
    """One theme, and what the residents' side has said of its sample."""

    theme: Theme
    is_checked: bool
    is_disputed: bool


def theme_checks(question: Question) -> list[ThemeCheck]:
    """Return the themes that hold answers, largest first, each with whether a resident has checked it or disagrees."""
    rows = Theming.objects.filter(theme=OuterRef("pk"), contribution__state="received")
    themes = (
        Theme.objects.filter(organisation_id=question.organisation_id, question=question, contribution_count__gt=0)
        .annotate(
            good=Exists(rows.filter(checked_by__isnull=False, disputed="")), bad=Exists(rows.exclude(disputed=""))
        )
        .order_by("-contribution_count", "title")
    )
    return [ThemeCheck(theme, theme.good, theme.bad) for theme in themes]
