"""A voter's walk that anybody can take: by keyboard alone, by ear, at 400 % zoom, without a script, and on paper."""

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from alongside.blocks.rank.actions import open_poll
from alongside.blocks.rank.demo import bring_stack
from alongside.blocks.rank.models import Ballot, Poll
from alongside.blocks.rank.roll.codes import issue_codes
from alongside.engines.budgeting import Rule
from alongside.kit import clock
from alongside.methods.prioritisation.participatory_budget.tests.conftest import Round, make_round

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ZOOMED = {"width": 320, "height": 256}  # What 1280 by 1024 leaves at 400 %. Source: WCAG 2.2, 1.4.10.


class Polling:
    """An open vote, and browsers that come with a code of their own."""

    def __init__(self, *, browser: Browser, server: LiveServer, kind: str, **terms: object) -> None:
        self.browser, self.server = browser, server
        self.round: Round = make_round(clock.now())
        self.round.agree(ballot_kind=kind, **terms)
        (poll,) = self.round.lay()
        self.poll: Poll = open_poll(poll=poll, actor=self.round.who("steering_officer"))
        returning = self.round.who("returning_officer")
        _batch, made = issue_codes(poll=self.poll, kind="paper", label="Hall", count=5, actor=returning)
        self.codes = [code for _serial, code in made]

    def come(self, *, script: bool = True, viewport: dict[str, int] | None = None) -> Page:
        """Open the page of the vote in a fresh browser."""
        context = self.browser.new_context(java_script_enabled=script, viewport=viewport)  # type: ignore[arg-type]  # a plain dict will do
        page = context.new_page()
        page.goto(f"{self.server.url}/rank/{self.poll.question_id}/")
        return page

    def begin(self, page: Page) -> None:
        """Type a code and come to the ballot."""
        page.get_by_label("The code from your letter").fill(self.codes.pop())
        page.get_by_role("button", name="Fill in the ballot").click()

    def votes(self) -> list[str]:
        """What lies in the box."""
        return sorted(Ballot.objects.filter(poll=self.poll).values_list("choices", flat=True))


@pytest.fixture
def make_polling(browser: Browser, live_server: LiveServer):  # type: ignore[no-untyped-def]  # a factory
    return lambda kind="approval", **terms: Polling(browser=browser, server=live_server, kind=kind, **terms)


def press_until(page: Page, wanted: str, *, most: int = 80) -> None:
    """Go on with the tab key until the focus is on something whose words begin like this; fail where it never is."""
    page.wait_for_load_state()
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(NAME_OF_FOCUS).startswith(wanted):
            return
    raise AssertionError(f"The tab key does not lead to {wanted!r}.")


NAME_OF_FOCUS = """() => {
  const at = document.activeElement;
  const label = at.labels && at.labels[0];
  return (at.getAttribute("aria-label") || (label ? label.textContent : at.textContent) || "").trim();
}"""


