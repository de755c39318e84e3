"""Why each project won or lost: plain facts, exact, that add up again to the outcome."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from fractions import Fraction
from math import ceil, floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from alongside.engines.budgeting.changes import price_verified, votes_that_win
from alongside.engines.budgeting.decimals import plain_number
from alongside.engines.budgeting.exact import ExactRun
from alongside.engines.budgeting.greedy import Reached
from alongside.engines.budgeting.profile import Floats, Profile
from alongside.engines.budgeting.result import Result
from alongside.engines.budgeting.rule import GREEDY, PHRAGMEN
from alongside.engines.budgeting.shares import GAP


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why one project won or lost. Money is in the unit of the budget; None where a fact does not apply.

    verdict: won; too-dear (greedy: more than the money left when reached); poor-supporters (equal shares: more than its
    supporters still held); rival (a project that excludes it won); capped (it would have passed a cap); left-out (by
    the rule); below-threshold; after-end (the count had ended); unsupported (nobody named it); filled (won by the
    completion, from what equal shares left).
    votes, score: ballots that name it; votes or points by the rule's utility.
    place: greedy, its place in the list; equal shares and Phragmén, the round in which it won; from 1.
    money_left: greedy, what was left when it was reached.
    score_needed: greedy, by how much its score would have to rise for it to win, all else as it is.
    price_that_wins: the highest cost at which it would have won, all else as it is: exact for greedy; for equal shares
      at the share where the count ended, down to a whole unit of money, verified by a rerun, and only where not 0.
    votes_that_win: equal shares, how many voters more, who name only it, would have made it win at that share.
    money_behind: equal shares, what its supporters held in the end (losers) or before they bought it (winners).
    highest_payment: equal shares, what a supporter who could pay in full paid, for one point of worth.
    effective_votes: equal shares, cost / highest_payment: the votes it still had, counting poor supporters in part.
    taken_by: equal shares, losers: what each winner took from its supporters, by id, in the order of purchase.
    bought_at: Phragmén, what each voter had earned when it was bought.
    """

    id: str
    cost: Fraction
    verdict: str
    votes: int
    score: Fraction
    place: int | None = None
    money_left: Fraction | None = None
    score_needed: Fraction | None = None
    price_that_wins: Fraction | None = None
    votes_that_win: int | None = None
    money_behind: Fraction | None = None
    highest_payment: Fraction | None = None
    effective_votes: Fraction | None = None
    taken_by: dict[str, Fraction] = field(default_factory=dict)
    bought_at: Fraction | None = None

    def as_data(self) -> dict[str, Any]:
        """The facts that apply, as JSON knows them (see rule.json_text)."""
        found: dict[str, Any] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, dict):
                value = {name: plain_number(money) for name, money in value.items()} or None
            if value is not None:
                found[each.name] = plain_number(value) if isinstance(value, Fraction) else value
        return found


def explain(result: Result) -> dict[str, Reason]:
    """A reason for every project, by id, in the order of the list of projects."""
    profile = result.profile
    if result.rule.kind == GREEDY:
        return _greedy_reasons(profile, result.lines)
    if result.rule.kind == PHRAGMEN:
        return _phragmen_reasons(result)
    return _share_reasons(result)


def _plain(profile: Profile, p: int, verdict: str, **facts: Any) -> Reason:
    """A reason with what is known of every project."""
    return Reason(
        id=profile.ids[p],
        cost=profile.money(profile.cost[p]),
        verdict=verdict,
        votes=profile.votes[p],
        score=Fraction(profile.score[p], profile.point_unit),
        **facts,
    )


