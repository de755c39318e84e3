"""A whole consultation in a real browser: asked, answered, themed, decided with reasons, acted on, confirmed, thanked.

One resident has no scripts, one is on a phone, one writes on paper; an officer, a second reader, a resident checker, a
decider and the residents' representative do their parts. Each refusal of rules 4 to 6 is met on the way, and read.
"""

# long: one journey, read from top to bottom

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from alongside.core.contributions.models import Contribution, PaperForm
from alongside.core.decisions.models import Decision
from alongside.core.people.models import Party, User
from alongside.core.questions.models import Question
from alongside.core.recognition.models import Recognition
from alongside.core.tests.world import World, make_live
from alongside.core.threads.queries import thread
from alongside.kit import clock

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Open = Callable[..., Page]
WIDE = {"width": 1280, "height": 900}


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer) -> Iterator[Open]:
    """Open a browser for a person (None: a visitor), signed in; the test fails where a console complains."""
    contexts, complaints = [], []

    def opened(party: Party | None, **options: object) -> Page:
        context = browser.new_context(base_url=live_server.url, viewport=options.pop("viewport", WIDE), **options)
        contexts.append(context)
        if party is not None:
            if party.user is None:
                party.user = User.objects.create_user(email=f"{party.pk}@example.org")
                party.save(update_fields=["user"])
            client = Client()
            client.force_login(party.user, backend="allauth.account.auth_backends.AuthenticationBackend")
            session = client.cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        # A page that says no carries a status that the console reports as well: that is not a fault.
        page.on(
            "console",
            lambda line: (
                complaints.append(line.text) if line.type == "error" and "status of 4" not in line.text else None
            ),
        )
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def read(page: Page) -> str:
    """Return what somebody reads on the page, on one line."""
    return " ".join(page.locator("main").inner_text().split())


def problems(page: Page) -> list[str]:
    """Return the lines of the error summary."""
    return page.locator(".govuk-error-summary li").all_inner_texts()


def press(page: Page, name: str) -> None:
    """Press the button of that name."""
    page.get_by_role("button", name=name, exact=True).click()


# long: every refusal of one rule
def ask_it(officer: Page, world: World) -> Question:
    """The officer writes the question, meets every refusal of rule 5, and opens it."""
    officer.goto(f"/ask/new/{world.initiative.slug}/")
    officer.get_by_label("What do you ask?").fill("Should we open on Sundays?")
    press(officer, "Keep the draft")
    question = Question.objects.get()
    add_items(officer, question, world)
    officer.goto(f"/ask/{question.pk}/write/")
    press(officer, "Open it now")
    assert problems(officer) == [
        "Give people what they need to know to answer.",
        "Say what is fixed and cannot change, so that nobody gives time to what is settled.",
        "Say what is open to change; if nothing is, do not ask.",
        "Name who decides.",
        "Say when it closes.",
        "Promise a day by which you answer.",
    ]
    officer.get_by_label("Why do you ask").fill("Many of you work on the days when we are open.")
    officer.get_by_label("What is fixed?").fill("The money for a year")
    officer.get_by_label("What is open to change?").fill("Hours and what happens inside")
    officer.get_by_label("Who decides?").select_option(label="Decider, Decider")
    today = clock.today()
    officer.get_by_label("On which day does it close?").fill((today + timedelta(days=7)).isoformat())
    officer.get_by_label("By which day do you promise an answer?").fill((today + timedelta(days=3)).isoformat())
    press(officer, "Open it now")
    assert problems(officer) == [
        "People need at least 21 days to answer. Close it later.",
        "You cannot promise an answer for before it closes. Choose a later day.",
    ]
    officer.get_by_label("On which day does it close?").fill((today + timedelta(days=25)).isoformat())
    officer.get_by_label("By which day do you promise an answer?").fill((today + timedelta(days=40)).isoformat())
    press(officer, "Open it now")
    assert "It is open. People can answer now." in read(officer)
    question.refresh_from_db()
    return question


