"""A charge in a real browser, from its cost to its yearly look: officers, somebody who pays, somebody who does not.

Costs, ways, asking, counting, choosing, prices, waivers, takings and the look are all done on pages; the reading of
answers into themes is the consultation's own journey, and is done here by its actions.
"""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from alongside.blocks.ask.actions import asking as ask
from alongside.blocks.ask.actions import deciding, reading
from alongside.core.contributions.models import Contribution, Theming
from alongside.core.contributions.theming import check_theming
from alongside.core.decisions.actions import plan_action, write_answer
from alongside.core.decisions.models import Decision
from alongside.core.initiatives.actions import open_stage
from alongside.core.initiatives.models import Membership
from alongside.core.questions.actions import add_theme
from alongside.core.questions.models import Question
from alongside.kit import clock
from alongside.methods.financing.charges.models import CostSheet, Look, Plan, Takings, Tariff, Waiver
from alongside.methods.financing.charges.tests.world import Pool, make_pool
from tests.journeys.visiting import Visiting, part, press, read

pytestmark = [pytest.mark.browser, pytest.mark.slow]
KINDS = (("no_charge", "Free as it is", "0"), ("charge", "£3 a swim", "3"), ("our_help", "£2 with volunteers", "2"))


@pytest.fixture
def pool(live_server: LiveServer) -> Pool:
    return make_pool()


@pytest.fixture
def visiting(browser: Browser, live_server: LiveServer) -> Visiting:
    return Visiting(browser=browser, server=live_server)


def day(days: int) -> str:
    """A day so many days from now, as a browser takes it."""
    return (clock.today() + timedelta(days=days)).isoformat()


def test_a_charge_from_its_cost_to_its_yearly_look(pool: Pool, visiting: Visiting) -> None:
    path = f"/charges/{pool.run.initiative.pk}/"
    show_the_cost(pool, visiting, path)
    write_the_ways(pool, visiting, path)
    question = ask_both(pool, visiting, path)
    they_answer(visiting, path, question)
    count_and_choose(pool, visiting, path, question)
    publish_the_prices(pool, visiting, path)
    pay_less(pool, visiting, path)
    book_and_look_back(pool, visiting, path)


def show_the_cost(pool: Pool, visiting: Visiting, path: str) -> None:
    with visiting.browsing(pool.who("accountant"), f"{path}lead/costs/") as page:
        part(page, "begin").send("Begin", unit="swim", uses="10000", year="2025/26", power="lga2003_s93")
        for what, kind, amount in (("Staff", "fixed", "29000"), ("Towels", "variable", "0.30"), ("Slip", "fixed", "5")):
            part(page, "add").send("Add it", what=what, kind=kind, amount=amount, source="Ledger")
        press(page, "Take out Slip")
        part(page, "sign").send("Sign")
        assert "£32,000 ÷ 10,000 uses" in read(page)
    sheet = CostSheet.objects.get()
    assert (sheet.lines.count(), sheet.signed_by) == (2, pool.who("accountant"))
    with visiting.browsing(None, path, phone=True) as page:
        assert page.inner_text("h1") == "One swim costs £3.20. Who should pay?"
        assert "Local Government Act 2003" in read(page)


def write_the_ways(pool: Pool, visiting: Visiting, path: str) -> None:
    with visiting.browsing(pool.who("lead"), f"{path}lead/ways/") as page:
        for kind, title, pounds in KINDS:
            saving = {"saving": "6000", "saving_why": "The rota"} if kind == "our_help" else {}
            part(page, "plan").send(
                "Add it", kind=kind, title=title, says="The pool stays.", collecting="500", **saving
            )
            part(page, "price").send("Set it", plan=title, what="Swim", amount=pounds, uses="10000")
        part(page, "price").send("Set it", plan="£3 a swim", what="Swim", amount="3.30", uses="10000")
        assert "Income would pass cost. By £1,000." in read(page)
    with visiting.browsing(pool.who("lead"), f"{path}lead/ask/") as page:
        send_question(page)
        assert "would bring in £1,000 more than the service costs" in read(page)
    with visiting.browsing(pool.who("lead"), f"{path}lead/ways/") as page:
        part(page, "price").send("Set it", plan="£3 a swim", what="Swim", amount="3", uses="10000")
        part(page, "less").send(
            "Add who pays less", plan="£3 a swim", who="On Universal Credit", kind="percent", percent="50", uses="2000"
        )
        part(page, "less").send(
            "Add who pays less", plan="£2 with volunteers", who="On Universal Credit", kind="free", uses="2000"
        )
        part(page, "example").send(
            "Add the household", title="A pensioner, weekly", uses__0="52", entitled="On Universal Credit"
        )
        assert "Income would pass cost" not in read(page)


