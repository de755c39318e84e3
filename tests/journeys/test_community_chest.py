"""A round of a community chest in a real browser, from the call to the story, by everybody who has a part in it.

long: one story, lived through by nine people.
"""

import importlib.util
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from alongside.blocks.fund.actions import ringfence_pot
from alongside.blocks.fund.models import Award, Payment, Pot
from alongside.core.accounts.queries import given_by_both, unbalanced_transactions, wrong_balances
from alongside.core.decisions.models import Action
from alongside.core.initiatives import actions, charter
from alongside.core.initiatives.methods import method
from alongside.core.people.actions import add_party
from alongside.core.people.models import Party
from alongside.core.questions.models import Question
from alongside.core.recognition.models import Recognition
from alongside.kit import clock
from alongside.methods.prioritisation.community_chest.models import Application, Declaration, Grant, Round, Sheet
from alongside.standards.threesixtygiving import findings_of, read
from alongside.standards.threesixtygiving.tests.example import against_the_schema, grant_schema
from tests.conformance.town import make_town, start
from tests.journeys.test_participatory_budget import Town, pass_closing_time

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class Chest(Town):
    """The site as both sides of a chest use it, with a resident and a second group that applies."""

    def __init__(self, *, browser: Browser, server: LiveServer, **given: Any) -> None:
        super().__init__(browser=browser, server=server, **given)
        self.growers = add_party(organisation=self.run.town.organisation, name="Example of a grower")
        self.choir = add_party(organisation=self.run.town.organisation, name="Example of a singer")

    @property
    def round(self) -> Round:
        """The one round."""
        return Round.objects.select_related("question").get()

    def application(self, number: int) -> Application:
        """An application by its number."""
        return Application.objects.get(number=number)

    def at(self, page: Page, name: str) -> None:
        """Open a page of the round."""
        self.go(page, f"/chest/rounds/{self.round.question_id}/{name}")

    def open(self, page: Page, number: int) -> None:
        """Open the page of an application."""
        self.go(page, f"/chest/applications/{self.application(number).pk}/")

    def does(self, who: Party, number: int, button: str, **fields: str) -> str:
        """Let somebody fill in something on the page of an application and send it; return what the page says."""
        with self.browsing(who, script=False) as page:
            self.open(page, number)
            for closed in page.locator("main details:not([open]) > summary").all()[::-1]:
                closed.click()
            for label, value in fields.items():
                page.get_by_label(label.replace("_", " ")).fill(value)
            page.get_by_role("button", name=button, exact=True).click()
            return page.inner_text("main")


@pytest.fixture
def chest(browser: Browser, live_server: LiveServer) -> Chest:
    run = start(town=make_town(), method=method("community_chest"), title="The chest")
    for stage in run.initiative.method.stages:
        actions.open_stage(initiative=run.initiative, key=stage.key, actor=run.town.officer)
    second = add_party(organisation=run.town.organisation, name="Example of a second resident")
    charter.add_member(initiative=run.initiative, party=second, role="panel_resident", actor=run.town.officer)
    run.players["second_resident"] = second
    officer = run.players["fund_officer"]
    ringfence_pot(initiative=run.initiative, amount=100_000, source="Neighbourhoods", actor=officer, two_people_from=0)
    return Chest(browser=browser, server=live_server, run=run)


def days(count: int) -> str:
    """A day to come, as a date field takes it."""
    return (clock.now() + timedelta(days=count)).date().isoformat()


def main_of(page: Page) -> str:
    return " ".join(page.inner_text("main").split())


def test_from_the_call_to_the_story(chest: Chest, tmp_path: Path, shared: Path) -> None:
    call(chest)
    two_groups_apply(chest)
    hold_the_money(chest)
    check(chest)
    judge_blind(chest)
    agree_with_two_people(chest)
    accept_and_pay_by_two(chest)
    picture = tmp_path / "receipt.png"
    Image.new("RGB", (400, 300), "#a8430f").save(picture)
    report(chest, picture)
    hear_and_thank(chest)
    look_at_what_everybody_sees(chest, tmp_path, shared)
    organisation = chest.run.town.organisation
    assert (wrong_balances(organisation), unbalanced_transactions(organisation)) == ([], [])
    given = given_by_both(organisation=organisation, initiative=chest.run.initiative)
    assert (given.public_pence, given.citizen_minutes) == (40_000, 90 * 60)


