"""The whole of an outcome: who has a winner they chose, how evenly the money went, by group, and beside other rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

import numpy as np

from alongside.engines.budgeting.decimals import plain_number
from alongside.engines.budgeting.exact import ExactRun, Payment
from alongside.engines.budgeting.greedy import winners_of_ballots
from alongside.engines.budgeting.profile import Floats
from alongside.engines.budgeting.result import Result
from alongside.engines.budgeting.shares import Market
from alongside.engines.budgeting.stretch import price_at

FEW: Final = 10  # groups of fewer voters are not told apart


def whole_of(result: Result, *, voters: Mapping[str, Sequence[str]] | None = None) -> dict[str, Any]:
    """How an outcome serves the voters, as JSON knows it.

    with_a_winner: voters whose ballot supports a winner. exclusion_ratio: the share of the others. winners_each: how
    many winners a ballot supports in the mean. money_each: winners' costs, each shared out evenly among those who
    support it, in the mean. spread: the Gini coefficient of that (0: all alike, 1: all to one). `voters` gives columns
    with one cell for each ballot, say the neighbourhood; of each value with 10 voters or more the first three are told.
    """
    profile = result.profile
    places = [profile.election.position[name] for name in result.order]
    liked, money = winners_of_ballots(profile, places), np.zeros(len(profile.counts))
    for p in places:
        backing = profile.supporters[p]
        if backing.total:
            money[backing.group] += profile.cost[p] / profile.money_unit / int(backing.voters.sum())
    with_one = int(profile.counts[liked > 0].sum())
    found: dict[str, Any] = {
        "winners": len(places),
        "spent": plain_number(result.spent),
        "voters": profile.voters,
        "with_a_winner": with_one,
        "exclusion_ratio": _rounded(1 - with_one / profile.voters) if profile.voters else None,
        "winners_each": _mean(liked.astype(np.float64), profile.counts),
        "money_each": _mean(money, profile.counts),
        "spread": spread(money, profile.counts),
    }
    for column, cells in (voters or {}).items():
        found[f"by_{column}"] = _by_value(cells, liked[profile.merged] > 0, money[profile.merged])
    return found


def _by_value(cells: Sequence[str], served: np.ndarray[Any, np.dtype[np.bool_]], money: Floats) -> dict[str, Any]:
    """The same for each value of a column that enough voters share."""
    values, places = np.unique(np.array(cells, dtype=object).astype(str), return_inverse=True)
    found = {}
    for at, value in enumerate(values.tolist()):
        mine = places == at
        if value and int(mine.sum()) >= FEW:
            found[value] = {
                "voters": int(mine.sum()),
                "with_a_winner": int(served[mine].sum()),
                "money_each": _rounded(float(money[mine].mean())),
            }
    return found


def spread(money: Floats, counts: np.ndarray[Any, np.dtype[np.int64]]) -> float | None:
    """The Gini coefficient of what voters have, each amount held by `counts` of them; None where nobody has any."""
    order = np.argsort(money, kind="stable")
    held, voters = money[order], counts[order].astype(np.float64)
    total, number = float(held.dot(voters)), float(voters.sum())
    if total <= 0 or number <= 0:
        return None
    below = np.cumsum(voters) - voters  # voters who have less
    return _rounded(float((held * voters).dot(2 * below + voters - number)) / (number * total))


def money_each_round(result: Result) -> dict[str, list[float]]:
    """Equal shares: what the supporters of each project held before each round and at the end, to the penny."""
    if result.run is None:
        return {}
    profile = result.profile
    found: dict[str, list[float]] = {name: [] for name in profile.ids}
    for _, balance in _rounds(result.run):
        for name, backing in zip(profile.ids, profile.supporters, strict=True):
            found[name].append(round(float(backing.voters.dot(balance[backing.group])) / profile.money_unit, 2))
    return found


def votes_each_round(result: Result) -> dict[str, list[float]]:
    """Equal shares: the effective votes of each project before each round and at the end, until it is bought.

    These are cost / price: the votes it still has where supporters who can only pay a part of the price count in part;
    0 as soon as they lack its cost together.
    """
    if result.run is None:
        return {}
    profile, market = result.profile, Market(result.profile)
    found: dict[str, list[float]] = {name: [] for name in profile.ids}
    open_still = {p for p, cost in enumerate(profile.cost) if cost and profile.supporters[p].total}
    for payment, balance in _rounds(result.run):
        for p in sorted(open_still):
            price: Fraction | float | None = price_at(market, balance, p)
            if payment is not None and payment.project == p:
                price = payment.price
                open_still.discard(p)
            votes = profile.cost[p] / price / profile.point_unit if price else 0.0
            found[profile.ids[p]].append(round(float(votes), 2))
    return found


def _rounds(run: ExactRun) -> Iterator[tuple[Payment | None, Floats]]:
    """Each round's payment, and what each ballot group held before it; at the end None and what was left."""
    balance: Floats = np.full(len(run.profile.counts), float(run.share))
    for payment in run.payments:
        yield payment, balance
        balance[payment.group] -= (payment.amount / payment.denominator).astype(np.float64)
    yield None, balance


def _mean(values: Floats, counts: np.ndarray[Any, np.dtype[np.int64]]) -> float | None:
    number = int(counts.sum())
    return _rounded(float(values.dot(counts)) / number) if number else None


def _rounded(value: float) -> float:
    return round(value, 4)
