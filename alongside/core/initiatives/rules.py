"""Which way an initiative may go, and what stands in its way. Pure functions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

NEXT: Mapping[str, frozenset[str]] = {
    "idea": frozenset({"shaping"}),
    "shaping": frozenset({"committed"}),
    "committed": frozenset({"live"}),
    "live": frozenset({"assessing"}),
    "assessing": frozenset({"sustained", "changed", "closed"}),
    "sustained": frozenset({"assessing"}),
    "changed": frozenset(),
    "closed": frozenset(),
}
"""The state path of DESIGN section 2; `paused` is entered from any state that has a next one, and left to it."""


def may_move(*, state: str, to: str) -> bool:
    """Say whether the path leads from one state to the other in one step (pausing and resuming apart)."""
    return to in NEXT.get(state, frozenset())


def may_pause(state: str) -> bool:
    """Say whether an initiative in this state can be paused: any that still has somewhere to go."""
    return bool(NEXT.get(state))


@dataclass(frozen=True, kw_only=True)
class Readiness:
    """What the gate to `live` looks at (rules 1 and 2)."""

    sides_promised: Collection[str]
    measures_with_baseline: Collection[str]
    risks_open: int = 0


def missing_for_live(readiness: Readiness) -> tuple[str, ...]:
    """Return the keys of what is missing before an initiative goes live, in the order to mend them."""
    missing = []
    if readiness.risks_open:
        missing.append("risks")
    missing += [f"{side}_promise" for side in ("public", "citizen") if side not in readiness.sides_promised]
    missing += [f"{kind}_measure" for kind in ("outcome", "efficiency") if kind not in readiness.measures_with_baseline]
    return tuple(missing)


def missing_for_close(*, actions_open: int, unthanked: int) -> tuple[str, ...]:
    """Return the keys of what is missing before an initiative closes (rule 16)."""
    return (("actions",) if actions_open else ()) + (("thanks",) if unthanked else ())