def call(chest: Chest) -> None:
    """The fund officer writes the round down and opens it; a slip is said in words."""
    with chest.browsing(chest.player("fund_officer")) as page:
        chest.go(page, f"/chest/{chest.run.initiative.pk}/")
        page.get_by_role("link", name="Write a new round").click()
        for label, value in (
            ("What do you ask groups?", "What would you do with up to £500?"),
            ("What is the fund called?", "Spring chest"),
            ("How much can this round give in all?", "600"),
            ("The smallest grant", "50"),
            ("The largest grant", "700"),
            ("Last day to apply", days(20)),
            ("Day by which every group has its answer", days(60)),
            ("What does the panel look at?", "People it reaches x 2\nCan it be done"),
            ("What must every application meet?", "It happens in the town"),
            ("What do groups need to know?", "One short page."),
            ("What is fixed?", "£600 in all"),
            ("What is open?", "What for"),
            ("What does a group agree to when it accepts?", "Keep the receipts."),
            ("Where else can those go who get nothing?", "The volunteer centre lends tools."),
        ):
            page.get_by_label(label).fill(value)
        page.get_by_role("button", name="Write it down").click()
        assert "The smallest grant is at most the largest, and that at most the whole." in main_of(page)
        page.get_by_label("The largest grant").fill("500")
        page.get_by_role("button", name="Write it down").click()
        page.get_by_role("button", name="Open the round").click()
        assert "The round is open." in page.inner_text("body")


def fill_application(page: Page, *, name: str, title: str, amount: str, account: bool) -> None:
    page.get_by_label("What is your group called?").fill(name)
    page.get_by_label("Neighbours or friends, without a constitution").check()
    page.get_by_label("Yes" if account else "No", exact=True).check()
    page.get_by_label("What will you do, in a few words?").fill(title)
    page.get_by_label("Tell us more").fill("On two Saturdays, with whoever comes.")
    page.get_by_label("What will be better, and how will one see it?").fill("Neighbours know each other.")
    page.get_by_label("How much do you ask for?").fill(amount)
    page.get_by_label("What does the whole cost?").fill(amount)
    page.get_by_label("When does it start?").fill(days(70))
    page.get_by_label("When is it done?").fill(days(90))


def two_groups_apply(chest: Chest) -> None:
    """One group has no bank account, applies on a phone without scripts, and meets three refusals on the way."""
    with chest.browsing(chest.growers, script=False, phone=True) as page:
        chest.at(page, "")
        page.get_by_role("link", name="Apply for a grant").click()
        fill_application(page, name="Mill Lane growers", title="Raised beds", amount="900", account=False)
        page.get_by_role("button", name="Send our application").click()
        assert "A grant is between £50 and £500 here." in main_of(page)
        page.get_by_label("How much do you ask for?").fill("400")
        page.get_by_role("button", name="Send our application").click()
        assert "Name a larger group that holds the money for you." in main_of(page)
        page.get_by_label("If not: which larger group").select_option("Example of a fiscal_host")
        page.get_by_role("button", name="Send our application").click()
        assert "Keep this code to come back to it" in main_of(page)
        chest.at(page, "apply/")
        fill_application(page, name="Mill Lane growers", title="More beds", amount="100", account=True)
        page.get_by_role("button", name="Send our application").click()
        assert "“Mill Lane growers” has applied in this round already." in main_of(page)
    with chest.browsing(chest.choir) as page:
        chest.at(page, "apply/")
        fill_application(page, name="Dock Road choir", title="Song sheets", amount="300", account=True)
        page.get_by_role("button", name="Send our application").click()
        assert page.inner_text("h1") == "Song sheets"
    with chest.browsing(chest.choir) as page:
        chest.go(page, f"/chest/applications/{chest.application(1).pk}/")
        assert page.inner_text("h1") == "There is no such page."
    assert [one.contribution.channel for one in Application.objects.order_by("number")] == ["web", "web"]


def hold_the_money(chest: Chest) -> None:
    with chest.browsing(chest.player("fiscal_host")) as page:
        chest.at(page, "")
        page.get_by_role("link", name="Mill Lane growers: Raised beds").click()
        page.get_by_role("button", name="Yes, we hold the money").click()
        assert "Holds the money" in main_of(page)


def check(chest: Chest) -> None:
    """The officer writes back, closes at the promised time and checks."""
    officer = chest.player("fund_officer")
    said = chest.does(officer, 1, "Send it", Thank_them="Thank you, it is complete and we read it.")
    assert "Thank you, it is complete and we read it." in said
    pass_closing_time(chest.round.question)
    with chest.browsing(officer) as page:
        chest.at(page, "desk/")
        page.get_by_role("button", name="Close the round").click()
        for number in (1, 2):
            chest.open(page, number)
            page.get_by_label("Yes").check()
            page.get_by_label("Why?").first.fill("It is at the hall.")
            page.get_by_role("button", name="Save the check").click()
            assert "Checked: Can be funded." in page.inner_text("body")


def give_points(page: Page, points: int) -> None:
    for group in page.get_by_role("group").all():
        if group.get_by_label(str(points), exact=True).count() == 1:
            group.get_by_label(str(points), exact=True).check()
    page.get_by_label("A line for the group").fill(f"I gave {points} for this.")
    page.get_by_role("button", name="File my points").click()


