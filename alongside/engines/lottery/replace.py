"""Fill the places of those who leave a panel, so that it still meets its quotas."""

from __future__ import annotations

from collections.abc import Collection

from alongside.engines.lottery.pool import Person, Pool, Quota
from alongside.kit.refused import Refused


def vacancies(pool: Pool, panel: Collection[str], gone: Collection[str], unable: Collection[str] = ()) -> Pool:
    """The pool from which the places of the `gone` are drawn: what quotas still ask for, and who may still come.

    Left out are those who stay, whoever shares an address with them, the gone, and those `unable` to come. Refuses
    ids that are not where they are said to be. Draw from it as from any pool; quotas that cannot be kept give advice.
    """
    staying = set(panel) - set(gone)
    stray = sorted(set(gone) - set(panel)) + sorted((set(panel) | set(unable)) - set(pool.people))
    if stray:
        raise Refused(f"{stray[0]} is not {'on the panel' if stray[0] in gone else 'among the people'}.", "gone")
    if not gone:
        raise Refused("Nobody has left the panel.", "gone")
    out = set(gone) | set(unable)
    rest, held = list[Person](), dict[tuple[str, str], int]()
    for at, kind in enumerate(pool.kinds):
        for number, home in enumerate(kind.households):
            people = [
                Person(each, dict(zip(pool.features, values, strict=True)), f"{at}/{number}")
                for each, values in zip(home, kind.members, strict=True)
            ]
            taken = [person for person in people if person.id in staying]
            for feature, value in (pair for person in taken for pair in person.values.items()):
                held[feature, value] = held.get((feature, value), 0) + 1
            rest += [] if taken else [person for person in people if person.id not in out]
    return Pool.of([_left(quota, held) for quota in pool.quotas], rest, len(set(gone)))


def _left(quota: Quota, held: dict[tuple[str, str], int]) -> Quota:
    """What a quota still asks for beside those who stay."""
    has = held.get((quota.feature, quota.value), 0)
    return Quota(quota.feature, quota.value, max(0, quota.least - has), max(0, quota.most - has))