def _greedy_reasons(profile: Profile, lines: tuple[Reached, ...]) -> dict[str, Reason]:
    """Greedy: the place in the list, the money left there, and what would have been enough."""
    place = {line.project: at for at, line in enumerate(lines)}
    found = {}
    for p in range(len(profile.ids)):
        if p not in place:
            out = profile.ids[p] in profile.rule.left_out
            short = profile.rule.threshold - Fraction(profile.score[p], profile.point_unit)
            facts: dict[str, Any] = {} if out else {"score_needed": short}
            found[profile.ids[p]] = _plain(profile, p, "left-out" if out else "below-threshold", **facts)
            continue
        line = lines[place[p]]
        facts = {"place": place[p] + 1, "money_left": profile.money(line.left)}
        if line.verdict in ("too-dear", "after-end"):
            facts["score_needed"] = _score_needed(profile, lines, place[p])
            facts["price_that_wins"] = _price_that_fits(profile, lines, place[p])
        found[profile.ids[p]] = _plain(profile, p, line.verdict, **facts)
    return found


def _score_needed(profile: Profile, lines: tuple[Reached, ...], at: int) -> Fraction | None:
    """How much more score would have put the project at `at` before a line that left it enough; None if none would."""
    p = lines[at].project
    cost = profile.cost[p]
    ahead = [
        line for line in lines[:at] if line.left >= cost and line.verdict != "after-end" and profile.cost[line.project]
    ]
    taken = {line.project for line in lines if line.verdict == "won"}
    if not ahead or cost > profile.budget or profile.limits.bars(p, taken) or profile.rule.order:
        return None
    other = ahead[-1].project
    level = (
        Fraction(profile.score[other])
        if profile.by_cost
        else Fraction(profile.score[other] * cost, profile.cost[other])
    )
    wins_ties = profile.tie_rank[p] < profile.tie_rank[other]
    needed = ceil(level) if wins_ties else floor(level) + 1
    return Fraction(needed - profile.score[p], profile.point_unit)


def _price_that_fits(profile: Profile, lines: tuple[Reached, ...], at: int) -> Fraction | None:
    """The highest cost at which the project would have fitted at its place; None where a lower cost moves it."""
    if not profile.by_cost or lines[at].verdict == "after-end":
        return None
    return profile.money(lines[at].left)


def _phragmen_reasons(result: Result) -> dict[str, Reason]:
    """Phragmén: the round and the moment of purchase."""
    profile, earned = result.profile, result.earned
    assert earned is not None  # noqa: S101 (a count by Phragmén always has it)
    won = {p: at for at, p in enumerate(earned.order)}
    found = {}
    for p in range(len(profile.ids)):
        if p in won:
            time = profile.money(earned.times[won[p]])
            found[profile.ids[p]] = _plain(profile, p, "won", place=won[p] + 1, bought_at=time)
        else:
            found[profile.ids[p]] = _plain(profile, p, _why_out(profile, p, set(won)) or "after-end")
    return found


def _why_out(profile: Profile, p: int, won: set[int]) -> str | None:
    """Why a project took no part, or left before the end; None if it took part to the end."""
    if not profile.eligible[p]:
        return "left-out" if profile.ids[p] in profile.rule.left_out else "below-threshold"
    if not profile.supporters[p].total:
        return "unsupported"
    return profile.limits.bars(p, won)


def _share_reasons(result: Result) -> dict[str, Reason]:
    """Equal shares: the money behind each project, who took it, and what would have been enough."""
    profile, run = result.profile, result.run
    assert run is not None  # noqa: S101 (a count by equal shares always has it)
    place = {p: at for at, p in enumerate(run.order)}
    filled = {result.profile.election.position[name] for name in result.order} - set(run.order)
    rounds = Rounds(run)
    found = {}
    for p in range(len(profile.ids)):
        if p in place:
            found[profile.ids[p]] = _plain(profile, p, "won", place=place[p] + 1, **rounds.bought(place[p]))
            continue
        verdict = _why_out(profile, p, set(place)) or "poor-supporters"
        facts = rounds.lost(p) if profile.supporters[p].total else {}
        if verdict != "poor-supporters" or p in filled:
            facts.pop("price_that_wins", None)
            facts.pop("votes_that_win", None)
        found[profile.ids[p]] = _plain(profile, p, "filled" if p in filled else verdict, **facts)
    return found


