"""The statistics that Polis publishes for a conversation, restated from their formulas: given groups, exact.

Source: Polis, math/src/polismath/math/{stats,repness,conversation}.clj; C. Small et al., Polis: Scaling Deliberation by
Mapping High Dimensional Opinion Spaces (2021).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from alongside.engines.opinions.votes import AGREE, DISAGREE, Flags, Real, Votes, Whole

NINETY = 1.2816  # the 90 % point of the normal distribution, one-sided, as Polis rounds it
MARKS = 5  # statements named for each group
META = 7.0  # the priority of a statement about people themselves, before it is squared


@dataclass(frozen=True, kw_only=True, eq=False)
class Counts:
    """Votes by group and statement (groups x statements): `agree`, `disagree`, and `seen`, which counts passes too."""

    agree: Whole
    disagree: Whole
    seen: Whole

    @property
    def whole(self) -> Counts:
        """The same over all groups, as one."""
        parts = (each.sum(axis=0, keepdims=True) for each in (self.agree, self.disagree, self.seen))
        agree, disagree, seen = parts
        return Counts(agree=agree, disagree=disagree, seen=seen)


def count_votes(votes: Votes, groups: Whole, count: int) -> Counts:
    """Count by group; `groups` gives each person's, -1 for none."""
    found = np.zeros((3, count, votes.width), np.int64)
    begin = 0
    for block in votes.blocks():
        of_vote = np.repeat(groups[begin : begin + block.people], block.cast)
        begin += block.people
        cells = of_vote * votes.width + block.columns
        for at, wanted in enumerate((AGREE, DISAGREE, None)):
            kept = of_vote >= 0 if wanted is None else (of_vote >= 0) & (block.values == wanted)
            found[at] += np.bincount(cells[kept], minlength=count * votes.width).reshape(count, votes.width)
    return Counts(agree=found[0], disagree=found[1], seen=found[2])


def share(successes: Whole, trials: Whole) -> Real:
    """Estimate a share from successes of trials, drawn to a half by one vote for and one against."""
    return (successes + 1) / (trials + 2)


def share_test(successes: Whole, trials: Whole) -> Real:
    """Test a share against a half: a z value, with one success and one trial added."""
    more = trials + 1
    return np.asarray(2 * np.sqrt(more) * ((successes + 1) / more - 0.5))


def difference_test(inside: Whole, trials: Whole, outside: Whole, others: Whole) -> Real:
    """Test the share inside a group against that outside: a z value, one added to every count; 0 where all succeed."""
    inside, trials, outside, others = inside + 1, trials + 1, outside + 1, others + 1
    pooled = (inside + outside) / (trials + others)
    spread = pooled * (1 - pooled) * (1 / trials + 1 / others)
    apart = inside / trials - outside / others
    found: Real = np.divide(apart, np.sqrt(spread), out=np.zeros_like(apart), where=pooled != 1)
    return found


