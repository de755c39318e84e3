"""The pages of an initiative: what everybody sees, what few see, and what nobody sees."""

import pytest
from django.test import Client

from alongside.core.accounts.actions import give
from alongside.core.initiatives.charter import add_member, offer_commitment
from alongside.core.initiatives.models import Initiative
from alongside.core.people.actions import add_party
from alongside.core.tests.world import World, day, make_idea, make_live, make_question
from alongside.doors.tests.story import TODAY, Story, queries_of, signed_in
from alongside.kit import clock

pytestmark = pytest.mark.django_db
PATH = "/initiatives/sundays/"


def text_of(path: str = PATH, client: Client | None = None) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_it_says_what_is_open_what_was_promised_and_where_we_are() -> None:
    world = make_live()
    make_question(world)
    with clock.at(day(10)):
        said = text_of()
    for words in (
        "Your turn · closes in 12 days",
        "Open to change: The hours",
        "Two evenings a month",
        "I work all week",
    ):
        assert words in said
    assert 'aria-current="step"' in said
    assert "7 of 7 known risks looked at" in said


def test_it_says_what_was_decided_done_seen_and_how_promises_went() -> None:
    story = Story(count=12)
    give(
        initiative=story.world.initiative,
        side="citizen",
        unit="minutes",
        amount=90,
        what="Checking",
        key="h",
        actor=None,
    )
    with clock.at(TODAY):
        said = text_of()
    for words in (
        "We open on Sundays",
        "Open door 0",
        "Done, and confirmed",
        "1½ hours",
        "<b>100 %</b> of 12 promises",
    ):
        assert words in said
    assert "says number 0" not in said


def test_an_idea_says_that_nothing_is_promised_yet() -> None:
    make_idea()
    assert "Nothing is promised yet" in text_of()


def test_few_answers_are_not_counted() -> None:
    with clock.at(TODAY):
        Story(count=3)
        said = text_of()
    assert "Fewer than ten have answered so far" in said
    assert "of 3 promises" not in said


def test_what_is_not_listed_is_for_those_inside() -> None:
    world = make_live()
    Initiative.objects.update(listed=False)
    assert Client().get(PATH).status_code == 404
    assert signed_in(world.people["stranger"]).get(PATH).status_code == 404
    assert signed_in(world.people["representative"]).get(PATH).status_code == 200
    assert signed_in(world.lead).get(PATH).status_code == 200
    assert "Sundays" not in text_of("/initiatives/")


def crowd(world: World, count: int) -> None:
    for number in range(count):
        party = add_party(organisation=world.organisation, name=f"Checker {number}")
        add_member(
            initiative=world.initiative, party=party, role="citizen_checker", actor=None, named_publicly=number == 0
        )


def test_names_stand_only_where_agreed_and_small_counts_never() -> None:
    world = make_live()
    crowd(world, 14)
    said = text_of(f"{PATH}people/")
    assert ("Checker 0" in said, "Checker 1" in said, "Representative" in said) == (True, False, False)
    assert "15 people in all" not in said  # The other roles are small, but together fewer than ten: it would tell them.
    crowd(world, 0)
    assert "Taken; not named here" in said


def test_promises_that_wait_are_seen_by_members_only() -> None:
    world = make_live()
    offer_commitment(
        membership=world.members["representative"], what="Bring cake", actor=world.people["representative"]
    )
    path = f"{PATH}promises/"
    assert "Bring cake" not in text_of(path)
    assert "Bring cake" not in text_of(path, signed_in(world.people["stranger"]))
    assert "Bring cake" in text_of(path, signed_in(world.people["decider"]))


def test_it_shows_what_grew_out_of_it() -> None:
    story = Story(count=1)
    grown = make_idea_from(story)
    assert grown.title in text_of()
    assert "It grew out of a decision: We open on Sundays" in text_of(f"/initiatives/{grown.slug}/")


def make_idea_from(story: Story) -> Initiative:
    return Initiative.objects.create(
        organisation=story.world.organisation,
        service=story.world.initiative.service,
        method_key="user_consultation",
        title="Sunday tea",
        slug="sunday-tea",
        grew_from=story.decision,
    )


def test_lists_are_narrowed_by_co_state_and_place() -> None:
    make_live()
    found = {
        path: "Sundays" in text_of(path)
        for path in (
            "/initiatives/",
            "/co/design/",
            "/co/deliver/",
            "/initiatives/?state=now",
            "/initiatives/?state=ended",
        )
    }
    assert list(found.values()) == [True, True, False, True, False]
    assert Client().get("/co/nothing/").status_code == 404
    assert "Nothing that fits" in text_of("/initiatives/?state=ended")


def test_a_question_leads_to_where_it_is_asked() -> None:
    question = make_question(make_live())
    answer = Client().get(f"/questions/{question.pk}/")
    assert (answer.status_code, str(question.pk) in answer["Location"]) == (302, True)


@pytest.mark.parametrize("count", [1, 30])
def test_every_page_takes_the_same_queries_however_much_there_is(count: int) -> None:
    story = Story(count=count, actions=count)
    crowd(story.world, count)
    for number in range(count):
        one = make_idea_from(story) if number == 0 else None
        if one is None:
            Initiative.objects.create(
                organisation=story.world.organisation,
                service=story.world.initiative.service,
                method_key="user_consultation",
                title="More",
                slug=f"more-{number}",
                grew_from=story.decision,
            )
    with clock.at(TODAY):
        paths = {"page": PATH, "people": f"{PATH}people/", "why": f"{PATH}why/", "promises": f"{PATH}promises/"}
        paths |= {"list": "/initiatives/", "co": "/co/design/"}
        counts = {name: queries_of(Client(), path) for name, path in paths.items()}
    assert counts == {
        "page": (200, 9),
        "people": (200, 3),
        "why": (200, 4),
        "promises": (200, 3),
        "list": (200, 4),
        "co": (200, 4),
    }


def test_a_question_of_an_initiative_that_is_not_listed_is_for_those_inside() -> None:
    world = make_live()
    asked = make_question(world)
    Initiative.objects.update(listed=False)
    with clock.at(day(1)):
        for path in (f"/questions/{asked.pk}/", f"/ask/{asked.pk}/", f"/ask/{asked.pk}/report/"):
            assert Client().get(path).status_code == 404, path
            assert signed_in(world.people["stranger"]).get(path).status_code == 404, path
            assert signed_in(world.people["representative"]).get(path, follow=True).status_code == 200, path
        assert Client().get(f"/api/v1/questions/{asked.pk}").status_code == 404
