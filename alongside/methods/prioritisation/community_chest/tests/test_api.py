"""A chest for programs."""

from alongside.core.api.tests.calling import call
from alongside.kit import clock
from alongside.methods.prioritisation.community_chest.models import Sheet
from alongside.methods.prioritisation.community_chest.tests.conftest import Chest


# long: one story
def test_a_group_applies_and_the_panel_scores_it_blind(chest: Chest) -> None:
    keeper, key = chest.person(), chest.grant_round.pk
    wish = {
        "group": {"name": "Seed swap", "sort": "informal", "has_account": True},
        "title": "Raised beds",
        "text": "Six beds by the hall.",
        "outcome": "Neighbours grow something.",
        "amount": 40_000,
        "whole_cost": 50_000,
        "starts_on": clock.today().isoformat(),
        "ends_on": clock.today().isoformat(),
    }
    made = call("post", f"/rounds/{key}/applications", wish, party=keeper)
    again = call("post", f"/rounds/{key}/applications", wish, party=keeper)
    assert (made.status_code, again.status_code) == (201, 409)
    assert again.json()["detail"] == "“Seed swap” has applied in this round already."
    (mine,) = call("get", "/me/applications", party=keeper).json()
    assert (mine["number"], mine["state"], len(made.json()["code"])) == (1, "received", 12)
    chest.close()
    from alongside.methods.prioritisation.community_chest.models import Application

    chest.check(Application.objects.get())
    seat = chest.who("panel_resident")
    given = {str(one.pk): 4 for one in chest.grant_round.criteria.all()}
    early = call("post", f"/rounds/{key}/cases/1/points", {"points": given, "comment": "Good"}, party=seat)
    assert early.json()["detail"] == "First say whether you have any link to this application."
    call("post", f"/rounds/{key}/cases/1/declaration", {"interest": False}, party=seat)
    filed = call("post", f"/rounds/{key}/cases/1/points", {"points": given, "comment": "Good"}, party=seat)
    assert (filed.status_code, filed.json()["filed"], Sheet.objects.count()) == (201, 1, 1)
    (case,) = call("get", f"/rounds/{key}/cases", party=seat).json()
    assert "Seed swap" not in str(case)
    assert call("get", f"/rounds/{key}/cases", party=keeper).status_code == 403
    assert call("get", f"/rounds/{key}/grants").json() == {"version": "1.4", "title": "Spring chest", "grants": []}


def test_the_rounds_are_open_to_everybody_and_applying_is_not(chest: Chest) -> None:
    (found,) = call("get", f"/initiatives/{chest.run.initiative.pk}/rounds").json()
    assert (found["programme"], found["amount"], found["state"]) == ("Spring chest", 100_000, "open")
    assert [one["weight"] for one in found["criteria"]] == [2, 1]
    assert call("post", f"/rounds/{found['id']}/applications", {}).status_code == 401
