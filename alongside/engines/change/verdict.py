"""What a control chart says today: better, worse, or no real change; and whether a target is met by more than luck."""

from enum import StrEnum
from fractions import Fraction

from alongside.engines.change.xmr import Number, Xmr


class Verdict(StrEnum):
    """What the newest reading says, given which way is better."""

    TOO_FEW = "too_few"
    NO_CHANGE = "no_change"
    BETTER = "better"
    WORSE = "worse"
    MIXED = "mixed"


class Assurance(StrEnum):
    """Whether the process as it is will meet a target: always, never, or as chance has it."""

    HITS = "hits"
    MISSES = "misses"
    CHANCE = "chance"


def direction_of(better: str) -> int:
    """Turn "up" or "down" into 1 or -1; ValueError for anything else."""
    try:
        return {"up": 1, "down": -1}[better]
    except KeyError:
        raise ValueError(f"Better is up or down, not {better!r}.") from None


def verdict(chart: Xmr, *, better: str) -> Verdict:
    """Say what the newest reading says. MIXED when rules disagree: rising, say, but still below the mean."""
    good = direction_of(better)
    if not chart.phases or chart.phases[-1].limits is None:
        return Verdict.TOO_FEW
    directions = {found.direction * good for found in chart.now}
    if directions == {1, -1}:
        return Verdict.MIXED
    if not directions:
        return Verdict.NO_CHANGE
    return Verdict.BETTER if directions == {1} else Verdict.WORSE


def assurance(chart: Xmr, *, target: Number, better: str) -> Assurance | None:
    """Say whether the newest limits lie wholly on the good side of a target, wholly on the other, or around it.

    None where there are no limits. A target on a limit counts as around it.
    Source: NHS England, Making Data Count, "assurance" (the process limits compared with the target).
    """
    good = direction_of(better)
    limits = chart.phases[-1].limits if chart.phases else None
    if limits is None:
        return None
    aim = Fraction(target)
    if aim > limits.upper:
        return Assurance.MISSES if good > 0 else Assurance.HITS
    if aim < limits.lower:
        return Assurance.HITS if good > 0 else Assurance.MISSES
    return Assurance.CHANCE