# long: one story
def judge_blind(chest: Chest) -> None:
    """Names are hidden, points are hidden until one's own are filed, and an interest takes a resident out of a case."""
    with chest.browsing(chest.player("panel_officer")) as page:
        for number, points in ((1, 5), (2, 3)):
            chest.at(page, f"panel/{number}/")
            assert "Mill Lane growers" not in page.content()
            page.get_by_label("No link").check()
            page.get_by_role("button", name="Save what I declare").click()
            give_points(page, points)
            assert "Filed." in page.inner_text("body")
    with chest.browsing(chest.player("panel_resident"), script=False, phone=True) as page:
        chest.at(page, "panel/1/")
        assert "I gave 5 for this." not in page.content()
        page.get_by_label("Yes: I take no part in this one").check()
        page.get_by_role("button", name="Save what I declare").click()
        assert "Say in a few words what links you to them." in main_of(page)
        page.get_by_label("If yes: what links you?").fill("My sister grows there.")
        page.get_by_role("button", name="Save what I declare").click()
        assert "You have an interest here: others judge it." in main_of(page)
        assert page.get_by_role("button", name="File my points").count() == 0
        assert "I gave 5 for this." not in page.content()
        chest.at(page, "panel/2/")
        page.get_by_label("No link").check()
        page.get_by_role("button", name="Save what I declare").click()
        assert "I gave 3 for this." not in page.content()
        give_points(page, 4)
        assert "I gave 3 for this." in main_of(page)
    with chest.browsing(chest.player("fund_officer")) as page:
        chest.at(page, "desk/")
        page.get_by_role("button", name="End the scoring").click()
        assert "Application 1 still lacks the points of a resident on the panel." in page.inner_text("body")
    with chest.browsing(chest.player("second_resident")) as page:
        chest.at(page, "panel/1/")
        page.get_by_label("No link").check()
        page.get_by_role("button", name="Save what I declare").click()
        give_points(page, 5)
        assert "I gave 5 for this." in main_of(page)
    assert sorted(Sheet.objects.values_list("application__number", "member__role")) == [
        (1, "panel_officer"),
        (1, "panel_resident"),
        (2, "panel_officer"),
        (2, "panel_resident"),
    ]
    assert Declaration.objects.get(interest=True).what == "My sister grows there."


# long: one story
def agree_with_two_people(chest: Chest) -> None:
    """The second group gets what is left; nothing is published before a second person approved it."""
    with chest.browsing(chest.player("fund_officer")) as page:
        for button in ("End the scoring", "Propose an amount for each"):
            chest.at(page, "desk/")
            page.get_by_role("button", name=button).click()
        assert "£600 of £600 proposed." in main_of(page)
        chest.open(page, 2)
        page.get_by_label("How much?").fill("250")
        page.get_by_label("Why?").fill("The sheets come first; the lamp can wait.")
        page.get_by_role("button", name="Write it down").click()
        assert "Only £200 of the round is left. Give less here, or less to another." in main_of(page)
        page.get_by_label("How much?").fill("150")
        page.get_by_role("button", name="Write it down").click()
        for button in ("Set the awards", "Draft every answer"):
            chest.at(page, "desk/")
            page.get_by_role("button", name=button).click()
        assert "Application 2" in main_of(page)
    with chest.browsing(chest.player("decider")) as page:
        chest.at(page, "desk/")
        page.get_by_label("The reason, for those who hoped").fill("We keep to the points of the panel.")
        page.get_by_label("Who sees to it that each grant is paid?").select_option("Example of a fund_officer")
        page.get_by_label("By when?").fill(days(40))
        page.get_by_role("button", name="Publish, and answer every group").click()
        assert "A second person has not approved the award for application 1 yet." in main_of(page)
    for number in (1, 2):
        said = chest.does(chest.player("approver"), number, "Approve this award")
        assert "Approved" in said or "Holds" in said or said
    with chest.browsing(chest.player("decider")) as page:
        chest.at(page, "desk/")
        page.get_by_label("The reason, for those who hoped").fill("We keep to the points of the panel.")
        page.get_by_label("Who sees to it that each grant is paid?").select_option("Example of a fund_officer")
        page.get_by_label("By when?").fill(days(40))
        page.get_by_role("button", name="Publish, and answer every group").click()
        assert "Every group has its answer" in page.inner_text("body")
    assert sorted(Award.objects.values_list("amount", "state")) == [(15_000, "standing"), (40_000, "standing")]
    assert Pot.objects.get().account.balance == 45_000
    part = Recognition.objects.get(form="answer", contribution__chest_application__number=2)
    assert "Adopted in part. £150 of the £300 asked for. The sheets come first; the lamp can wait." in part.text


