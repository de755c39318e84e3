"""Themes by two people and a resident, decisions with all that rule 6 wants, thanks that are each person's own."""

# long: one consultation from its closing on, step after step

import io
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from alongside.blocks.ask.actions import asking, deciding, reading
from alongside.blocks.ask.answers import items_of
from alongside.blocks.ask.files import clean_picture
from alongside.blocks.ask.models import Reading
from alongside.blocks.ask.queries import themings_to_check, waiting_for
from alongside.blocks.ask.report import choices_counted, reach_of, tallies_of, themes_said
from alongside.blocks.ask.tests.world import (
    WHEN,
    answered,
    day,
    decided,
    make_asked,
    make_live,
    read_by_two,
    signed_in,
)
from alongside.core.contributions.models import Contribution, Theming
from alongside.core.decisions.actions import draft_decision, plan_action, write_answer
from alongside.core.decisions.models import Action, Decision
from alongside.core.questions.actions import add_theme
from alongside.core.recognition.models import Recognition
from alongside.core.tests.world import World
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused

pytestmark = pytest.mark.django_db


def reading_world(count: int = 2) -> tuple[World, Any, list[Contribution]]:
    world = make_live()
    question = make_asked(world)
    with clock.at(day(2)):
        rows = [answered(question, number, i0=f"Somewhere warm, number {number}") for number in range(count)]
    with clock.at(day(23)):
        question = asking.close_and_read(question=question, actor=world.lead)
    return world, question, rows


def test_a_second_person_confirms_or_says_why_not_and_nobody_confirms_themselves() -> None:
    world, question, (one, two) = reading_world()
    lead, analyst = world.lead, world.people["analyst"]
    with clock.at(day(24)):
        warm = add_theme(question=question, title="Warm", actor=lead)
        with pytest.raises(Refused, match="Choose a theme, or name a new one"):
            reading.read_into_themes(contribution=one, themes=[], actor=lead)
        reading.read_into_themes(contribution=one, themes=[warm], actor=lead)
        assert [row.pk for row in waiting_for(question, reader=lead)] == [two.pk]
        assert [row.pk for row in waiting_for(question, reader=analyst)] == [one.pk, two.pk]
        # The same person again changes nothing; a change of mind needs no reason.
        assert reading.read_into_themes(contribution=one, themes=[warm], actor=lead).themed_at is None
        with pytest.raises(Refused, match="Say why it does not belong there"):
            reading.read_into_themes(contribution=one, themes=[], new_theme="Tea", actor=analyst)
        reading.read_into_themes(contribution=one, themes=[], new_theme="Tea", why="It is about tea", actor=analyst)
        tea = Theming.objects.get(contribution=one)
        assert (tea.theme.title, tea.first_by, tea.second_by) == ("Tea", analyst, None)
        assert reading.read_into_themes(contribution=one, themes=[tea.theme], actor=lead).themed_at == clock.now()
        warm.refresh_from_db()
        question.refresh_from_db()
        assert (warm.contribution_count, question.unthemed_count) == (0, 1)
        with pytest.raises(NotAllowed):
            reading.read_into_themes(contribution=two, themes=[warm], actor=world.resident)


def test_answers_without_words_are_gathered_at_once_and_no_others() -> None:
    world = make_live()
    question = make_asked(world)
    with clock.at(day(2)):
        answered(question, 1)
        from alongside.blocks.ask.actions.answering import enter_answer

        key = items_of(question)[WHEN].key
        enter_answer(
            question=question,
            raw={key: "Never"},
            actor=world.lead,
            channel="phone",
            received_on=date(2026, 1, 12),
            key="p",
        )
    with clock.at(day(23)):
        question = asking.close_and_read(question=question, actor=world.lead)
        assert reading.gather_wordless(question=question, actor=world.lead) == 1
        with pytest.raises(Refused, match="has words in it"):
            reading.gather_wordless(question=question, actor=world.lead)
    question.refresh_from_db()
    assert question.unthemed_count == 1


