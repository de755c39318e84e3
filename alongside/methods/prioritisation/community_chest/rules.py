"""Pure functions of a community chest: what a score is, the order, what the money reaches, who has not applied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

MOST_POINTS = 5


@dataclass(frozen=True, kw_only=True)
class Scored:
    """One application as the panel scored it: its number, what it asks for (minor units), its score and its sheets.

    `share` is the mean over the sheets of the weighted points, as a share of the most there could be (0 to 1), None
    where nobody scored it; `spread` is the highest sheet less the lowest, on the same scale.
    """

    number: int
    asked: int
    share: Fraction | None
    spread: Fraction | None
    sheets: int


def sheet_share(*, points: Mapping[str, int], weights: Mapping[str, int]) -> Fraction:
    """Return one sheet's weighted points as a share of the most there could be; KeyError where a criterion lacks."""
    most = MOST_POINTS * sum(weights.values())
    return Fraction(sum(weight * points[key] for key, weight in weights.items()), most)


def scored(*, number: int, asked: int, sheets: Sequence[Mapping[str, int]], weights: Mapping[str, int]) -> Scored:
    """Return an application with the mean of its sheets, exactly: no rounding can turn two scores round."""
    shares = [sheet_share(points=points, weights=weights) for points in sheets]
    return Scored(
        number=number,
        asked=asked,
        share=sum(shares, Fraction(0)) / len(shares) if shares else None,
        spread=max(shares) - min(shares) if shares else None,
        sheets=len(shares),
    )


def in_order(applications: Sequence[Scored]) -> list[Scored]:
    """Return them best first; equal scores in the order of their numbers, those without a score last."""
    return sorted(applications, key=lambda one: (one.share is None, -(one.share or 0), one.number))


def ties(ranked: Sequence[Scored]) -> set[int]:
    """Return the numbers of those whose score another has as well: people decide between them, not their order."""
    seen: dict[Fraction, list[int]] = {}
    for one in ranked:
        if one.share is not None:
            seen.setdefault(one.share, []).append(one.number)
    return {number for numbers in seen.values() if len(numbers) > 1 for number in numbers}


def reached(*, ranked: Sequence[Scored], pot: int, least: int, pass_share: Fraction = Fraction(0)) -> dict[int, int]:
    """Propose an amount (minor units) for each number: down the order while the money lasts.

    Whoever the money does not reach in full is offered the rest where that is at least `least` (a part-award); a score
    under `pass_share`, or none, gets nothing. The sum never exceeds `pot`.
    """
    left, given = pot, {}
    for one in ranked:
        enough = one.share is not None and one.share >= pass_share
        amount = min(one.asked, left) if enough else 0
        if 0 < amount < one.asked and amount < max(least, 1):
            amount = 0
        given[one.number] = amount
        left -= amount
    return given


def may_see_sheets(*, own_filed: bool, barred: bool, closed: bool, on_panel: bool) -> bool:
    """Say whether somebody may read the sheets on an application: blind until one's own is filed, or scoring ended.

    Whoever has an interest in it never sees its scores before the round is decided.
    """
    if barred:
        return False
    return closed or (on_panel and own_filed)


def per_thousand(count: int | None, population: int | None) -> float | None:
    """Return applications for each thousand people of a place, to one decimal; None where either is not known."""
    if count is None or not population:
        return None
    return round(1000 * count / population, 1)


def points_of_100(share: Fraction | None) -> int:
    """Return a share from 0 to 1 as whole points of 100, halves up; 0 where there is none."""
    return 0 if share is None else int(share * 100 + Fraction(1, 2))