def add_items(officer: Page, question: Question, world: World) -> None:
    """The officer adds a choice, and a text that depends on it."""
    officer.goto(f"/ask/{question.pk}/items/")
    officer.get_by_role("link", name="Ask one more thing").click()
    officer.get_by_label("What do you ask?").fill("When would you come?")
    officer.get_by_label("One choice from a list").check()
    press(officer, "Keep it")
    assert problems(officer) == ["Give at least two answers to choose from, one on each line."]
    officer.get_by_label("The answers to choose from").fill("Morning\nAfternoon\nNever")
    press(officer, "Keep it")
    officer.get_by_role("link", name="Ask one more thing").click()
    officer.get_by_label("What do you ask?").fill("What keeps you away?")
    officer.get_by_label("A short text").check()
    officer.get_by_label("Ask it only after an answer to").select_option(label="When would you come?")
    officer.get_by_label("… if the answer was").fill("Never")
    press(officer, "Keep it")
    assert "only after “When would you come?”: Never" in read(officer)


def answer_plainly(page: Page, question: Question, *, words: str, when: str, away: str = "") -> str:
    """Somebody answers one thing at a time, and reads the code on the receipt."""
    page.goto(f"/ask/{question.pk}/")
    page.get_by_role("link", name="Answer", exact=True).click()
    press(page, "Go on")
    assert problems(page) == ["Write an answer to “What do you want to say about it?”."]
    page.get_by_label("What do you want to say about it?").fill(words)
    press(page, "Go on")
    page.get_by_label(when).check()
    press(page, "Go on")
    if away:
        page.get_by_label("What keeps you away?").fill(away)
        press(page, "Go on")
    expect(page.get_by_role("heading", name="Look over your answer.")).to_be_visible()
    assert words in read(page)
    page.get_by_label(f"“{words}”").check()
    press(page, "Send my answer")
    assert "We have your answer." in read(page)
    return page.locator(".code").inner_text()


def on_paper(officer: Page, question: Question) -> str:
    """The officer prints sheets, and enters what somebody wrote on one; the same sheet is not entered twice."""
    officer.goto(f"/ask/{question.pk}/paper/")
    officer.get_by_label("How many sheets?").fill("2")
    press(officer, "Print from this browser")
    assert "2. When would you come?" in read(officer)
    assert "Only if you ticked “Never” at question 2." in read(officer)
    code = PaperForm.objects.order_by("id").first().code
    written = f"{code[:4]} {code[4:8]} {code[8:]}".lower()
    for again in (False, True):
        officer.goto(f"/ask/{question.pk}/enter/")
        officer.get_by_label("The code at the top of the sheet").fill(written)
        officer.get_by_label("What do you want to say about it?").fill("A warm room, I am alone on Sundays")
        officer.get_by_label("Afternoon").check()
        officer.get_by_label("Their name, if they gave it").fill("Joan")
        press(officer, "Enter it")
        if again:
            assert problems(officer) == [f"The form {written} was entered before."]
    return code


def write_back(officer: Page, question: Question) -> None:
    """The officer writes back to several at once, each with their own words."""
    officer.goto(f"/ask/{question.pk}/responses/?show=waiting")
    for box in officer.locator("input[name=chosen]").all():
        box.check()
    officer.get_by_label("A line to everybody you ticked").fill("Thank you all")
    press(officer, "Write back to those ticked")
    assert problems(officer) == [
        "Each person wrote something of their own. Use {words} or {name}, so that each line says what it answers."
    ]
    officer.get_by_label("A line to everybody you ticked").fill("Dear {name}, I have read {words}. Lead")
    press(officer, "Write back to those ticked")
    assert "Everybody has heard from a person." in read(officer)


def time_passes(question: Question) -> None:
    """Its closing time comes."""
    Question.objects.filter(pk=question.pk).update(opens_at=clock.now() - timedelta(days=30), closes_at=clock.now())
    question.refresh_from_db()


def put_under(page: Page, question: Question, themes: dict[str, str]) -> None:
    """A reader puts one answer after another under a theme, by words that stand in it."""
    page.goto(f"/ask/{question.pk}/read/")
    while page.locator(".said-by").count():
        words = page.locator(".said-by").inner_text()
        title = next(theme for part, theme in themes.items() if part in words)
        box = page.get_by_label(title, exact=True)
        if box.count():
            box.check()
        else:
            page.get_by_label("Or a new theme").fill(title)
        press(page, "Put it there, next")