def test_the_resident_sees_a_sample_that_nobody_chose_and_a_dispute_stops_the_decision() -> None:
    world, question, _rows = reading_world(12)
    themes = read_closed(world, question)
    drawn = [theming.pk for theming in themings_to_check(themes[0], size=5)]
    assert (len(set(drawn)), drawn) == (5, [theming.pk for theming in themings_to_check(themes[0], size=5)])
    client = signed_in(world.people["citizen_checker"])
    with clock.at(day(24)):
        address = reverse("ask:check_theme", args=[question.pk, themes[0].pk])
        said = {f"{key}-belongs": "yes" for key in drawn} | {f"{drawn[0]}-belongs": "no"}
        wanted = client.post(address, said)
        assert "Say in a few words why not, so that the readers can mend it." in wanted.content.decode()
        client.post(address, said | {f"{drawn[0]}-why": "It says the opposite"})
        assert Theming.objects.get(pk=drawn[0]).disputed == "It says the opposite"
        asking.begin_deciding(question=question, actor=world.lead)
        draft_decision(question=question, result="Yes", reason="Because", actor=world.people["decider"])
        with pytest.raises(Refused, match="Some themes have not been checked by a resident, or a resident disagrees"):
            deciding.publish(question=question, actor=world.people["decider"], has_read=True)
        assert signed_in(world.lead).get(address).status_code in {403, 409}


def read_closed(world: World, question: Any) -> list[Any]:
    with clock.at(day(23)):
        themes = [add_theme(question=question, title="Warm", actor=world.lead)]
        for one in question.contributions.select_related("initiative", "question"):
            for reader in (world.lead, world.people["analyst"]):
                reading.read_into_themes(contribution=one, themes=themes, actor=reader)
    return themes


# long: every refusal of one rule
def test_publishing_wants_everything_of_rule_six_and_the_page_lists_it() -> None:
    world, question, rows = reading_world(1)
    decider = world.people["decider"]
    client = signed_in(decider)
    address = reverse("ask:decide", args=[question.pk])

    def missing() -> list[str]:
        return [task.label for task in client.get(address).context["tasks"]]

    with clock.at(day(24)):
        assert client.get(address).status_code in {403, 409}
        asking.begin_deciding(question=question, actor=world.lead)
        with pytest.raises(Refused, match="Write the decision first"):
            deciding.publish(question=question, actor=decider, has_read=True)
        assert missing() == [
            "Some contributions have not been read into a theme by two people yet.",
            "Write the reason, so that somebody who hoped for something else can understand it.",
            "Say what will be done, by whom and by when: at least one action.",
        ]
        (theme,) = read_closed(world, question)
        client.post(reverse("ask:result", args=[question.pk]), {"result": "Open", "reason": "Most asked for it"})
        assert missing() == [
            "Some themes have not been checked by a resident, or a resident disagrees.",
            "Some themes have no answer yet. Each gets one, with a reason.",
            "Say what will be done, by whom and by when: at least one action.",
        ]
        from alongside.core.contributions.theming import check_theming

        check_theming(theming=Theming.objects.get(contribution=rows[0]), actor=world.people["citizen_checker"])
        refused = client.post(reverse("ask:verdict", args=[question.pk, theme.pk]), {"verdict": "adopted", "why": ""})
        assert dict(refused.context["form"].errors) == {"why": ["Say why, to the people who wrote it."]}
        client.post(reverse("ask:verdict", args=[question.pk, theme.pk]), {"verdict": "adopted", "why": "You asked"})
        client.post(
            reverse("ask:actions", args=[question.pk]),
            {"what": "Open", "owner": str(world.members["lead"].pk), "due": "2026-03-01"},
        )
        assert missing() == []
        unread = client.post(address, {"publish": "yes"})
        assert dict(unread.context["form"].errors) == {
            "has_read": ["Read what people said, and tick that you have. They gave their time for it."]
        }
        with pytest.raises(NotAllowed, match="Only the person who was named as decider can publish it"):
            deciding.publish(question=question, actor=world.lead, has_read=True)
        assert client.post(address, {"publish": "yes", "has_read": "on"}).url == reverse(
            "ask:question", args=[question.pk]
        )
    assert Decision.objects.get().state == "published"
    assert [(one.party, one.contribution_count) for one in Reading.objects.all()] == [(decider, 1)]


