"""The arithmetic of the explorer: one side's answer from many, the gap between the sides, depth, opportunity. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Presence(StrEnum):
    """What people answer about one method in one service."""

    NEVER = "never"
    ONCE = "once"
    REPEATED = "repeated"
    EMBEDDED = "embedded"
    DONT_KNOW = "dont_know"
    NOT_HERE = "not_here"


SCALE = (Presence.NEVER, Presence.ONCE, Presence.REPEATED, Presence.EMBEDDED)
"""The answers that are steps, from 0 to 3. "Don't know" and "could not apply" are counted too, but are no steps."""

LEAST_SHOWN = 3
"""Fewer people of a side than this, and not even their typical answer is shown: it would be one person's."""
LEAST_COUNTED = 10
"""No count of people below this is ever published (rule 15)."""

PROMISES = ("public_specific", "citizen_specific", "on_record", "can_change")
LOOP = ("receipt", "reason", "themes_answered", "action_done")
EVIDENCE = ("none", "baseline", "measured_again", "compared")
RUNGS = ("coercion", "educating", "informing", "consultation", "engagement", "co_design", "co_production")
"""Who decides, from 0 to 6. Source: Think Local Act Personal, the ladder of co-production, its seven rungs in order."""


def step(answer: str) -> int | None:
    """Return the step of an answer, 0 to 3; None for one that is no step."""
    return SCALE.index(Presence(answer)) if answer in SCALE else None


def typical(counts: Mapping[str, int]) -> Presence | None:
    """Return the answer that stands for a side: the lower middle one, so that a tie never flatters. None without any.

    More than half "don't know" makes it "don't know"; more than half of those who do know, "could not apply".
    """
    steps = {one: counts.get(one, 0) for one in SCALE}
    known = sum(steps.values())
    unknown, not_here = counts.get(Presence.DONT_KNOW, 0), counts.get(Presence.NOT_HERE, 0)
    if known + unknown + not_here == 0:
        return None
    if 2 * unknown > known + unknown + not_here or known + not_here == 0:
        return Presence.DONT_KNOW
    if 2 * not_here > known + not_here or known == 0:
        return Presence.NOT_HERE
    passed = 0
    for answer in SCALE:
        passed += steps[answer]
        if 2 * passed >= known:
            return answer
    raise AssertionError("The steps add up to what is known.")


def gap(public: Presence | None, citizens: Presence | None) -> int:
    """Return how many steps the two sides are apart, 0 to 3: the first thing to talk about.

    "Don't know" against a step counts as far as from "never": what one side does not see is not there for it. A side
    that is silent, or says that it could not apply, makes no gap.
    """
    if public is None or citizens is None or Presence.NOT_HERE in (public, citizens):
        return 0
    return abs((step(public) or 0) - (step(citizens) or 0))


def joint(public: Presence | None, citizens: Presence | None) -> Presence | None:
    """Return what both sides see: the lower step of the two; None while either side is silent.

    A side that does not know sees nothing; "could not apply" stands only where both say so.
    """
    if public is None or citizens is None:
        return None
    if public == citizens:
        return public
    steps = [step(one) or 0 for one in (public, citizens) if one is not Presence.NOT_HERE]
    return SCALE[min(steps)]


def is_empty(answer: Presence | None) -> bool:
    """Say whether a cell is one where something could begin: asked, and answered no or don't know."""
    return answer in (Presence.NEVER, Presence.DONT_KNOW)


def is_present(answer: Presence | None) -> bool:
    """Say whether a cell is at least once."""
    return answer in (Presence.ONCE, Presence.REPEATED, Presence.EMBEDDED)


def kinds_present(cells: Iterable[tuple[str, Presence | None]]) -> frozenset[str]:
    """Return the kinds that have a method which is present; `cells` are pairs of kind and answer."""
    return frozenset(kind for kind, answer in cells if is_present(answer))


