"""Voting that does not look like somebody reading and answering: found, shown, weighed; never removed in silence.

A finding says what was seen, not who is guilty of what. `beside` shows how far the map depends on those found; whether
they are taken out is for people to decide and to publish.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.stats import poisson

from alongside.engines.opinions.clusters import adjusted_rand
from alongside.engines.opinions.drawing import OpinionMap, draw_map
from alongside.engines.opinions.statistics import share
from alongside.engines.opinions.votes import Real, Votes

LONG = 10  # votes before a pattern means anything
RARE = 1e-6  # the chance below which a pattern is not taken for one
HASTE = 10.0  # seconds in which nobody reads ten statements
MINUTE = 60.0
CROWD = 10  # first votes in one minute before it is looked at


class Sign(StrEnum):
    """What was seen."""

    STRAIGHT = "straight"
    COPY = "copy"
    BURST = "burst"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A person, what was seen, and in words on what it rests."""

    participant: str
    sign: Sign
    words: str


def findings(votes: Votes, times: Mapping[str, Sequence[float]] | None = None) -> tuple[Finding, ...]:
    """Return all that was seen, by person and sign. `times`: the seconds (of any clock) of each person's votes."""
    found = [*straight_lines(votes), *copies(votes), *(bursts(times) if times else [])]
    place = {name: at for at, name in enumerate(votes.participants)}
    return tuple(sorted(found, key=lambda each: (place.get(each.participant, len(place)), each.sign)))


def _chances(votes: Votes) -> Real:
    """The share of each answer (disagree, pass, agree) on each statement, with one of each added: statements x 3."""
    cells = votes.columns.astype(np.int64) * 3 + votes.values + 1
    counts = np.bincount(cells, minlength=votes.width * 3).reshape(votes.width, 3) + 1
    return np.asarray(counts / counts.sum(axis=1, keepdims=True), np.float64)


def straight_lines(votes: Votes) -> list[Finding]:
    """Find people who gave one answer to everything, where those statements make that a millionth's chance.

    Where nearly everybody agrees with everything, agreeing with everything is no sign.
    """
    chance, found = np.log(_chances(votes)), []
    words = {1: "agreed with", 0: "passed on", -1: "disagreed with"}
    for at in np.flatnonzero(votes.cast >= LONG):
        columns, values = votes.row(int(at))
        if (values == values[0]).all() and chance[columns, values + 1].sum() < np.log(RARE):
            said = f"{words[int(values[0])]} all of {len(values)} statements"
            found.append(Finding(participant=votes.participants[at], sign=Sign.STRAIGHT, words=said))
    return found


def copies(votes: Votes) -> list[Finding]:
    """Find people who answered the same ten statements or more all alike, where chance would hardly make one such pair.

    The chance of a pair is that of two people of the crowd who answer those statements independently, times the pairs
    that voted on just those.
    """
    chance = _chances(votes)
    alike: defaultdict[tuple[bytes, bytes], list[int]] = defaultdict(list)
    askings: defaultdict[bytes, int] = defaultdict(int)
    for at in np.flatnonzero(votes.cast >= LONG):
        part = slice(votes.starts[at], votes.starts[at + 1])
        asked = votes.columns[part].tobytes()
        alike[asked, votes.values[part].tobytes()].append(int(at))
        askings[asked] += 1
    found = []
    for (asked, _), people in alike.items():
        columns = votes.row(people[0])[0]
        pairs = askings[asked] * (askings[asked] - 1) / 2
        if len(people) < 2 or pairs * np.exp(np.log((chance[columns] ** 2).sum(axis=1)).sum()) > 100 * RARE:
            continue
        said = f"{len(people)} people answered the same {columns.size} statements all alike"
        found += [Finding(participant=votes.participants[at], sign=Sign.COPY, words=said) for at in people]
    return found


def bursts(times: Mapping[str, Sequence[float]]) -> list[Finding]:
    """Find people who cast ten votes within ten seconds, and people who came in a minute when far too many began."""
    found, first = [], {}
    for person, moments in times.items():
        order = np.sort(np.asarray(moments, np.float64))
        if order.size:
            first[person] = float(order[0])
        if order.size >= LONG:
            shortest = float((order[LONG - 1 :] - order[: order.size - LONG + 1]).min())
            if shortest <= HASTE:
                said = f"cast {LONG} votes within {shortest:.0f} seconds"
                found.append(Finding(participant=person, sign=Sign.BURST, words=said))
    hasty = {each.participant for each in found}
    return found + [each for each in _crowds(first) if each.participant not in hasty]


def _crowds(first: Mapping[str, float]) -> list[Finding]:
    """People who began in a minute that drew more beginners than a millionth's chance, by the other minutes' rate."""
    minutes = defaultdict(list)
    for person, moment in first.items():
        minutes[int(moment // MINUTE)].append(person)
    rate = sum(map(len, minutes.values())) / max(len(minutes), 1)
    found = []
    for people in minutes.values():
        others = (rate * len(minutes) - len(people)) / max(len(minutes) - 1, 1)
        if len(people) >= CROWD and len(minutes) > 1 and poisson.sf(len(people) - 1, others) < RARE:
            said = f"began with {len(people) - 1} others within one minute"
            found += [Finding(participant=person, sign=Sign.BURST, words=said) for person in people]
    return found


@dataclass(frozen=True, kw_only=True, eq=False)
class Beside:
    """A map of everybody and one without some people.

    `alike`: the adjusted Rand index of the people grouped in both (1 the same groups; 1 where nobody is grouped in
    both). `turned`: statements that more than half accept in one and not in the other. `shift`: the largest change of a
    statement's share of agreement.
    """

    whole: OpinionMap
    without: OpinionMap
    alike: float
    turned: tuple[str, ...]
    shift: float


def beside(whole: OpinionMap, without: OpinionMap) -> Beside:
    """Compare two maps of the same statements, the second of fewer people."""
    place = {name: at for at, name in enumerate(whole.votes.participants)}
    same = np.array([place[name] for name in without.votes.participants], np.int64)
    grouped = (whole.groups[same] >= 0) & (without.groups >= 0)
    alike = adjusted_rand(whole.groups[same][grouped], without.groups[grouped]) if grouped.any() else 1.0
    before, after = (share(each.raw.agree[0], each.raw.seen[0]) for each in (whole, without))
    turned = np.flatnonzero((before > 0.5) != (after > 0.5))
    return Beside(
        whole=whole,
        without=without,
        alike=alike,
        turned=tuple(whole.votes.statements[at] for at in turned),
        shift=float(np.abs(before - after).max(initial=0.0)),
    )


def without(drawn: OpinionMap, participants: Collection[str]) -> Beside:
    """Draw the map again without these people, and set the two side by side."""
    names = np.array(drawn.votes.statements, np.object_)
    fewer = draw_map(
        drawn.votes.without_people(participants),
        moderated_out=names[drawn.left_out].tolist(),
        meta=names[drawn.about].tolist(),
        polis_compatible=drawn.polis_compatible,
    )
    return beside(drawn, fewer)
