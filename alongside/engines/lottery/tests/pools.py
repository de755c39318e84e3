"""A small pool for tests, made from a seed."""

from __future__ import annotations

from random import Random

from alongside.engines.lottery import Person, Pool, Quota

AGES, AREAS = ("old", "middle", "young"), ("east", "west")


def crowd(people: int = 40, seed: int = 1) -> list[Person]:
    """People of three ages in two areas; every fourth shares an address with the next."""
    draw, found = Random(seed), []
    for at in range(people):
        home = f"home {at // 4}" if at % 4 in (0, 1) else ""
        values = {"age": draw.choices(AGES, (5, 3, 1))[0], "area": draw.choices(AREAS, (2, 1))[0]}
        found.append(Person(f"p{at:03}", values, home))
    return found


def small_pool(people: int = 40, seed: int = 1) -> Pool:
    """Eight seats: ages about equal, areas equal."""
    quotas = [Quota("age", age, 2, 3) for age in AGES] + [Quota("area", area, 4, 4) for area in AREAS]
    return Pool.of(quotas, crowd(people, seed), 8)
