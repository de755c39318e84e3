"""Answering, on every way in: what is kept, what is counted, what is refused and in which words."""

# long: the ways in are one subject, and share what they begin with

import re
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from alongside.blocks.ask.actions import asking
from alongside.blocks.ask.actions.answering import answer, enter_answer, moment_of
from alongside.blocks.ask.actions.tallying import recount
from alongside.blocks.ask.answers import items_of, read_answer
from alongside.blocks.ask.models import Item, Tally
from alongside.blocks.ask.tests.world import (
    HOURS,
    MATTER,
    TEXT,
    USE,
    WHEN,
    WHERE,
    WHY,
    answered,
    day,
    make_asked,
    make_live,
    raw,
    signed_in,
)
from alongside.core.contributions.actions import print_paper_forms, withdraw_contribution
from alongside.core.contributions.models import Contribution
from alongside.core.messages.models import Message
from alongside.core.tests.world import make_question
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("short", "  warm \r\n", "warm"),
        ("long", "a\r\nb", "a\nb"),
        ("one", "morning", "Morning"),
        ("several", ["Morning", "morning", "Never"], ["Morning", "Never"]),
        ("scale", "5 – Very much", 5),
        ("number", "1,5", 1.5),
        ("number", "2.0", 2),
        ("place", "old town", "Old Town"),
        ("one", "", None),
        ("several", [], None),
    ],
)
def test_an_answer_is_kept_as_what_it_means(kind: str, typed: Any, kept: Any) -> None:
    item = Item(kind=kind, prompt="?", options=["Morning", "Never"], low="Not at all", high="Very much")
    assert read_answer(item, typed, places=["Old Town"]) == kept


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("one", "Noon", "“Noon” is not one of the answers. They are: Morning, Never."),
        ("several", ["Morning", "Noon"], "“Noon” is not one of the answers. They are: Morning, Never."),
        ("scale", "6", "“6” is not one of the answers. They are: 1, 2, 3, 4, 5."),
        ("number", "many", "“many” is not a number. Write it in figures, like 12."),
        ("number", "nan", "“nan” is not a number. Write it in figures, like 12."),
        ("number", "13", "The number must be from 0 to 12."),
        ("place", "Atlantis", "“Atlantis” is not one of the answers. They are: Old Town."),
        ("short", "x" * 301, "That is 301 characters. Please take out 1 character: there is room for 300."),
        ("long", "x" * 20_005, "That is 20,005 characters. Please take out 5 characters: there is room for 20,000."),
        ("one", " ", "Choose one answer to “Which?”."),
        ("several", [" "], "Choose at least one answer to “Which?”."),
        ("long", "", "Write an answer to “Which?”."),
    ],
)
def test_what_is_no_answer_is_refused_in_words(kind: str, typed: Any, said: str) -> None:
    item = Item(kind=kind, prompt="Which?", options=["Morning", "Never"], least=0, most=12, required=True)
    with pytest.raises(Refused) as refused:
        read_answer(item, typed, places=["Old Town"])
    assert (refused.value.message, refused.value.field) == (said, item.key)


def test_an_answer_is_kept_by_item_and_counted_by_what_was_ticked() -> None:
    world = make_live()
    question = make_asked(world)
    items = items_of(question)
    with clock.at(day(2)):
        one = answered(question, 1, i3=["Books", "Tea"], i4="4", i5="3", i6="Riverside", i2="hidden by the branch")
    assert one.body["answers"] == {
        items[TEXT].key: "Somewhere warm on a Sunday",
        items[WHEN].key: "Afternoon",
        items[USE].key: ["Books", "Tea"],
        items[MATTER].key: 4,
        items[HOURS].key: 3,
        items[WHERE].key: "Riverside",
    }
    assert (one.text, one.place.name, one.public) == ("Somewhere warm on a Sunday", "Riverside", False)
    stored = set(Tally.objects.values_list("about", "value", "count"))
    assert stored == {
        ("channel", "web", 1),
        ("place", str(one.place_id), 1),
        (items[WHEN].key, "Afternoon", 1),
        (items[USE].key, "Books", 1),
        (items[USE].key, "Tea", 1),
        (items[MATTER].key, "4", 1),
    }


def test_what_is_taken_back_is_taken_out_of_the_counts_and_a_recount_finds_nothing() -> None:
    world = make_live()
    question = make_asked(world)
    with clock.at(day(2)):
        answered(question, 1, i3=["Books"])
        gone, code = answer(question=question, raw=raw(question, i3=["Tea"]), actor=None, key="two")
        withdraw_contribution(contribution=gone, actor=None, code=code)
    counts = dict(Tally.objects.filter(value__in=["web", "Books", "Tea"]).values_list("value", "count"))
    assert counts == {"web": 1, "Books": 1, "Tea": 0}
    assert recount(question) == {}
    Tally.objects.filter(value="Books").update(count=7)
    assert list(recount(question).values()) == [(7, 1)]
    assert recount(question) == {}


