"""A whole consultation for the tests of the doors: asked, answered, decided, done, measured, thanked."""

from datetime import date
from decimal import Decimal

from django.test import Client

from alongside.core.contributions.actions import acknowledge, receive_contribution
from alongside.core.contributions.models import Contribution
from alongside.core.contributions.theming import check_theming, theme_contribution
from alongside.core.decisions.actions import draft_decision, plan_action, publish_decision, write_answer
from alongside.core.decisions.doing import confirm_action, do_action
from alongside.core.decisions.models import Decision
from alongside.core.initiatives.actions import close_stage, open_stage
from alongside.core.people.actions import add_party
from alongside.core.people.models import Party, User
from alongside.core.questions.actions import add_theme, close_question
from alongside.core.questions.models import Question, Theme
from alongside.core.recognition.actions import thank
from alongside.core.services.actions import observe
from alongside.core.services.models import Observation, Outcome
from alongside.core.tests.world import World, day, make_live, make_question
from alongside.kit import clock

TODAY = day(60)
"""The day on which the tests look at the pages."""


class Story:
    """One consultation with `count` contributions under one theme; the first one is private, the others public."""

    def __init__(self, *, count: int, actions: int = 1) -> None:
        """Live through it; `codes` are those of the receipts, in the order of the contributions."""
        self.world: World = make_live()
        self.question: Question = make_question(self.world)
        self.codes: list[str] = []
        self.contributions: list[Contribution] = [self._give(number) for number in range(count)]
        self.theme: Theme = self._theme()
        self.decision: Decision = self._decide(actions)
        self._finish()

    def _give(self, number: int) -> Contribution:
        party = add_party(organisation=self.world.organisation, name=f"Neighbour {number}")
        with clock.at(day(2)):
            given, code = receive_contribution(
                initiative=self.world.initiative,
                form="response",
                text=f"Please open on Sundays, says number {number}",
                actor=party,
                party=party,
                question=self.question,
                public=number > 0,
                named=number > 1,
            )
        self.codes.append(code)
        with clock.at(day(3)):
            acknowledge(contribution=given, text="I read it, and it goes into the report.", actor=self.world.lead)
        return given

    def _theme(self) -> Theme:
        world = self.world
        with clock.at(day(23)):
            close_question(question=self.question, actor=world.lead)
            close_stage(initiative=world.initiative, key="ask", actor=world.lead)
            open_stage(initiative=world.initiative, key="theme", actor=world.lead)
            theme = add_theme(question=self.question, title="Open on Sundays", actor=world.lead)
            for given in self.contributions:
                theme_contribution(contribution=given, theme=theme, actor=world.lead)
                theming = theme_contribution(contribution=given, theme=theme, actor=world.people["analyst"])
                check_theming(theming=theming, actor=world.people["citizen_checker"])
        return theme

    def _decide(self, actions: int) -> Decision:
        world, decider = self.world, self.world.people["decider"]
        with clock.at(day(30)):
            open_stage(initiative=world.initiative, key="decide", actor=world.lead)
            decision = draft_decision(
                question=self.question, result="We open on Sundays", actor=decider, reason="Most people asked for it"
            )
            write_answer(decision=decision, theme=self.theme, verdict="adopted", why="You asked", actor=decider)
            for number in range(actions):
                plan_action(
                    decision=decision,
                    what=f"Open door {number}",
                    owner=world.members["lead"],
                    due=date(2026, 3, 1),
                    actor=decider,
                    outcome=self.outcome,
                )
            return publish_decision(decision=decision, actor=decider)

    @property
    def outcome(self) -> Outcome:
        """The outcome of the service."""
        return Outcome.objects.filter(organisation=self.world.organisation, kind="outcome").order_by("id")[0]

    def _finish(self) -> None:
        world = self.world
        with clock.at(day(40)):
            for action in self.decision.actions.all():
                do_action(action=action, proof="The door count", actor=world.lead)
                confirm_action(action=action, actor=world.people["representative"])
        with clock.at(day(45)):
            for action in self.decision.actions.all():
                self.observation: Observation = observe(
                    outcome=self.outcome,
                    on=day(44).date(),
                    value=Decimal(12),
                    source="Door count",
                    actor=world.lead,
                    moved_by=action,
                    initiative=world.initiative,
                )
            for given in self.contributions[:1]:
                thank(
                    initiative=world.initiative,
                    text="Your words began it, thank you",
                    from_party=world.lead,
                    contribution=given,
                )


def signed_in(party: Party) -> Client:
    """Return a browser in which this party is signed in."""
    user = party.user or User.objects.create_user(f"{party.pk}@example.org")
    party.user = user
    party.save(update_fields=["user"])
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def queries_of(client: Client, path: str) -> tuple[int, int]:
    """Return the status of a page and how many queries it took, as its Server-Timing header tells."""
    answer = client.get(path)
    return answer.status_code, int(answer["Server-Timing"].split('"')[1])
