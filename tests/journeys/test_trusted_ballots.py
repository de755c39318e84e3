"""An election of five hundred in a real browser and beside it: every channel, double votes, spoiled papers, a changed
ballot and one taken out. What must come of it was worked out by hand, and stands here in numbers.

    who votes how            number   what they choose
    with a code                 200   half 1 and 3, half 2
    signed in                   120   half 1, half 4
    at a screen, registered      60   3 and 4
    with evidence online         40   2 and 3
    on paper                     80   forty 1 and 2, thirty-six 4, four spoiled

Then one with a code changes 1 and 3 to 2 and 4, and one signed in (4) has their ballot taken out. So the ballots are
500 - 4 - 1 = 495, and the votes: 1: 100+60+40-1 = 199; 2: 100+40+40+1 = 181; 3: 100+60+40-1 = 199;
4: 60+60+36+1-1 = 156. Most votes first, of equals the cheaper one: 3 (£400), then 1 (£600), and £1,000 are spent.

long: one election, told in the order in which it happens.
"""

import hashlib
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from playwright.sync_api import Browser, Error, Page
from pytest_django.live_server_helper import LiveServer

from alongside.blocks.rank.actions import create_poll, open_poll, put_on_ballot, put_on_roll
from alongside.blocks.rank.casting import Sheet, cast_ballots
from alongside.blocks.rank.models import Ballot, CodeBatch, Option, Poll, RollEntry, Tally
from alongside.blocks.rank.paper.actions import accept_batch, check_in, enter_papers
from alongside.blocks.rank.roll.actions import prove, register
from alongside.blocks.rank.roll.codes import issue_codes
from alongside.blocks.rank.tests.conftest import set_aside
from alongside.core.contributions.models import Contribution
from alongside.core.initiatives import actions
from alongside.core.initiatives.methods import method
from alongside.core.people.actions import add_party
from alongside.core.people.models import Party
from alongside.core.questions.actions import draft_question
from alongside.doors.cli.main import main
from alongside.engines.budgeting import Rule
from alongside.kit import clock
from tests.conformance.town import decider_of, make_town, start
from tests.journeys.test_participatory_budget import Town, pass_closing_time

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COSTS = (60_000, 50_000, 40_000, 30_000)
ROLL = "number,name\n" + "".join(f"{at},Voter Example{chr(97 + at // 26)}{chr(97 + at % 26)}\n" for at in range(1, 121))


def evidence(at: int) -> dict[str, str]:
    """What the voter of a line of the roll says of themselves."""
    return {"number": str(at), "name": f"Voter Example{chr(97 + at // 26)}{chr(97 + at % 26)}"}


@pytest.fixture
def town(browser: Browser, live_server: LiveServer) -> Town:
    run = start(town=make_town(), method=method("participatory_budget"), title="Our streets")
    for key in ("vote", "result"):
        actions.open_stage(initiative=run.initiative, key=key, actor=run.town.officer)
    return Town(browser=browser, server=live_server, run=run)


def prepared(town: Town) -> Poll:
    """A vote that is about to open: the last ballot counts, evidence is asked for."""
    run, officer = town.run, town.player("steering_officer")
    question = draft_question(
        initiative=run.initiative,
        stage="vote",
        prompt="Choose for £1,000",
        actor=officer,
        fixed="The money",
        open_to_change="The rest",
        information="Costs are checked.",
        decider=decider_of(run),
        closes_at=clock.now() + timedelta(days=20),
        answer_by=(clock.now() + timedelta(days=60)).date(),
    )
    rule = Rule(kind="greedy", ties="lowest-cost,id")
    poll = create_poll(
        question=question, ballot_kind="approval", budget=100_000, actor=officer, rule=rule, other_rule=None
    )
    for at, cost in enumerate(COSTS, start=1):
        contribution = Contribution.objects.create(
            organisation=run.town.organisation,
            initiative=run.initiative,
            form="proposal",
            text=f"Project {at}",
            acknowledge_by=clock.now(),
            answer_by=clock.today(),
        )
        put_on_ballot(poll=poll, contribution=contribution, title=f"Project {at}", cost=cost, actor=officer)
    set_aside(run, 100_000)
    return poll


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def fill_in(page: Page, *numbers: int) -> str:
    """Tick, look over, put in the box; return the words of the slip."""
    for number in numbers:
        page.get_by_label(f"Project {number}").check()
    press(page, "Look over my ballot")
    press(page, "Put it in the box")
    assert "Your ballot is in the box." in page.inner_text("main")
    return page.inner_text("main")