def press_enter(page: Page) -> None:
    """Press the key and wait for the page to which it leads."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_vote_by_keyboard_alone(make_polling) -> None:  # type: ignore[no-untyped-def]  # a factory
    polling = make_polling("knapsack")
    page = polling.come()
    press_until(page, "The code from your letter")
    page.keyboard.type(polling.codes.pop())
    press_enter(page)
    press_until(page, "Trees")
    page.keyboard.press("Space")
    assert page.inner_text(".stay").split("\n")[0].startswith("£700 left")
    press_until(page, "Look over my ballot")
    press_enter(page)
    assert page.inner_text("h1") == "Is this your ballot?"
    press_until(page, "Put it in the box")
    press_enter(page)
    assert "Your ballot is in the box." in page.inner_text("main")
    number = polling.poll.options.get(title="Trees").number
    assert polling.votes() == [str(number)]


def test_what_a_screen_reader_hears(make_polling) -> None:  # type: ignore[no-untyped-def]  # a factory
    polling = make_polling("knapsack")
    page = polling.come()
    polling.begin(page)
    heard = page.locator("main").aria_snapshot()
    assert '- heading "Your ballot" [level=1]' in heard
    assert '- group "The projects"' in heard
    for title, cost in (("Benches", "£600"), ("Trees", "£300")):
        assert f'- checkbox "{title}, {cost}"' in heard
    bar = page.get_by_role("status").filter(has_text="left")
    assert bar.count() == 1
    page.get_by_role("checkbox", name="Benches").check()
    assert "£400 left" in " ".join(bar.inner_text().split())
    page.get_by_role("button", name="Look over my ballot").click()
    assert '- button "Put it in the box"' in page.locator("main").aria_snapshot()


@pytest.mark.parametrize("kind", ["approval", "knapsack", "points", "ranked", "yes-no"])
def test_at_400_per_cent_nothing_runs_off_the_side(make_polling, kind: str) -> None:  # type: ignore[no-untyped-def]  # a factory
    by_points = {"rule": Rule(kind="greedy", utility="cost-points"), "other_rule": None}
    terms = by_points if kind == "yes-no" else {"most_points": 10 if kind == "points" else None}
    page = (polling := make_polling(kind, **terms)).come(viewport=ZOOMED)
    assert page.evaluate("document.documentElement.scrollWidth") <= ZOOMED["width"]
    polling.begin(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= ZOOMED["width"]
    bar = page.locator(".stay").bounding_box()
    assert bar is not None
    assert bar["height"] <= ZOOMED["height"] / 2
    if kind in ("points", "ranked"):
        page.get_by_label("Trees").fill("1")
    elif kind == "yes-no":
        page.get_by_label("No Trees").check()
    else:
        page.get_by_label("Trees").check()
    page.get_by_role("button", name="Look over my ballot").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= ZOOMED["width"]
    page.get_by_role("button", name="Put it in the box").click()
    assert len(polling.votes()) == 1


def test_a_basket_without_a_script_undo_compare_and_an_order_that_stays(make_polling) -> None:  # type: ignore[no-untyped-def]  # a factory
    polling = make_polling("knapsack")
    page = polling.come(script=False)
    code = polling.codes[-1]
    polling.begin(page)
    order = page.locator(".ballot-line label b").all_inner_texts()
    page.get_by_label("Benches").check()
    page.get_by_role("button", name="Show what I chose").first.click()
    page.get_by_label("A crossing").check()
    page.get_by_role("button", name="Show what I chose").first.click()
    assert "£100 too much" in " ".join(page.inner_text(".stay").split())
    page.get_by_role("button", name="Compare what I ticked").click()
    assert sorted(page.locator("table th[scope=col]").all_inner_texts()) == ["A crossing", "Benches"]
    page.get_by_role("button", name="Remove A crossing").click()
    assert "£400 left" in " ".join(page.inner_text(".stay").split())
    page.get_by_role("button", name="Undo the last change").click()
    assert "£100 too much" in " ".join(page.inner_text(".stay").split())
    page.get_by_role("button", name="Undo the last change").click()
    assert "£400 left" in " ".join(page.inner_text(".stay").split())
    assert page.locator(".ballot-line label b").all_inner_texts() == order
    again = polling.come(script=False)
    again.get_by_label("The code from your letter").fill(code)
    again.get_by_role("button", name="Fill in the ballot").click()
    assert again.locator(".ballot-line label b").all_inner_texts() == order
    page.get_by_role("button", name="Show where they are on a map").click()
    assert page.get_by_label("Benches").is_checked()
    assert "Where the projects are" in page.content()


def test_points_say_how_many_are_left(make_polling) -> None:  # type: ignore[no-untyped-def]  # a factory
    polling = make_polling("points", most_points=10)
    page = polling.come()
    polling.begin(page)
    page.get_by_label("Trees").fill("4")
    page.get_by_label("Benches").fill("3")
    assert "3 points left" in " ".join(page.inner_text(".stay").split())
    page.get_by_label("Benches").fill("9")
    page.get_by_role("button", name="Look over my ballot").click()
    assert "3 points too many" in page.inner_text("main")


def test_the_same_vote_on_paper(make_polling) -> None:  # type: ignore[no-untyped-def]  # a factory
    """The booklet carries the code and the numbers; what is ticked on it is entered by them, and counts like any."""
    polling = make_polling("approval")
    code, returning = polling.codes.pop(), polling.round.who("returning_officer")
    number = polling.poll.options.get(title="A slide").number
    scrutineer = polling.round.who("scrutineer")
    bring_stack(poll=polling.poll, label="Hall", codes=[code], papers=[str(number)], first=returning, second=scrutineer)
    assert polling.votes() == [str(number)]
    page = polling.come()
    page.get_by_label("The code from your letter").fill(code)
    page.get_by_role("button", name="Fill in the ballot").click()
    assert "in the box already" in page.inner_text("main")
