"""A small world for the tests of the core: one organisation, people on both sides, one consultation."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from alongside.core.initiatives import actions, charter
from alongside.core.initiatives.choices import Risk
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party, appoint
from alongside.core.people.models import Party
from alongside.core.questions.actions import draft_question, open_question
from alongside.core.questions.models import Question
from alongside.core.services.actions import add_outcome, add_service, observe
from alongside.kit import clock

START = datetime(2026, 1, 10, 10, tzinfo=UTC)
ROLES = ("lead", "analyst", "decider", "citizen_checker", "representative")


@dataclass
class World:
    """What a test needs to hold of the world; `people` and `members` go by the name of the role."""

    organisation: Organisation
    people: dict[str, Party]
    initiative: Initiative
    members: dict[str, Membership] = field(default_factory=dict)

    @property
    def lead(self) -> Party:
        return self.people["lead"]

    @property
    def resident(self) -> Party:
        return self.people["resident"]


def day(number: float) -> datetime:
    """Return the moment so many days after the start."""
    return START + timedelta(days=number)


def make_idea(slug: str = "millbrook") -> World:
    """Return a world whose initiative is an idea, with measures that have a baseline, and members in every role."""
    organisation = Organisation.objects.create(slug=slug, name="Millbrook")
    people = {
        name: add_party(organisation=organisation, name=name.title()) for name in (*ROLES, "resident", "stranger")
    }
    appoint(party=people["lead"], role="officer", actor=None)
    service = add_service(organisation=organisation, name="Library", summary="Books and a warm room", actor=None)
    for kind in ("outcome", "efficiency"):
        outcome = add_outcome(
            service=service,
            statement="People read",
            measure="Visits",
            unit="visits",
            better="up",
            kind=kind,
            actor=None,
        )
        observe(outcome=outcome, on=date(2026, 1, 1), value=Decimal(10), source="Door count", actor=None, baseline=True)
    initiative = actions.start_initiative(
        service=service, method_key="user_consultation", title="Sundays", actor=people["lead"]
    )
    world = World(organisation, people, initiative)
    for role in ROLES:
        world.members[role] = charter.add_member(
            initiative=initiative, party=people[role], role=role, actor=people["lead"]
        )
    return world


def promise(world: World, role: str, other: str) -> None:
    """Let one role promise something and the other side accept it."""
    commitment = charter.offer_commitment(
        membership=world.members[role], what="Two evenings a month", actor=world.people[role]
    )
    charter.accept_commitment(commitment=commitment, actor=world.people[other])


def make_live(slug: str = "millbrook") -> World:
    """Return a world whose consultation is live on the first day, in its asking stage."""
    with clock.at(START):
        world = make_idea(slug)
        world.initiative = actions.shape_initiative(
            initiative=world.initiative,
            problem="I work all week",
            motives=["quality"],
            citizen_roles=["innovators"],
            actor=world.lead,
        )
        for risk in Risk.values:
            actions.answer_risk(
                initiative=world.initiative, risk=risk, likely=False, answer="We look at it.", actor=world.lead
            )
        promise(world, "lead", "representative")
        promise(world, "representative", "lead")
        world.initiative = actions.commit_initiative(initiative=world.initiative, actor=world.lead)
        world.initiative = actions.go_live(initiative=world.initiative, actor=world.lead)
        actions.open_stage(initiative=world.initiative, key="ask", actor=world.lead)
    return world


def make_question(world: World, *, opened: bool = True) -> Question:
    """Return a question of that world that is open for 22 days from the start."""
    with clock.at(START):
        question = draft_question(
            initiative=world.initiative,
            stage="ask",
            prompt="Should we open on Sundays?",
            actor=world.lead,
            fixed="The budget",
            open_to_change="The hours",
            information="Each Sunday costs 300 pounds.",
            decider=world.members["decider"],
            closes_at=day(22),
            answer_by=day(40).date(),
        )
        return open_question(question=question, actor=world.lead) if opened else question
