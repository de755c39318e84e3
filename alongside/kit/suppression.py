"""Small counts are not shown, and cannot be worked out from the others (DESIGN section 2, rule 15)."""

from collections.abc import Collection, Hashable, Mapping
from typing import TypeVar

LEAST = 10
"""The smallest count that is shown."""

Key = TypeVar("Key", bound=Hashable)


def suppressed(counts: Mapping[Key, int], *, least: int = LEAST, hide: Collection[Key] = ()) -> dict[Key, int | None]:
    """Return the counts that may be shown beside their total, None for each that must not be; the order stays.

    A count under `least`, nought included, is hidden, and so are those to `hide` for another reason. Where the total
    less the shown counts would then tell a hidden one (only one is hidden, or the hidden ones together stay under
    `least`), the next smallest is hidden as well, until nothing can be worked out. Refuses (ValueError) a count below
    nought.
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError("A count is never below nought.")
    hidden = [key for key, count in counts.items() if count < least or key in hide]
    # `sorted` is stable: of two equal counts the one that stands first is hidden, on every page alike.
    others = sorted((key for key in counts if key not in hidden), key=lambda key: counts[key])
    while hidden and others and (len(hidden) < 2 or sum(counts[key] for key in hidden) < least):
        hidden.append(others.pop(0))
    return {key: None if key in hidden else count for key, count in counts.items()}


def shown_total(total: int, *, least: int = LEAST) -> int | None:
    """Return a total as it may be shown: None under `least`."""
    return total if total >= least else None