def test_a_new_decision_replaces_the_old_one_which_stays_in_sight() -> None:
    world, question, _rows = reading_world(1)
    read_by_two_closed(world, question)
    decided(world, question)
    client = signed_in(world.people["decider"])
    with clock.at(day(30)):
        address = reverse("ask:replace", args=[question.pk])
        empty = client.post(address, {"result": "Shut", "reason": ""})
        assert dict(empty.context["form"].errors) == {"reason": ["Say what is decided now, and why it changed."]}
        client.post(address, {"result": "Open every second Sunday", "reason": "Two people left"})
        shown = client.get(reverse("ask:question", args=[question.pk])).content.decode()
    assert "Open every second Sunday" in shown
    assert "replaces: Open on Sundays" in shown


def read_by_two_closed(world: World, question: Any) -> None:
    from alongside.core.contributions.theming import check_theming

    read_closed(world, question)
    with clock.at(day(24)):
        for theming in Theming.objects.select_related("contribution__initiative"):
            check_theming(theming=theming, actor=world.people["citizen_checker"])


# long: the same rule for both lines
def test_lines_to_many_are_each_persons_own() -> None:
    world, question, rows = reading_world(2)
    with clock.at(day(24)):
        for text, said in (
            ("Thank you all", "Each person wrote something of their own"),
            ("Dear {nmae}, {words}", "Nothing can be put in place of {nmae}"),
        ):
            with pytest.raises(Refused) as refused:
                reading.acknowledge_many(contributions=rows, text=text, actor=world.lead)
            assert refused.value.message.startswith(said)
        assert (
            reading.acknowledge_many(
                contributions=rows, text="Dear {name}, I read {words}; by {date}", actor=world.lead
            )
            == 2
        )
        assert (
            reading.acknowledge_many(contributions=list(Contribution.objects.all()), text="{words}", actor=world.lead)
            == 0
        )
        with pytest.raises(Refused, match="it is not decided yet"):
            deciding.thank_many(question=question, contributions=rows, text="Thank you for {words}", actor=world.lead)
    assert list(Recognition.objects.filter(form="acknowledgement").order_by("id").values_list("text", flat=True)) == [
        f"Dear neighbour, I read “Somewhere warm, number {n}”; by 19 February 2026" for n in (0, 1)
    ]
    read_by_two_closed(world, question)
    decided(world, question)
    question.refresh_from_db()
    with clock.at(day(26)):
        thanked = list(Contribution.objects.prefetch_related("themings"))
        with pytest.raises(NotAllowed):
            deciding.thank_many(
                question=question, contributions=thanked, text="Thanks for {words}", actor=world.resident
            )
        deciding.thank_many(
            question=question, contributions=thanked, text="Thank you for {words}: {change}", actor=world.lead
        )
    assert Recognition.objects.filter(form="thanks").order_by("id").first().text == (
        "Thank you for “Somewhere warm, number 0”: “Warm”: adopted"
    )


def picture(**options: Any) -> SimpleUploadedFile:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (51.0, 30.0, 0.0)}
    Image.new("RGB", (3000, 1000), "green").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("proof.jpg", out.getvalue(), **options)


def test_a_picture_is_made_anew_without_its_place_and_what_is_no_picture_is_refused() -> None:
    made = Image.open(io.BytesIO(clean_picture(picture()).read()))
    assert (made.format, made.size, dict(made.getexif())) == ("JPEG", (2000, 667), {})
    for data in (b"<svg onload=alert(1)>", b"GIF89a" + b"\0" * 40, picture().read()[:200]):
        with pytest.raises(Refused) as refused:
            clean_picture(SimpleUploadedFile("proof.jpg", data))
        assert (refused.value.field, refused.value.message) == (
            "picture",
            "This is not a picture that we can show. Give a JPEG, PNG or WebP.",
        )


