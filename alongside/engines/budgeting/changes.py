"""The least change with which a loser of equal shares would have won, all else and the share as they are.

Each is found from the rounds as they were played and then verified by playing them again with the change made; what
does not come true is not told.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil

import numpy as np

from alongside.engines.budgeting.exact import ExactRun
from alongside.engines.budgeting.profile import Floats, Profile
from alongside.engines.budgeting.shares import GAP, Market, Run, Undecided


def votes_that_win(run: ExactRun, before: list[Floats], p: int, left: Fraction) -> int | None:
    """How many voters more, who name only p and have the same share, would make it win; None where none are few enough.

    In a round p is bought before the winner if its supporters and the new ones bring its cost at the winner's rate; at
    the end if they hold it. `before`: balances before each round; `left`: what p's supporters held in the end.
    """
    profile, backing, share = run.profile, run.profile.supporters[p], float(run.share)
    cost, factor = profile.cost[p], profile.factor[p]
    if not run.share or not backing.total:
        return None
    worth = 1.0 if backing.worth is None else backing.worth.astype(np.float64)
    most = ceil((cost - left) / run.share)
    doubt = False  # whether one less may do, by a tie that floating point cannot see
    for at, payment in enumerate(run.payments[: len(run.order)]):
        price = run.prices[at] / max(profile.factor[payment.project], 1) * factor
        if price <= 0:
            continue
        brought = float(backing.weight.dot(np.minimum(before[at][backing.group] / worth, price)))
        needed = (cost - brought) / min(share, price)
        more = ceil(needed * (1 + GAP))
        if more <= most:
            most, doubt = more, (doubt and more == most) or more > ceil(needed * (1 - GAP))
    if doubt and most > 1 and wins(with_voters(profile, p, most - 1), run.share, p):
        return most - 1
    return most if most > 0 and wins(with_voters(profile, p, most), run.share, p) else None


def price_verified(run: ExactRun, p: int, price: Fraction | None) -> Fraction | None:
    """The price if p wins at it in a rerun."""
    if price is None:
        return None
    changed = run.profile.money_unit * price
    return price if wins(with_cost(run.profile, p, int(changed)), run.share, p) else None


def with_cost(profile: Profile, p: int, cost: int) -> Profile:
    """The same election with another cost of p (our whole units)."""
    costs = (*profile.cost[:p], cost, *profile.cost[p + 1 :])
    return replace(profile, cost=costs, factor=costs if profile.by_cost else profile.factor)


def with_voters(profile: Profile, p: int, more: int) -> Profile:
    """The same election with voters more who name only p (at a worth of one point, where points are given)."""
    backing, unit = profile.supporters[p], profile.point_unit
    worth = None if backing.worth is None else np.append(backing.worth, unit)
    grown = replace(
        backing,
        group=np.append(backing.group, len(profile.counts)),
        voters=np.append(backing.voters, more),
        worth=worth,
        weight=np.append(backing.weight, float(more * (1 if worth is None else unit))),
        total=backing.total + more * (1 if worth is None else unit),
    )
    supporters = (*profile.supporters[:p], grown, *profile.supporters[p + 1 :])
    return replace(profile, supporters=supporters, counts=np.append(profile.counts, more))


def wins(profile: Profile, share: Fraction, p: int) -> bool:
    """Whether p is bought at this share, by playing until it is or nothing more can be."""
    market = Market(profile)
    for kind in (Run, ExactRun):
        run = kind(market, share)
        try:
            while p not in run.order[-1:] and run.step() is not None:
                pass
        except Undecided:
            continue
        return p in run.order
    return False
