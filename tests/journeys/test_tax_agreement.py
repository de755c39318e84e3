"""A tax choice in a real browser, from its figures to "your £x": officers, a panel, residents, council, watcher.

Figures, options, wording, panel, survey, vote, decision, account and the resident's look are all done on pages; reading
the survey into themes is the consultation's own journey, and is done here by its actions.
"""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from alongside.blocks.ask.actions import asking as ask
from alongside.blocks.rank.models import Ballot, Poll
from alongside.core.questions.models import Question
from alongside.kit import clock
from alongside.methods.financing.tax_agreement.asking import SETTING
from alongside.methods.financing.tax_agreement.models import Base, Earmark, Passed, Spent, Statement
from alongside.methods.financing.tax_agreement.rules import year_of
from alongside.methods.financing.tax_agreement.tests.world import HOMES, WAYS, Town, make_tax_town
from tests.journeys.visiting import Visiting, part, press, read

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def town(live_server: LiveServer) -> Town:
    return make_tax_town()


@pytest.fixture
def visiting(browser: Browser, live_server: LiveServer) -> Visiting:
    return Visiting(browser=browser, server=live_server)


def day(days: int) -> str:
    """A day so many days from now, as a browser takes it."""
    return (clock.today() + timedelta(days=days)).isoformat()


def over(question: Question) -> None:
    """Let the time of a question run out."""
    Question.objects.filter(pk=question.pk).update(
        opens_at=clock.now() - timedelta(days=40), closes_at=clock.now() - timedelta(minutes=1)
    )


def test_a_tax_choice_from_its_options_to_the_yearly_statement(town: Town, visiting: Visiting) -> None:
    path = f"/tax/{town.run.initiative.pk}/"
    write_and_sign(town, visiting, path)
    survey = panel_and_survey(town, visiting, path)
    answer_survey(town, survey)
    poll = vote(town, visiting, path)
    decide(town, visiting, path, poll)
    account(town, visiting, path)