@dataclass(frozen=True, kw_only=True, eq=False)
class Sides:
    """For agreeing or for disagreeing, groups x statements: the share and its test, how much more than elsewhere (a
    ratio) and its test."""

    share: Real
    share_test: Real
    ratio: Real
    ratio_test: Real

    @classmethod
    def of(cls, successes: Whole, seen: Whole) -> Sides:
        """Compare each group with everybody in the other groups."""
        outside, others = successes.sum(axis=0) - successes, seen.sum(axis=0) - seen
        return cls(
            share=share(successes, seen),
            share_test=share_test(successes, seen),
            ratio=share(successes, seen) / share(outside, others),
            ratio_test=difference_test(successes, seen, outside, others),
        )

    @property
    def stands_out(self) -> Flags:
        """Where both tests pass at 90 %, one-sided."""
        return np.asarray((self.ratio_test > NINETY) & (self.share_test > NINETY))

    @property
    def weight(self) -> Real:
        """What the marks of a group are ordered by."""
        return self.ratio * self.ratio_test * self.share * self.share_test


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A statement that marks a group: its position, the side the group takes, and the numbers that say so.

    `best` is said of the one on which the group agrees most distinctly; `successes` of `trials` took the side.
    """

    statement: int
    agrees: bool
    best: bool
    successes: int
    trials: int
    share: float
    share_test: float
    ratio: float
    ratio_test: float

    @property
    def weight(self) -> float:
        """What the marks are ordered by."""
        return self.ratio * self.ratio_test * self.share * self.share_test


def marks(counts: Counts, *, left_out: Flags | None = None) -> tuple[tuple[Mark, ...], ...]:
    """Return, for each group, the statements that mark it: at most five, never none where anything was voted on.

    First the one it agrees with most distinctly, then by weight; those it agrees with before those it rejects.
    `left_out` statements (moderated out) are not named.
    """
    agree, disagree = Sides.of(counts.agree, counts.seen), Sides.of(counts.disagree, counts.seen)
    allowed = np.ones(counts.seen.shape[1], np.bool_) if left_out is None else ~left_out
    return tuple(_marks_of(group, counts, (agree, disagree), allowed) for group in range(len(counts.seen)))


def _marks_of(group: int, counts: Counts, sides: tuple[Sides, Sides], allowed: Flags) -> tuple[Mark, ...]:
    open_ones = np.flatnonzero(allowed)
    sufficient = (sides[0].stands_out | sides[1].stands_out)[group]
    passing = [_mark(group, int(at), counts, sides) for at in open_ones if sufficient[at]]
    best = _best_agreed(group, counts, sides[0], open_ones)
    head = [] if best is None else [_mark(group, best, counts, sides, best=True)]
    if not head and not passing and open_ones.size:
        reach = np.maximum(sides[0].ratio_test, sides[1].ratio_test)[group][open_ones]
        head = [_mark(group, int(open_ones[int(reach.argmax())]), counts, sides)]
    rest = [mark for mark in passing if mark.statement != best]
    chosen = [*head, *sorted(rest, key=lambda mark: -mark.weight)][:MARKS]
    return tuple(sorted(chosen, key=lambda mark: not mark.agrees))


def _mark(group: int, at: int, counts: Counts, sides: tuple[Sides, Sides], *, best: bool = False) -> Mark:
    agrees = bool(sides[0].ratio_test[group, at] > sides[1].ratio_test[group, at])
    side, successes = (sides[0], counts.agree) if agrees else (sides[1], counts.disagree)
    return Mark(
        statement=at,
        agrees=agrees,
        best=best,
        successes=int(successes[group, at]),
        trials=int(counts.seen[group, at]),
        share=float(side.share[group, at]),
        share_test=float(side.share_test[group, at]),
        ratio=float(side.ratio[group, at]),
        ratio_test=float(side.ratio_test[group, at]),
    )


def _best_agreed(group: int, counts: Counts, side: Sides, open_ones: Whole) -> int | None:
    """The statement the group agrees with most distinctly, by the rule of Polis (beats-best-agr?), read in order."""
    held: int | None = None
    for at in map(int, open_ones):
        if counts.agree[group, at] == 0 and counts.disagree[group, at] == 0:
            continue
        ratio, test, part, certain = (
            float(each[group, at]) for each in (side.ratio, side.ratio_test, side.share, side.share_test)
        )
        if held is None:
            better = certain > NINETY or (ratio > 1.0 and part > 0.5)
        elif side.ratio[group, held] > 1.0:
            better = ratio * test * part * certain > side.weight[group, held]
        else:
            better = part * certain > side.share[group, held] * side.share_test[group, held]
        held = at if better else held
    return held


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """A statement on which people agree whatever their group: its position, the side, and the numbers that say so."""

    statement: int
    agrees: bool
    successes: int
    trials: int
    share: float
    share_test: float


def widely_agreed(counts: Counts, *, left_out: Flags | None = None) -> tuple[Agreed, ...]:
    """Return up to five statements that people accept, then up to five that they reject.

    More than half do, tested at 90 %, one-sided."""
    whole = counts.whole
    found: list[Agreed] = []
    for agrees, successes in ((True, whole.agree[0]), (False, whole.disagree[0])):
        part, test = share(successes, whole.seen[0]), share_test(successes, whole.seen[0])
        passing = (part > 0.5) & (test > NINETY)
        if left_out is not None:
            passing &= ~left_out
        order = sorted(map(int, np.flatnonzero(passing)), key=lambda at: -part[at] * test[at])[:MARKS]
        found += [
            Agreed(
                statement=at,
                agrees=agrees,
                successes=int(successes[at]),
                trials=int(whole.seen[0, at]),
                share=float(part[at]),
                share_test=float(test[at]),
            )
            for at in order
        ]
    return tuple(found)


def consensus(counts: Counts) -> Real:
    """How far each statement is agreed to across groups: the product of each group's share of agreement.

    With no groups the product is of nothing, 1.
    """
    return np.asarray(share(counts.agree, counts.seen).prod(axis=0), np.float64)


def least_agreement(counts: Counts) -> Real:
    """The share of agreement in the group that agrees least: it does not fall because there are more groups."""
    return np.asarray(share(counts.agree, counts.seen).min(axis=0, initial=1.0), np.float64)


def mean_agreement(counts: Counts) -> Real:
    """The geometric mean of the groups' shares of agreement, comparable between maps of two groups and of five."""
    return np.asarray(consensus(counts) ** (1 / max(len(counts.seen), 1)), np.float64)


def priorities(counts: Counts, extremity: Real, *, meta: Flags | None = None) -> Real:
    """How much a vote on each statement would tell.

    Agreed and extreme ones more, often passed ones less, new ones most.

    Source: Polis, math/src/polismath/math/conversation.clj, importance-metric and priority-metric.
    """
    whole = counts.whole
    agree, seen = whole.agree[0], whole.seen[0]
    passes = seen - agree - whole.disagree[0]
    important = (1 - share(passes, seen)) * (extremity + 1) * share(agree, seen)
    found = important * (1 + 8 * 2.0 ** (-seen / 5))
    if meta is not None:
        found = np.where(meta, META, found)
    return np.asarray(found**2, np.float64)
