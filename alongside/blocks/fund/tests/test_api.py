"""A pot for programs."""

from alongside.blocks.fund.tests.conftest import Drive, Purse
from alongside.core.api.tests.calling import call
from alongside.kit import clock
from alongside.kit.ids import uuid7


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


def test_a_program_reads_a_campaign_and_pledges_once_under_an_identity(drive: Drive) -> None:
    campaign, party = drive.open(target=10_000), drive.person()
    given = {"identity": str(uuid7()), "kind": "money", "amount": 4_000}
    first, second = (call("post", f"/campaigns/{campaign.pk}/pledges", given, party=party) for _time in range(2))
    assert (first.status_code, second.status_code, second.json()["id"]) == (201, 201, first.json()["id"])
    found = call("get", f"/campaigns/{campaign.pk}").json()
    assert (found["pledged"], found["match"], found["target"], found["pledge_count"]) == (4_000, 4_000, 10_000, 1)
    assert call("post", f"/campaigns/{campaign.pk}/pledges", given).status_code == 401
    assert [one["id"] for one in call("get", "/me/pledges", party=party).json()["items"]] == [first.json()["id"]]
    withdrawn = call("post", f"/pledges/{first.json()['id']}/withdrawal", {}, party=party)
    assert (withdrawn.status_code, withdrawn.json()["state"]) == (200, "withdrawn")
    listed = call("get", f"/initiatives/{drive.initiative.pk}/campaigns").json()["items"]
    assert [(one["id"], one["pledged"]) for one in listed] == [(str(campaign.pk), 0)]
    draft = drive.draft()
    assert call("get", f"/campaigns/{draft.pk}").status_code == 404


def test_nobody_takes_back_what_another_pledged(drive: Drive) -> None:
    made = drive.pledge(drive.open(), 100)
    assert call("post", f"/pledges/{made.pk}/withdrawal", {}, party=drive.person()).status_code == 404
