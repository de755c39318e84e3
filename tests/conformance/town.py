"""A small place in which any method can be run: real rows, made by the real actions."""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from alongside.core.initiatives import actions, charter
from alongside.core.initiatives.choices import Risk
from alongside.core.initiatives.methods import OFFICER, Method
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party, appoint
from alongside.core.people.models import Appointment, Party
from alongside.core.questions.models import Question
from alongside.core.services.actions import add_outcome, add_place, add_service, observe
from alongside.core.services.models import Service
from alongside.kit import clock


@dataclass(frozen=True, kw_only=True)
class Town:
    """An organisation with one service that has its baselines, an officer, and somebody who only signed in."""

    organisation: Organisation
    service: Service
    officer: Party
    somebody: Party


@dataclass(frozen=True, kw_only=True)
class Run:
    """One live initiative of a method, with one party for each of its roles."""

    town: Town
    initiative: Initiative
    players: dict[str, Party] = field(default_factory=dict)

    @property
    def everybody(self) -> dict[str, Party | None]:
        """Who there is, by the key of the role: those of the method, an officer, somebody signed in, a visitor."""
        return {**self.players, OFFICER: self.town.officer, "person": self.town.somebody, "anyone": None}

    def player_for(self, act: str, stage: str) -> Party | None:
        """Somebody who may do an act in a stage."""
        method = self.initiative.method
        roles = method.stage(stage).acts.get(act, frozenset()) | method.always.get(act, frozenset())
        return next((self.everybody[key] for key in sorted(roles)), None)


def make_town(name: str = "Example") -> Town:
    """A place with a service, whose two measures have a first reading."""
    organisation = Organisation.objects.create(slug=name.lower(), name=f"{name} Council", place_name=name)
    officer = add_party(organisation=organisation, name="An officer")
    appoint(party=officer, role="officer", actor=None)
    service = add_service(organisation=organisation, name="Library", summary="Books for everybody", actor=officer)
    for kind in ("outcome", "efficiency"):
        outcome = add_outcome(
            service=service,
            statement=f"Example of an {kind}",
            measure="Visits",
            unit="visits",
            better="up",
            kind=kind,
            actor=officer,
        )
        observe(outcome=outcome, on=clock.today(), value=Decimal(10), source="Counted", actor=officer, baseline=True)
    somebody = add_party(organisation=organisation, name="Somebody who signed in")
    return Town(organisation=organisation, service=service, officer=officer, somebody=somebody)


def populate(town: Town) -> None:
    """Add neighbourhoods and people, so that a demonstration of a past year has somebody to play its parts."""
    long_ago = clock.now() - timedelta(days=400)
    Appointment.objects.filter(organisation=town.organisation).update(valid_from=long_ago)
    for name in ("Hill", "Quay"):
        add_place(organisation=town.organisation, name=f"Example {name}", actor=None, kind="neighbourhood")
    for number in range(40):
        add_party(organisation=town.organisation, name=f"Example of a person, {number}")


def start(*, town: Town, method: Method, title: str = "An example") -> Run:
    """Bring one initiative to `live` by the usual path: shaped, risks answered, promised by both sides."""
    initiative = actions.start_initiative(service=town.service, method_key=method.key, title=title, actor=town.officer)
    players = {}
    members: dict[str, Membership] = {}
    for role in method.roles:
        party = add_party(organisation=town.organisation, name=f"Example of a {role.key}")
        players[role.key] = party
        members[role.key] = charter.add_member(initiative=initiative, party=party, role=role.key, actor=town.officer)
    initiative = actions.shape_initiative(
        initiative=initiative,
        problem="It is closed on the day I could come.",
        motives=["quality"],
        citizen_roles=["innovators"],
        actor=town.officer,
    )
    for risk in Risk.values:
        actions.answer_risk(
            initiative=initiative, risk=risk, likely=False, answer="We look each month.", actor=town.officer
        )
    sides = {side: next(one for one in members.values() if one.side == side) for side in ("public", "citizen")}
    for side, other in (("public", "citizen"), ("citizen", "public")):
        offered = charter.offer_commitment(membership=sides[side], what="To come", actor=sides[side].party)
        charter.accept_commitment(commitment=offered, actor=sides[other].party)
    initiative = actions.commit_initiative(initiative=initiative, actor=town.officer)
    return Run(town=town, initiative=actions.go_live(initiative=initiative, actor=town.officer), players=players)


def open_question_in(*, run: Run, stage: str) -> Question:
    """Open a stage and, in it, a question that says all it must; its decider is a member who may write decisions."""
    from alongside.core.questions.actions import draft_question, open_question

    initiative = run.initiative
    actions.open_stage(initiative=initiative, key=stage, actor=run.town.officer)
    closes = clock.now() + timedelta(days=initiative.method.least_open_days + 1)
    decider = decider_of(run)
    question = draft_question(
        initiative=initiative,
        stage=stage,
        prompt="When should it be open?",
        actor=run.player_for("question.write", stage),
        fixed="The budget",
        open_to_change="The hours",
        information="It is open five days a week.",
        decider=decider,
        closes_at=closes,
        answer_by=closes.date() + timedelta(days=14),
    )
    return open_question(question=question, actor=run.player_for("question.open", stage))


def decider_of(run: Run) -> Membership:
    """The member whom a question names as its decider: one who may write decisions in some stage."""
    keys = set().union(*(stage.acts.get("decision.write", frozenset()) for stage in run.initiative.method.stages))
    key = "decider" if "decider" in keys else sorted(keys & set(run.players))[0]
    return Membership.objects.get(initiative=run.initiative, role=key)
