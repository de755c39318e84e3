"""Every page at 1 and at 30 things: the same number of queries, at most twelve, and under the weight of a page."""

import gzip
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from alongside.blocks.ask.actions import asking
from alongside.blocks.ask.actions.answering import enter_answer
from alongside.blocks.ask.actions.reading import read_into_themes
from alongside.blocks.ask.tests.world import (
    answered,
    day,
    decided,
    make_asked,
    make_live,
    raw,
    read_by_two,
    signed_in,
)
from alongside.core.contributions.actions import print_paper_forms
from alongside.core.decisions.actions import draft_decision, plan_action, write_answer
from alongside.core.decisions.models import Action
from alongside.core.organisations.models import Organisation
from alongside.core.questions.models import Question, Theme
from alongside.core.services.actions import add_place
from alongside.core.tests.world import World
from alongside.kit import clock

pytestmark = pytest.mark.django_db

DRAFT = {"new", "write", "items", "new_item", "item", "pack"}
OPEN = {
    "begin",
    "answer",
    "check",
    "clear",
    "take_back",
    "reach",
    "paper",
    "sheets",
    "enter",
    "import",
    "responses",
    "response",
}
READING = {"read", "checks", "check_theme", "report", "manage"}
DECIDING = {"decide", "result", "verdict", "actions"}
DECIDED = {"question", "action", "thank", "replace"}
NO_PAGE = {
    "sent",
    "slip",  # shown after a post; the tests of the ways through read them
    "document",
    "picture",
    "report_file",
    "response_file",
    "template",
    "sheets_pdf",  # files
    "sheets_file",
    "close",
    "begin_deciding",
    "remind",
    "gather",  # only posts
}


def test_every_address_of_the_block_is_judged_here() -> None:
    names = {pattern.name for pattern in get_resolver("alongside.blocks.ask.urls").url_patterns}
    assert names == DRAFT | OPEN | READING | DECIDING | DECIDED | NO_PAGE


def pages(world: World, size: int) -> Iterator[tuple[float, str, str, list[object]]]:
    """Live through a consultation with `size` of everything; give the pages of each moment, and whose they are."""
    draft = make_asked(world, opened=False)
    with clock.at(day(0)):
        for number in range(size):
            asking.save_item(
                question=draft, actor=world.lead, prompt=f"And {number}?", kind="one", options=["Yes", "No"]
            )
            add_place(organisation=world.organisation, name=f"Street {number}", actor=None, population=100)
            asking.add_to_pack(question=draft, title=f"Paper {number}", url="https://example.org/", actor=world.lead)
    for name in sorted(DRAFT - {"new", "item"}):
        yield 0, "lead", name, [draft.pk]
    yield 0, "lead", "new", [world.initiative.slug]
    yield 0, "lead", "item", [draft.pk, draft.items.order_by("-position").first().pk]
    with clock.at(day(0)):
        question = asking.open_now(question=draft, actor=world.lead)
    with clock.at(day(2)):
        sheets = print_paper_forms(question=question, count=size, actor=world.lead)
        keys = sorted(sheet.pk for sheet in sheets)
        rows = [answered(question, number, party=None, i6=f"Street {number}") for number in range(size)]
    for name in sorted(OPEN - {"answer", "sheets", "response"}):
        yield 3, "lead", name, [question.pk]
    yield 3, "stranger", "answer", [question.pk, 7]
    yield 3, "lead", "response", [question.pk, rows[0].pk]
    yield 3, "lead", f"sheets?first={keys[0]}&last={keys[-1]}", [question.pk]
    yield from _later(world, question, size=size)


# long: one consultation, moment after moment
def _later(world: World, question: Question, *, size: int) -> Iterator[tuple[float, str, str, list[object]]]:
    themes = read_by_two(world, question, [f"Theme {number}" for number in range(size)])
    decider = world.people["decider"]
    with clock.at(day(23)):
        late = enter_answer(
            question=question,
            raw=raw(question),
            actor=world.lead,
            channel="paper",
            received_on=day(20).date(),
            key="late",
        )[0]
    yield 23, "analyst", "read", [question.pk]
    yield 23, "citizen_checker", "checks", [question.pk]
    yield 23, "citizen_checker", "check_theme", [question.pk, themes[0].pk]
    yield 23, "resident", "report", [question.pk]
    yield 23, "lead", "manage", [question.pk]
    with clock.at(day(24)):
        asking.begin_deciding(question=question, actor=world.lead)
        draft = draft_decision(question=question, result="Open", reason="Most asked", actor=decider)
        for theme in Theme.objects.filter(question=question):
            write_answer(decision=draft, theme=theme, verdict="adopted", why="You asked", actor=decider)
        for number in range(size):
            plan_action(
                decision=draft, what=f"Do {number}", owner=world.members["lead"], due=day(60).date(), actor=decider
            )
    for name in sorted(DECIDING - {"verdict"}):
        yield 24, "decider", name, [question.pk]
    yield 24, "decider", "verdict", [question.pk, themes[0].pk]
    with clock.at(day(24)):
        for reader in (world.lead, world.people["analyst"]):
            read_into_themes(contribution=late, themes=themes[:1], actor=reader)
    decided(world, question)
    yield 26, "resident", "question", [question.pk]
    yield 26, "lead", "thank", [question.pk]
    yield 26, "decider", "replace", [question.pk]
    yield 26, "representative", "action", [question.pk, Action.objects.filter(decision__question=question).first().pk]


def judged(slug: str, size: int) -> dict[str, int]:
    """Return how many queries each page took."""
    world = make_live(slug)
    Organisation.objects.filter(slug=slug).update(host="testserver")
    clients: dict[str, Client] = {}
    counts = {}
    for moment, who, name, arguments in pages(world, size):
        client = clients.setdefault(who, signed_in(world.people[who]))
        short, _mark, query = name.partition("?")
        with clock.at(day(moment)):
            address = f"{reverse(f'ask:{short}', args=arguments)}?{query}"
            with CaptureQueriesContext(connection) as captured:
                response = client.get(address)
        assert response.status_code == 200, (name, response.status_code)
        assert len(gzip.compress(response.content)) < 20_000, name
        counts[short] = len([query for query in captured.captured_queries if "SAVEPOINT" not in query["sql"]])
    return counts


@pytest.mark.slow
def test_pages_take_the_same_few_queries_for_one_thing_and_for_thirty(settings: Any) -> None:
    # The list of a person's devices is kept by the sign-in library, in front of every page alike; it is no page's own.
    settings.USERSESSIONS_TRACK_ACTIVITY = False
    one = judged("one", 1)
    assert set(one) == DRAFT | OPEN | READING | DECIDING | DECIDED
    assert {name: count for name, count in one.items() if count > 12} == {}
    # The second town answers at the tests' host, so that the first is out of the way.
    Organisation.objects.update(host="elsewhere.example")
    many = judged("thirty", 30)
    assert {name: (one[name], many[name]) for name in one if one[name] != many[name]} == {}
