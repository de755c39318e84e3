"""Proposals on paper, and the page and poster by which one is made known."""

from datetime import timedelta

import pytest
from django.test import Client
from weasyprint import CSS, HTML

from alongside.blocks.propose.models import Proposal
from alongside.blocks.propose.printed.actions import enter_proposal
from alongside.blocks.propose.printed.views import address_of
from alongside.blocks.propose.tests.conftest import Round
from alongside.core.contributions.actions import print_paper_forms
from alongside.core.contributions.models import Channel, PaperForm
from alongside.core.people.models import Party, User
from alongside.kit import clock
from alongside.kit.paper import qr_code
from alongside.kit.refused import NotAllowed, Refused

WORDS = {"title": "A bench", "summary": "A bench on the hill", "text": "My father stops four times."}


def browser(party: Party | None) -> Client:
    client = Client(headers={"host": "localhost"})
    if party is not None:
        user = User.objects.create_user(f"{party.pk}@example.org")
        Party.objects.filter(pk=party.pk).update(user=user)
        client.force_login(user)
    return client


def test_a_sheet_is_entered_once_and_its_code_is_the_receipt(round_: Round) -> None:
    run, question = round_.run, round_.question
    officer = run.players["steering_officer"]
    (sheet,) = print_paper_forms(question=question, count=1, actor=officer)
    proposal, code = enter_proposal(
        question=question, code=sheet.code.lower(), received_at=clock.now(), actor=officer, **WORDS
    )
    assert code == sheet.code
    contribution = proposal.contribution
    assert (contribution.channel, contribution.entered_by, contribution.party) == (Channel.PAPER, officer, None)
    assert PaperForm.objects.get().contribution == contribution
    for wrong, words in ((sheet.code, "was entered before"), ("AAAABBBBCCCC", "No form of this question")):
        with pytest.raises(Refused, match=words):
            enter_proposal(question=question, code=wrong, received_at=clock.now(), actor=officer, **WORDS)
    assert Proposal.objects.count() == 1


def test_with_a_name_it_is_theirs(round_: Round) -> None:
    run, question = round_.run, round_.question
    officer = run.players["steering_officer"]
    proposal, _code = enter_proposal(
        question=question, code="", received_at=clock.now(), actor=officer, name="Ann", phone="01", named=True, **WORDS
    )
    giver = proposal.contribution.party
    assert (giver.name, giver.contact_by, proposal.contribution.named) == ("Ann", Party.ContactBy.TEXT, True)
    with pytest.raises(Refused, match="Write down a name too"):
        enter_proposal(
            question=question, code="", received_at=clock.now(), actor=officer, email="a@example.org", **WORDS
        )


def test_who_may_not_enter_paper_may_not(round_: Round) -> None:
    run, question = round_.run, round_.question
    with pytest.raises(NotAllowed):
        enter_proposal(question=question, code="", received_at=clock.now(), actor=run.town.somebody, **WORDS)
    for path in ("paper/", "paper/enter/", "paper/sheets.pdf"):
        assert browser(None).get(f"/propose/{question.pk}/{path}").status_code == 403


def test_printing_and_entering_through_the_pages(round_: Round) -> None:
    run, question = round_.run, round_.question
    client = browser(run.players["steering_officer"])
    made = client.post(f"/propose/{question.pk}/paper/", {"count": 2})
    assert made.status_code == 302
    printed = client.get(made["Location"])
    assert (printed["Content-Type"], printed.content[:5]) == ("application/pdf", b"%PDF-")
    sheet = PaperForm.objects.first()
    assert sheet is not None
    sent = {**WORDS, "code": sheet.code, "received_on": clock.today().isoformat()}
    wrong = client.post(f"/propose/{question.pk}/paper/enter/", {**sent, "title": ""})
    assert wrong.status_code == 422
    assert client.post(f"/propose/{question.pk}/paper/enter/", sent).status_code == 302
    assert "1 sheet was printed and has not come back." in client.get(f"/propose/{question.pk}/paper/").content.decode()
    future = {**sent, "code": "", "received_on": (clock.today() + timedelta(days=3)).isoformat()}
    assert client.post(f"/propose/{question.pk}/paper/enter/", future).status_code == 422


def test_every_proposal_has_the_same_page_and_poster(round_: Round) -> None:
    run, question = round_.run, round_.question
    officer = run.players["steering_officer"]
    enter_proposal(question=question, code="", received_at=clock.now(), actor=officer, cost=60_000, **WORDS)
    proposal = Proposal.objects.select_related("question__initiative").get()
    client = browser(None)
    short = address_of(proposal).partition("//")[2].partition("/")[2]
    found = client.get(f"/{short}")
    assert found["Location"] == f"/propose/{question.pk}/{proposal.pk}/campaign/"
    shown = client.get(found["Location"]).content.decode()
    for words in (
        "A bench on the hill",
        "My father stops four times.",
        "£600",
        "stand behind it",
        address_of(proposal),
    ):
        assert words in shown
    poster = client.get(f"/propose/{question.pk}/{proposal.pk}/poster.pdf")
    assert (poster["Content-Type"], poster.content[:5]) == ("application/pdf", b"%PDF-")
    assert client.get(f"/propose/{question.initiative.slug}/99/").status_code == 404
    assert client.get(f"/propose/{question.initiative.slug}/0/").status_code == 404


def test_an_address_is_drawn_as_a_square_and_its_label_is_escaped() -> None:
    drawn = qr_code("http://localhost:8000/propose/our-streets/12/", label='<b>"')
    assert drawn.startswith('<svg class="qr"')
    assert "<b>" not in drawn
    assert "&lt;b&gt;&quot;" in drawn
    assert len(HTML(string=drawn).render(stylesheets=[CSS(string="@page { size: 60mm 60mm }")]).pages) == 1
