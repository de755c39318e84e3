"""What a block counts of its contributions, kept in the transaction of the contribution itself.

The core counts contributions; a block may count more (channels, areas, chosen answers). It says so here when the site
starts, so that every way in and out, also those that know nothing of the block, keeps its stored counts right.
"""

from collections.abc import Callable

from alongside.core.contributions.models import Contribution

Counter = Callable[[Contribution, int], None]
_counters: dict[str, Counter] = {}


def count_for(block: str, counter: Counter) -> None:
    """Let `counter` be called for each contribution to a question of `block`: +1 when it comes in, -1 when it goes."""
    _counters[block] = counter


def count(*, contribution: Contribution, change: int) -> None:
    """Call the counter of the block, where there is one."""
    if contribution.question is not None and (counter := _counters.get(contribution.question.block)):
        counter(contribution, change)
