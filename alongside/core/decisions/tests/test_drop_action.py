"""An action can be taken out of a draft, never out of a published decision."""

from datetime import date

import pytest

from alongside.core.decisions.actions import draft_decision, drop_action, plan_action
from alongside.core.decisions.models import Action, Decision
from alongside.core.initiatives.actions import open_stage
from alongside.core.tests.world import day, make_live, make_question
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused

pytestmark = pytest.mark.django_db


def test_an_action_is_dropped_from_a_draft_only_and_only_by_those_who_may_write_it() -> None:
    world = make_live()
    question = make_question(world)
    decider = world.people["decider"]
    with clock.at(day(23)):
        open_stage(initiative=world.initiative, key="decide", actor=world.lead)
        decision = draft_decision(question=question, result="Open on Sundays", actor=decider)
        keep, drop = (
            plan_action(decision=decision, what=what, owner=world.members["lead"], due=date(2026, 3, 1), actor=decider)
            for what in ("Open the doors", "Paint the doors")
        )
        with pytest.raises(NotAllowed):
            drop_action(action=drop, actor=world.resident)
        drop_action(action=drop, actor=decider)
        decision.state = Decision.State.PUBLISHED
        keep.decision = decision
        with pytest.raises(Refused, match="A published decision never changes"):
            drop_action(action=keep, actor=decider)
    assert list(Action.objects.all()) == [keep]
