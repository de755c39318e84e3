"""Codes on paper, links that are made by two people, and what a block counts."""

import pytest

from alongside.core.contributions import counting
from alongside.core.contributions.actions import (
    enter_paper,
    print_paper_forms,
    receive_contribution,
    withdraw_contribution,
)
from alongside.core.contributions.models import Contribution
from alongside.core.contributions.queries import contribution_of_code
from alongside.core.contributions.theming import remove_theming, theme_contribution
from alongside.core.initiatives.actions import open_stage
from alongside.core.questions.actions import add_theme
from alongside.core.tests.world import World, day, make_live, make_question
from alongside.core.threads.models import Link
from alongside.kit import clock

pytestmark = pytest.mark.django_db


def given(world: World, text: str = "Open on Sundays") -> Contribution:
    question = make_question(world)
    with clock.at(day(2)):
        return receive_contribution(
            initiative=world.initiative, question=question, form="response", text=text, actor=None
        )[0]


def test_the_code_on_a_printed_form_opens_the_thread_of_what_was_written_on_it() -> None:
    world = make_live()
    question = make_question(world)
    with clock.at(day(3)):
        sheet = print_paper_forms(question=question, count=1, actor=world.lead)[0]
        entered, code = enter_paper(
            question=question, code=sheet.code.lower(), text="More seats", actor=world.lead, received_at=day(2)
        )
    assert code == sheet.code
    assert contribution_of_code(organisation=world.organisation, code=sheet.code) == entered


def test_only_a_theme_that_two_people_agree_on_stays_on_the_thread() -> None:
    world = make_live()
    contribution = given(world)
    links = Link.objects.filter(source_id=contribution.pk, relation="themed")
    with clock.at(day(4)):
        open_stage(initiative=world.initiative, key="theme", actor=world.lead)
        wrong = add_theme(question=contribution.question, title="Parking", actor=world.lead)
        right = add_theme(question=contribution.question, title="Sundays", actor=world.lead)
        analyst = world.people["analyst"]
        disputed = theme_contribution(contribution=contribution, theme=wrong, actor=world.lead)
        assert links.count() == 0
        remove_theming(theming=disputed, actor=analyst, why="It says nothing of cars")
        theme_contribution(contribution=contribution, theme=right, actor=analyst)
        theme_contribution(contribution=contribution, theme=right, actor=world.lead)
    assert [link.target_id for link in links] == [right.pk]


def test_a_block_counts_what_comes_in_and_what_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    monkeypatch.setattr(counting, "_counters", {})
    counting.count_for("ask", lambda contribution, change: seen.append(change))
    counting.count_for("fund", lambda contribution, change: seen.append(99))
    world = make_live()
    question = make_question(world)
    with clock.at(day(2)):
        contribution, code = receive_contribution(
            initiative=world.initiative, question=question, form="response", text="Yes", actor=None
        )
        receive_contribution(initiative=world.initiative, form="note", text="By the way", actor=None)
        withdraw_contribution(contribution=contribution, actor=None, code=code)
    assert seen == [1, -1]
