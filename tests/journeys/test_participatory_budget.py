"""A participatory budget in a real browser, from the pot to the answer that everybody gets.

long: one round, from the pot to what stands.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from alongside.blocks.fund.models import Award, Pot
from alongside.blocks.propose.models import Proposal
from alongside.blocks.rank.models import Ballot, Poll
from alongside.core.decisions.models import Action
from alongside.core.initiatives import actions
from alongside.core.initiatives.methods import method
from alongside.core.people.models import Party, User
from alongside.core.questions.actions import draft_question, open_question
from alongside.core.questions.models import Question
from alongside.core.recognition.models import Recognition
from alongside.kit import clock
from tests.conformance.town import Run, decider_of, make_town, start

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE = {"width": 375, "height": 740}
IDEAS = (("Benches on the hill", "600"), ("A crossing", "500"), ("Forty trees", "300"))


class Town:
    """The site as its people use it: each opens a browser of their own."""

    def __init__(self, *, browser: Browser, server: LiveServer, run: Run) -> None:
        self.browser, self.server, self.run = browser, server, run

    def sign_in_cookie(self, party: Party) -> dict[str, str]:
        """A signed-in session; signing in itself has a journey of its own."""
        if party.user is None:
            party.user = User.objects.create_user(f"{party.pk}@example.org")
            party.save(update_fields=["user"])
        session = SessionStore()
        session[SESSION_KEY] = str(party.user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = party.user.get_session_auth_hash()
        session.save()
        return {"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key), "url": self.server.url}

    @contextmanager
    def browsing(self, party: Party | None, *, script: bool = True, phone: bool = False) -> Iterator[Page]:
        """A browser of one person. It fails where the console complains."""
        context = self.browser.new_context(java_script_enabled=script, viewport=PHONE if phone else None)
        if party is not None:
            context.add_cookies([self.sign_in_cookie(party)])  # type: ignore[list-item]  # plain strings will do
        page, complaints = context.new_page(), []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page
        context.close()
        assert complaints == []

    def go(self, page: Page, path: str) -> None:
        """Open an address."""
        page.goto(self.server.url + path)

    def player(self, role: str) -> Party:
        """Who plays a role."""
        return self.run.players[role]


@pytest.fixture
def town(browser: Browser, live_server: LiveServer) -> Town:
    run = start(town=make_town(), method=method("participatory_budget"), title="Our streets")
    for key in ("rules", "propose", "check", "vote", "result", "deliver"):
        actions.open_stage(initiative=run.initiative, key=key, actor=run.town.officer)
    return Town(browser=browser, server=live_server, run=run)


def pass_closing_time(question: Question) -> None:
    """Let the time of a question run out: a browser test cannot wait for two weeks."""
    Question.objects.filter(pk=question.pk).update(
        opens_at=clock.now() - timedelta(days=30), closes_at=clock.now() - timedelta(minutes=1)
    )


def test_from_the_pot_to_the_answer_that_everybody_gets(town: Town) -> None:
    initiative = town.run.initiative
    with town.browsing(town.player("steering_officer")) as page:
        town.go(page, f"/fund/{initiative.pk}/")
        page.get_by_label("How much is set aside?").fill("1000")
        page.get_by_label("From which budget?").fill("Streets")
        page.get_by_role("button", name="Set it aside").click()
        assert "£1,000" in page.inner_text("main")
    proposals = open_proposals(town)
    bring_and_check(town, proposals)
    poll = prepare_and_open(town, proposals)
    codes = issue(town, poll)
    vote_on_a_phone_without_script(town, poll)
    vote_with_a_code(town, poll, codes[0])
    enter_paper(town, poll, codes[1])
    assert sorted(Ballot.objects.filter(poll=poll).values_list("channel", "choices")) == [
        ("code", "1"),
        ("paper", "1,3"),
        ("web", "1,3"),
    ]
    close_count_and_announce(town, poll, proposals)
    assert Proposal.objects.filter(question=proposals, status="chosen").count() == 2
    assert sorted(Award.objects.values_list("amount", flat=True)) == [30_000, 60_000]
    assert Pot.objects.get().account.balance == 10_000
    assert Recognition.objects.filter(form="answer", contribution__question=proposals).count() == 3
    assert Action.objects.filter(decision__question=proposals, decision__state="published").count() == 2
    loser_reads_why(town, proposals)
    deliver_in_the_open(town, proposals)
    anybody_looks_at_the_whole(town, poll)


def open_proposals(town: Town) -> Question:
    officer = town.player("steering_officer")
    question = draft_question(
        initiative=town.run.initiative,
        stage="propose",
        prompt="What should £1,000 do?",
        actor=officer,
        fixed="The money",
        open_to_change="The rest",
        information="A bench costs £600.",
        decider=decider_of(town.run),
        closes_at=clock.now() + timedelta(days=20),
        answer_by=(clock.now() + timedelta(days=90)).date(),
    )
    return open_question(question=question, actor=officer)


def bring_and_check(town: Town, question: Question) -> None:
    """A resident brings three, somebody supports one, the checker says of each that it can be done."""
    with town.browsing(town.run.town.somebody, script=False, phone=True) as page:
        for title, cost in IDEAS:
            town.go(page, f"/propose/{question.pk}/new/")
            page.get_by_label("What should be done, in a few words?").fill(title)
            page.get_by_label("Say it in a sentence or two").fill("We need it.")
            page.get_by_label("What might it cost?").fill(cost)
            page.get_by_role("button", name="Send my proposal").click()
            assert page.inner_text("h1") == title
            assert "Keep this code" in page.inner_text("main")
    with town.browsing(town.player("scrutineer")) as page:
        first = Proposal.objects.get(question=question, number=0)
        town.go(page, f"/propose/{question.pk}/{first.pk}/")
        page.get_by_role("button", name="I stand behind it").click()
        assert "1 person stands behind it" in page.inner_text("main")
    with town.browsing(town.player("checker")) as page:
        for proposal in Proposal.objects.filter(question=question).order_by("number"):
            town.go(page, f"/propose/{question.pk}/{proposal.pk}/")
            page.get_by_label("Yes").check()
            page.get_by_label("Why?").fill("The ground is ours.")
            page.get_by_role("button", name="Publish the check").click()
            assert "The check: it can be done." in page.inner_text("main")
    pass_closing_time(question)


def prepare_and_open(town: Town, proposals: Question) -> Poll:
    from alongside.core.questions.actions import close_question

    close_question(question=proposals, actor=town.player("steering_officer"))
    write_and_agree_the_rules(town)
    with town.browsing(town.player("steering_officer")) as page:
        town.go(page, f"/participatory-budget/{town.run.initiative.pk}/lead/")
        page.get_by_label("What do people choose?").fill("Choose for £1,000")
        page.get_by_label("How much can be spent?").fill("1000")
        page.get_by_label("Last day of the vote").fill((clock.now() + timedelta(days=20)).date().isoformat())
        page.get_by_label("Day by which the result is published").fill(
            (clock.now() + timedelta(days=60)).date().isoformat()
        )
        page.get_by_label("What do people need to know?").fill("Each has its checked cost.")
        page.get_by_role("button", name="Prepare the vote").click()
        poll = Poll.objects.get(question__initiative=town.run.initiative)
        town.go(page, f"/rank/{poll.question_id}/desk/")
        page.get_by_role("button", name="Open the vote").click()
        assert "Ballots so far" in page.inner_text("main")
    return poll


def write_and_agree_the_rules(town: Town) -> None:
    """A resident writes them, a vote cannot be prepared by them yet, the officer agrees."""
    path = f"/participatory-budget/{town.run.initiative.pk}"
    with town.browsing(town.player("steering_resident"), script=False, phone=True) as page:
        town.go(page, f"{path}/rules/")
        page.get_by_label("Who may vote?").fill("Everybody who lives here")
        page.get_by_label("What may a ballot say?").select_option("knapsack")
        page.get_by_label("Most votes first, while the money lasts").check()
        page.get_by_text("Every figure of the count").click()
        page.get_by_label("Fewest votes that a project needs").fill("1")
        page.get_by_label("Why these rules?").fill("As the last time.")
        page.get_by_role("button", name="Write this version").click()
        assert "Waiting for the other side" in page.inner_text("main")
    with town.browsing(town.player("steering_officer")) as page:
        town.go(page, f"{path}/lead/")
        assert page.get_by_role("button", name="Prepare the vote").count() == 0
        town.go(page, f"{path}/rules/")
        page.get_by_role("button", name="I agree for my side").click()
        assert "Agreed by both sides" in page.inner_text("main")


def issue(town: Town, poll: Poll) -> list[str]:
    with town.browsing(town.player("returning_officer")) as page:
        town.go(page, f"/rank/{poll.question_id}/desk/")
        page.get_by_label("How do they reach people?").select_option("paper")
        page.get_by_label("Name of the batch").fill("The hall")
        page.get_by_label("How many?").fill("2")
        page.get_by_role("button", name="Make and show them once").click()
        return [cell.inner_text() for cell in page.locator("td code").all()]


def tick(page: Page, *titles: str) -> None:
    for title in titles:
        page.get_by_label(title).check()


def vote_on_a_phone_without_script(town: Town, poll: Poll) -> None:
    with town.browsing(town.run.town.somebody, script=False, phone=True) as page:
        town.go(page, f"/rank/{poll.question_id}/")
        page.get_by_role("link", name="Fill in my ballot").click()
        tick(page, "Benches on the hill", "A crossing")
        page.get_by_role("button", name="Look over my ballot").click()
        assert "£100 more than there is" in page.inner_text("main")
        page.get_by_role("button", name="Remove A crossing").click()
        assert "£400 left" in " ".join(page.inner_text(".stay").split())
        tick(page, "Forty trees")
        page.get_by_role("button", name="Look over my ballot").click()
        page.get_by_role("button", name="Put it in the box").click()
        assert "Your ballot is in the box." in page.inner_text("main")
        town.go(page, f"/rank/{poll.question_id}/")
        assert "You have voted" in page.inner_text("main")


def vote_with_a_code(town: Town, poll: Poll, code: str) -> None:
    with town.browsing(None) as page:
        town.go(page, f"/rank/{poll.question_id}/")
        page.get_by_label("The code from your letter").fill(code.lower())
        page.get_by_role("button", name="Fill in the ballot").click()
        page.get_by_label("Benches on the hill").focus()
        page.keyboard.press("Space")
        assert "£400 left" in " ".join(page.inner_text(".stay").split())
        page.get_by_role("button", name="Look over my ballot").click()
        page.get_by_role("button", name="Put it in the box").click()
        assert code not in page.url


def enter_paper(town: Town, poll: Poll, code: str) -> None:
    with town.browsing(town.player("returning_officer")) as page:
        town.go(page, f"/rank/{poll.question_id}/paper/")
        page.get_by_label("Name of the batch").fill("The hall")
        page.get_by_label("How many papers did you count?").fill("2")
        page.get_by_label("Codes on the counterfoils").fill(f"{code}\n{code}")
        page.get_by_role("button", name="Check the counterfoils").click()
        assert "2 came, 1 to enter, 1 set aside" in page.inner_text("main")
        address = page.url
    for reader in ("returning_officer", "scrutineer"):
        with town.browsing(town.player(reader)) as page:
            page.goto(address)
            page.get_by_label("What is marked on each paper").fill("1, 3")
            page.get_by_role("button", name="Keep this entry").click()
    with town.browsing(town.player("returning_officer")) as page:
        page.goto(address)
        page.get_by_role("button", name="Put the batch in the box").click()
        assert "In the box: 1 ballots. Spoiled: 0." in page.inner_text("body")


def close_count_and_announce(town: Town, poll: Poll, proposals: Question) -> None:
    pass_closing_time(poll.question)
    with town.browsing(town.player("steering_officer")) as page:
        town.go(page, f"/rank/{poll.question_id}/desk/")
        page.get_by_role("button", name="Close the vote and seal the box").click()
        assert "Seal of the box" in page.inner_text("main")
    with town.browsing(town.player("returning_officer")) as page:
        town.go(page, f"/rank/{poll.question_id}/desk/")
        page.get_by_role("button", name="Count by the published rule").click()
        town.go(page, f"/rank/{poll.question_id}/")
        assert page.inner_text("h1") == "2 projects won, for £900."
        town.go(page, f"/participatory-budget/{town.run.initiative.pk}/lead/")
        page.get_by_label("Where else can a proposal go").fill("Ask the community chest.")
        page.get_by_role("button", name="Draft every answer").click()
    with town.browsing(town.player("decider")) as page:
        town.go(page, f"/participatory-budget/{town.run.initiative.pk}/lead/")
        page.get_by_label("The reason, for those who hoped").fill("We keep to the count.")
        for day in page.get_by_label("By when?").all():
            day.fill((clock.now() + timedelta(days=200)).date().isoformat())
        page.get_by_role("button", name="Publish and answer everybody").click()
        assert "Everybody has been answered." in page.inner_text("main")


def loser_reads_why(town: Town, proposals: Question) -> None:
    lost = Proposal.objects.get(question=proposals, status="not_chosen")
    with town.browsing(None, script=False, phone=True) as page:
        town.go(page, f"/propose/{proposals.pk}/{lost.pk}/")
        words = page.inner_text("main")
        assert "fewer votes than the rules ask for" in words
        assert "Ask the community chest." in words


# long: one walk, with both sides in turn
def deliver_in_the_open(town: Town, proposals: Question) -> None:
    """The officer plans a step, moves it with a reason and says it is done; a resident says no, then confirms."""
    action = Action.objects.filter(decision__question=proposals, decision__state="published").order_by("id")[0]
    path = f"/participatory-budget/{town.run.initiative.pk}/delivery/"
    today = clock.today()
    with town.browsing(town.player("steering_officer")) as page:
        town.go(page, path)
        page.get_by_role("link", name=action.what).click()
        page.get_by_text("Add a step").click()
        page.get_by_label("What is the next step?").fill("It is built")
        page.get_by_label("Done by which day?").fill((today + timedelta(days=20)).isoformat())
        page.get_by_role("button", name="Add it").click()
        page.get_by_text("It needs another day").click()
        page.get_by_label("The new day").fill((today + timedelta(days=40)).isoformat())
        page.get_by_role("button", name="Publish the new day").click()
        assert "Why: still needs an answer" in page.inner_text("main")
        page.get_by_label("Why?").first.fill("The frost is still in the ground.")
        page.get_by_role("button", name="Publish the new day").click()
        assert "The frost is still in the ground." in page.inner_text("main")
        page.get_by_label("How can others see that it is done?").fill("It stands.")
        page.get_by_role("button", name="It is done", exact=True).click()
    with town.browsing(town.player("steering_resident"), script=False, phone=True) as page:
        town.go(page, f"{path}{action.pk}/")
        page.get_by_text("No, it is not").click()
        page.get_by_label("What is missing?").fill("One arm is loose.")
        page.get_by_role("button", name="Say that it is not done").click()
        assert "Residents say that it is not done yet." in page.inner_text("main")
    with town.browsing(town.player("steering_officer")) as page:
        town.go(page, f"{path}{action.pk}/")
        page.get_by_label("How can others see that it is done?").fill("Tightened; try it.")
        page.get_by_role("button", name="It is done", exact=True).click()
    with town.browsing(town.player("steering_resident"), phone=True) as page:
        town.go(page, f"{path}{action.pk}/")
        page.get_by_role("button", name="Yes, it is done").click()
        assert "Done, and confirmed by residents" in page.inner_text("main")


def anybody_looks_at_the_whole(town: Town, poll: Poll) -> None:
    """A visitor comes from the result to the money, the districts and the other rules."""
    with town.browsing(None, script=False, phone=True) as page:
        for link, heading in (
            ("Where the money went", "Where the money went."),
            ("What each district gets", "What each district gets."),
            ("Try other rules on these ballots", "What would another rule decide?"),
        ):
            town.go(page, f"/rank/{poll.question_id}/")
            assert "Where else it can go" in page.inner_text("main")
            page.get_by_role("link", name=link).click()
            assert " ".join(page.inner_text("h1").split()) == heading