def slip(words: str) -> tuple[str, str]:
    """The receipt ("" where it stays) and the code for changes."""
    found = dict(re.findall(r"(Receipt|Code for changes)\s+([0-9A-Z-]{14})", words))
    return found.get("Receipt", ""), found.get("Code for changes", "")


def set_the_roll(town: Town, poll: Poll, folder: Path) -> None:
    """In the browser: the rules of the roll, a table with faults that is refused line by line, and a good one."""
    faulty = folder / "faulty.csv"
    faulty.write_text("number,name\n1,Voter Exampleab\n001,Exampleab Voter\n2,\n")
    good = folder / "roll.csv"
    good.write_text(ROLL)
    with town.browsing(town.player("returning_officer"), script=False) as page:
        town.go(page, f"/rank/{poll.question_id}/roll/")
        page.get_by_label("Number on the register, and name").check()
        page.get_by_label("The last one counts").check()
        press(page, "Keep these rules")
        page.get_by_label("The roll as a table (CSV)").set_input_files(faulty)
        press(page, "Take it in")
        words = page.inner_text("main")
        assert "Line 3: the same person as in line 2." in words
        assert "Line 4: the name is missing" in words
        assert RollEntry.objects.filter(poll=poll).count() == 0
        page.get_by_label("The roll as a table (CSV)").set_input_files(good)
        press(page, "Take it in")
        assert "120 people are on the roll now." in page.inner_text("body")


def vote_signed_in(town: Town, poll: Poll, people: list[Party]) -> None:
    """Two in the browser; one brings the slip, and the ballot is taken out."""
    with town.browsing(people[0], script=False, phone=True) as page:
        town.go(page, f"/rank/{poll.question_id}/")
        page.get_by_role("link", name="Fill in my ballot").click()
        fill_in(page, 1)
    with town.browsing(people[1]) as page:
        town.go(page, f"/rank/{poll.question_id}/vote/")
        receipt, change = slip(fill_in(page, 4))
    with town.browsing(town.player("returning_officer")) as page:
        town.go(page, f"/rank/{poll.question_id}/unusual/")
        page.get_by_label("Receipt on the slip").fill(receipt)
        page.get_by_label("Code for changes on the slip").fill(change)
        page.get_by_label("Why is it taken out?").fill("The voter was paid for it, and came to say so")
        press(page, "Take it out")
        assert "Written down, with your name." in page.inner_text("body")
    rest = [Sheet(choices=[1 if at % 2 == 0 else 4], party=party) for at, party in enumerate(people)][2:]
    cast_ballots(poll=poll, sheets=rest, channel="web", actor=people[0])


def vote_with_codes(town: Town, poll: Poll, codes: list[str]) -> tuple[str, str]:
    """Two in the browser: one changes the ballot, one tries twice. Returns the receipt, and that of the changed one."""
    with town.browsing(None, script=False) as page:
        town.go(page, f"/rank/{poll.question_id}/")
        page.get_by_label("The code from your letter").fill(codes[0].lower())
        press(page, "Fill in the ballot")
        receipt, change = slip(fill_in(page, 1, 3))
        town.go(page, f"/rank/{poll.question_id}/")
        page.get_by_text("Change a ballot that is in the box").click()
        page.get_by_label("The code with which you voted").fill(codes[0])
        page.get_by_label("Code for changes, on your slip").fill(change)
        press(page, "Fill in a new ballot")
        assert page.get_by_role("checkbox", checked=True).count() == 0  # It does not show how one voted before.
        again, fresh = slip(fill_in(page, 2, 4))
        assert (again, fresh != change) == ("", True)
    with town.browsing(None) as page:
        town.go(page, f"/rank/{poll.question_id}/")
        page.get_by_label("The code from your letter").fill(codes[1])
        press(page, "Fill in the ballot")
        other, _change = slip(fill_in(page, 2))
        town.go(page, f"/rank/{poll.question_id}/")
        page.get_by_label("The code from your letter").fill(codes[1])
        press(page, "Fill in the ballot")
        assert "in the box already" in page.inner_text("main")
    rest = [Sheet(choices=[1, 3] if at % 2 == 0 else [2], code=code) for at, code in enumerate(codes)][2:]
    cast_ballots(poll=poll, sheets=rest, channel="code", actor=None)
    return receipt, other


