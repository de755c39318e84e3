"""What everybody may see of what people said: small counts hidden, words with leave (rule 15)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.blocks.ask import rules
from alongside.blocks.ask.answers import answers_in
from alongside.blocks.ask.models import Item, Tally
from alongside.blocks.ask.queries import places_of
from alongside.core.contributions.models import Channel, Theming
from alongside.core.decisions.models import Answer, Decision
from alongside.core.questions.models import Question, Theme
from alongside.kit.suppression import suppressed


@dataclass(frozen=True, kw_only=True)
class Said:
    """One theme as everybody may see it: its count or None where that is hidden, words shown with leave, its answer."""

    theme: Theme
    count: int | None
    quotes: list[tuple[str, str, str]]
    answer: Answer | None


def themes_said(question: Question, *, decision: Decision | None = None) -> list[Said]:
    """Return the themes, largest first, as everybody may see them (rule 15).

    With a decision, the themes are those that it answered: its answers bring them, and nothing is asked again.
    """
    answers = {answer.theme_id: answer for answer in decision.answers.all()} if decision else {}
    if decision:
        themes = [answer.theme for answer in answers.values()]
    else:
        themes = list(
            Theme.objects.filter(organisation_id=question.organisation_id, question=question, contribution_count__gt=0)
        )
    themes.sort(key=lambda theme: (-theme.contribution_count, theme.title))
    counts = suppressed({theme.pk: theme.contribution_count for theme in themes})
    quotes = _quotes(question, themes)
    return [
        Said(theme=theme, count=counts[theme.pk], quotes=quotes.get(theme.pk, []), answer=answers.get(theme.pk))
        for theme in themes
    ]


def _quotes(question: Question, themes: Sequence[Theme], *, each: int = 2) -> dict[UUID, list[tuple[str, str, str]]]:
    """Return words that their givers let be shown, a few for each theme: the words, by whom if named, the language."""
    found = (
        Theming.objects.filter(
            organisation_id=question.organisation_id,
            theme__in=themes,
            second_by__isnull=False,
            disputed="",
            contribution__state="received",
            contribution__body__shown=True,
        )
        .select_related("contribution__party")
        .order_by("id")[:200]
    )
    quotes: dict[UUID, list[tuple[str, str, str]]] = {}
    for theming in found:
        one = theming.contribution
        here = quotes.setdefault(theming.theme_id, [])
        if len(here) < each:
            by = one.party.name if one.named and one.party else ""
            answers = answers_in(one.body)
            free = " … ".join(str(answers[key]) for key in one.body.get("publish", ()) if key in answers)
            here.append((rules.first_words(free, most=280), by, one.language))
    return quotes


@dataclass(frozen=True, kw_only=True)
class Counted:
    """What was chosen in answer to one item: each choice written out, with its count or None where it is hidden."""

    item: Item
    choices: list[tuple[str, int | None]]

    @property
    def most(self) -> int:
        """The largest count shown; bars are drawn against it."""
        return max((count or 0 for _choice, count in self.choices), default=0) or 1


def choices_counted(items: Sequence[Item], tallies: Mapping[tuple[str, str], int]) -> list[Counted]:
    """Return what was chosen, from the stored counts, as everybody may see it."""
    found = []
    for item in items:
        if item.choices:
            counts = suppressed({choice: tallies.get((item.key, choice), 0) for choice in item.choices})
            found.append(
                Counted(item=item, choices=[(item.label_of(choice), count) for choice, count in counts.items()])
            )
    return found


def tallies_of(question: Question) -> dict[tuple[str, str], int]:
    """Return the stored counts by what they are about and the value."""
    rows = Tally.objects.filter(organisation_id=question.organisation_id, question=question)
    return {(about, value): count for about, value, count in rows.values_list("about", "value", "count")}


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Who has answered: by channel and by area, hidden where few; areas from which little was heard."""

    channels: list[tuple[str, int | None]]
    areas: list[tuple[rules.Area, int | None, bool]]


def reach_of(question: Question, tallies: Mapping[tuple[str, str], int]) -> Reach:
    """Return by which ways and from where answers came, beside the people who live there."""
    channels = suppressed({str(label): tallies.get(("channel", value), 0) for value, label in Channel.choices})
    areas = [
        rules.Area(key=str(p.pk), name=p.name, answers=tallies.get(("place", str(p.pk)), 0), population=p.population)
        for p in places_of(question).values()
        if p.population or ("place", str(p.pk)) in tallies
    ]
    elsewhere = question.contribution_count - sum(area.answers for area in areas)
    counts = suppressed({area.key: area.answers for area in areas} | {"": max(elsewhere, 0)})
    low = rules.under_heard(areas)
    rows = [(area, counts[area.key], area.key in low) for area in areas]
    if areas:
        unknown = rules.Area(key="", name=_("Did not say where"), answers=max(elsewhere, 0), population=None)
        rows.append((unknown, counts[""], False))
    return Reach(channels=list(channels.items()), areas=rows)
