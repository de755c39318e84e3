"""Writing a question, its items and its pack; opening and closing; reminding those who were not heard."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from alongside.blocks.ask.actions import asking
from alongside.blocks.ask.answers import items_of
from alongside.blocks.ask.models import Item
from alongside.blocks.ask.tests.world import WHEN, WHERE, WHY, answered, day, make_asked, make_live, signed_in
from alongside.core.initiatives.models import StageRun
from alongside.core.messages.models import Message
from alongside.core.people.actions import change_party
from alongside.core.questions.models import Question
from alongside.core.services.models import Place
from alongside.core.tests.world import World
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused

pytestmark = pytest.mark.django_db


# long: every refusal of one rule
def test_every_refusal_of_opening_stands_beside_its_field() -> None:
    world = make_live()
    client = signed_in(world.lead)
    with clock.at(day(0)):
        address = reverse("ask:new", args=[world.initiative.slug])
        client.post(address, {"prompt": "Sundays?", "rung": "consultation"})
        question = Question.objects.get(prompt="Sundays?")
        form = {"prompt": "Sundays?", "rung": "consultation", "open": "yes"}
        refused = client.post(reverse("ask:write", args=[question.pk]), form)
        assert dict(refused.context["form"].errors.items()) == {
            "fixed": ["Say what is fixed and cannot change, so that nobody gives time to what is settled."],
            "open_to_change": ["Say what is open to change; if nothing is, do not ask."],
            "information": ["Give people what they need to know to answer."],
            "decider": ["Name who decides."],
            "closes_on": ["Say when it closes."],
            "answer_by": ["Promise a day by which you answer."],
        }
        full = form | {
            "fixed": "The money",
            "open_to_change": "The hours",
            "information": "It costs £300.",
            "decider": str(world.members["decider"].pk),
            "closes_on": "2026-01-20",
            "answer_by": "2026-01-15",
        }
        refused = client.post(reverse("ask:write", args=[question.pk]), full)
        assert dict(refused.context["form"].errors) == {
            "closes_on": ["People need at least 21 days to answer. Close it later."],
            "answer_by": ["You cannot promise an answer for before it closes. Choose a later day."],
        }
        done = client.post(
            reverse("ask:write", args=[question.pk]), full | {"closes_on": "2026-02-10", "answer_by": "2026-03-01"}
        )
        assert done.url == reverse("ask:question", args=[question.pk])
    question.refresh_from_db()
    assert (question.state, question.closes_at.isoformat()) == ("open", "2026-02-10T17:00:00+00:00")


def test_opening_opens_its_stage_and_closing_opens_the_reading() -> None:
    world = make_live()
    with clock.at(day(0)):
        StageRun.objects.all().delete()
        StageRun.objects.create(organisation=world.organisation, initiative=world.initiative, key="plan")
        question = make_asked(world)

    def open_keys() -> set[str]:
        return set(StageRun.objects.filter(closed_at__isnull=True).values_list("key", flat=True))

    assert open_keys() == {"ask"}
    with clock.at(day(10)), pytest.raises(Refused, match="People were told that they have until its closing time"):
        asking.close_and_read(question=question, actor=world.lead)
    with clock.at(day(23)):
        with pytest.raises(NotAllowed):
            asking.close_and_read(question=question, actor=world.resident)
        asking.close_and_read(question=question, actor=world.lead)
    assert open_keys() == {"theme"}


@pytest.mark.parametrize(
    ("details", "field", "said"),
    [
        ({"prompt": " "}, "prompt", "Write what you ask."),
        ({"kind": "one", "options": ["Yes"]}, "options", "Give at least two answers to choose from, one on each line."),
        ({"kind": "one", "options": ["Yes", "yes"]}, "options", "Two of the answers are the same."),
        ({"kind": "scale", "low": "Bad"}, "high", "Say in words what the two ends of the scale mean."),
        ({"kind": "number", "least": 3, "most": 1}, "most", "The largest number must not be below the smallest."),
        (
            {"kind": "several", "options": [str(n) for n in range(31)]},
            "options",
            "At most 30 answers, of at most 200 characters each.",
        ),
    ],
)
def test_an_item_that_nobody_could_answer_is_refused(details: dict[str, Any], field: str, said: str) -> None:
    world = make_live()
    question = make_asked(world, opened=False)
    with clock.at(day(0)), pytest.raises(Refused) as refused:
        asking.save_item(question=question, actor=world.lead, **({"prompt": "?"} | details))
    assert (refused.value.field, refused.value.message) == (field, said)


def test_items_keep_the_order_of_their_branches() -> None:
    world = make_live()
    question = make_asked(world, opened=False)
    items = items_of(question)
    lead = world.lead
    with clock.at(day(0)):
        with pytest.raises(Refused, match="so it stays below it"):
            asking.move_item(item=items[WHY], up=True, actor=lead)
        with pytest.raises(Refused, match="is asked after an answer to it"):
            asking.remove_item(item=items[WHEN], actor=lead)
        with pytest.raises(Refused, match="is asked after answers that you took away"):
            asking.save_item(question=question, item=items[WHEN], actor=lead, options=["Morning", "Noon"])
        with pytest.raises(Refused, match="as they stand there: Morning, Afternoon, Never"):
            asking.save_item(question=question, item=items[WHY], actor=lead, shown_values=["Noon"])
        asking.move_item(item=items[0], up=True, actor=lead)
        asking.move_item(item=items[WHERE], up=True, actor=lead)
        asking.remove_item(item=items[WHY], actor=lead)
        asking.remove_item(item=items[WHEN], actor=lead)
        with pytest.raises(NotAllowed):
            asking.remove_item(item=items[0], actor=world.resident)
    assert [item.prompt for item in Item.objects.order_by("position")] == [
        "What would bring you?",
        "What would you use?",
        "How much does it matter?",
        "Where do you live?",
        "How many hours?",
    ]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("paper.pdf", b"MZ", "The file is called .pdf but is something else. Save it again and try once more."),
        ("run.exe", b"MZ", "Give a file that anybody can open: csv, docx, ods, odt, pdf, txt, xlsx."),
        ("big.txt", b"x" * 10_000_001, "The file is larger than 10 MB. Please make it smaller."),
        ("", b"", "Give a file, or the address of a page."),
    ],
)
def test_a_paper_that_people_could_not_open_is_refused(name: str, data: bytes, said: str) -> None:
    world = make_live()
    question = make_asked(world, opened=False)
    file = SimpleUploadedFile(name, data) if name else None
    with clock.at(day(0)), pytest.raises(Refused) as refused:
        asking.add_to_pack(question=question, title="Costs", file=file, actor=world.lead)
    assert refused.value.message == said


def test_a_paper_is_handed_out_to_be_kept_and_never_run(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    world = make_live()
    question = make_asked(world)
    with clock.at(day(1)):
        file = SimpleUploadedFile("costs.csv", b"a,b")
        paper = asking.add_to_pack(question=question, title="Costs", file=file, actor=world.lead)
        got = signed_in(world.resident).get(reverse("ask:document", args=[question.pk, paper.pk]))
    assert (got["Content-Disposition"].split(";")[0], got["X-Content-Type-Options"]) == ("attachment", "nosniff")
    assert b"".join(got.streaming_content) == b"a,b"


def test_people_of_an_area_that_was_not_heard_are_reminded_once_unless_they_answered() -> None:
    world = make_live()
    question = make_asked(world)
    place = Place.objects.get(name="Riverside")
    for name in ("resident", "stranger"):
        change_party(party=world.people[name], actor=None, home_place=place)
    with clock.at(day(5)):
        answered(question, 1, party=world.resident)
        assert asking.remind_area(question=question, place=place, actor=world.lead) == 1
        asking.remind_area(question=question, place=place, actor=world.lead)
        with pytest.raises(NotAllowed):
            asking.remind_area(question=question, place=place, actor=world.resident)
    told = Message.objects.get(key=f"remind:{question.pk}")
    assert (told.party, told.path) == (world.people["stranger"], f"/ask/{question.pk}/")


def test_a_draft_is_seen_by_its_writers_only(client: Any) -> None:
    world: World = make_live()
    question = make_asked(world, opened=False)
    address = reverse("ask:question", args=[question.pk])
    with clock.at(day(1)):
        assert client.get(address).status_code == 404
        assert signed_in(world.resident).get(address).status_code == 404
        writer = signed_in(world.people["representative"])
        assert "A draft: only your team sees it." in writer.get(address).content.decode()
        tried = writer.post(reverse("ask:check", args=[question.pk]), {"key": "k"})
        assert "This is a preview: nothing is sent." in tried.content.decode()


def test_a_question_that_is_not_open_yet_says_when_it_is(client: Any) -> None:
    world = make_live()
    question = make_asked(world, opened=False)
    with clock.at(day(0)):
        question.opens_at, question.closes_at = day(2), day(30)
        question.save()
        asking.open_now(question=question, actor=world.lead)
    with clock.at(day(1)):
        shown = client.get(reverse("ask:begin", args=[question.pk]), follow=True).content.decode()
    assert "Not open yet" in shown
    assert "You can answer from 12 January 2026, 10:00." in shown
