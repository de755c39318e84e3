"""What is refused, who is alike, how places are filled, and who is written to."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from alongside.engines.lottery import Address, Person, Pool, Quota, Unmet, drawn, invite, make, vacancies
from alongside.engines.lottery.tests.pools import AGES, AREAS, crowd, small_pool
from alongside.kit.refused import Refused

QUOTAS = [Quota("age", "old", 1, 1), Quota("age", "young", 1, 1)]
PEOPLE = [Person("a", {"age": "old"}), Person("b", {"age": "young"}, "x"), Person("c", {"age": "young"}, "x")]


@pytest.mark.parametrize(
    ("quotas", "people", "size", "said"),
    [
        (QUOTAS, PEOPLE, 0, "A panel has at least one seat; 0 is asked for."),
        (QUOTAS, PEOPLE, 4, "4 people cannot be drawn from 3."),
        (QUOTAS, [*PEOPLE, PEOPLE[0]], 2, "The id a stands for two people."),
        (QUOTAS, [*PEOPLE, Person("d", {"age": "grey"})], 2, "d has grey for age, which has no quota."),
        (QUOTAS, [*PEOPLE, Person("d", {})], 2, "d has no value for age, which has no quota."),
        ([Quota("age", "old", 2, 1)], PEOPLE, 2, "age: old: at least 2 and at most 1 is no range."),
        ([Quota("age", "old", 1, 1, 2, 3)], PEOPLE, 2, "age: old: the flexible limits must lie outside the others."),
        ([*QUOTAS, QUOTAS[0]], PEOPLE, 2, "age: old has two quotas."),
    ],
)
def test_what_contradicts_itself_is_refused(quotas: list[Quota], people: list[Person], size: int, said: str) -> None:
    with pytest.raises(Refused) as no:
        Pool.of(quotas, people, size)
    assert no.value.message == said


def test_people_who_share_an_address_are_of_a_kind_of_their_own() -> None:
    pool = Pool.of(QUOTAS, PEOPLE, 2)
    assert [(group.values, group.people) for group in pool.groups] == [(("old",), ("a",)), (("young",), ("b", "c"))]
    assert make(pool).probabilities == {"a": 1, "b": Fraction(1, 2), "c": Fraction(1, 2)}


def test_reasons_and_the_least_change_are_said_in_words() -> None:
    with pytest.raises(Unmet) as no:
        make(Pool.of([Quota("age", "old", 0, 1), Quota("age", "young", 2, 2)], PEOPLE, 2))
    assert no.value.advice.lines() == [
        "No panel of 2 meets these quotas.",
        "age: young: at least 2 are wanted, and the 2 who can be drawn share 1 addresses.",
        "The least change that helps moves 1 seat:",
        "  age: young: at least 1 instead of 2",
    ]
    with pytest.raises(Unmet) as no:
        make(Pool.of([Quota("age", "old", 0, 3), Quota("age", "young", 0, 3)], PEOPLE, 3))
    assert no.value.advice.changes == ()
    assert no.value.advice.lines()[-1] == "No change of the quotas helps: draw a smaller panel, or invite more people."


def test_advice_stays_within_flexible_limits_where_they_suffice() -> None:
    people = [Person(f"o{n}", {"age": "old", "area": "east"}) for n in range(4)]
    people += [Person(f"y{n}", {"age": "young", "area": "west"}) for n in range(4)]
    tight = [Quota("age", "old", 3, 3), Quota("age", "young", 1, 1)]
    free = [Quota("area", "east", 2, 2, 2, 2), Quota("area", "west", 2, 2, 2, 2)]
    with pytest.raises(Unmet) as no:
        make(Pool.of([*tight, *free], people, 4))
    changed = [(str(c.quota), c.least, c.most) for c in no.value.advice.changes]
    assert no.value.advice.within_flex
    assert changed == [("age: old", 2, 3), ("age: young", 1, 2)]
    fixed = [Quota("age", "old", 3, 3, 3, 3), Quota("age", "young", 1, 1, 1, 1)]
    with pytest.raises(Unmet) as no:
        make(Pool.of([*fixed, *free], people, 4))
    assert not no.value.advice.within_flex
    assert no.value.advice.seats == 2


def test_replacements_keep_the_quotas_and_the_households() -> None:
    pool = small_pool()
    _, panel = drawn(make(pool), "first")
    gone, unable = panel[:3], [each for each in pool.people if each not in panel][:5]
    rest = vacancies(pool, panel, gone, unable)
    _, new = drawn(make(rest), "second")
    assert len(new) == 3
    assert not {*new} & {*panel, *unable}
    whole = [person for person in crowd() if person.id in {*panel, *new} - {*gone}]
    homes = [person.household for person in whole if person.household]
    assert len(homes) == len(set(homes))
    assert Counter(p.values["area"] for p in whole) == dict.fromkeys(AREAS, 4)
    assert all(2 <= Counter(p.values["age"] for p in whole)[age] <= 3 for age in AGES)


@pytest.mark.parametrize(
    ("gone", "unable", "said"),
    [
        (["nobody"], [], "nobody is not on the panel."),
        ([], [], "Nobody has left the panel."),
        (["PANEL"], ["nobody"], "nobody is not among the people."),
    ],
)
def test_replacing_who_is_not_there_is_refused(gone: list[str], unable: list[str], said: str) -> None:
    pool = small_pool()
    _, panel = drawn(make(pool), "first")
    with pytest.raises(Refused) as no:
        vacancies(pool, panel, [panel[0] if each == "PANEL" else each for each in gone], unable)
    assert no.value.message == said


def test_letters_go_to_every_part_of_the_register_by_its_size() -> None:
    register = [Address(f"a{n:03}", ("north" if n % 10 < 7 else "south",)) for n in range(200)]
    found = invite(register, letters=30, seed="2026")
    assert len(found.invited) == len(set(found.invited)) == 30
    assert found.letters == {("north",): 21, ("south",): 9}
    assert set(found.chances.values()) == {Fraction(30, 200)}
    assert invite(register[::-1], letters=30, seed="2026") == found
    assert invite(register, letters=30, seed="2027").invited != found.invited


def test_a_letter_is_as_likely_as_its_weight_says() -> None:
    register = [Address(f"a{n}", weight=1 + n % 2) for n in range(10)]
    times = Counter(each for seed in range(3000) for each in invite(register, letters=4, seed=f"{seed}").invited)
    for box in register:
        chance = float(Fraction(4 * box.weight, 15))
        assert abs(times[box.id] - 3000 * chance) < 4.5 * (3000 * chance * (1 - chance)) ** 0.5


@pytest.mark.parametrize(
    ("register", "letters", "said"),
    [
        ([Address("a")], 2, "2 letters cannot go to 1 addresses."),
        ([Address("a"), Address("a")], 1, "The id a stands for two addresses."),
        ([Address("a", weight=9), Address("b")], 2, "The weight of a asks for more than one letter."),
        ([Address("a", weight=-1), Address("b")], 1, "A weight cannot be negative."),
    ],
)
def test_letters_that_cannot_be_are_refused(register: list[Address], letters: int, said: str) -> None:
    with pytest.raises(Refused) as no:
        invite(register, letters=letters, seed="s")
    assert no.value.message == said