def test_each_text_is_shown_only_if_it_was_ticked_and_the_whole_only_if_all_were() -> None:
    world = make_live()
    question = make_asked(world)
    items = items_of(question)
    typed = raw(question, i1="Never", i2="No bus")
    with clock.at(day(2)):
        both = [items[TEXT].key, items[WHY].key]
        for number, publish in enumerate(([], [items[WHY].key], both, [items[WHEN].key])):
            answer(question=question, raw=typed, actor=None, key=str(number), publish=publish)
    rows = Contribution.objects.order_by("id")
    assert [(row.public, row.body["publish"], row.body["shown"]) for row in rows] == [
        (False, [], False),
        (False, [items[WHY].key], True),
        (True, both, True),
        (False, [], False),
    ]


def test_the_same_form_twice_is_one_answer_and_a_person_answers_once() -> None:
    world = make_live()
    question = make_asked(world)
    with clock.at(day(2)):
        first, code = answer(question=question, raw=raw(question), actor=world.resident, key="k")
        again = answer(question=question, raw=raw(question), actor=world.resident, key="k")
        assert (again, len(code)) == ((first, ""), 12)
        with pytest.raises(Refused, match=r"You answered this on 12 January 2026\. Each person answers once"):
            answer(question=question, raw=raw(question), actor=world.resident, key="other")
        withdraw_contribution(contribution=first, actor=world.resident)
        answer(question=question, raw=raw(question), actor=world.resident, key="anew")
    assert Contribution.objects.filter(state="received").count() == 1
    told = Message.objects.filter(party=world.resident, key__startswith="receipt:")
    assert told.count() == 2
    assert all(code not in message.text for message in told)


def test_nothing_enters_before_after_or_without_a_word() -> None:
    world = make_live()
    question = make_asked(world, opened=False)
    with clock.at(day(1)), pytest.raises(Refused, match="This is not open for answers at this time"):
        answered(question)
    with clock.at(day(1)):
        asking.open_now(question=question, actor=world.lead)
    with clock.at(day(22.5)), pytest.raises(Refused, match="This is not open for answers at this time"):
        answered(question)
    with clock.at(day(2)), pytest.raises(Refused, match="Write an answer to “What do you want to say"):
        answered(make_plain(world), i0=" ")
    assert Contribution.objects.count() == 0


def make_plain(world: Any) -> Any:
    """A question of the core's own, to which one free text was added by the block."""
    with clock.at(day(0)):
        question = asking.write_question(
            initiative=world.initiative,
            stage="ask",
            prompt="Plain?",
            actor=world.lead,
            fixed="a",
            open_to_change="b",
            information="c",
            decider=world.members["decider"],
            closes_at=day(30),
            answer_by=date(2026, 3, 1),
        )
        return asking.open_now(question=question, actor=world.lead)


def test_a_question_without_items_asks_for_one_free_text() -> None:
    world = make_live()
    question = make_question(world)
    with clock.at(day(2)):
        one = answered(question, i0="Just this")
    assert (one.text, one.body["answers"]) == ("Just this", {str(question.pk): "Just this"})


# long: one sheet, and each way to enter it wrongly
def test_paper_is_entered_once_by_its_code_with_its_channel_and_who_entered_it() -> None:
    world = make_live()
    question = make_asked(world)
    with clock.at(day(3)):
        sheet = print_paper_forms(question=question, count=1, actor=world.lead)[0]
        typed = raw(question, i0="", i1="Morning")
        given = {
            "question": question,
            "raw": typed,
            "actor": world.lead,
            "channel": "paper",
            "received_on": date(2026, 1, 12),
        }
        one, code = enter_answer(**given, code=sheet.code, key="a", name="Joan", phone="01234 567890")
        assert (code, one.entered_by, one.channel, one.party.name, one.party.contact_by) == (
            sheet.code,
            world.lead,
            "paper",
            "Joan",
            "text",
        )
        # She ticked a time and wrote nothing: it is read as what she ticked.
        assert (one.text, one.body["words"]) == ("When?\nMorning", False)
        with pytest.raises(Refused, match="was entered before"):
            enter_answer(**given, code=sheet.code, key="b")
        with pytest.raises(Refused, match="No form of this question has the code ZZZZ"):
            enter_answer(**given, code="ZZZZ", key="c")
        with pytest.raises(Refused, match="Write down a name too"):
            enter_answer(**given, key="d", email="joan@example.org")
        with pytest.raises(NotAllowed):
            enter_answer(**given | {"actor": world.resident}, key="e")


def test_paper_that_came_in_time_is_entered_after_closing_and_a_call_is_not() -> None:
    world = make_live()
    question = make_asked(world)
    with clock.at(day(24)):
        asking.close_and_read(question=question, actor=world.lead)
        given = {"question": question, "raw": raw(question), "actor": world.lead}
        last = date(2026, 2, 1)
        assert moment_of(question=question, day=last) < question.closes_at
        enter_answer(**given, channel="paper", received_on=last, key="a")
        for channel, received_on in (("phone", last), ("paper", date(2026, 2, 2))):
            with pytest.raises(Refused, match=r"This closed\. Answers on paper that came in time can still be entered"):
                enter_answer(**given, channel=channel, received_on=received_on, key=f"{channel}{received_on}")
    assert Contribution.objects.count() == 1


