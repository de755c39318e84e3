"""An initiative goes its whole path through the pages alone, and every refusal is said in words."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.html import escape

from alongside.core.initiatives.choices import Risk
from alongside.core.initiatives.models import Commitment, Initiative, Membership
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party, appoint
from alongside.core.people.models import Party
from alongside.core.services.actions import add_service
from alongside.core.services.models import Outcome, Service
from alongside.core.tests.world import make_live
from alongside.doors.tests.story import signed_in
from alongside.kit import clock

pytestmark = pytest.mark.django_db
PATH = "/initiatives/toys-for-rent/"


class Walk:
    """An officer and a resident with a browser each, and a service without measures."""

    def __init__(self) -> None:
        self.organisation = Organisation.objects.create(slug="millbrook", name="Millbrook")
        self.lead = add_party(organisation=self.organisation, name="Priya")
        self.resident = add_party(organisation=self.organisation, name="Joan", email="joan@example.org")
        appoint(party=self.lead, role="officer", actor=None)
        self.service: Service = add_service(organisation=self.organisation, name="Library", summary="Books", actor=None)
        self.officer, self.other = signed_in(self.lead), signed_in(self.resident)

    @property
    def initiative(self) -> Initiative:
        return Initiative.objects.get(slug="toys-for-rent")

    def post(self, path: str, client: Client | None = None, **values: object) -> str:
        answer = (client or self.officer).post(PATH + path, values, follow=True)
        assert answer.status_code == 200
        return answer.content.decode()

    def start(self) -> None:
        values = {"title": "Toys for rent", "service": self.service.pk, "method": "user_consultation"}
        assert self.officer.post("/start/", values)["Location"] == f"{PATH}path/"

    def shape(self) -> None:
        self.post("path/problem/", problem="Toys cost too much", motives=["quality"], citizen_roles=["innovators"])

    def answer_risks(self) -> None:
        for risk in Risk.values:
            self.post(f"path/risks/{risk}/", likely="no", answer="We look at it each month")

    def promise(self) -> None:
        self.post("members/", person="JOAN@example.org", role="representative")
        for client, party, other in ((self.officer, self.lead, self.other), (self.other, self.resident, self.officer)):
            membership = Membership.objects.get(party=party)
            self.post("promises/new/", client, membership=membership.pk, what="Two hours a week", hours="2")
            promised = Commitment.objects.get(membership=membership)
            self.post(f"promises/{promised.pk}/", other, do="accept")

    def measure(self) -> None:
        for kind, usual in (("outcome", 0), ("efficiency", 1)):
            page = self.officer.get(f"{PATH}path/measures/new/?usual={usual}").content.decode()
            assert 'name="statement"' in page
            values = {"statement": "Better", "measure": "Count", "unit": "times", "better": "up", "kind": kind}
            self.post("path/measures/new/", **values)
            outcome = Outcome.objects.get(kind=kind)
            self.post(f"path/measures/{outcome.pk}/", value="4.5", on=clock.today().isoformat(), source="A count")


# long: it names its keyword arguments one to a line
def test_the_whole_path_from_an_idea_to_its_end() -> None:
    walk = Walk()
    walk.start()
    assert walk.initiative.state == "idea"
    assert Membership.objects.get(party=walk.lead).role == "lead"
    walk.shape()
    assert walk.initiative.state == "shaping"
    assert "What is missing" in walk.officer.get(f"{PATH}path/").content.decode()
    walk.answer_risks()
    walk.promise()
    assert Commitment.objects.values_list("amount", "unit", "state").distinct().get() == (120, "minutes", "accepted")
    walk.post("path/move/", to="committed")
    walk.measure()
    assert "Running" in walk.post("path/move/", to="live")
    walk.post("stages/", do="open", stage="ask")
    assert walk.initiative.stage_runs.get().closed_at is None
    walk.post("stages/", do="close", stage="ask")
    assert walk.initiative.stage_runs.get().closed_at is not None
    assert "Write a question" in walk.officer.get(f"{PATH}path/").content.decode()
    walk.post("path/pause/", why="The room is flooded")
    assert walk.initiative.state == "paused"
    walk.post("path/move/", to="resume")
    walk.post("path/move/", to="assessing")
    assessor = Membership.objects.get(party=walk.resident)
    said = walk.post(
        "review/",
        summary="It went well",
        citizen_assessor=assessor.pk,
        motive_quality_held="yes",
        motive_quality_evidence="People said so",
        role_innovators_held="partly",
        role_innovators_evidence="Two ideas",
    )
    assert ("It went well" in said, "People said so" in said, "Two ideas" in said) == (True, True, True)
    walk.post("end/", state="sustained", review_on=(clock.today() + timedelta(days=90)).isoformat())
    assert walk.initiative.state == "sustained"


def test_each_gate_says_what_is_missing() -> None:
    walk = Walk()
    walk.start()
    walk.shape()
    said = walk.post("path/move/", to="committed")
    assert escape("Look at every risk in the list first, and write what you do about it.") in said
    walk.answer_risks()
    assert "The public side has promised nothing that residents accepted." in walk.post("path/move/", to="committed")
    walk.promise()
    walk.post("path/move/", to="committed")
    assert "No outcome of the service has a first reading" in walk.post("path/move/", to="live")
    assert walk.initiative.state == "committed"


@pytest.mark.parametrize(
    ("path", "values", "refusal"),
    [
        ("path/problem/", {"motives": ["quality"], "citizen_roles": ["innovators"]}, "This still needs an answer"),
        (
            "path/problem/",
            {"problem": "  ", "motives": ["quality"], "citizen_roles": ["innovators"]},
            "This still needs",
        ),
        ("path/risks/inequality/", {"likely": "no", "answer": ""}, "This still needs an answer"),
        ("path/move/", {"to": "live"}, "No outcome of the service has a first reading"),
        ("path/move/", {"to": "heaven"}, "There is no such step."),
        ("stages/", {"do": "open", "stage": "ask"}, "A stage opens only while the initiative is running."),
        ("members/", {"person": "Nobody", "role": "lead"}, "Nobody here has this address or name."),
        ("promises/new/", {"what": "Tea", "hours": "1", "pounds": "2"}, "Hours or money: make it two promises."),
    ],
)
def test_a_refusal_is_said_in_words(path: str, values: dict[str, object], refusal: str) -> None:
    walk = Walk()
    walk.start()
    if path == "promises/new/":
        values = values | {"membership": Membership.objects.get().pk}
    if path == "path/move/" and values["to"] == "live":
        walk.shape()
        walk.answer_risks()
        walk.promise()
    assert escape(refusal) in walk.post(path, **values)


def test_a_promise_is_released_with_a_reason_and_kept_by_the_word_of_the_other_side() -> None:
    walk = Walk()
    walk.start()
    walk.shape()
    walk.promise()
    own, theirs = (Commitment.objects.get(membership__party=party) for party in (walk.lead, walk.resident))
    assert "This still needs an answer" in walk.post(f"promises/{own.pk}/", do="release", why="")
    walk.post(f"promises/{own.pk}/", do="release", why="The room is gone")
    walk.post(f"promises/{theirs.pk}/", walk.officer, do="keep")
    assert list(Commitment.objects.order_by("id").values_list("state", flat=True)) == ["released", "kept"]
    assert "The room is gone" in walk.officer.get(f"{PATH}promises/").content.decode()


def test_a_role_is_ended_once_that_was_confirmed() -> None:
    walk = Walk()
    walk.start()
    membership = Membership.objects.get()
    path = f"members/{membership.pk}/end/"
    assert "End the role of Priya?" in walk.officer.get(PATH + path).content.decode()
    walk.post(path)
    assert Membership.objects.get().valid_to is not None


CLOSED = (
    "path/",
    "path/problem/",
    "path/risks/",
    "path/risks/inequality/",
    "path/measures/",
    "path/measures/new/",
    "path/pause/",
    "stages/",
    "members/",
    "review/",
    "end/",
    "promises/new/",
)


@pytest.mark.parametrize("path", CLOSED)
def test_the_path_is_closed_to_others(path: str) -> None:
    world = make_live()
    assert Client().get(f"/initiatives/sundays/{path}").status_code == 403
    assert signed_in(world.people["stranger"]).get(f"/initiatives/sundays/{path}").status_code == 403


def test_only_officers_begin() -> None:
    world = make_live()
    statuses = [Client().get("/start/").status_code]
    people: list[Party] = [world.people["stranger"], world.lead]
    statuses += [signed_in(party).get("/start/").status_code for party in people]
    assert statuses == [403, 403, 200]
