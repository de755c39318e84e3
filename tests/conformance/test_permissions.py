"""Who may do what, asked of a real initiative in each of its stages, for every act and every role."""

import pytest

from alongside.core.initiatives.actions import close_stage, open_stage
from alongside.core.initiatives.charter import end_membership
from alongside.core.initiatives.methods import ANYONE, OFFICER, PERSON, Method, Stage
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.initiatives.permissions import may
from alongside.kit.refused import Refused
from alongside.methods.acts import known_acts
from tests.conformance.test_methods import BUILT, every_built_method
from tests.conformance.town import Run, Town, make_town, start

STAGES = [pytest.param(method, stage, id=f"{method.key}-{stage.key}") for method in BUILT for stage in method.stages]


def allowed(run: Run) -> set[tuple[str, str]]:
    """Every pair of act and role that is let through now."""
    return {
        (act, key)
        for act in known_acts()
        for key, party in run.everybody.items()
        if may(act, party=party, initiative=run.initiative)
    }


def declared(*, method: Method, stage: Stage | None) -> set[tuple[str, str]]:
    """Every pair that the manifest means to let through: a member is also a person, and a person is also anyone."""
    wanted = set()
    for acts in (method.always, stage.acts if stage else {}):
        for act, roles in acts.items():
            for key in [*(role.key for role in method.roles), OFFICER, PERSON, ANYONE]:
                everybody = {ANYONE} if key == ANYONE else {key, PERSON, ANYONE}
                if everybody & roles:
                    wanted.add((act, key))
    return wanted


@pytest.mark.parametrize(("method", "stage"), STAGES)
def test_in_each_stage_each_role_may_do_what_is_declared_and_nothing_else(
    method: Method, stage: Stage, town: Town
) -> None:
    run = start(town=town, method=method)
    open_stage(initiative=run.initiative, key=stage.key, actor=town.officer)
    assert allowed(run) == declared(method=method, stage=stage)


@every_built_method
def test_before_and_after_its_stages_only_what_is_always_open_is_open(method: Method, town: Town) -> None:
    run = start(town=town, method=method)
    assert allowed(run) == declared(method=method, stage=None)
    for stage in method.stages:
        open_stage(initiative=run.initiative, key=stage.key, actor=town.officer)
    for stage in method.stages:
        close_stage(initiative=run.initiative, key=stage.key, actor=town.officer)
    assert allowed(run) == declared(method=method, stage=None)


@every_built_method
def test_a_role_ends_with_its_membership_and_does_not_reach_another_place(method: Method, town: Town) -> None:
    run = start(town=town, method=method)
    for stage in method.stages:
        open_stage(initiative=run.initiative, key=stage.key, actor=town.officer)
    elsewhere = make_town("Elsewhere")
    stranger = start(town=elsewhere, method=method)
    for party in [*stranger.players.values(), elsewhere.officer, elsewhere.somebody]:
        assert [act for act in known_acts() if may(act, party=party, initiative=run.initiative)] == []
    role = method.roles[0].key
    end_membership(membership=Membership.objects.get(initiative=run.initiative, role=role), actor=town.officer)
    after = {act for act in known_acts() if may(act, party=run.players[role], initiative=run.initiative)}
    person = {act for act in known_acts() if may(act, party=town.somebody, initiative=run.initiative)}
    assert after == person


@every_built_method
def test_it_goes_live_only_with_both_sides(method: Method, town: Town) -> None:
    """Rule 1, for this method: the public side alone cannot take it live."""
    from alongside.core.initiatives import actions

    initiative = actions.start_initiative(
        service=town.service, method_key=method.key, title="Alone", actor=town.officer
    )
    initiative = actions.shape_initiative(
        initiative=initiative, problem="x", motives=["quality"], citizen_roles=["innovators"], actor=town.officer
    )
    with pytest.raises(Refused):
        actions.commit_initiative(initiative=initiative, actor=town.officer)
    initiative.refresh_from_db()
    assert initiative.state == Initiative.State.SHAPING