def vote_at_the_screen(town: Town, poll: Poll) -> None:
    """One is registered and given the officer's screen, one types a code at the screen; then it forgets them."""
    address = f"/rank/{poll.question_id}"
    with town.browsing(town.player("returning_officer")) as page:
        town.go(page, f"{address}/roll/")
        page.get_by_label("Your number on the register").fill("0001")
        page.get_by_label("Your name").fill("EXAMPLEAB, Voter")
        press(page, "Look them up and make a code")
        press(page, "Hand this screen over")
        press(page, "Fill in my ballot")
        fill_in(page, 3, 4)
        page.get_by_role("link", name="Next person, please").click()
        town.go(page, f"{address}/desk/")
        assert "This is for the team" in page.inner_text("body")  # Whoever registered them is signed out.
        town.go(page, f"{address}/kiosk/")
        code = register(poll=poll, given=evidence(2), actor=town.player("returning_officer"))
        page.get_by_label("The code that you were given").fill(code)
        press(page, "Fill in the ballot")
        fill_in(page, 3, 4)
        page.get_by_role("link", name="Next person, please").click()
        assert page.get_by_label("The code that you were given").input_value() == ""
        with pytest.raises(Error, match="ERR_CACHE_MISS"):
            page.go_back()  # The browser has kept nothing of the voter before.
        assert Ballot.objects.filter(poll=poll, channel="kiosk").count() == 2
    codes = [register(poll=poll, given=evidence(at), actor=town.player("returning_officer")) for at in range(3, 61)]
    cast_ballots(poll=poll, sheets=[Sheet(choices=[3, 4], code=code) for code in codes], channel="kiosk", actor=None)


def vote_with_evidence(town: Town, poll: Poll) -> None:
    """One online in the browser; who has voted is refused, with the reason."""
    with town.browsing(None, script=False, phone=True) as page:
        for number, words in (("61", "You may vote."), ("1", "has voted already")):
            town.go(page, f"/rank/{poll.question_id}/")
            page.get_by_role("link", name="No account and no letter?").click()
            page.get_by_label("Your number on the register").fill(number)
            page.get_by_label("Your name").fill(evidence(int(number))["name"])
            press(page, "Go on to my ballot")
            assert words in page.inner_text("main")
            if words == "You may vote.":
                press(page, "Fill in my ballot")
                fill_in(page, 2, 3)
    codes = [prove(poll=poll, given=evidence(at)) for at in range(62, 101)]
    cast_ballots(poll=poll, sheets=[Sheet(choices=[2, 3], code=code) for code in codes], channel="code", actor=None)


