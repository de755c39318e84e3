"""A swimming pool that thinks about a price: what the tests of this method begin with."""

from dataclasses import dataclass
from datetime import timedelta

from alongside.blocks.ask.actions import asking as ask
from alongside.blocks.ask.actions import deciding, reading
from alongside.blocks.ask.actions.answering import answer
from alongside.blocks.ask.answers import items_of
from alongside.core.contributions.models import Theming
from alongside.core.contributions.theming import check_theming
from alongside.core.decisions.actions import plan_action, write_answer
from alongside.core.decisions.models import Decision
from alongside.core.initiatives import actions
from alongside.core.initiatives.methods import method
from alongside.core.initiatives.models import Membership
from alongside.core.people.models import Party
from alongside.core.questions.models import Question, Theme
from alongside.kit import clock
from alongside.methods.financing.charges import asking, costing, planning
from alongside.methods.financing.charges.models import CostSheet, Plan
from tests.conformance.town import Run, make_town, start

SWIM, CHILD = "Adult swim", "Child swim"
COSTS = (
    ("Staff", "fixed", 20_000_00),
    ("Heat and water", "fixed", 9_000_00),
    ("Chlorine, towels", "variable", 30),
)
USES = 10_000


@dataclass
class Pool:
    """A live initiative with its players."""

    run: Run

    def who(self, role: str) -> Party:
        """Who plays a role."""
        return self.run.players[role]

    def open(self, *stages: str) -> None:
        """Open stages."""
        for stage in stages:
            actions.open_stage(initiative=self.run.initiative, key=stage, actor=self.run.town.officer)

    def cost(self) -> CostSheet:
        """Write and sign what the pool costs: £32,000 a year for 10,000 swims, £3.20 each."""
        accountant = self.who("accountant")
        sheet = costing.begin_costs(
            initiative=self.run.initiative,
            unit="swim",
            uses=USES,
            year="2025/26",
            power="lga2003_s93",
            actor=accountant,
        )
        for what, kind, amount in COSTS:
            costing.add_cost(sheet=sheet, what=what, kind=kind, amount=amount, source="Ledger", actor=accountant)
        return costing.sign_costs(sheet=sheet, actor=accountant)

    def way(self, kind: str, title: str, *prices: tuple[str, int, int], saving: int = 0) -> Plan:
        """Write a way to pay with its prices."""
        plan = planning.add_plan(
            initiative=self.run.initiative,
            kind=kind,
            title=title,
            says="The pool stays.",
            saving=saving,
            saving_why="Rota of last year" if saving else "",
            collecting=50_000,
            actor=self.who("lead"),
        )
        for what, amount, uses in prices:
            planning.set_price(plan=plan, what=what, amount=amount, uses=uses, actor=self.who("lead"))
        return plan

    def three_ways(self) -> tuple[Plan, Plan, Plan]:
        """No charge, a charge with concessions, and residents' help."""
        free = self.way("no_charge", "Free as it is", (SWIM, 0, 7000), (CHILD, 0, 3000))
        paid = self.way("charge", "£3 and £1", (SWIM, 300, 6000), (CHILD, 100, 2500))
        planning.add_concession(
            plan=paid, who="On Universal Credit", kind="percent", value=50, what=SWIM, uses=1000, actor=self.who("lead")
        )
        planning.add_concession(plan=paid, who="Under 5", kind="free", what=CHILD, uses=500, actor=self.who("lead"))
        help_ = self.way("our_help", "Volunteers at the desk", (SWIM, 150, 6500), (CHILD, 0, 3000), saving=600_000)
        return free, paid, help_

    def question(self) -> Question:
        """Draft and open the question about the ways."""
        decider = Membership.objects.get(initiative=self.run.initiative, role="cabinet_member")
        closes = clock.now() + timedelta(days=30)
        drafted = asking.ask_about_options(
            initiative=self.run.initiative,
            prompt="Who should pay for the pool?",
            fixed="The pool stays open.",
            open_to_change="Prices and hours.",
            information="A swim costs £3.20.",
            decider=decider,
            closes_at=closes,
            answer_by=(closes + timedelta(days=20)).date(),
            actor=self.who("lead"),
        )
        return ask.open_now(question=drafted, actor=self.who("lead"))

    def say(self, question: Question, *, pays: int, option: str, uses: int, band: int, count: int = 1) -> None:
        """Let people answer alike."""
        kept = question.settings[asking.SETTING]
        words = items_of(question)[0]
        for _number in range(count):
            raw = {
                words.key: "Because of the children.",
                kept["pay"]: asking.pay_choices()[pays],
                kept["uses"]: str(uses),
                kept["band"]: asking.band_choices()[band],
                **({kept["option"]: option} if option else {}),
            }
            answer(question=question, raw=raw, actor=None, key=str(clock.now()) + str(Sequence.next()))

    def decide(self, question: Question, plan: Plan) -> Decision:
        """Read, theme, check, choose and publish, each by who may, after it has closed."""
        assert question.closes_at is not None
        lead, accountant, decider = self.who("lead"), self.who("accountant"), self.who("cabinet_member")
        with clock.at(question.closes_at + timedelta(hours=1)):
            question = ask.close_and_read(question=question, actor=lead)
            asking.count_groups(question=question, actor=lead)
            theme = Theme.objects.create(organisation_id=question.organisation_id, question=question, title="Children")
            for one in question.contributions.select_related("initiative", "question"):
                reading.read_into_themes(contribution=one, themes=[theme], actor=lead)
                reading.read_into_themes(contribution=one, themes=[theme], actor=accountant)
            check_theming(
                theming=Theming.objects.filter(theme=theme).select_related("contribution__initiative").first(),  # type: ignore[arg-type]  # there is one
                actor=self.who("non_user"),
            )
            ask.begin_deciding(question=question, actor=lead)
            draft = asking.choose_plan(question=question, plan=plan, reason="Most can pay it.", actor=decider)
            write_answer(decision=draft, theme=theme, verdict="adopted", why="Children pay less.", actor=decider)
            owner = Membership.objects.get(initiative=self.run.initiative, role="waiver_officer")
            plan_action(
                decision=draft,
                what="Answer waivers",
                owner=owner,
                due=clock.today() + timedelta(days=90),
                actor=decider,
            )
            return deciding.publish(question=question, actor=decider, has_read=True)


class Sequence:
    """Numbers that tell one sending from the next."""

    at = 0

    @classmethod
    def next(cls) -> int:
        """Return the next number."""
        cls.at += 1
        return cls.at


def make_pool() -> Pool:
    """A live initiative whose first stage is open."""
    pool = Pool(start(town=make_town(), method=method("charges"), title="The pool"))
    pool.open("cost")
    return pool
