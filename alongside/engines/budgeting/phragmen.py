"""Phragmén's sequential rule, exact.

Source: sequential rule of Phragmén for participatory budgeting, as in M. Los, Z. Christoff, D. Grossi, "Proportional
Budget Allocations: Towards a Systematization", IJCAI 2022. Every voter earns money at one steady rate; as soon as the
supporters of a project hold its cost together they buy it and their money is spent. The count ends when a project that
is bought next, or is tied for that, would pass the budget. Projects that cost more than the whole budget, or that
nobody supports, never take part.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from heapq import heapify, heappop, heappush

import numpy as np

from alongside.engines.budgeting.profile import Profile
from alongside.engines.budgeting.shares import free_projects


@dataclass(frozen=True, slots=True)
class Earned:
    """The outcome: projects in the order bought and the time of each (money earned per voter, our whole units).

    `blocked` is the project at which the count ended, None if all were bought.
    """

    order: list[int]
    times: list[Fraction]
    blocked: int | None


def count_by_earning(profile: Profile) -> Earned:
    """Buy in order of the time at which supporters can pay. Times only rise, so an old time is a lower bound."""
    supported = [p for p, each in enumerate(profile.supporters) if each.total and profile.eligible[p]]
    order = free_projects(profile, [p for p in supported if not profile.cost[p]])
    times = [Fraction(0)] * len(order)
    spent_at = [Fraction(0)]
    stamp = np.zeros(len(profile.counts), dtype=np.intp)  # round in which a group last spent its money
    limits, barred = profile.limits, set[int]()
    for_sale = [p for p in supported if 0 < profile.cost[p] <= profile.budget and not limits.bars(p, order)]
    queue = [(Fraction(profile.cost[p], profile.supporters[p].total), profile.tie_rank[p], p) for p in for_sale]
    heapify(queue)
    spent = 0
    while queue:
        tied = _next(profile, queue, stamp, spent_at, barred)
        if not tied:
            break
        time, winner = tied[0]
        over = [p for _, p in tied if spent + profile.cost[p] > profile.budget]
        if over:
            return Earned(order, times, over[0])
        for again, p in tied[1:]:
            heappush(queue, (again, profile.tie_rank[p], p))
        order.append(winner)
        times.append(time)
        spent += profile.cost[winner]
        barred |= {p for p in limits.touched[winner] if limits.bars(p, order)}
        stamp[profile.supporters[winner].group] = len(spent_at)
        spent_at.append(time)
    return Earned(order, times, None)


def _next(
    profile: Profile,
    queue: list[tuple[Fraction, int, int]],
    stamp: np.ndarray[tuple[int], np.dtype[np.intp]],
    spent_at: list[Fraction],
    barred: set[int],
) -> list[tuple[Fraction, int]]:
    """Take from the queue all that are tied for the next purchase, with their time, the winner of the tie first."""
    seen: list[tuple[Fraction, int, int]] = []
    while queue and (not seen or queue[0][0] <= min(seen)[0]):
        _, rank, p = heappop(queue)
        if p not in barred:
            seen.append((_time(profile, p, stamp, spent_at), rank, p))
    seen.sort()
    tied = [(time, p) for time, _, p in seen if time == seen[0][0]]
    for entry in seen[len(tied) :]:
        heappush(queue, entry)
    return tied


def _time(
    profile: Profile, p: int, stamp: np.ndarray[tuple[int], np.dtype[np.intp]], spent_at: list[Fraction]
) -> Fraction:
    """When p's supporters hold its cost: (cost + the sum of the times at which each last spent) / supporters."""
    backing = profile.supporters[p]
    voters = np.bincount(stamp[backing.group], weights=backing.voters, minlength=len(spent_at))
    behind = sum((int(voters[at]) * spent_at[at] for at in np.flatnonzero(voters)), Fraction(0))
    return (profile.cost[p] + behind) / backing.total
