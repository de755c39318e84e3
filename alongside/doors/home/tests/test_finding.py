"""Search finds what is public, in the order of how well it fits."""

import pytest
from django.test import Client

from alongside.core.services.actions import add_service
from alongside.core.tests.world import make_live
from alongside.doors.home.finding import excerpt, find, stems
from alongside.doors.tests.story import Story, queries_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Libraries", ["librar"]),
        ("library", ["librar"]),
        ("the opening of the doors", ["open", "door"]),
        ("the", ["the"]),
        ("bus", ["bus"]),
        ("!!!", []),
        ("<b>zebra", ["zebra"]),
        ("one two three four five six seven", ["one", "two", "thre", "four", "fiv", "six"]),
    ],
)
def test_words_are_cut_to_what_they_mean(words: str, found: list[str]) -> None:
    assert stems(words) == found


def test_excerpt_begins_near_the_word() -> None:
    words = " ".join(["x"] * 20 + ["garden"] + ["y"] * 40)
    assert excerpt(words, ["garden"]).split()[:2] == ["…", "x"]
    assert "garden" in excerpt(words, ["garden"])


def test_a_title_comes_before_a_text_and_all_words_before_some() -> None:
    organisation = make_live().organisation
    for name, summary in (
        ("Parks", "Benches, and a garden"),
        ("Garden tools", "To borrow"),
        ("Community garden", "With benches"),
    ):
        add_service(organisation=organisation, name=name, summary=summary, actor=None)
    assert [hit.title for hit in find(organisation=organisation, words="gardens")] == [
        "Garden tools",
        "Community garden",
        "Parks",
    ]
    assert [hit.title for hit in find(organisation=organisation, words="garden benches")][:2] == [
        "Community garden",
        "Parks",
    ]


def test_only_public_words_are_found() -> None:
    story = Story(count=3)
    found = {hit.title for hit in find(organisation=story.world.organisation, words="says number")}
    assert found == {"Please open on Sundays, says number 1", "Please open on Sundays, says number 2"}


def test_nothing_of_another_organisation_is_found() -> None:
    Story(count=2)
    other = make_live("elsewhere").organisation
    assert [hit.kind for hit in find(organisation=other, words="sunday")] == ["Initiative"]


@pytest.mark.parametrize("count", [1, 30])
def test_a_search_takes_the_same_queries_however_much_it_finds(count: int) -> None:
    Story(count=count)
    assert queries_of(Client(), "/search/?q=sunday+open") == (200, 7)


def test_where_nothing_fits_the_page_says_what_to_try() -> None:
    make_live()
    said = Client().get("/search/", {"q": "<b>zebra"}).content.decode()
    assert "Nothing fits “&lt;b&gt;zebra”" in said
    assert "Try another word for it" in said


def test_an_empty_search_is_an_error_in_words() -> None:
    make_live()
    assert "Type a word or two." in Client().get("/search/", {"q": " "}).content.decode()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ty", "Tŷ Coffi"),
        ("TŶ", "Tŷ Coffi"),
        ("coffi tŷ", "Tŷ Coffi"),
        ("cafe", "Café by the mill"),
        ("mill CAFÉ", "Café by the mill"),
        ("dwr", "Dŵr a gwaith"),
    ],
)
def test_accents_capitals_and_order_do_not_matter(words: str, found: str) -> None:
    organisation = make_live().organisation
    for name in ("Tŷ Coffi", "Café by the mill", "Dŵr a gwaith"):
        add_service(organisation=organisation, name=name, summary="A warm room", actor=None)
    assert next(hit.title for hit in find(organisation=organisation, words=words)) == found
