"""A town that is short of money: what the tests of this method begin with."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from alongside.blocks.ask.actions import asking as ask
from alongside.blocks.ask.actions import deciding, reading
from alongside.blocks.ask.actions.answering import answer
from alongside.blocks.ask.answers import items_of
from alongside.blocks.rank.actions import open_poll
from alongside.blocks.rank.casting import Sheet, cast_ballots
from alongside.blocks.rank.closing import close_poll
from alongside.blocks.rank.counting import count_poll
from alongside.blocks.rank.models import Poll
from alongside.blocks.rank.roll.codes import issue_codes
from alongside.core.contributions.models import Theming
from alongside.core.contributions.theming import check_theming
from alongside.core.decisions.actions import draft_decision, plan_action, write_answer
from alongside.core.initiatives import actions
from alongside.core.initiatives.methods import method
from alongside.core.initiatives.models import Membership
from alongside.core.people.models import Party
from alongside.core.questions.models import Question, Theme
from alongside.kit import clock
from alongside.methods.financing.tax_agreement import asking, options, voting
from alongside.methods.financing.tax_agreement.models import Base, Option
from tests.conformance.town import Run, make_town, start

HOMES = {"A": 500_000, "B": 400_000, "C": 300_000, "D": 200_000, "E": 100_000, "F": 50_000, "G": 20_000, "H": 1_000}
FIGURES: dict[str, Any] = {
    "nation": "england",
    "authority": "district",
    "year": 2025,
    "band_d": 180_00,
    "dwellings": HOMES,
    "collected": 9850,
    "gap": 120_000_00,
    "gap_words": "The grant falls by £120,000, and prices rise.",
    "advisory": "The vote advises. The council decides on 24 February.",
}
WAYS = (
    ("No rise", 0, "Bins, parks and the office go on five days.", "The youth club closes; the bus stops at six."),
    ("£4.50 more", 450, "The youth club stays open two days.", "The bus stops at six as it would."),
    ("£9 more", 900, "The youth club stays; the bus runs till ten.", "Nothing that runs today stops this year."),
)


@dataclass
class Town:
    """A live initiative with its players."""

    run: Run

    def who(self, role: str) -> Party:
        """Who plays a role."""
        return self.run.players[role]

    def member(self, role: str) -> Membership:
        """The membership of a role."""
        return Membership.objects.get(initiative=self.run.initiative, role=role)

    def base(self, **details: Any) -> Base:
        """Write the figures down."""
        figures = {**FIGURES, **details}
        return options.write_base(initiative=self.run.initiative, actor=self.who("finance_officer"), **figures)

    def write(self, base: Base) -> list[Option]:
        """Write three options with what they pay for."""
        officer = self.who("finance_officer")
        found = [
            options.write_option(base=base, title=title, rise=rise, does=does, does_not=does_not, actor=officer)
            for title, rise, does, does_not in WAYS
        ]
        options.set_purpose(option=found[1], what="Youth club", amount=40_000_00, actor=officer)
        options.set_purpose(option=found[2], what="Youth club", amount=60_000_00, actor=officer)
        options.set_purpose(option=found[2], what="Late bus", amount=30_000_00, actor=officer)
        return found

    def signed(self) -> Base:
        """Figures and options, signed."""
        base = self.base()
        self.write(base)
        return options.sign_options(base=base, actor=self.who("finance_officer"))

    def panel(self) -> None:
        """Let the panel say what it found."""
        asking.record_panel(
            initiative=self.run.initiative,
            makeup="Twelve people, drawn by lot, two Saturdays.",
            words="The bus matters most to those who work late.",
            dissent="Three would have kept the tax as it is.",
            actor=self.who("panel_member"),
        )

    def times(self, days: int = 30) -> dict[str, Any]:
        """When a question closes and is answered, and who decides."""
        closes = clock.now() + timedelta(days=days)
        answer_by = (closes + timedelta(days=30)).date()
        return {"closes_at": closes, "answer_by": answer_by, "decider": self.member("council")}

    def survey(self) -> Question:
        """Open the survey."""
        drafted = asking.ask_everybody(
            initiative=self.run.initiative,
            prompt="Which of these three would you choose?",
            actor=self.who("returning_officer"),
            **self.times(),
        )
        return ask.open_now(question=drafted, actor=self.who("returning_officer"))

    def say(self, question: Question, *, option: str, check: str = "", count: int = 1) -> None:
        """Let people answer alike."""
        kept = question.settings[asking.SETTING]
        for number in range(count):
            raw = {items_of(question)[0].key: "The bus.", kept["option"]: option}
            if check:
                raw[kept["check"]] = check
            answer(question=question, raw=raw, actor=None, key=f"{option}{check}{number}")

    def vote(self, *choices: int) -> Poll:
        """Open the vote and let ballots in, one for each choice."""
        officer = self.who("returning_officer")
        poll = voting.put_to_vote(
            initiative=self.run.initiative, prompt="Which of these three?", actor=officer, **self.times()
        )
        poll = open_poll(poll=again(poll), actor=officer)
        if choices:
            _batch, made = issue_codes(poll=poll, kind="posted", label="Letters", count=len(choices), actor=officer)
            sheets = [Sheet(choices=(choice,), code=code) for choice, (_n, code) in zip(choices, made, strict=True)]
            cast_ballots(poll=again(poll), sheets=sheets, channel="code", actor=None)
        return again(poll)

    def counted(self, poll: Poll) -> Poll:
        """Close and count."""
        assert poll.question.closes_at is not None
        with clock.at(poll.question.closes_at + timedelta(hours=1)):
            close_poll(poll=again(poll), actor=self.who("returning_officer"))
            count_poll(poll=again(poll), actor=self.who("returning_officer"))
        return again(poll)

    def answered(self, question: Question) -> None:
        """Close the survey, read, check and answer it."""
        assert question.closes_at is not None
        first, second = self.who("finance_officer"), self.who("returning_officer")
        council = self.who("council")
        with clock.at(question.closes_at + timedelta(hours=1)):
            question = ask.close_and_read(question=question, actor=first)
            theme = Theme.objects.create(organisation_id=question.organisation_id, question=question, title="Bus")
            for one in question.contributions.select_related("initiative", "question"):
                reading.read_into_themes(contribution=one, themes=[theme], actor=first)
                reading.read_into_themes(contribution=one, themes=[theme], actor=second)
            theming = Theming.objects.filter(theme=theme).select_related("contribution__initiative").get()
            check_theming(theming=theming, actor=self.who("watcher"))
            ask.begin_deciding(question=question, actor=first)
            draft = draft_decision(question=question, result="The bus counts.", reason="Many need it.", actor=council)
            write_answer(decision=draft, theme=theme, verdict="adopted", why="It runs.", actor=council)
            due = clock.today() + timedelta(days=90)
            plan_action(decision=draft, what="Run it", owner=self.member("council"), due=due, actor=council)
            deciding.publish(question=question, actor=council, has_read=True)


def again(poll: Poll) -> Poll:
    """Return the poll as it is now."""
    return Poll.objects.select_related("question__initiative__organisation").get(pk=poll.pk)


def make_tax_town() -> Town:
    """A live initiative whose first stage is open."""
    town = Town(start(town=make_town(), method=method("tax_agreement"), title="The tax"))
    actions.open_stage(initiative=town.run.initiative, key="options", actor=town.run.town.officer)
    return town