def check_all(page: Page, question: Question) -> None:
    """The resident looks at each theme; a no wants a reason."""
    page.goto(f"/ask/{question.pk}/check/")
    for title in page.locator(".tasks a").all_inner_texts():
        page.get_by_role("link", name=title, exact=True).click()
        for box in page.get_by_label("No", exact=True).all():
            box.check()
        press(page, "Keep what I say")
        assert set(problems(page)) == {"Say in a few words why not, so that the readers can mend it."}
        for box in page.get_by_label("Yes, it belongs here").all():
            box.check()
        press(page, "Keep what I say")
    assert "To check" not in read(page)


def decide_it(decider: Page, question: Question) -> None:
    """The decider answers every theme, plans an action, and meets what rule 6 wants."""
    decider.goto(f"/ask/{question.pk}/decide/result/")
    decider.get_by_label("What do you decide, in one sentence?").fill("We open on Sunday afternoons")
    press(decider, "Keep the draft")
    decider.get_by_label("I have read what people said").check()
    press(decider, "Publish the decision")
    assert problems(decider) == [
        "Some themes have no answer yet. Each gets one, with a reason. Write the reason, so that somebody who hoped "
        "for something else can understand it. Say what will be done, by whom and by when: at least one action."
    ]
    decider.goto(f"/ask/{question.pk}/decide/result/")
    decider.get_by_label("Why?").fill("Two of three asked for it")
    press(decider, "Keep the draft")
    decider.locator(".tasks a").filter(has_text="Some themes have no answer yet").click()
    press(decider, "Keep, next theme")
    assert problems(decider) == ["Choose one of the four answers."]
    while decider.get_by_label("Not adopted").count():
        decider.get_by_label("Adopted in part").check()
        decider.get_by_label("Why, to the people who wrote it").fill("In the afternoon, with tea")
        press(decider, "Keep, next theme")
    decider.get_by_role("link", name="Plan what will be done").click()
    decider.get_by_label("What will be done?").fill("Open the doors at one")
    decider.get_by_label("Who does it?").select_option(label="Lead, Lead officer")
    decider.get_by_label("By when?").fill((clock.today() + timedelta(days=30)).isoformat())
    press(decider, "Plan it")
    decider.get_by_role("link", name="Done", exact=True).click()
    assert "What still stands in the way" not in read(decider)
    press(decider, "Publish the decision")
    assert problems(decider) == ["Read what people said, and tick that you have. They gave their time for it."]


def they_answer(visit: Open, world: World, question: Question) -> Page:
    """One resident without scripts and one on a phone answer; a third begins, and their page is returned."""
    plain = visit(None, java_script_enabled=False)
    assert (
        len(answer_plainly(plain, question, words="Quiet tables for my exams", when="Morning").replace(" ", "")) == 12
    )
    phone = visit(world.people["resident"], viewport={"width": 375, "height": 720}, has_touch=True)
    answer_plainly(phone, question, words="Sunday is my only free day", when="Never", away="You are closed")
    assert phone.evaluate("document.documentElement.scrollWidth") == 375
    # Twice is once: the same person is told when they answered.
    phone.goto(f"/ask/{question.pk}/answer/")
    phone.get_by_label("What do you want to say about it?").fill("Again")
    press(phone, "Go on")
    phone.get_by_label("Morning").check()
    press(phone, "Go on")
    press(phone, "Send my answer")
    assert re.match(
        r"You answered this on .*\. Each person answers once; you can take that answer back", problems(phone)[0]
    )
    late = visit(None, java_script_enabled=False)
    late.goto(f"/ask/{question.pk}/answer/")
    late.get_by_label("What do you want to say about it?").fill("I write slowly")
    press(late, "Go on")
    return late


def it_closes(officer: Page, late: Page, question: Question) -> None:
    """Nobody closes it early (rule 5); nobody answers after closing, and no words are lost (rule 4)."""
    officer.goto(f"/ask/{question.pk}/manage/")
    assert not officer.get_by_role("button", name="Close it and begin to read").count()
    time_passes(question)
    late.goto(f"/ask/{question.pk}/answer/check/")
    assert "This closed while you were writing. It cannot be sent any more." in read(late)
    assert "I write slowly" in read(late)
    late.goto(f"/ask/{question.pk}/answer/")
    assert "This closed on" in read(late)
    assert not late.get_by_role("link", name="Answer", exact=True).count()