def test_the_items_of_an_open_question_are_held_by_the_database_too() -> None:
    world = make_live()
    question = make_asked(world)
    item = items_of(question)[0]
    with pytest.raises(Refused, match="People have begun to answer"):
        asking.save_item(question=question, item=item, actor=world.lead, prompt="Something else?")
    for change in (
        lambda: Item.objects.filter(pk=item.pk).update(prompt="Something else?"),
        lambda: Item.objects.filter(pk=item.pk).delete(),
        lambda: Item.objects.create(organisation=world.organisation, question=question, position=99, prompt="More?"),
    ):
        with pytest.raises(IntegrityError, match="what is asked stays as it was asked"), transaction.atomic():
            change()


# long: one way, page after page
def test_the_whole_way_through_the_pages_with_one_thing_at_a_time() -> None:
    world = make_live()
    question = make_asked(world)
    items = items_of(question)
    client = signed_in(world.resident)
    with clock.at(day(2)):
        first = reverse("ask:begin", args=[question.pk])
        empty = client.post(first, {items[0].key: " "})
        assert empty.status_code == 422
        assert "Write an answer to “What would bring you?”." in empty.content.decode()
        at = client.post(first, {items[0].key: "A <b>warm</b> room"})
        steps = [at.url]
        for number, typed in (
            (2, "Never"),
            (3, "No bus"),
            (4, ["Tea"]),
            (5, "5"),
            (6, "99"),
            (6, "2"),
            (7, "Riverside"),
        ):
            at = client.post(reverse("ask:answer", args=[question.pk, number]), {items[number - 1].key: typed})
            steps.append(at.url if at.status_code == 302 else at.status_code)
        assert [s if isinstance(s, int) else s.rstrip("/").rsplit("/", 1)[1] for s in steps] == [
            "2",
            "3",
            "4",
            "5",
            "6",
            422,
            "7",
            "check",
        ]
        shown = client.get(steps[-1]).content.decode()
        assert "A &lt;b&gt;warm&lt;/b&gt; room" in shown
        # Changing the branch's answer takes its question away, and what was answered to it is not sent.
        assert client.post(reverse("ask:answer", args=[question.pk, 2]), {items[1].key: "Morning"}).url == steps[-1]
        key = re.search(r'name="key" value="([^"]+)"', shown).group(1)
        sent = client.post(steps[-1], {"key": key, "publish": [items[0].key], "named": "on"}, follow=True)
        code = re.search(r'class="code"[^>]*>([0-9A-Z ]+)<', sent.content.decode()).group(1)
        assert code in client.post(steps[-1], {"key": key}, follow=True).content.decode()
    one = Contribution.objects.get()
    assert (one.text, one.public, one.named, one.party) == ("A <b>warm</b> room", True, True, world.resident)
    assert items[WHY].key not in one.body["answers"]
    with clock.at(day(3)):
        wrong = client.post(reverse("ask:take_back", args=[question.pk]), {"code": "0000"})
        assert "No answer to this question has that code" in wrong.content.decode()
        client.post(reverse("ask:take_back", args=[question.pk]), {"code": code.lower()})
    one.refresh_from_db()
    assert one.state == "withdrawn"


def test_ten_megabytes_are_answered_in_words_and_the_rest_is_kept() -> None:
    world = make_live()
    question = make_asked(world)
    items = items_of(question)
    client = signed_in(world.resident)
    with clock.at(day(2)):
        client.post(reverse("ask:begin", args=[question.pk]), {items[0].key: "Kept"})
        far = client.post(
            reverse("ask:answer", args=[question.pk, 3]),
            f"{items[WHY].key}={'x' * 10_000_000}",
            content_type="application/x-www-form-urlencoded",
        )
        assert far.status_code == 413
        assert "We can take in 20,000 for each answer, about ten printed pages." in far.content.decode()
        assert "Nothing that you had answered before is lost." in far.content.decode()
        longer = client.post(reverse("ask:begin", args=[question.pk]), {items[0].key: "y" * 20_007})
        assert "Please take out 7 characters" in longer.content.decode()
        assert "y" * 20_007 in longer.content.decode()
        assert "Kept" in client.get(reverse("ask:check", args=[question.pk])).content.decode()


def test_the_question_that_closed_while_somebody_wrote_lets_them_keep_their_words() -> None:
    world = make_live()
    question = make_asked(world)
    items = items_of(question)
    client = signed_in(world.resident)
    with clock.at(day(21.9)):
        client.post(reverse("ask:begin", args=[question.pk]), {items[0].key: "My long letter"})
        client.post(reverse("ask:answer", args=[question.pk, 2]), {items[1].key: "Morning"})
    with clock.at(day(22.1)):
        late = client.post(reverse("ask:check", args=[question.pk]), {"key": "k"})
        assert (late.status_code, "This closed while you were writing." in late.content.decode()) == (422, True)
        assert "My long letter" in late.content.decode()
        assert client.get(reverse("ask:begin", args=[question.pk])).url == reverse("ask:question", args=[question.pk])
