"""Branches, pages, words, nearness, areas, placeholders: the pure part."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.blocks.ask import rules


@dataclass
class Asked:
    key: str
    prompt: str = "?"
    shown_if_key: str = ""
    shown_values: list[str] = field(default_factory=list)
    is_words: bool = False


COME = Asked("come")
WHY = Asked("why", shown_if_key="come", shown_values=["No"], is_words=True)
FAR = Asked("far", shown_if_key="why", shown_values=["Bus"])


@pytest.mark.parametrize(
    ("answers", "keys"),
    [
        ({}, ["come"]),
        ({"come": "Yes", "why": "Bus"}, ["come"]),
        ({"come": "No"}, ["come", "why"]),
        ({"come": ["Yes", "No"], "why": "Bus"}, ["come", "why", "far"]),
        # What hangs on a hidden item is hidden, whatever was answered before the visitor changed their mind.
        ({"come": "Yes", "why": "Bus", "far": "x"}, ["come"]),
    ],
)
def test_a_branch_is_asked_only_after_its_answer(answers: dict[str, Any], keys: list[str]) -> None:
    assert [item.key for item in rules.shown([COME, WHY, FAR], answers)] == keys


def test_a_short_form_is_one_page_and_a_branch_makes_it_one_thing_at_a_time() -> None:
    plain = [Asked("a"), Asked("b"), Asked("c")]
    assert rules.pages(plain) == [plain]
    assert rules.pages([COME, WHY]) == [[COME], [WHY]]
    assert len(rules.pages([*plain, Asked("d")])) == 4


def test_the_way_through_passes_over_what_is_not_asked_and_comes_back_to_what_a_change_opened() -> None:
    items = [COME, WHY, Asked("last")]
    assert rules.next_page(items, {"come": "Yes"}, seen=[], after=1) == 3
    assert rules.next_page(items, {"come": "Yes"}, seen=[1], after=3) is None
    assert rules.next_page(items, {"come": "No"}, seen=[1, 3], after=1) == 2


def test_one_text_stands_alone_several_stand_under_their_questions_and_ticks_are_written_out() -> None:
    first, second, tick = (
        Asked("a", "First?", is_words=True),
        Asked("b", "Second?", is_words=True),
        Asked("c", "Which?"),
    )
    assert rules.words([first, tick], {"a": "Warm", "c": ["x"]}) == "Warm"
    assert rules.words([first, second], {"a": "Warm", "b": "Tea"}) == "First?\nWarm\n\nSecond?\nTea"
    assert rules.words([first, tick], {"c": ["x", "y"]}) == "Which?\nx, y"


def test_the_nearest_theme_shares_the_rarest_words() -> None:
    themes = {
        "bus": ["Buses on a Sunday"],
        "quiet": ["A quiet room", "silence to study on Sunday"],
        "other": ["Parking"],
    }
    assert rules.near_themes("Without a bus it is no use on a Sunday", themes) == ["bus", "quiet"]
    assert rules.near_themes("I need somewhere to study", themes) == ["quiet"]
    assert rules.near_themes("Xylophones", themes) == []
    assert rules.near_themes("Ystafell dawel, sŵn", {"a": ["swn a dawel"]}) == ["a"]


def test_an_area_is_under_heard_below_half_of_the_share_of_all() -> None:
    def area(key: str, answers: int, people: int | None) -> rules.Area:
        return rules.Area(key=key, name=key, answers=answers, population=people)

    areas = [area("a", 40, 1000), area("b", 10, 1000), area("c", 9, 1000), area("d", 0, None)]
    # Together 59 of 3,000, which is 19.7 for each thousand; half of it is 9.8.
    assert rules.under_heard(areas) == {"c"}
    assert rules.under_heard([area("d", 3, None)]) == set()
    assert areas[0].per_thousand == 40.0


@given(st.text(), st.text())
def test_what_is_filled_in_is_never_read_as_a_placeholder(name: str, words: str) -> None:
    assert rules.fill("{name}:{words}", {"name": name, "words": words}) == f"{name}:{words}"


def test_unknown_placeholders_are_named() -> None:
    assert rules.unknown_placeholders("Dear {name}, {nmae} {points}", ["name"]) == ["nmae", "points"]


@pytest.mark.parametrize(
    ("text", "most", "begin"),
    [("short", 60, "short"), ("one two three", 9, "one two …"), ("a" * 20, 5, "aaaaa …"), ("a,\nb", 9, "a, b")],
)
def test_first_words_end_between_words(text: str, most: int, begin: str) -> None:
    assert rules.first_words(text, most=most) == begin


@given(st.sets(st.integers(0, (1 << 128) - 1), max_size=30), st.integers(0, 8))
def test_a_sample_is_of_the_rows_and_the_same_for_everybody(keys: set[int], size: int) -> None:
    drawn = rules.sample(keys, size=size)
    assert drawn == rules.sample(sorted(keys, reverse=True), size=size)
    assert len(drawn) == min(size, len(keys)) == len(set(drawn) & keys)