def they_read_and_decide(visit: Open, officer: Page, world: World, question: Question) -> None:
    """Two read, a resident checks, the decider decides; the page says at each step what is missing (rule 6)."""
    people = world.people
    officer.goto(f"/ask/{question.pk}/manage/")
    press(officer, "Close it and begin to read")
    press(officer, "Open the deciding")
    decider = visit(people["decider"])
    decider.goto(f"/ask/{question.pk}/decide/")
    assert "Some contributions have not been read into a theme by two people yet." in read(decider)
    themes = {"Quiet": "Somewhere quiet", "free day": "Open when people are free", "warm": "Warmth and company"}
    put_under(officer, question, themes)
    assert "The rest waits for the other reader." in read(officer)
    analyst = visit(people["analyst"])
    put_under(analyst, question, themes)
    assert "Every answer has been read by two people." in read(analyst)
    decider.reload()
    assert "Some themes have not been checked by a resident, or a resident disagrees." in read(decider)
    check_all(visit(people["citizen_checker"]), question)

    decide_it(decider, question)
    officer.goto(f"/ask/{question.pk}/decide/")
    officer.get_by_label("I have read what people said").check()
    press(officer, "Publish the decision")
    assert problems(officer) == ["Only the person who was named as decider can publish it."]
    decider.get_by_label("I have read what people said").check()
    press(decider, "Publish the decision")
    assert "The decision is published, and everybody who answered has their answer." in read(decider)


# long: the order of the whole, and what must stand at its end
# long: one piece, so that it reads as it happened
def test_a_consultation_from_the_first_word_to_the_thanks(visit: Open) -> None:
    world = make_live()
    officer = visit(world.lead)
    question = ask_it(officer, world)
    late = they_answer(visit, world, question)
    sheet = on_paper(officer, question)
    write_back(officer, question)
    it_closes(officer, late, question)
    they_read_and_decide(visit, officer, world, question)

    # Rule 4 once more: what was decided takes nothing in, on paper either.
    officer.goto(f"/ask/{question.pk}/enter/")
    officer.get_by_label("What do you want to say about it?").fill("Found under the counter")
    press(officer, "Enter it")
    assert problems(officer) == ["This was decided. You can read the decision, and what became of what people said."]

    act_and_thank(visit, world, question)
    shown = visit(None, java_script_enabled=False, viewport={"width": 375, "height": 720})
    shown.goto(f"/ask/{question.pk}/")
    for words in (
        "We open on Sunday afternoons",
        "Quiet tables for my exams",
        "In the afternoon, with tea",
        "Done, and confirmed",
    ):
        assert words in read(shown), words
    assert Contribution.objects.filter(answered_at__isnull=False).count() == 3
    written = Contribution.objects.get(paper_form__code=sheet)
    assert (written.entered_by, written.channel, written.party.name) == (world.lead, "paper", "Joan")
    assert {step.kind for step in thread(record=written)} == {
        "contribution",
        "recognition",
        "theme",
        "decision",
        "action",
    }


def act_and_thank(visit: Open, world: World, question: Question) -> None:
    """What was promised is done, confirmed by the other side, and each person is thanked for their own words."""
    officer, resident = visit(world.lead), visit(world.people["representative"])
    promised = Decision.objects.get().actions.get()
    address = f"/ask/{question.pk}/promised/{promised.pk}/"
    officer.goto(address)
    press(officer, "It is done")
    assert problems(officer) == ["Say how others can see that it is done."]
    officer.get_by_label("How can others see that it is done?").fill("Open since Sunday, 83 people came")
    press(officer, "It is done")
    resident.goto(address)
    press(resident, "Yes, it is done")
    assert "You confirmed it. Those who promised it are told." in read(resident)
    officer.goto(f"/ask/{question.pk}/thank/")
    for box in officer.locator("input[name=chosen]").all():
        box.check()
    officer.get_by_label("Your thanks to everybody you ticked").fill("Thank you, {name}, for {words}. {change}")
    press(officer, "Thank those ticked")
    assert "Nobody who answered was forgotten." in read(officer)
    thanks = Recognition.objects.filter(form="thanks", contribution__party__name="Joan").get()
    assert thanks.text == (
        "Thank you, Joan, for “A warm room, I am alone on Sundays”. “Warmth and company”: adopted in part"
    )
