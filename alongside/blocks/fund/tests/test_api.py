"""A pot for programs."""

from alongside.blocks.fund.tests.conftest import Purse
from alongside.core.api.tests.calling import call
from alongside.kit import clock


def test_money_is_set_aside_awarded_and_paid(purse: Purse) -> None:
    path = f"/initiatives/{purse.run.initiative.pk}"
    more = call("post", f"{path}/pot", {"amount": 50_000, "source": "Parks"}, party=purse.officer)
    given = {"contribution_id": str(purse.contribution().pk), "title": "Benches", "amount": 120_000}
    made = call("post", f"{path}/awards", given, party=purse.decider)
    paid = {"amount": 20_000, "what": "Timber", "on": clock.today().isoformat()}
    payment = call("post", f"/awards/{made.json()['id']}/payments", paid, party=purse.officer)
    assert (more.json()["amount"], made.status_code, payment.status_code) == (150_000, 201, 201)
    (award,) = call("get", f"{path}/awards").json()
    assert (award["amount"], award["spent"], award["left"]) == (120_000, 20_000, 100_000)
    assert call("get", f"{path}/pot").json()["left"] == 30_000


def test_no_more_is_awarded_than_there_is_and_by_no_visitor(purse: Purse) -> None:
    path = f"/initiatives/{purse.run.initiative.pk}/awards"
    given = {"contribution_id": str(purse.contribution().pk), "title": "Benches", "amount": 100_001}
    assert call("post", path, given, party=purse.decider).status_code == 409
    assert call("post", path, given).status_code == 401
    assert call("get", path).json() == []