def send_question(page: Page) -> None:
    part(page, "ask").send(
        "Write it",
        prompt="Who should pay for the pool?",
        fixed="It stays open.",
        open_to_change="Prices and who pays less.",
        information="A swim costs £3.20.",
        closes_on=day(31),
        answer_by=day(60),
    )


def ask_both(pool: Pool, visiting: Visiting, path: str) -> Question:
    with visiting.browsing(pool.who("lead"), f"{path}lead/ask/") as page:
        send_question(page)
        assert "The question is written" in page.locator("body").inner_text()
        question = Question.objects.get()
    ask.open_now(question=question, actor=pool.who("lead"))
    return Question.objects.get()


def they_answer(visiting: Visiting, path: str, question: Question) -> None:
    """Both work out what they would pay, on a phone without scripts, and then say which way."""
    for pays, option, credit in (
        ("I use it, and pay or would pay", "£2 with volunteers", False),
        ("I do not use it, or stopped", "Free as it is", True),
    ):
        with visiting.browsing(None, path, phone=True) as page:
            assert "£150" not in read(page)
            page.get_by_role("link", name="First: what would I pay?").click()
            page.get_by_label("Swim: how many times a year?").fill("100")
            if credit:
                page.get_by_label("On Universal Credit").check()
            press(page, "Work it out")
            assert ("£150" if credit else "£300") in read(page)
            assert "100" not in page.url
            page.goto(visiting.server.url + f"/ask/{question.pk}/answer/")
            fill_in(page, {"words": "The children", "pay": pays, "option": option, "uses": "4"})
            press(page, "Send my answer")
    assert Contribution.objects.filter(question=question).count() == 2


def fill_in(page: Page, said: dict[str, str]) -> None:
    """Answer what is asked, page by page, until it can be looked over."""
    for _page in range(8):
        if page.get_by_role("button", name="Send my answer", exact=True).count():
            return
        for value in said.values():
            box = page.get_by_label(value, exact=True)
            if box.count():
                box.first.check()
        if page.locator("main textarea").count():
            page.locator("main textarea").first.fill(said["words"])
        elif page.locator("main input:not([type=hidden]):not([type=radio])").count():
            page.locator("main input:not([type=hidden]):not([type=radio])").first.fill(said["uses"])
        press(page, "Go on")


def count_and_choose(pool: Pool, visiting: Visiting, path: str, question: Question) -> None:
    Question.objects.filter(pk=question.pk).update(
        opens_at=clock.now() - timedelta(days=40), closes_at=clock.now() - timedelta(minutes=1)
    )
    lead, accountant = pool.who("lead"), pool.who("accountant")
    question = ask.close_and_read(question=Question.objects.get(pk=question.pk), actor=lead)
    with visiting.browsing(lead, f"{path}lead/ask/") as page:
        part(page, "count").send("Count")
    theme = add_theme(question=question, title="Children", actor=lead)
    for one in question.contributions.select_related("initiative", "question"):
        for reader in (lead, accountant):
            reading.read_into_themes(contribution=one, themes=[theme], actor=reader)
    theming = Theming.objects.filter(theme=theme).select_related("contribution__initiative")[0]
    check_theming(theming=theming, actor=pool.who("non_user"))
    ask.begin_deciding(question=question, actor=lead)
    with visiting.browsing(None, f"{path}said/", phone=True) as page:
        assert read(page).count("not shown") == 6 + 1  # every cell of three ways and two groups, and the note
    decider = pool.who("cabinet_member")
    with visiting.browsing(decider, f"{path}lead/prices/") as page:
        part(page, "choose").send("Draft the decision", plan="£2 with volunteers", reason="Both can live with it.")
    draft = Decision.objects.get(question=question)
    assert draft.result == "We choose: £2 with volunteers."
    write_answer(decision=draft, theme=theme, verdict="adopted", why="They pay less.", actor=decider)
    owner = Membership.objects.get(initiative=pool.run.initiative, role="waiver_officer")
    plan_action(decision=draft, what="Answer waivers", owner=owner, due=date(2040, 1, 1), actor=decider)
    deciding.publish(question=Question.objects.get(pk=question.pk), actor=decider, has_read=True)