@dataclass(frozen=True, kw_only=True)
class DepthInputs:
    """What depth is made of: presence 0-3, rung 0-6, promises of both sides 0-4, the loop 0-4, evidence 0-3."""

    presence: int
    rung: int
    both_sides: int
    loop: int
    evidence: int

    def __post_init__(self) -> None:
        for name, most in MOST.items():
            if not 0 <= getattr(self, name) <= most:
                raise ValueError(f"{name} goes from 0 to {most}.")


MOST: Mapping[str, int] = {"presence": 3, "rung": 6, "both_sides": 4, "loop": 4, "evidence": 3}


@dataclass(frozen=True, kw_only=True)
class Depth:
    """A score from 0 to 100, and the cap that held it, if any: 40 without both sides' promises, 70 without answers."""

    score: int
    cap: int


def depth(inputs: DepthInputs) -> Depth:
    """Score how deep a way of working together goes.

    The mean of the five shares, times 100, but at most 40 while fewer than three of the four marks of a two-sided
    promise stand, and at most 70 while fewer than three of the four marks of an answered one do; so nobody gets into
    the upper half without a promise from both sides, nor into the top third without answering. Halves round up.
    """
    shares = [Fraction(getattr(inputs, name), most) for name, most in MOST.items()]
    cap = 40 if inputs.both_sides < 3 else 70 if inputs.loop < 3 else 100
    return Depth(score=_rounded(min(100 * sum(shares, Fraction()) / len(shares), Fraction(cap))), cap=cap)


def seen_by_both(public: Collection[str], citizens: Collection[str]) -> frozenset[str]:
    """Return the marks that both sides see: what only one side sees does not count."""
    return frozenset(public) & frozenset(citizens)


def ticked(counts: Mapping[str, int], *, marks: Collection[str], people: int) -> frozenset[str]:
    """Return the marks that more than half of the people of a side ticked."""
    return frozenset(mark for mark in marks if 2 * counts.get(mark, 0) > people)


def lower_middle(counts: Mapping[int, int]) -> int | None:
    """Return the lower middle of numbers given as counts; None without any."""
    total = sum(counts.values())
    passed = 0
    for value in sorted(counts):
        passed += counts[value]
        if total and 2 * passed >= total:
            return value
    return None


@dataclass(frozen=True, kw_only=True)
class OpportunityInputs:
    """Five ratings from 0 to 4: how much it matters, how far from good, what residents and staff bring, the risk."""

    importance: Fraction
    outcome_gap: Fraction
    assets: Fraction
    willingness: Fraction
    risk: Fraction

    def __post_init__(self) -> None:
        for name in RATINGS:
            if not 0 <= getattr(self, name) <= 4:
                raise ValueError(f"{name} goes from 0 to 4.")


RATINGS = ("importance", "outcome_gap", "assets", "willingness", "risk")


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How much each of the three parts of an opportunity weighs; the usual is the same for all."""

    outcome_gap: Fraction = Fraction(1)
    assets: Fraction = Fraction(1)
    willingness: Fraction = Fraction(1)

    def __post_init__(self) -> None:
        parts = (self.outcome_gap, self.assets, self.willingness)
        if min(parts) < 0 or sum(parts) == 0:
            raise ValueError("A weight is nothing or more, and not all are nothing.")


def opportunity(inputs: OpportunityInputs, *, weights: Weights = Weights()) -> int:
    """Score an empty or weak cell from 0 to 100: highest where it matters, falls short, and both sides want it.

    100 x importance/4 x (outcome gap + assets + willingness)/12 x (1 - risk/8); other weights keep the same range.
    """
    parts = (
        weights.outcome_gap * inputs.outcome_gap
        + weights.assets * inputs.assets
        + weights.willingness * inputs.willingness
    )
    whole = 4 * (weights.outcome_gap + weights.assets + weights.willingness)
    return _rounded(100 * inputs.importance / 4 * parts / whole * (1 - inputs.risk / 8))


def shared_rating(*, public: Fraction | None, citizens: Fraction | None) -> Fraction | None:
    """Return the mean of the two sides' means, so that ten officers do not outweigh three residents; else None."""
    return None if public is None or citizens is None else (public + citizens) / 2


def _rounded(value: Fraction) -> int:
    return int(value + Fraction(1, 2))