# long: one batch, from the stack to the box
def bring_paper(town: Town, poll: Poll, codes: list[str], used: str) -> None:
    """Forty papers through the browser, with one of somebody who voted on a screen; forty by the same actions."""
    address, clerk, scrutineer = f"/rank/{poll.question_id}/paper/", town.player("returning_officer"), "scrutineer"
    first = ["1, 2"] * 20 + ["4"] * 18 + ["b", "m"]
    with town.browsing(clerk) as page:
        town.go(page, address)
        page.get_by_label("Name of the batch").fill("Hill hall")
        page.get_by_label("How many papers did you count?").fill("40")
        page.get_by_label("Codes on the counterfoils").fill("\n".join([*codes[:40], used]))
        press(page, "Check the counterfoils")
        assert "40 papers were counted, but 41 codes are written here." in page.inner_text("main")
        page.get_by_label("How many papers did you count?").fill("41")
        press(page, "Check the counterfoils")
        assert "41 came, 40 to enter, 1 set aside." in page.inner_text("main")
        assert "a ballot of this person is in the box already" in page.inner_text("main")
        here = page.url
        page.get_by_label("What is marked on each paper").fill("\n".join(first))
        press(page, "Keep this entry")
        assert "Somebody else makes the second one" in page.inner_text("main")
    with town.browsing(town.player(scrutineer), script=False) as page:
        page.goto(here)
        page.get_by_label("What is marked on each paper").fill("\n".join(["1, 2"] * 19 + ["1, 3"] + first[20:]))
        press(page, "Keep this entry")
    with town.browsing(clerk, script=False) as page:
        page.goto(here)
        assert "20\t1, 2\t1, 3" in page.inner_text("main")
        page.get_by_label("Which paper?").fill("20")
        page.get_by_label("What it says").fill("1, 2")
        press(page, "Settle it")
        press(page, "Put the batch in the box")
        assert "In the box: 38 ballots. Spoiled: 2." in page.inner_text("body")
    batch = check_in(poll=poll, label="Quay hall", arrived=40, codes=codes[40:], actor=clerk)
    for reader in (clerk, town.player(scrutineer)):
        batch = enter_papers(batch=batch, papers=["1, 2"] * 20 + ["4"] * 18 + ["u", "s"], actor=reader)
    accept_batch(batch=batch, actor=clerk)