def publish_the_prices(pool: Pool, visiting: Visiting, path: str) -> None:
    decider = pool.who("cabinet_member")
    with visiting.browsing(decider, f"{path}lead/prices/") as page:
        send = {"starts_on": clock.today().isoformat(), "reason": "It keeps Sundays."}
        part(page, "publish").send("Publish", plan="£3 a swim", **send)
        assert "It is not published yet" in read(page)
        part(page, "publish").send("Publish", plan="£2 with volunteers", **send)
        assert "Published. From that day" in page.locator("body").inner_text()
    tariff = Tariff.objects.get()
    assert (tariff.income, tariff.cost) == (16_000_00, 26_000_00)
    with visiting.browsing(None, f"{path}prices/", phone=True) as page:
        assert page.inner_text("h1").startswith("The prices since")
        assert "On Universal Credit: free." in read(page)


def pay_less(pool: Pool, visiting: Visiting, path: str) -> None:
    """Somebody asks in confidence and is answered; nobody else can read it."""
    with visiting.browsing(pool.run.town.somebody, f"{path}less/", phone=True) as page:
        page.get_by_label("What would help you?").fill("I lost my job.")
        press(page, "Send it in confidence")
        assert "Being looked at" in read(page)
    waiver = Waiver.objects.get()
    for nosy in ("lead", "accountant", "user_representative"):
        with visiting.browsing(pool.who(nosy), f"{path}requests/{waiver.pk}/") as page:
            assert "job" not in page.locator("body").inner_text()
    with visiting.browsing(pool.who("waiver_officer"), f"{path}requests/") as page:
        page.get_by_role("link", name="Somebody who signed in").click()
        assert "I lost my job." in read(page)
        page.get_by_label("They pay less").check()
        page.get_by_label("How much less, in per cent?").fill("100")
        page.get_by_label("Until when?").fill(day(200))
        page.get_by_label("The reason, to the person").fill("Come as you did.")
        press(page, "Answer")
    with visiting.browsing(pool.run.town.somebody, f"{path}less/", phone=True) as page:
        assert "Come as you did." in read(page)


def book_and_look_back(pool: Pool, visiting: Visiting, path: str) -> None:
    """More came in than it cost: the prices cannot stay; booked as what it was, they are changed."""
    open_stage(initiative=pool.run.initiative, key="review", actor=pool.run.town.officer)
    today = clock.today().isoformat()
    with visiting.browsing(pool.who("accountant"), f"{path}lead/money/") as page:
        book = {"starts_on": today, "ends_on": today, "uses": "900", "income": "1800", "collecting": "50"}
        part(page, "book").send("Book it", **book)
        part(page, "book").send("Book it", **book)
        assert "booked already" in read(page)
    assert Takings.objects.get().income == 1800_00
    with visiting.browsing(pool.who("lead"), f"{path}lead/money/") as page:
        look = {"starts_on": today, "ends_on": today, "cost": "1500", "words": "Fewer children came."}
        part(page, "look").send("Write it down", verdict="keep", **look)
        assert "£300 more than the service cost, one year with another" in read(page)
        part(page, "look").send("Write it down", verdict="change", **look)
    assert Look.objects.get().carried == 300_00
    assert Plan.objects.count() == 3
    with visiting.browsing(None, f"{path}year/", phone=True) as page:
        assert "£300 above cost, one year with another" in read(page)
        assert "100p" in read(page)