class Rounds:
    """An exact run taken apart into its rounds: what was held before each, and who paid."""

    def __init__(self, run: ExactRun) -> None:
        self.run, self.profile = run, run.profile
        groups = len(self.profile.counts)
        balance: Floats = np.full(groups, float(run.share))
        self.before: list[Floats] = []
        self.payer: list[NDArray[np.int32]] = []  # for each round, where each group stands in its payment, or -1
        for payment in run.payments:
            self.before.append(balance)
            balance = balance.copy()
            balance[payment.group] -= (payment.amount / payment.denominator).astype(np.float64)
            payer = np.full(groups, -1, dtype=np.int32)
            payer[payment.group] = np.arange(len(payment.group), dtype=np.int32)
            self.payer.append(payer)

    def bought(self, at: int) -> dict[str, Any]:
        """The facts of the winner of round `at`."""
        payment, money = self.run.payments[at], self.profile.money
        facts: dict[str, Any] = {"money_behind": money(payment.behind), "highest_payment": money(payment.price)}
        if payment.price:
            facts["effective_votes"] = self.profile.cost[payment.project] / payment.price / self.profile.point_unit
        return facts

    def lost(self, p: int) -> dict[str, Any]:
        """The facts of a loser: what its supporters held in the end and which winners had taken the rest."""
        profile, run = self.profile, self.run
        group = profile.supporters[p].group
        voters = profile.supporters[p].voters.astype(object)
        left = Fraction(int((voters * run.held(p)).sum()), run.denominators[-1])
        taken = {}
        for payment, payer in zip(run.payments, self.payer, strict=True):
            at = payer[group]
            took = int((voters[at >= 0] * payment.amount[at[at >= 0]]).sum())
            if took:
                taken[profile.ids[payment.project]] = profile.money(Fraction(took, payment.denominator))
        facts = {"money_behind": profile.money(left), "taken_by": taken}
        if _why_out(profile, p, set(run.order)) is None and left < profile.cost[p]:
            facts["price_that_wins"] = price_verified(run, p, self.winning_price(p, left))
            facts["votes_that_win"] = votes_that_win(run, self.before, p, left)
        return facts

    def winning_price(self, p: int, left: Fraction) -> Fraction | None:
        """The highest whole cost at which p would have won: bought in some round, or from what was left in the end.

        In a round a project of cost c is bought before the winner if its supporters bring c at a better rate than the
        winner's; with cost utilities that is a price of rate x c for one point of worth, else of the rate alone.
        """
        backing = self.profile.supporters[p]
        weight, worth = backing.weight, np.ones(1) if backing.worth is None else backing.worth.astype(np.float64)
        best = 0.0
        for at, payment in enumerate(self.run.payments[: len(self.run.order)]):
            if self.profile.cost[payment.project]:
                rate = self.run.prices[at] / self.profile.factor[payment.project] * (1 - GAP)
                ratio = self.before[at][backing.group] / worth
                cost = self.profile.cost[p]
                best = max(
                    best,
                    _brought_by_cost(weight, ratio, rate, cost)
                    if self.profile.by_cost
                    else _brought(weight, ratio, rate),
                )
        unit = self.profile.money_unit
        whole = max(floor(left / unit), floor(best / unit * (1 - GAP)))
        return Fraction(whole) if whole > 0 else None


def _brought(weight: Floats, ratio: Floats, price: float) -> float:
    """What supporters bring at a price for one point of worth; `ratio` is balance / worth."""
    return float(weight.dot(np.minimum(ratio, price)))


def _brought_by_cost(weight: Floats, ratio: Floats, rate: float, cost: float) -> float:
    """The largest c up to `cost` that supporters bring at the price rate x c; 0 if there is none.

    What they bring, less c, is concave in c: Newton's method from above falls to the largest solution.
    """
    while cost > 0:
        brings = _brought(weight, ratio, rate * cost)
        if brings >= cost * (1 - GAP / 1000):  # far finer than the margin in the rate, or a tie would pass as a win
            return cost
        slope = float(weight[ratio > rate * cost].sum()) * rate
        following = (brings - slope * cost) / (1 - slope) if slope < 1 else 0.0
        cost = following if following < cost else 0.0
    return 0.0
