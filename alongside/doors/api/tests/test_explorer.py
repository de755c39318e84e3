"""The explorer for programs."""

from alongside.core.api.tests.calling import call
from alongside.core.initiatives.models import Initiative
from alongside.core.people.actions import add_party
from alongside.core.people.models import Party
from tests.conformance.town import Town, make_town

DEPTH = {"rung": 5, "promises": ["on_record"], "loop": ["receipt"], "evidence": 1}
COULD = {"could": "yes", "reason": "They asked for it", "ratings": {"importance": 3, "risk": 1}}


def resident(town: Town, name: str) -> Party:
    """Somebody who lives here."""
    return add_party(organisation=town.organisation, name=name)


def test_answers_of_both_sides_make_a_map_that_shows_nobody(db: None) -> None:
    town = make_town()
    path = f"/services/{town.service.pk}/explorer"
    for name in ("Ann", "Bea", "Cy"):
        person = resident(town, name)
        given = {"side": "citizen", "answer": "once", "depth": DEPTH}
        kept = call("put", f"{path}/open_space", given, party=person)
        assert (kept.status_code, kept.json()["rung"], kept.json()["promises"]) == (200, 5, ["on_record"])
    mine = call("get", f"{path}/mine", party=person).json()
    cells = {cell["method"]: cell for cell in call("get", path).json()["cells"]}
    assert [one["method"] for one in mine] == ["open_space"]
    assert (len(cells), cells["open_space"]["citizens"]) == (22, {"typical": "once", "people": None})
    assert cells["open_space"]["public"] == {"typical": None, "people": None}


def test_what_is_refused_leaves_nothing_and_says_why(db: None) -> None:
    town = make_town()
    path, person = f"/services/{town.service.pk}/explorer", resident(town, "Ann")
    never = call("put", f"{path}/open_space", {"side": "citizen", "answer": "never", "depth": DEPTH}, party=person)
    staff = call("put", f"{path}/open_space", {"side": "public", "answer": "never"}, party=person)
    nothing = call("put", f"{path}/no_method", {"side": "citizen", "answer": "never"}, party=person)
    assert [answer.status_code for answer in (never, staff, nothing)] == [409, 403, 409]
    assert call("get", f"{path}/mine", party=person).json() == []


def test_an_empty_cell_becomes_an_idea_once(db: None) -> None:
    town = make_town()
    path = f"/services/{town.service.pk}/explorer/charges"
    call("put", path, {"side": "public", "answer": "never", "could_we": COULD}, party=town.officer)
    made = [call("post", f"{path}/initiative", party=town.officer) for _turn in range(2)]
    assert [answer.status_code for answer in made] == [201, 201]
    assert made[0].json() == made[1].json() == {"initiative_id": str(Initiative.objects.get(state="idea").pk)}
    assert call("post", f"{path}/initiative", party=resident(town, "Ann")).status_code == 403
