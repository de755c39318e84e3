"""Fill a new database with a consultation that is open now, and print what a client needs: run by the fault tests."""

import json
from datetime import timedelta

import django

django.setup()

from alongside.core.initiatives import actions, charter  # noqa: E402 - Django must be set up before its models load
from alongside.core.initiatives.choices import Risk  # noqa: E402 - as above, after setup
from alongside.core.people.actions import change_party, make_token  # noqa: E402 - as above, after setup
from alongside.core.questions.actions import draft_question, open_question  # noqa: E402 - as above, after setup
from alongside.core.tests.world import World, make_idea, promise  # noqa: E402 - as above, after setup
from alongside.kit import clock  # noqa: E402 - as above, after setup


def go_live(world: World) -> None:
    """Bring the idea to life as of now."""
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


def main() -> None:
    """Make the world and print identities and keys as JSON."""
    world = make_idea()
    go_live(world)
    question = draft_question(
        initiative=world.initiative,
        stage="ask",
        prompt="Should we open on Sundays?",
        actor=world.lead,
        fixed="The budget",
        open_to_change="The hours",
        information="Each Sunday costs 300 pounds.",
        decider=world.members["decider"],
        closes_at=clock.now() + timedelta(days=30),
        answer_by=clock.today() + timedelta(days=60),
    )
    open_question(question=question, actor=world.lead)
    resident = change_party(party=world.people["resident"], actor=None, email="resident@example.org")
    _row, officer_key = make_token(party=world.lead, name="Busy day", may_write=True)
    _row, resident_key = make_token(party=resident, name="Busy day", may_write=True)
    charter.add_member(initiative=world.initiative, party=resident, role="representative", actor=world.lead)
    print(
        json.dumps(
            {
                "initiative": str(world.initiative.pk),
                "question": str(question.pk),
                "officer": officer_key,
                "resident": resident_key,
            }
        )
    )


main()