def accept_and_pay_by_two(chest: Chest) -> None:
    """One group accepts, the other declines with a reason; the same person cannot do both steps of a payment."""
    assert "You are offered" not in chest.does(chest.growers, 1, "We accept the terms")
    declined = chest.does(chest.choir, 2, "Decline the grant", **{"Why?": "The choir has ended."})
    assert "The choir has ended." in declined
    payer, approver = chest.player("payer"), chest.player("approver")
    chest.does(payer, 1, "Prepare it")
    assert Payment.objects.get().to == "Example of a fiscal_host"
    refused = chest.does(payer, 1, "Approve this payment")
    assert Payment.objects.get().state == "prepared", refused
    chest.does(approver, 1, "Approve this payment")
    chest.does(payer, 1, "It is paid", **{"On_which_day_did_it_leave_the_bank?": days(0)})
    assert Payment.objects.get().state == "paid"
    chest.does(payer, 2, "Put it back", **{"Why?": "The group declined."})
    assert Pot.objects.get().account.balance == 60_000


def report(chest: Chest, picture: Path) -> None:
    """The group shows a receipt with its photograph and tells how it went."""
    with chest.browsing(chest.growers, phone=True) as page:
        chest.open(page, 1)
        page.get_by_text("Add a receipt").click()
        page.get_by_label("What was bought?").fill("Timber")
        page.get_by_label("How much was it?").fill("380")
        page.get_by_label("On which day?").fill(days(0))
        page.get_by_label("A photograph of it").set_input_files(picture)
        page.get_by_role("button", name="Keep this receipt").click()
        page.get_by_role("link", name="Look at it Timber").wait_for()
        page.get_by_label("Yes, we did what we said").check()
        page.get_by_label("What did you do, and what came of it?").fill("Six beds stand, and nineteen neighbours came.")
        page.get_by_label("About how many hours did people give?").fill("90")
        page.get_by_label("A picture").set_input_files(picture)
        page.get_by_label("Everybody may read this").check()
        page.get_by_role("button", name="Send our report").click()
        assert "Say in a few words what the picture shows" in main_of(page)
        page.get_by_label("A picture").set_input_files(picture)
        page.get_by_label("What does the picture show?").fill("Six wooden beds")
        page.get_by_role("button", name="Send our report").click()
        assert "Somebody reads it and writes back." in page.inner_text("body")


def hear_and_thank(chest: Chest) -> None:
    """The officer reads it and thanks; the group confirms that the council did what it promised."""
    officer = chest.player("fund_officer")
    chest.does(officer, 1, "I have read it, and looked at the receipts")
    chest.does(officer, 1, "Send the thanks", Thank_them="Thank you for the beds: the street smells of beans.")
    from alongside.core.decisions.doing import confirm_action

    action = Action.objects.get(what__contains="application 1,")
    confirm_action(action=action, actor=chest.growers)
    assert Grant.objects.get(application__number=1).report.read_by == officer


def look_at_what_everybody_sees(chest: Chest, tmp_path: Path, shared: Path) -> None:
    """A visitor reads the grants and the story, and takes the open data along; who declined is not named."""
    with chest.browsing(None, script=False, phone=True) as page:
        chest.at(page, "grants/")
        words = main_of(page)
        assert "1 grant, £400 in all." in words
        assert "Dock Road choir" not in page.content()
        page.get_by_role("link", name="Read its story").click()
        assert page.inner_text("h1") == "Raised beds"
        assert "Six beds stand, and nineteen neighbours came." in main_of(page)
        assert page.get_by_alt_text("Six wooden beds").count() == 1
        data = page.request.get(f"{chest.server.url}/chest/rounds/{chest.round.question_id}/grants.json").body()
    package = read(data)
    assert package.problems == ()
    (grant,) = package.grants
    assert (grant["amountAwarded"], grant["amountAppliedFor"], grant["amountDisbursed"]) == (400, 400, 400)
    assert grant["recipientOrganization"][0]["name"] == "Mill Lane growers"
    assert grant["disbursementTransaction"][0]["recipient"] == "Example of a fiscal_host"
    assert [one.kind for one in findings_of(package.grants, today=clock.today()) if one.kind == "unsafe"] == []
    if shared.is_dir():
        assert against_the_schema(json.loads(data), shared=shared) == []
        if importlib.util.find_spec("flattentool"):
            read_from_outside(data, tmp_path, shared)


def read_from_outside(data: bytes, tmp_path: Path, shared: Path) -> None:
    """flattentool makes a table of it."""
    from alongside.standards.threesixtygiving.tests.test_outside_reader import as_tables

    assert grant_schema(shared)
    path = tmp_path / "grants.json"
    path.write_bytes(data)
    assert [row["title"] for row in as_tables(path, tmp_path / "tables", shared)] == ["Raised beds"]
    assert Question.objects.get().state == "decided"
