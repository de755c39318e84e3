"""What the tests of this block begin with: a question with one item of each kind, people, and a way to be signed in."""

from datetime import date
from typing import Any

from django.test import Client

from alongside.blocks.ask.actions import asking, deciding, reading
from alongside.blocks.ask.actions.answering import answer
from alongside.blocks.ask.answers import items_of
from alongside.blocks.ask.models import Item
from alongside.core.contributions.models import Contribution, Theming
from alongside.core.contributions.theming import check_theming
from alongside.core.decisions.actions import draft_decision, plan_action, write_answer
from alongside.core.decisions.models import Decision
from alongside.core.people.models import Party, User
from alongside.core.questions.actions import add_theme
from alongside.core.questions.models import Question, Theme
from alongside.core.services.actions import add_place
from alongside.core.tests.world import World, day, make_live, make_question
from alongside.kit import clock

TEXT, WHEN, WHY, USE, MATTER, HOURS, WHERE = range(7)
"""The items of the question of `make_asked`, in their order."""


def make_asked(world: World, *, opened: bool = True) -> Question:
    """Return a question with one item of each kind; the third is asked only of those who would not come."""
    question = make_question(world, opened=False)
    lead = world.lead
    with clock.at(day(0)):
        for name, people in (("Old Town", 1000), ("Riverside", 4000)):
            add_place(organisation=world.organisation, name=name, actor=None, population=people)
        add = {"question": question, "actor": lead}
        asking.save_item(**add, kind="long", prompt="What would bring you?", required=True)
        when = asking.save_item(
            **add, kind="one", prompt="When?", options=["Morning", "Afternoon", "Never"], required=True
        )
        asking.save_item(**add, kind="short", prompt="What keeps you away?", shown_if=when, shown_values=["Never"])
        asking.save_item(**add, kind="several", prompt="What would you use?", options=["Books", "Computers", "Tea"])
        asking.save_item(**add, kind="scale", prompt="How much does it matter?", low="Not at all", high="Very much")
        asking.save_item(**add, kind="number", prompt="How many hours?", least=0, most=12, unit="hours")
        asking.save_item(**add, kind="place", prompt="Where do you live?")
        return asking.open_now(question=question, actor=lead) if opened else question


def raw(question: Question, **given: Any) -> dict[str, Any]:
    """Return what is typed: a text, a time, and whatever `given` says by position (i0, i1, …)."""
    items = items_of(question)
    typed: dict[str, Any] = {items[TEXT].key: "Somewhere warm on a Sunday"}
    if len(items) > 1:
        typed[items[WHEN].key] = "Afternoon"
    return typed | {items[int(name[1:])].key: value for name, value in given.items()}


def answered(question: Question, number: int = 0, *, party: Party | None = None, **given: Any) -> Contribution:
    """Let somebody answer; `number` tells one from another."""
    return answer(question=question, raw=raw(question, **given), actor=party, key=f"form-{number}")[0]


def read_by_two(world: World, question: Question, titles: list[str]) -> list[Theme]:
    """Close the question, gather its answers in turn under the themes, by two people, checked by a resident."""
    lead, analyst = world.lead, world.people["analyst"]
    with clock.at(day(23)):
        asking.close_and_read(question=question, actor=lead)
        themes = [add_theme(question=question, title=title, actor=lead) for title in titles]
        rows = question.contributions.select_related("initiative", "question").order_by("id")
        for number, one in enumerate(rows):
            for reader in (lead, analyst):
                reading.read_into_themes(contribution=one, themes=[themes[number % len(themes)]], actor=reader)
        for theming in Theming.objects.filter(theme__question=question).select_related("contribution__initiative"):
            check_theming(theming=theming, actor=world.people["citizen_checker"])
    question.refresh_from_db()
    return themes


def decided(world: World, question: Question, *, actions: int = 1) -> Decision:
    """Decide, with an answer to each theme and so many actions, and publish."""
    decider = world.people["decider"]
    with clock.at(day(25)):
        asking.begin_deciding(question=question, actor=world.lead)
        draft = draft_decision(question=question, result="Open on Sundays", reason="Most asked for it", actor=decider)
        for theme in Theme.objects.filter(question=question, contribution_count__gt=0):
            write_answer(decision=draft, theme=theme, verdict="adopted", why="You asked for it", actor=decider)
        for number in range(actions):
            plan_action(
                decision=draft,
                what=f"Open the doors {number}",
                owner=world.members["lead"],
                due=date(2026, 3, 1),
                actor=decider,
            )
        return deciding.publish(question=question, actor=decider, has_read=True)


def signed_in(party: Party) -> Client:
    """Return a browser in which this party is signed in."""
    if party.user is None:
        party.user = User.objects.create_user(email=f"{party.pk}@example.org")
        party.save(update_fields=["user"])
    client = Client()
    client.force_login(party.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


__all__ = [
    "HOURS",
    "MATTER",
    "TEXT",
    "USE",
    "WHEN",
    "WHERE",
    "WHY",
    "Item",
    "World",
    "answered",
    "day",
    "decided",
    "make_asked",
    "make_live",
    "raw",
    "read_by_two",
    "signed_in",
]
