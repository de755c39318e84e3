"""The rule that a file names: every name, every field, and what is refused."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from alongside.engines.budgeting import Rule, count
from alongside.kit.refused import Refused
from alongside.standards.pabulib import compose, doubts, read, rule_of, text_of
from alongside.standards.pabulib.tests.example import GOOD, changed


def with_rule(name: str, *changes: tuple[str, str]) -> Rule:
    """The rule of the good file under another name."""
    return rule_of(read(changed(("rule;greedy", f"rule;{name}"), *changes)))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("greedy", {"kind": "greedy", "skip": True, "ties": "listed", "utility": "cost", "threshold": 0}),
        ("greedy-no-skip", {"kind": "greedy", "skip": False}),
        ("greedy-exclusive", {"kind": "greedy", "skip": True, "exclusions": ()}),
        ("greedy-custom", {"kind": "greedy", "skip": True, "part": None}),
        ("equalshares", {"kind": "equal-shares", "completion": "none", "start": "exact"}),
        ("equalshares/add1", {"completion": "add1-overspend", "start": "exact-then-whole", "comparison": "none"}),
        ("equalshares-comparison", {"completion": "none", "comparison": "satisfaction"}),
        ("equalshares/add1-comparison", {"completion": "add1-overspend", "comparison": "satisfaction"}),
    ],
)
def test_every_name(name: str, expected: dict[str, Any]) -> None:
    rule = with_rule(name)
    assert {key: getattr(rule, key) for key in expected} == expected


def test_the_threshold_suffices_and_holds_under_every_name() -> None:
    least = ("date_begin", "min_project_score_threshold;2\ndate_begin")
    assert with_rule("greedy-threshold", least).threshold == 2
    file = read(changed(("rule;greedy", "rule;greedy-no-skip"), least))
    assert set(count(file.election, rule_of(file)).winners) == {"7"}  # two votes for 12 suffice, but it does not fit
    assert rule_of(file).threshold == 2


def test_poznan_pays_for_the_last_if_four_fifths_are_left() -> None:
    named = ("unit;Example", "unit;Poznań"), ("budget;1000", "budget;900")
    file = read(changed(("rule;greedy", "rule;greedy-custom"), *named))
    result = count(file.election, rule_of(file))
    assert (result.order, result.part, result.spent) == (("7",), ("12", Fraction(500)), Fraction(900))


def test_a_withdrawn_project_does_not_end_the_count() -> None:
    file = read(changed(("rule;greedy", "rule;greedy-no-skip"), ("12;600.50", "12;999999999")))
    assert count(file.election, rule_of(file)).order == ("7", "b")


def test_caps_and_what_they_leave_over() -> None:
    text = (
        changed(("date_begin", "categories;green,sport\nbudget_per_category;400,700\ndate_begin"))
        .replace("votes;name", "votes;category")
        .replace("Trees", "green")
        .replace("Benches", "sport")
        .replace("Lamps", "green,sport")
    )
    file = read(text)
    assert [(cap.name, cap.most, cap.projects) for cap in rule_of(file).caps] == [
        ("green", 400, ("7", "b")),
        ("sport", 700, ("12", "b")),
    ]
    file = read(text.replace("12;600.50", "12;700"))
    assert count(file.election, rule_of(file)).order == ("7",)
    beyond = "leftover_budget;Fund additional projects that fit within leftover budget ordered by score\ndate_begin"
    file = read(text.replace("12;600.50", "12;700").replace("date_begin", beyond))
    assert count(file.election, rule_of(file)).order == ("7", "b")
    part = "leftover_budget;Partially fund one additional project with highest score\ndate_begin"
    file = read(changed(("date_begin", part)))
    assert count(file.election, rule_of(file)).part == ("12", Fraction(350))
    with pytest.raises(Refused, match="1 amounts for 2 categories"):
        rule_of(read(text.replace("400,700", "400")))


def test_exclusions_from_a_column_or_from_whoever_read_the_prose() -> None:
    text = changed(("rule;greedy", "rule;greedy-exclusive"))
    assert "--exclude" in doubts(read(text), rule_of(read(text)))[0]
    assert rule_of(read(text), exclusions=[["7", "b"]]).exclusions == (("7", "b"),)
    by_id = text.replace("votes;name", "votes;exclusive").replace("Trees", "b").replace("Benches", "")
    assert rule_of(read(by_id.replace("Lamps", ""))).exclusions == (("7", "b"),)
    by_group = text.replace("votes;name", "votes;exclusive").replace("Trees", "park").replace("Benches", "")
    assert rule_of(read(by_group.replace("Lamps", "park"))).exclusions == (("7", "b"),)
    assert doubts(read(by_id), rule_of(read(by_id))) == []


def test_ranks_are_worth_what_the_published_scores_say() -> None:
    ranked = changed(("approval", "ordinal"), ("votes;name", "votes;score"))
    for scores, points in {("7", "5", "2"): "first-longest", ("4", "4", "2"): "last-one"}.items():
        text = ranked.replace("Trees", scores[0]).replace("Benches", scores[1]).replace("Lamps", scores[2])
        assert rule_of(read(text)).rank_points == points


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("unknown", "Line 11: META says that the rule is unknown"),
        ("", "Line 11: META names no rule"),
        ("lottery", "Line 11: the rule is 'lottery'; it must be one of greedy,"),
        ("greedy-threshold", "Line 11: the rule is greedy-threshold but META gives no min_project_score_threshold"),
    ],
)
def test_what_names_no_rule_is_refused(name: str, says: str) -> None:
    with pytest.raises(Refused) as caught:
        with_rule(name)
    assert caught.value.message.startswith(says)
    assert "rule" in GOOD


def test_our_own_files_carry_the_whole_rule() -> None:
    file = read(GOOD)
    rule = Rule(kind="equal-shares", completion="add1-utilitarian", ties="lot:77", part=Fraction(1, 2))
    meta = file.named | {"rule": "unknown", "comment": f"#1: counted by the rule {rule.to_json()}"}
    assert rule_of(read(text_of(compose(file.election, meta=meta)))) == rule
