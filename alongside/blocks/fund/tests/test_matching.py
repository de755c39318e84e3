"""The match: the worked examples of its page by hand, and what must hold for every rule and every set of pledges."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.blocks.fund.matching import MatchRule, RuleError, match_for, most_match, read_rule

ANN, BEN, CY = "ann", "ben", "cy"


def work_out(rule: MatchRule, *pledges: tuple[str, int], **more: int) -> tuple[int, str]:
    given = {"weight": 100, "target": 10**9, "available": 10**9} | more
    found = match_for(rule, pledges=pledges, elsewhere={}, **given)
    return found.amount, found.held_by


@pytest.mark.parametrize(
    ("rule", "more", "expected"),
    [
        (MatchRule(), {}, (6_000, "")),
        (MatchRule(percent=50), {}, (3_000, "")),
        (MatchRule(most_per_backer=1_500), {}, (4_000, "")),  # 1,500 of Ann's 3,000 and of Ben's 2,000, all of Cy's
        (MatchRule(percent=50), {"weight": 150}, (4_500, "")),
        (MatchRule(most_per_project=2_500), {}, (2_500, "most_per_project")),
        (MatchRule(), {"target": 7_000}, (1_000, "target")),
        (MatchRule(), {"available": 0}, (0, "available")),
        (MatchRule(least_backers=4), {}, (0, "least_backers")),
        (MatchRule(percent=33), {"weight": 101}, (1_999, "")),  # 6,000 × 33 × 101 / 10,000 = 1,999.8
    ],
)
def test_worked_examples(rule: MatchRule, more: dict[str, int], expected: tuple[int, str]) -> None:
    pledges = ((ANN, 2_000), (BEN, 2_000), (ANN, 1_000), (CY, 1_000))
    assert work_out(rule, *pledges, **more) == expected


LIMIT = st.none() | st.integers(0, 10**7)
RULES = st.builds(
    MatchRule,
    percent=st.integers(1, 1_000),
    most_per_backer=LIMIT,
    most_per_person=LIMIT,
    most_per_project=LIMIT,
    least_backers=st.integers(0, 5),
)
PLEDGES = st.lists(st.tuples(st.sampled_from("abcde"), st.integers(1, 10**7)), max_size=12)
NUMBERS = st.integers(0, 10**8)


@given(
    rule=RULES,
    pledges=PLEDGES,
    elsewhere=st.dictionaries(st.sampled_from("abcde"), NUMBERS),
    weight=st.integers(0, 1_000),
    target=NUMBERS,
    available=NUMBERS,
)
def test_no_limit_is_passed_and_the_sum_is_that_of_exact_fractions(
    rule: MatchRule, pledges: list[tuple[str, int]], elsewhere: dict[str, int], weight: int, target: int, available: int
) -> None:
    found = match_for(rule, pledges=pledges, elsewhere=elsewhere, weight=weight, target=target, available=available)
    own: dict[str, int] = {}
    for backer, amount in pledges:
        own[backer] = own.get(backer, 0) + amount
    for backer, counted in found.counted.items():
        assert 0 <= counted <= own[backer]
        assert rule.most_per_backer is None or counted <= rule.most_per_backer
        assert rule.most_per_person is None or counted <= max(0, rule.most_per_person - elsewhere.get(backer, 0))
    exact = Fraction(sum(found.counted.values()) * rule.percent * weight, 10_000)
    limits = [available, max(0, target - sum(own.values()))]
    limits += [rule.most_per_project] if rule.most_per_project is not None else []
    if len(own) < rule.least_backers:
        assert found.amount == 0
    else:
        assert found.amount == min([int(exact), *limits])
    assert found.amount <= most_match(rule, target=target)


@given(rule=RULES, pledges=PLEDGES, more=st.tuples(st.sampled_from("abcde"), st.integers(1, 10**7)))
def test_another_pledge_never_lowers_what_is_together(
    rule: MatchRule, pledges: list[tuple[str, int]], more: tuple[str, int]
) -> None:
    target = 10**8

    def together(these: list[tuple[str, int]]) -> int:
        found = match_for(rule, pledges=these, elsewhere={}, weight=100, target=target, available=target)
        return sum(amount for _backer, amount in these) + found.amount

    assert together([*pledges, more]) >= together(pledges)


def test_a_rule_is_data_that_comes_back_the_same() -> None:
    rule = MatchRule(percent=50, most_per_backer=5_000, weights={"north": 150})
    assert read_rule(rule.as_data()) == rule
    assert (rule.weight_of("north"), rule.weight_of("south")) == (150, 100)


@pytest.mark.parametrize(
    "data",
    [
        {"percent": True},
        {"percent": "1"},
        {"percent": 1_001},
        {"weights": {"x": -1}},
        {"x": 1},
        {"least_backers": None},
    ],
)
def test_what_is_no_rule_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(RuleError):
        read_rule(data)