# long: one election
def test_five_hundred_vote_and_everything_adds_up(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    poll, returning = prepared(town), town.player("returning_officer")
    set_the_roll(town, poll, tmp_path)
    people = [add_party(organisation=town.run.town.organisation, name=f"Example {at}") for at in range(120)]
    for party in people:
        put_on_roll(poll=poll, party=party, actor=returning)
    poll = open_poll(poll=Poll.objects.get(pk=poll.pk), actor=town.player("steering_officer"))
    letters = [
        code for _n, code in issue_codes(poll=poll, kind="posted", label="Letters", count=210, actor=returning)[1]
    ]
    halls = [code for _n, code in issue_codes(poll=poll, kind="paper", label="Halls", count=90, actor=returning)[1]]
    vote_signed_in(town, poll, people)
    changed, receipt = vote_with_codes(town, poll, letters[:200])
    vote_at_the_screen(town, poll)
    vote_with_evidence(town, poll)
    bring_paper(town, poll, halls[:80], used=letters[5])
    hidden(town, poll)

    pass_closing_time(poll.question)
    with town.browsing(town.player("steering_officer")) as page:
        town.go(page, f"/rank/{poll.question_id}/desk/")
        press(page, "Close the vote and seal the box")
    sealed = Poll.objects.get(pk=poll.pk).sealed_digest
    look_for_receipts(town, poll, sealed, [changed, receipt])
    with town.browsing(returning) as page:
        town.go(page, f"/rank/{poll.question_id}/desk/")
        press(page, "Count by the published rule")
        town.go(page, f"/rank/{poll.question_id}/")
        assert page.inner_text("h1") == "2 projects won, for £1,000."
    as_by_hand(poll)
    anybody_can_count_again(town, poll, sealed, tmp_path, capsys)


def hidden(town: Town, poll: Poll) -> None:
    """While it is open, nobody reads a total of votes, the officers neither; the address of the ballots gives none."""
    with town.browsing(town.player("returning_officer")) as page:
        for path in ("", "desk/", "roll/", "unusual/", "paper/"):
            town.go(page, f"/rank/{poll.question_id}/{path}")
            words = page.inner_text("main")
            assert [number for number in ("199", "181", "156") if re.search(rf"\b{number}\b", words)] == []
        answer = page.goto(f"{town.server.url}/rank/{poll.question_id}/ballots.pb")
        assert answer is not None
        assert answer.status == 404


def look_for_receipts(town: Town, poll: Poll, sealed: str, receipts: list[str]) -> None:
    """The seal is there at once, before the count; a voter finds the receipt, that of a changed ballot too."""
    with town.browsing(None, script=False, phone=True) as page:
        town.go(page, f"/rank/{poll.question_id}/")
        assert sealed in page.inner_text("main")
        page.get_by_role("link", name="Is my ballot counted?").click()
        for receipt, words in (*((one, "Yes, it is.") for one in receipts), ("AAAA-BBBB-CCCC", "not in the list")):
            page.get_by_label("Receipt on your slip").fill(receipt.lower())
            press(page, "Look for it")
            assert words in page.inner_text("main")
            assert receipt not in page.url


def as_by_hand(poll: Poll) -> None:
    """Everything in numbers, as the head of this file works it out."""
    poll = Poll.objects.get(pk=poll.pk)
    official = poll.results.get(official=True)
    votes = {int(number): reason["votes"] for number, reason in official.reasons.items()}
    assert votes == {1: 199, 2: 181, 3: 199, 4: 156}
    assert (official.winners, official.spent, official.voters) == ([3, 1], 100_000, 495)
    assert (poll.ballot_count, poll.spoiled_count, poll.voided_count, poll.replaced_count) == (495, 4, 1, 1)
    assert dict(Tally.objects.filter(poll=poll).values_list("channel", "ballot_count")) == {
        "web": 119,
        "code": 240,
        "kiosk": 60,
        "paper": 76,
    }
    assert RollEntry.objects.filter(poll=poll, voted=True).count() == 500
    assert poll.receipts.count() == 419
    batches = CodeBatch.objects.filter(poll=poll).order_by("first").values_list("size", "used_count", "void_count")
    assert sorted(batches) == [(40, 40, 0), (60, 60, 0), (90, 80, 0), (210, 200, 0)]


def anybody_can_count_again(
    town: Town, poll: Poll, sealed: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The files that are published recount to the same bytes, with the commands that the page names."""
    with town.browsing(None) as page:
        text = page.request.get(f"{town.server.url}/rank/{poll.question_id}/ballots.pb").body()
        receipts = page.request.get(f"{town.server.url}/rank/{poll.question_id}/receipts.txt").body()
    official = Poll.objects.get(pk=poll.pk).results.get(official=True)
    assert hashlib.sha256(text).hexdigest() == official.file_digest
    (folder / "box.pb").write_bytes(text)
    (folder / "receipts.txt").write_bytes(receipts)
    main(["count", str(folder / "box.pb"), "--rule", "meta", "--json"])
    keys = dict(Option.objects.filter(poll=poll).values_list("number", "key"))
    assert f'"{keys[3]}"' in capsys.readouterr().out
    main(["seal", str(folder / "box.pb"), str(folder / "receipts.txt"), "--is", sealed])
    assert "It is the seal that was said." in capsys.readouterr().out
    (folder / "box.pb").write_bytes(text.replace(b"\n7;", b"\n7;4,", 1))
    with pytest.raises(SystemExit):
        main(["seal", str(folder / "box.pb"), str(folder / "receipts.txt"), "--is", sealed])
    capsys.readouterr()
    main(["recount", str(poll.question_id)])
    said = capsys.readouterr().out
    assert said.count("holds ") == len(said.splitlines()) == 16
    if connection.vendor == "sqlite":
        change_one_ballot(poll)
        with pytest.raises(SystemExit):
            main(["recount", str(poll.question_id)])
        assert "WRONG  seal of the box" in capsys.readouterr().out


def change_one_ballot(poll: Poll) -> None:
    """What only somebody with the whole database could do, its own refusals lifted."""
    from alongside.kit.triggers import lifted

    with lifted(connection):
        key = Ballot.objects.filter(poll=poll, choices="2").values_list("pk", flat=True)[0]
        Ballot.objects.filter(pk=key).update(choices="4")