def test_what_was_promised_is_done_with_proof_and_confirmed_by_the_other_side(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    world, question, _rows = reading_world(1)
    read_by_two_closed(world, question)
    decided(world, question)
    promised = Action.objects.get()
    address = reverse("ask:action", args=[question.pk, promised.pk])
    lead, resident = signed_in(world.lead), signed_in(world.people["representative"])
    with clock.at(day(40)):
        assert "It is done" not in resident.get(address).content.decode()
        bad = lead.post(address, {"do": "yes", "proof": "Look", "picture": SimpleUploadedFile("x.jpg", b"no")})
        assert dict(bad.context["proof"].errors) == {
            "picture": ["This is not a picture that we can show. Give a JPEG, PNG or WebP."]
        }
        empty = lead.post(address, {"do": "yes", "proof": ""})
        assert dict(empty.context["proof"].errors) == {"proof": ["Say how others can see that it is done."]}
        lead.post(address, {"do": "yes", "proof": "Open since Sunday", "picture": picture(content_type="image/jpeg")})
        refused = lead.post(address, {"confirm": "yes"})
        assert "It is for somebody of the other side to say whether it is done." in refused.content.decode()
        resident.post(address, {"confirm": "yes"})
        shown = resident.get(reverse("ask:picture", args=[question.pk, promised.pk]))
    promised.refresh_from_db()
    assert (promised.confirmed_by.role, shown["Content-Type"]) == ("representative", "image/jpeg")


def test_small_counts_are_hidden_alike_on_the_page_and_in_the_file() -> None:
    world = make_live()
    question = make_asked(world)
    with clock.at(day(2)):
        for number in range(25):
            given = {"i1": "Morning" if number < 12 else "Afternoon" if number < 23 else "Never", "i2": "x"}
            answered(question, number, i6="Old Town" if number < 14 else "", **given)
    read_by_two(world, question, ["A"])
    themes = {one.theme.title: one.count for one in themes_said(question)}
    assert themes == {"A": 25}
    tallies = tallies_of(question)
    (when, *_more) = choices_counted([items_of(question)[WHEN]], tallies)
    # Two never: hidden, and with it the next smallest, so that 25 less 12 tells nothing.
    assert when.choices == [("Morning", 12), ("Afternoon", None), ("Never", None)]
    reached = reach_of(question, tallies)
    # Nobody of Riverside: hidden, and with it the next smallest.
    assert [(area.name, count) for area, count, _low in reached.areas] == [
        ("Old Town", 14),
        ("Riverside", None),
        ("Did not say where", None),
    ]
    client = signed_in(world.resident)
    with clock.at(day(24)):
        page = client.get(reverse("ask:report", args=[question.pk])).content.decode()
        file = b"".join(client.get(reverse("ask:report_file", args=[question.pk])).streaming_content).decode(
            "utf-8-sig"
        )
    assert "When?,Morning,12\r\nWhen?,Afternoon,\r\nWhen?,Never,\r\n" in file
    assert page.count(">hidden</span>") >= 2


def test_words_are_shown_only_with_leave_and_with_the_name_only_if_that_was_given() -> None:
    from alongside.blocks.ask.actions.answering import answer
    from alongside.blocks.ask.tests.world import raw

    world = make_live()
    question = make_asked(world)
    key = items_of(question)[0].key
    with clock.at(day(2)):
        for number, (words, publish, named, party) in enumerate(
            (
                ("Secret", [], True, world.resident),
                ("Nameless", [key], False, world.people["stranger"]),
                ("Mine", [key], True, world.people["analyst"]),
            )
        ):
            answer(
                question=question,
                raw=raw(question, i0=words),
                actor=party,
                key=str(number),
                publish=publish,
                named=named,
            )
    read_by_two(world, question, ["A"])
    (said,) = themes_said(question)
    assert [(words, by) for words, by, _language in said.quotes] == [("Nameless", ""), ("Mine", "Analyst")]
    decided_page = write_and_publish(world, question)
    assert "Secret" not in decided_page


def write_and_publish(world: World, question: Any) -> str:
    decided(world, question)
    with clock.at(day(26)):
        return signed_in(world.resident).get(reverse("ask:question", args=[question.pk])).content.decode()


def test_a_planned_action_can_be_taken_out_of_the_draft() -> None:
    world, question, _rows = reading_world(1)
    decider = world.people["decider"]
    with clock.at(day(24)):
        asking.begin_deciding(question=question, actor=world.lead)
        draft = draft_decision(question=question, result="Open", actor=decider)
        planned = plan_action(
            decision=draft, what="Open", owner=world.members["lead"], due=date(2026, 3, 1), actor=decider
        )
        theme = add_theme(question=question, title="A", actor=world.lead)
        write_answer(decision=draft, theme=theme, verdict="noted", why="Seen", actor=decider)
        signed_in(decider).post(reverse("ask:actions", args=[question.pk]), {"drop": str(planned.pk)})
    assert Action.objects.count() == 0
