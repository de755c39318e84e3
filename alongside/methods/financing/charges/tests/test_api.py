"""A charge for programs: what everybody may read and work out, and what only its roles may write."""

from datetime import timedelta

import pytest

from alongside.core.api.tests.calling import call
from alongside.kit import clock
from alongside.methods.financing.charges.models import Waiver
from alongside.methods.financing.charges.tests.world import CHILD, SWIM, Pool, make_pool


@pytest.fixture
def pool(db: None) -> Pool:
    return make_pool()


def test_a_charge_is_prepared_read_and_worked_out(pool: Pool) -> None:
    path = f"/initiatives/{pool.run.initiative.pk}/charges"
    accountant, lead = pool.who("accountant"), pool.who("lead")
    sheet = {"unit": "swim", "uses": 100, "year": "2025/26", "power": "lga2003_s93"}
    assert call("post", f"{path}/costs", sheet, party=lead).status_code == 403
    assert call("post", f"{path}/costs", sheet, party=accountant).status_code == 204
    line = {"what": "Staff", "kind": "fixed", "amount": 50_000, "source": "Ledger"}
    assert call("post", f"{path}/costs/lines", line, party=accountant).status_code == 204
    assert call("post", f"{path}/costs/sign", {}, party=accountant).status_code == 204
    assert call("post", f"{path}/costs/lines", line, party=accountant).status_code == 404
    way = call("post", f"{path}/ways", {"kind": "charge", "title": "£4", "says": "It stays."}, party=lead).json()
    priced = call(
        "post", f"/charges/ways/{way['id']}/prices", {"what": SWIM, "amount": 400, "uses": 100}, party=lead
    ).json()
    assert (priced["income"], priced["cost"], priced["from_taxes"]) == (40_000, 50_000, 10_000)
    less = {"who": "Under 5", "kind": "free", "uses": 101}
    assert call("post", f"/charges/ways/{way['id']}/concessions", less, party=lead).status_code == 409
    read = call("get", path).json()
    assert (read["cost"]["total"], read["cost"]["uses"], read["ways"], read["tariffs"]) == (50_000, 100, [], [])


def test_prices_are_published_and_requests_stay_between_two(pool: Pool) -> None:
    pool.cost()
    _free, paid, _help = pool.three_ways()
    question = pool.question()
    path = f"/initiatives/{pool.run.initiative.pk}/charges"
    pays = call("post", f"{path}/household", {"uses": {SWIM: 10, CHILD: 3}, "entitled": ["Under 5"]}).json()
    assert [row["year"] for row in pays] == [0, 3000, 1500]
    pool.say(question, pays=0, option=paid.title, uses=4, band=0)
    pool.decide(question, paid)
    assert question.closes_at is not None
    with clock.at(question.closes_at + timedelta(days=1)):
        soon = clock.today() + timedelta(days=3)
        given = {"plan_id": str(paid.pk), "starts_on": soon.isoformat(), "reason": "Sundays."}
        assert call("post", f"{path}/tariffs", given, party=pool.who("lead")).status_code == 403
        made = call("post", f"{path}/tariffs", given, party=pool.who("cabinet_member"))
        assert (made.status_code, made.json()["income"]) == (201, 1_850_000)
        somebody = pool.run.town.somebody
        asked = call("post", f"{path}/requests", {"words": "I lost my job."}, party=somebody)
        assert asked.status_code == 201
        answer = {"granted": True, "answer": "Yes", "percent_off": 50, "until": "2199-01-01"}
        address = f"/charges/requests/{asked.json()['id']}/answer"
        assert call("post", address, answer, party=pool.who("lead")).status_code == 403
        assert call("post", address, answer, party=pool.who("waiver_officer")).json()["state"] == "granted"
        assert call("get", f"{path}/requests/mine", party=pool.who("lead")).json() == []
    assert Waiver.objects.get().percent_off == 50
