"""The demonstration consultation is lived by the real actions, comes out whole, and is the same from the same seed."""

import random
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from alongside.blocks.ask.actions.tallying import recount
from alongside.core.accounts.queries import given_by_both, unbalanced_transactions, wrong_balances
from alongside.core.contributions.models import Contribution
from alongside.core.contributions.queries import promise_figures
from alongside.core.decisions.models import Action, Decision
from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party, appoint
from alongside.core.questions.models import Theme
from alongside.core.recognition.models import Recognition
from alongside.core.services.actions import add_outcome, add_place, add_service, observe
from alongside.core.threads.queries import thread
from alongside.kit import clock, ids
from alongside.methods.design.user_consultation import demo_words as words
from alongside.methods.design.user_consultation.demo import live_through

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
START = datetime(2026, 4, 1, 9, tzinfo=UTC)


def lived(slug: str, *, answers: int = 60) -> Initiative:
    with ids.seeded(len(slug)):
        with clock.at(START):
            town = Organisation.objects.create(slug=slug, name="Millbrook", demonstration=True)
            places = [
                add_place(organisation=town, name=name, actor=None, population=9000)
                for name in ("Old Town", "Riverside")
            ]
            people = [add_party(organisation=town, name=f"Person {n}", home_place=places[n % 2]) for n in range(40)]
            for officer in people[:5]:
                appoint(party=officer, role="officer", actor=None)
            library = add_service(organisation=town, name="Library", summary="Books", actor=None)
            visits = add_outcome(
                service=library,
                statement="People come",
                measure="Visits",
                unit="visits",
                better="up",
                kind="outcome",
                actor=None,
            )
            observe(
                outcome=visits, on=date(2026, 3, 1), value=Decimal(410), source="Door", actor=None, n=410, baseline=True
            )
        chance = random.Random(7)
        return live_through(
            organisation=town, people=people, service=library, random=chance, start=START, answers=answers
        )


def test_it_is_lived_from_the_idea_to_its_closing_and_every_count_is_right() -> None:
    initiative = lived("one")
    question = initiative.questions.get()
    assert (initiative.state, question.state, initiative.contribution_count, question.unthemed_count) == (
        "closed",
        "decided",
        60,
        0,
    )
    assert recount(question) == {}
    assert (wrong_balances(initiative.organisation), unbalanced_transactions(initiative.organisation)) == ([], [])
    assert given_by_both(organisation=initiative.organisation, initiative=initiative).citizen_minutes == 2400
    assert Action.objects.filter(confirmed_at__isnull=True).count() == 0
    assert Recognition.objects.filter(form="thanks").count() == 60
    with clock.at(START + timedelta(days=190)):
        figures = promise_figures(organisation=initiative.organisation)
    # Some lines were written back late, and the figure says so.
    assert 0 < figures["acknowledgement"]["kept"].late < 20
    assert figures["answer"]["kept"].share == 1.0


def test_one_sheet_of_paper_goes_from_word_to_outcome() -> None:
    lived("one")
    sheet = Contribution.objects.get(text=words.TRACED)
    assert (sheet.channel, sheet.paper_form.contribution_id, sheet.entered_by.name) == ("paper", sheet.pk, "Person 0")
    steps = [(step.kind, step.via) for step in thread(record=sheet)]
    assert [kind for kind, _via in steps].count("theme") == 1
    for step in (
        ("theme", "themed"),
        ("decision", "answered"),
        ("action", "acted"),
        ("observation", "moved"),
        ("recognition", "thanked"),
    ):
        assert step in steps


def test_the_same_seed_lives_the_same_consultation() -> None:
    first, second = lived("one", answers=25), lived("other", answers=25)
    texts = [
        list(one.contributions.order_by("at", "text").values_list("text", "channel", "at")) for one in (first, second)
    ]
    assert texts[0] == texts[1]
    counts = [
        list(
            Theme.objects.filter(question__initiative=one).order_by("title").values_list("title", "contribution_count")
        )
        for one in (first, second)
    ]
    assert counts[0] == counts[1]
    assert Decision.objects.count() == 2