# long: one page, from its figures to the name under it
def write_and_sign(town: Town, visiting: Visiting, path: str) -> None:
    year = str(year_of(clock.today()) - 1)
    with visiting.browsing(town.who("finance_officer"), f"{path}lead/options/") as page:
        homes = {f"homes__{band}": str(count // 100) for band, count in HOMES.items()}
        part(page, "base").send(
            "Write them down",
            nation="England",
            authority="District council",
            year=year,
            band_d="180",
            collected="98.5",
            gap="120000",
            gap_words="The grant falls.",
            advisory="The vote advises; the council decides.",
            limit_percent="3",
            limit_pence="5",
            limit_source="The principles of the year",
            **homes,
        )
        for title, rise, does, does_not in WAYS:
            words = does.replace("stays open", "we protect") if rise == 450 else does
            part(page, "option").send("Add it", title=title, rise=str(rise / 100), does=words, does_not=does_not)
        for title, amount in ((WAYS[1][0], "40000"), (WAYS[2][0], "90000")):
            part(page, "purpose").send("Write it down", option=title, what="Youth club", amount=amount)
        part(page, "purpose").send("Write it down", option=WAYS[2][0], what="Late bus", amount="90000")
        assert "more than this option brings in a year" in read(page)
        part(page, "sign").send("Sign")
        assert "“protect”. This word judges: say what goes on." in read(page)
        page.goto(page.url)
        page.get_by_text("Let a finding stand").click()
        page.get_by_label("“protect”").check()
        page.get_by_label("Why? Everybody reads it.").fill("It is the club’s own name.")
        press(page, "Let it stand")
        part(page, "sign").send("Sign")
    assert Passed.objects.get().reason == "It is the club’s own name."
    assert Base.objects.get().signed_by == town.who("finance_officer")
    with visiting.browsing(None, path, phone=True) as page:
        words = read(page)
        assert "By law this rise needs a referendum" in words
        assert "A referendum by law is run by a returning officer, outside this software." in words
        page.get_by_role("link", name="What would my home pay?").click()
        page.get_by_label("Which band is your home in?").select_option("B")
        page.get_by_label("I am the only adult").check()
        press(page, "Work it out")
        assert "£5.25" in read(page)  # £9 x 7/9 x 3/4
        page.goto(visiting.server.url + f"{path}words/")
        assert "It is the club’s own name." in read(page)


def panel_and_survey(town: Town, visiting: Visiting, path: str) -> Question:
    times = {"closes_on": day(31), "answer_by": day(80)}
    with visiting.browsing(town.who("panel_member"), f"{path}lead/ask/") as page:
        part(page, "panel").send(
            "Write it down", makeup="Twelve, by lot.", words="The bus first.", dissent="Three saw it otherwise."
        )
    with visiting.browsing(town.who("returning_officer"), f"{path}lead/ask/") as page:
        part(page, "survey").send("Write the survey", prompt="Do you agree to a rise?", **times)
        assert "“do you agree”" in read(page)
        part(page, "survey").send("Write the survey", prompt="Which of these three?", **times)
    survey = Question.objects.get(block="ask")
    survey = ask.open_now(question=survey, actor=town.who("returning_officer"))
    with visiting.browsing(None, path, phone=True) as page:
        assert "The bus first." in read(page)
        page.get_by_role("link", name="Have your say").click()
        assert "What the panel found" in read(page)
    return survey


def answer_survey(town: Town, survey: Question) -> None:
    """People answer; two read, a resident checks, the council answers every theme."""
    right = survey.settings[SETTING]["right"]
    town.say(survey, option=WAYS[2][0], check=right, count=1)
    over(survey)
    town.answered(Question.objects.get(pk=survey.pk))


# long: every way into the box, and the count
def vote(town: Town, visiting: Visiting, path: str) -> Poll:
    officer = town.who("returning_officer")
    with visiting.browsing(officer, f"{path}lead/ask/") as page:
        part(page, "vote").send(
            "Prepare the vote", prompt="Which of these three?", closes_on=day(31), answer_by=day(80)
        )
        poll = Poll.objects.get()
        page.goto(visiting.server.url + f"/rank/{poll.question_id}/desk/")
        press(page, "Open the vote")
        page.get_by_label("How do they reach people?").select_option("paper")
        page.get_by_label("Name of the batch").fill("The hall")
        page.get_by_label("How many?").fill("2")
        press(page, "Make and show them once")
        codes = [cell.inner_text() for cell in page.locator("td code").all()]
    with visiting.browsing(town.run.town.somebody, f"/rank/{poll.question_id}/", phone=True) as page:
        page.get_by_role("link", name="Fill in my ballot").click()
        assert "£" in read(page)  # the amounts for the bands, under each option
        page.get_by_label(WAYS[2][0]).check()
        press(page, "Look over my ballot")
        press(page, "Put it in the box")
        assert "Your ballot is in the box." in read(page)
    with visiting.browsing(officer, f"/rank/{poll.question_id}/paper/") as page:
        page.get_by_label("Name of the batch").fill("The hall")
        page.get_by_label("How many papers did you count?").fill("2")
        page.get_by_label("Codes on the counterfoils").fill("\n".join(codes))
        press(page, "Check the counterfoils")
        batch = page.url.removeprefix(visiting.server.url)
    for reader in (officer, town.who("watcher")):
        with visiting.browsing(reader, batch) as page:
            page.get_by_label("What is marked on each paper").fill("3\n1")
            press(page, "Keep this entry")
    with visiting.browsing(officer, batch) as page:
        press(page, "Put the batch in the box")
    assert sorted(Ballot.objects.values_list("channel", "choices")) == [("paper", "1"), ("paper", "3"), ("web", "3")]
    over(poll.question)
    with visiting.browsing(officer, f"/rank/{poll.question_id}/desk/") as page:
        press(page, "Close the vote and seal the box")
        press(page, "Count by the published rule")
    with visiting.browsing(None, f"/rank/{poll.question_id}/", phone=True) as page:
        assert page.inner_text("h1") == f"Most ballots chose: {WAYS[2][0]}"
    return poll


def decide(town: Town, visiting: Visiting, path: str, poll: Poll) -> None:
    """The council takes the smaller rise, and says why to those who chose the larger one."""
    with visiting.browsing(town.who("council"), f"{path}lead/decide/") as page:
        assert f"Most ballots chose “{WAYS[2][0]}”." in read(page)
        page.get_by_label(WAYS[1][0]).check()
        page.get_by_label("Why, for those who hoped for another?").fill("Ten pounds would need a referendum by law.")
        page.get_by_label("Who answers for it?").select_option(label="Example of a finance_officer")
        page.get_by_label("By when is the first account published?").fill(day(300))
        press(page, "Publish the decision")
    earmark = Earmark.objects.get()
    assert earmark.decision.result == f"Most ballots chose “{WAYS[2][0]}”; the council takes “{WAYS[1][0]}”."
    with visiting.browsing(None, path, phone=True) as page:
        assert "Taken by the council" in read(page)


def account(town: Town, visiting: Visiting, path: str) -> None:
    year = year_of(clock.today()) - 1
    officer = town.who("finance_officer")
    with visiting.browsing(officer, f"{path}lead/account/") as page:
        part(page, "collect").send("Write it down", amount="50000", on=date(year, 6, 1).isoformat())
        paid = {"purpose": "Youth club", "what": "Two workers", "on": date(year, 9, 1).isoformat()}
        part(page, "spend").send("Write the payment down", amount="50000.01", **paid)
        assert "There is not enough left for this" in read(page)
        part(page, "spend").send("Write the payment down", amount="37500", **paid)
        publish = {"year": str(year), "words": "The club was open two evenings."}
        part(page, "statement").send("Publish it", **publish)
        assert "1 payment has not been looked at by a resident yet." in read(page)
    with visiting.browsing(town.who("watcher"), f"{path}money/") as page:
        page.get_by_text("Look at it").click()
        press(page, "Say so")
        assert "A resident looked: as promised" in read(page)
    assert Spent.objects.get().checked_by == town.who("watcher")
    with visiting.browsing(officer, f"{path}lead/account/") as page:
        part(page, "statement").send("Publish it", **publish)
    statement = Statement.objects.get()
    assert (statement.collected, statement.left) == (50_000_00, 12_500_00)
    with visiting.browsing(None, f"{path}money/{year}/?band=B", phone=True) as page:
        # Band B pays £3.50 more: three quarters on the club, a quarter still there; the odd penny to the larger rest.
        assert page.inner_text("h1").startswith("Your £3.50 in ")
        assert "Youth club £2.63" in read(page)
        assert "Still in the account £0.87" in read(page)
