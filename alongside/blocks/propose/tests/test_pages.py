"""The pages of proposals: the same queries at one and at thirty, each order complete, a refusal shown in its place."""

import pytest
from django.test import Client

from alongside.blocks.propose.models import Proposal
from alongside.blocks.propose.queries import Wanted, list_page
from alongside.blocks.propose.tests.conftest import Round


def walk(round_: Round, **wanted: object) -> list[int]:
    """The numbers of all proposals, page by page."""
    numbers: list[int] = []
    after = ""
    while True:
        page = list_page(question=round_.question, wanted=Wanted(after=after, **wanted))  # type: ignore[arg-type]  # columns by name
        numbers += [proposal.number for proposal in page.items]
        if not page.after:
            return numbers
        after = page.after


@pytest.mark.parametrize("order", ["mixed", "newest", "supported"])
def test_each_order_shows_everything_once_over_its_pages(round_: Round, order: str) -> None:
    party = round_.person()
    for at in range(45):
        proposal = round_.bring(party, title=f"Idea {at}")
        Proposal.objects.filter(pk=proposal.pk).update(support_count=at % 7)
    numbers = walk(round_, order=order, seed=11)
    assert sorted(numbers) == list(range(45))
    assert numbers == walk(round_, order=order, seed=11)


def test_filters_and_words_find_what_fits_in_every_order(round_: Round) -> None:
    party = round_.person()
    for at in range(45):
        round_.bring(party, title="Bench" if at % 3 else "Playground", category="rest" if at % 2 else "green")
    fits = [at for at in range(45) if at % 3 == 0 and at % 2 == 1]
    for order in ("mixed", "newest", "supported"):
        assert sorted(walk(round_, order=order, words="playgrounds", category="rest", seed=5)) == fits
    assert walk(round_, words="play", category="rest", order="newest") == fits[::-1]


def test_the_list_asks_the_same_at_one_and_at_thirty(round_: Round) -> None:
    client, party = Client(), round_.person()
    counts = []
    for many in (1, 29):
        for _at in range(many):
            round_.bring(party)
        response = client.get(f"/propose/{round_.question.pk}/")
        counts.append((response.status_code, response.headers["Server-Timing"]))
    assert counts[0] == counts[1]
    assert int(counts[0][1].split('"')[1]) <= 10


def test_a_draft_and_another_organisations_question_are_not_found(round_: Round) -> None:
    proposal = round_.bring()
    assert Client().get(f"/propose/{proposal.pk}/").status_code == 404
    type(round_.question).objects.filter(pk=round_.question.pk).update(state="draft")
    assert Client().get(f"/propose/{round_.question.pk}/").status_code == 404


def test_who_is_not_signed_in_is_sent_to_sign_in_and_nothing_is_written(round_: Round) -> None:
    proposal = round_.bring()
    response = Client().post(f"/propose/{round_.question.pk}/{proposal.pk}/support/")
    assert response.status_code == 302
    assert "/account/login/" in response["Location"]
    assert Proposal.objects.get(pk=proposal.pk).support_count == 0
