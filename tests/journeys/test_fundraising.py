"""Two campaigns in a real browser: one comes together with match, one does not; both sides, from idea to thanks."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from alongside.blocks.fund.actions.pledging import link_of
from alongside.blocks.fund.models import Award, Campaign, Collection, Payment, Pledge
from alongside.blocks.propose.actions import add_proposal
from alongside.core import daily
from alongside.core.accounts.proving import findings
from alongside.core.contributions.models import Contribution
from alongside.core.decisions.models import Decision
from alongside.core.initiatives import actions
from alongside.core.initiatives.methods import method
from alongside.core.messages.models import Message
from alongside.core.people.models import Party, User
from alongside.core.questions.models import Question
from alongside.core.recognition.models import Recognition
from alongside.kit import clock
from alongside.standards.tests.test_camt053 import entry, statement
from tests.conformance.town import Run, make_town, open_question_in, start

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE = {"width": 375, "height": 740}


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
    def browsing(self, who: str | Party | None, *, script: bool = True, phone: bool = False) -> Iterator[Page]:
        """A browser of one person, named by role or in person. It fails where the console complains."""
        party = self.run.players[who] if isinstance(who, str) else who
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
        answer = page.goto(self.server.url + path)
        assert answer is not None
        assert answer.status == 200

    @property
    def home(self) -> str:
        """The page of all campaigns."""
        return f"/fundraising/{self.run.initiative.pk}/"


@pytest.fixture
def town(browser: Browser, live_server: LiveServer) -> Town:
    run = start(town=make_town(), method=method("fundraising"), title="Together")
    for stage in run.initiative.method.stages:
        actions.open_stage(initiative=run.initiative, key=stage.key, actor=run.town.officer)
    return Town(browser=browser, server=live_server, run=run)


def test_one_comes_together_with_match_and_one_does_not(town: Town) -> None:
    set_match_aside(town)
    roof, stage = write_and_open(town, "A roof", "300"), write_and_open(town, "A stage", "9000")
    visitor = pledge_without_an_account_or_script(town, roof)
    pledge_signed_in(town, roof, "80")
    pledge_signed_in(town, stage, "50")
    enter_from_paper(town, roof)
    last_day_passes(roof, stage)
    assert [Campaign.objects.get(pk=one.pk).state for one in (roof, stage)] == ["reached", "missed"]
    assert Collection.objects.filter(pledge__campaign=stage).count() == 0
    the_one_that_did_not(town, stage)
    say_what_came_of_it(town, roof, "Build it")
    say_what_came_of_it(town, stage, "Ask the parks team")
    pay_and_take_in(town, visitor)
    pay_the_carpenter_by_two_people(town, roof)
    thank(town, roof)
    assert findings(town.run.town.organisation) == []


def set_match_aside(town: Town) -> None:
    """The match funder sets £500 aside and publishes the rule; everybody can read an example."""
    pot = f"/fund/{town.run.initiative.pk}/"
    with town.browsing("match_funder") as page:
        town.go(page, pot)
        page.get_by_label("How much is set aside?").fill("500")
        page.get_by_label("From which budget?").fill("Small grants")
        page.get_by_role("button", name="Set it aside").click()
        page.get_by_text("Publish another rule").click()
        page.get_by_label("How many pence does the pot add for each pound?").fill("100")
        page.get_by_label("At most how much does one project get?").fill("150")
        page.get_by_role("button", name="Publish the rule").click()
        assert "For each £1 that counts, the pot adds £1." in page.inner_text("main")
    with town.browsing(None, script=False) as page:
        town.go(page, pot)
        page.get_by_text("An example, worked out").click()
        assert "Together £230 counts, so the pot adds £150." in page.inner_text("main")


def write_and_open(town: Town, title: str, cost: str) -> Campaign:
    """The creator writes the campaign of an idea; the verifier looks at it and opens it."""
    creator = town.run.players["creator"]
    question = Question.objects.filter(stage="idea").first() or open_question_in(run=town.run, stage="idea")
    add_proposal(
        question=question, title=title, summary="We need it.", text="We need it.", actor=creator, party=creator
    )
    day = (clock.today() + timedelta(days=20)).isoformat()
    with town.browsing("creator") as page:
        town.go(page, town.home)
        page.get_by_role("link", name=f"Write the campaign of “{title}”").click()
        page.get_by_label("What does it cost?").fill(f"Timber: {int(cost) - 10}\nNails: 10")
        page.get_by_label("How many hours of help does it need?").fill("20")
        page.get_by_label("The last day for pledges").fill(day)
        page.get_by_role("button", name="Give it to the team to look at").click()
        assert "The team looks at it" in page.inner_text("main")
    with town.browsing("verifier", script=False) as page:
        town.go(page, town.home)
        page.get_by_role("link", name="What you do next with it").first.click()
        page.get_by_role("button", name="Open the campaign").click()
        assert Campaign.objects.get(title=title).state == "draft"  # not before all four were looked at
        for box in page.get_by_role("checkbox").all():
            box.check()
        page.get_by_label("Until when do you tell everybody what comes of it?").fill(
            (clock.today() + timedelta(days=60)).isoformat()
        )
        page.get_by_role("button", name="Open the campaign").click()
        assert page.inner_text("h1") == title
    return Campaign.objects.get(title=title)


def pledge_without_an_account_or_script(town: Town, campaign: Campaign) -> Pledge:
    """Somebody on a phone, with no account and no script, pledges £70 and confirms it from the e-mail."""
    with town.browsing(None, script=False, phone=True) as page:
        town.go(page, f"/fund/{campaign.question_id}/")
        page.get_by_role("link", name="Pledge something").click()
        page.get_by_label("How much money?").fill("70")
        page.get_by_label("Your name").fill("Ann")
        page.get_by_label("Your e-mail address").fill("ann@example.org")
        page.get_by_label("Why do you want it?").fill("My father waits there.")
        page.get_by_label("Show my name and these words on the page").check()
        page.get_by_role("button", name="Pledge it").click()
        assert page.inner_text("h1") == "One more step: look into your mail."
        assert Campaign.objects.get(pk=campaign.pk).pledged == 0
        town.go(page, Message.objects.get(key__startswith="pledge-confirm:").path)
        page.get_by_role("button", name="Yes, this is my pledge").click()
        assert "your pledge counts" in page.inner_text("main")
        town.go(page, f"/fund/{campaign.question_id}/")
        assert "My father waits there." in page.inner_text("main")
    return Pledge.objects.get(party__name="Ann")


def pledge_signed_in(town: Town, campaign: Campaign, pounds: str) -> None:
    """A resident pledges, and finds a code and a way back."""
    with town.browsing(town.run.town.somebody) as page:
        town.go(page, f"/fund/campaigns/{campaign.pk}/pledge/")
        page.get_by_label("How much money?").fill(pounds)
        page.get_by_role("button", name="Pledge it").click()
        assert page.inner_text("h1") == f"Your pledge: £{pounds}."
        assert "Keep this code" in page.inner_text("main")


def enter_from_paper(town: Town, campaign: Campaign) -> None:
    """The creator types in a form that promises two hours."""
    with town.browsing("creator", script=False) as page:
        town.go(page, f"/fund/campaigns/{campaign.pk}/form/")
        assert "I pledge this many hours" in page.inner_text("main")
        town.go(page, f"/fund/campaigns/{campaign.pk}/enter/")
        page.get_by_label("The name on the form").fill("Cyril")
        page.get_by_label("Time", exact=True).check()
        page.get_by_label("How many hours?").fill("2")
        page.get_by_role("button", name="Enter it").click()
        assert "Write this code on the slip" in page.inner_text("main")


def last_day_passes(*campaigns: Campaign) -> None:
    """Let the last day pass, and the worker do what it does each minute."""
    past = clock.now() - timedelta(minutes=1)
    for campaign in campaigns:
        Campaign.objects.filter(pk=campaign.pk).update(closes_at=past)
        Question.objects.filter(pk=campaign.question_id).update(opens_at=past - timedelta(days=30), closes_at=past)
    daily.every_minute()


def the_one_that_did_not(town: Town, campaign: Campaign) -> None:
    """Everybody can read that it did not come together, and whoever pledged that nothing is owed."""
    with town.browsing(None, script=False) as page:
        town.go(page, f"/fund/{campaign.question_id}/")
        assert "It did not come together." in page.inner_text("main")
        town.go(page, link_of(Pledge.objects.get(campaign=campaign)))
        assert "You owe nothing." in page.inner_text("main")


def say_what_came_of_it(town: Town, campaign: Campaign, next_step: str) -> None:
    """The match funder publishes the decision: everybody who pledged is answered."""
    with town.browsing("match_funder") as page:
        town.go(page, f"/fundraising/campaigns/{campaign.pk}/")
        page.get_by_label("The reason, for everybody who pledged").fill(
            "The numbers decided, by the rule we published."
        )
        page.get_by_label("What is done now?").fill(next_step)
        page.get_by_label("By which day?").fill((clock.today() + timedelta(days=40)).isoformat())
        page.get_by_role("button", name="Publish it").click()
    assert Decision.objects.get(question=campaign.question_id).state == "published"
    waiting = Contribution.objects.filter(question=campaign.question_id, state="received", answered_at__isnull=True)
    assert waiting.count() == 0


def pay_and_take_in(town: Town, visitor: Pledge) -> None:
    """The visitor reads how to pay; the payment agent takes in the statement on which the money came."""
    with town.browsing(None, script=False, phone=True) as page:
        town.go(page, link_of(visitor))
        reference = Collection.objects.get(pledge=visitor).reference
        assert reference in page.inner_text("main")
    other = Collection.objects.exclude(pledge=visitor).get()
    data = statement(
        entry("70.00", words=f"roof {reference}", ref="1"),
        entry("80.00", words=other.reference, ref="2"),
        entry("3.00", words="cake sale", ref="3"),
    )
    with town.browsing("payment_agent") as page:
        town.go(page, f"/fund/{town.run.initiative.pk}/bank/")
        file = {"name": "statement.xml", "mimeType": "text/xml", "buffer": data}
        page.get_by_label("The file that your bank calls camt.053").set_input_files([file])  # type: ignore[list-item]  # it is one
        page.get_by_role("button", name="Take it in").click()
        assert "2 lines matched, 1 wait for you" in page.inner_text("main")
        assert "cake sale" in page.inner_text("main")
    with town.browsing(None, script=False) as page:
        town.go(page, link_of(visitor))
        assert "It came in. Thank you." in page.inner_text("main")


def pay_the_carpenter_by_two_people(town: Town, campaign: Campaign) -> None:
    """The match is awarded; from £100 on one prepares a payment, and another approves it."""
    award = Award.objects.get()
    assert (award.amount, award.pot.account.balance) == (15_000, 35_000)
    award.pot.two_people_from = 10_000
    award.pot.save(update_fields=["two_people_from"])
    path = f"/fund/{town.run.initiative.pk}/awards/{award.pk}/"
    with town.browsing("payment_agent") as page:
        town.go(page, path)
        page.get_by_label("How much?", exact=True).fill("150")
        page.get_by_label("For what?").fill("Timber")
        page.get_by_role("button", name="Prepare it").click()
        page.get_by_role("button", name="Approve").click()
        assert "A second person must look at it" in page.inner_text("main")
    with town.browsing(town.run.town.officer) as page:
        town.go(page, path)
        page.get_by_role("button", name="Approve").click()
        page.get_by_role("button", name="It is paid").click()
        assert "£150 awarded, £150 paid, £0 left." in page.inner_text("main")
    payment = Payment.objects.get()
    assert (payment.state, payment.by_id != payment.approved_by_id) == ("paid", True)
    with town.browsing("creator") as page:
        town.go(page, f"/fund/campaigns/{campaign.pk}/desk/")
        page.get_by_role("button", name="It was given").click()
        assert "Say thank you" in page.inner_text("main")


def thank(town: Town, campaign: Campaign) -> None:
    """Somebody who gains from it thanks everybody who gave; the visitor reads it."""
    with town.browsing("beneficiary", phone=True) as page:
        town.go(page, f"/fundraising/campaigns/{campaign.pk}/")
        page.get_by_label("What did it bring you? Write as you would speak.").fill("I sat there dry this morning.")
        page.get_by_role("button", name="Send my thanks").click()
        assert "Your thanks have gone" in page.inner_text("main")
    assert Recognition.objects.filter(form="thanks").count() == 4  # three pledges were given, and whose idea it was
    with town.browsing(None, script=False) as page:
        town.go(page, link_of(Pledge.objects.get(party__name="Ann")))
        assert "I sat there dry this morning." in page.inner_text("main")
