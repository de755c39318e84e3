"""Cards by Stripe's documented protocol: asked once under a reference, signed messages only, in whatever order."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from alongside.blocks.fund.actions import give_back, open_payment_page
from alongside.blocks.fund.actions.pledging import link_of
from alongside.blocks.fund.gateways import NotFromThem, gateways
from alongside.blocks.fund.gateways.stripe import TOLERANCE, check_signature, signature_of
from alongside.blocks.fund.models import Campaign, Collection, GatewayEvent, Pledge
from alongside.blocks.fund.tests.conftest import Drive
from alongside.blocks.fund.tests.stripe_stub import Stub, stub
from alongside.kit import clock
from alongside.kit.refused import Refused

SECRET, BODY, AT = "whsec_1", b'{"id": "evt_1"}', 1_700_000_000
EXPECTED = "e7b45f5e06ace0f8a5e2419d7ddb3d854ce5a054382a69cae818565769abf60a"
EVENTS = "/fund/gateways/stripe/events/"


@pytest.fixture
def stripe(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stub]:
    """The stand-in, with the environment that leads to it."""
    with stub() as server:
        monkeypatch.setenv("STRIPE_SECRET_KEY", "sk_test_1")
        monkeypatch.setenv("STRIPE_WEBHOOK_SECRET", SECRET)
        monkeypatch.setenv("STRIPE_BASE_URL", server.address)
        yield server


@pytest.fixture
def due(drive: Drive) -> Pledge:
    """A pledge of £100 that is asked for."""
    campaign = drive.open(target=10_000)
    made = drive.pledge(campaign, 10_000, drive.person("Ann", email="ann@example.org"))
    drive.end(campaign)
    made.refresh_from_db()
    return made


def session(made: Pledge, **more: object) -> dict[str, object]:
    collection = Collection.objects.filter(pledge=made).latest("id")
    return {
        "id": "cs_test_1",
        "object": "checkout.session",
        "client_reference_id": collection.reference,
        "payment_intent": "pi_1",
        "payment_status": "paid",
        "amount_total": made.amount,
        "currency": "gbp",
    } | more


def send(name: str, kind: str, data: dict[str, object], *, secret: str = SECRET, ago: int = 0) -> tuple[int, str]:
    """Post an event as Stripe does, and return what we answer."""
    body = json.dumps({"id": name, "object": "event", "type": kind, "data": {"object": data}}).encode()
    at = int(clock.now().timestamp()) - ago
    header = f"t={at},v1={signature_of(body=body, at=at, secret=secret)},v0=abc"
    answer = Client().post(EVENTS, body, content_type="application/json", headers={"Stripe-Signature": header})
    return answer.status_code, answer.content.decode()


def test_the_signature_is_that_of_the_documentation() -> None:
    """Worked out with `printf '1700000000.{"id": "evt_1"}' | openssl dgst -sha256 -hmac whsec_1`."""
    assert signature_of(body=BODY, at=AT, secret=SECRET) == EXPECTED


@pytest.mark.parametrize(
    ("header", "now"),
    [
        ("", AT),
        ("t=1700000000", AT),
        ("v1={good}", AT),
        ("t=1700000000,v1=00", AT),
        ("t=1700000000,v0={good}", AT),
        ("t=1700000001,v1={good}", AT),
        ("t=1700000000,t=1700000000,v1={good}", AT),
        ("t=x,v1={good}", AT),
        ("t=٣,v1={good}", AT),
        ("t=1700000000,v1={good}é", AT),
        ("t=1700000000,v1={good}", AT + TOLERANCE + 1),
        ("t=1700000000,v1={good}", AT - TOLERANCE - 1),
    ],
)
def test_what_is_not_signed_rightly_or_not_now_is_not_from_them(header: str, now: int) -> None:
    good = signature_of(body=BODY, at=AT, secret=SECRET)
    with pytest.raises(NotFromThem):
        check_signature(body=BODY, header=header.replace("{good}", good), secrets=[SECRET], now=now)


def test_one_good_signature_among_several_and_one_of_two_secrets_will_do() -> None:
    good = signature_of(body=BODY, at=AT, secret="new")
    header = f"t={AT}, v1=00, v1={good}"
    check_signature(body=BODY, header=header, secrets=["old", "new"], now=AT + TOLERANCE)
    with pytest.raises(NotFromThem):
        check_signature(body=BODY, header=header, secrets=[], now=AT)


def test_a_payment_page_is_asked_for_once_under_our_reference(stripe: Stub, due: Pledge) -> None:
    pages = {open_payment_page(due, gateway="stripe") for _time in range(2)}
    assert pages == {f"{stripe.address}/pay/cs_test_1"}
    ((path, fields),) = stripe.asked
    collection = Collection.objects.get(pledge=due)
    assert (path, collection.gateway, collection.outside_id) == ("/v1/checkout/sessions", "stripe", "cs_test_1")
    assert fields["client_reference_id"] == collection.reference
    assert fields["line_items[0][price_data][unit_amount]"] == "10000"
    assert (fields["line_items[0][price_data][currency]"], fields["mode"]) == ("gbp", "payment")
    assert fields["customer_email"] == "ann@example.org"
    assert fields["success_url"].endswith(link_of(due))


def test_somebody_goes_from_their_pledge_to_the_payment_page_by_a_link(stripe: Stub, due: Pledge) -> None:
    assert "By card" in Client().get(link_of(due)).content.decode()
    page = Client().post(link_of(due), {"do": "stripe"}).content.decode()
    assert f'href="{stripe.address}/pay/cs_test_1"' in page


def test_a_message_counts_once_however_often_it_comes(stripe: Stub, due: Pledge) -> None:
    open_payment_page(due, gateway="stripe")
    done = "checkout.session.completed"
    assert send("evt_0", done, session(due, payment_status="unpaid")) == (200, "nothing")
    assert [send("evt_1", done, session(due)) for _time in range(3)] == [(200, "paid"), (200, "known"), (200, "known")]
    assert send("evt_2", "checkout.session.async_payment_succeeded", session(due)) == (200, "known")
    assert send("evt_3", "checkout.session.expired", session(due)) == (200, "known")
    assert send("evt_4", done, session(due, client_reference_id="AS0000000000")) == (200, "unknown")
    assert send("evt_5", "customer.created", {"id": "cus_1"}) == (200, "nothing")
    assert (Campaign.objects.get().collected, GatewayEvent.objects.count()) == (10_000, 6)
    due.refresh_from_db()
    assert due.state == "given"


def test_a_payment_after_a_failure_counts_and_a_failure_after_a_payment_does_not(stripe: Stub, due: Pledge) -> None:
    open_payment_page(due, gateway="stripe")
    assert send("evt_1", "checkout.session.expired", session(due)) == (200, "failed")
    due.refresh_from_db()
    assert due.state == "failed"
    assert send("evt_2", "checkout.session.completed", session(due)) == (200, "paid")
    assert send("evt_3", "checkout.session.async_payment_failed", session(due)) == (200, "known")
    due.refresh_from_db()
    assert (due.state, Campaign.objects.get().collected) == ("given", 10_000)


def test_another_amount_and_a_second_payment_wait_for_a_person(stripe: Stub, due: Pledge) -> None:
    open_payment_page(due, gateway="stripe")
    done = "checkout.session.completed"
    assert send("evt_1", done, session(due, amount_total=9_999)) == (200, "another amount")
    assert send("evt_2", done, session(due, currency="eur")) == (200, "another amount")
    assert send("evt_3", done, session(due, amount_total=True)) == (200, "another amount")
    assert send("evt_4", done, session(due)) == (200, "paid")
    assert send("evt_5", done, session(due, payment_intent="pi_2")) == (200, "paid twice")
    assert Campaign.objects.get().collected == 10_000


def test_a_forged_an_old_and_a_broken_message_are_refused_and_change_nothing(stripe: Stub, due: Pledge) -> None:
    open_payment_page(due, gateway="stripe")
    done = "checkout.session.completed"
    assert send("evt_1", done, session(due), secret="whsec_2")[0] == 400
    assert send("evt_1", done, session(due), ago=TOLERANCE + 5)[0] == 400
    at = int(clock.now().timestamp())
    for body in (b"[]", b"{", b'{"id": "evt_1", "type": "x"}', b"\xff"):
        header = f"t={at},v1={signature_of(body=body, at=at, secret=SECRET)}"
        answer = Client().post(EVENTS, body, content_type="application/json", headers={"Stripe-Signature": header})
        assert answer.status_code == 400
    assert Client().post("/fund/gateways/nobody/events/").status_code == 404
    assert Client().get(EVENTS).status_code == 405
    assert Client().post("/fund/gateways/bank_transfer/events/").status_code == 400
    assert (GatewayEvent.objects.count(), Campaign.objects.get().collected) == (0, 0)


def test_money_goes_back_by_the_gateway_once(stripe: Stub, due: Pledge, drive: Drive) -> None:
    open_payment_page(due, gateway="stripe")
    send("evt_1", "checkout.session.completed", session(due))
    collection = Collection.objects.select_related("pledge__campaign__initiative").get(pledge=due)
    give_back(collection=collection, why="They asked for it", actor=drive.who("payment_agent"))
    (path, fields) = stripe.asked[-1]
    assert (path, fields["payment_intent"], fields["amount"]) == ("/v1/refunds", "pi_1", "10000")
    assert (Campaign.objects.get().collected, drive.sound()) == (0, True)


def test_where_the_service_says_no_or_nothing_nothing_changes(
    stripe: Stub, due: Pledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    stripe.status = 402
    with pytest.raises(Refused, match="said no"):
        open_payment_page(due, gateway="stripe")
    stripe.status, stripe.garbage = 200, True
    with pytest.raises(Refused, match="do not understand"):
        open_payment_page(due, gateway="stripe")
    monkeypatch.setenv("STRIPE_BASE_URL", "http://127.0.0.1:9")
    with pytest.raises(Refused, match="does not answer"):
        open_payment_page(due, gateway="stripe")
    monkeypatch.setenv("STRIPE_BASE_URL", "file:///etc/passwd")
    with pytest.raises(Refused, match="is not one"):
        open_payment_page(due, gateway="stripe")
    assert Collection.objects.get(pledge=due).state == "asked"


def test_without_keys_it_is_not_offered_and_both_ways_are_found_by_looking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("STRIPE_SECRET_KEY", raising=False)
    assert sorted(gateways()) == ["bank_transfer", "stripe"]
    assert (gateways()["stripe"].is_there(), gateways()["bank_transfer"].is_there()) == (False, True)


def test_the_tolerance_is_measured_by_our_clock(stripe: Stub, due: Pledge) -> None:
    open_payment_page(due, gateway="stripe")
    with clock.at(clock.now() - timedelta(hours=1)):
        late = send("evt_1", "checkout.session.completed", session(due), ago=-TOLERANCE - 5)
    assert late[0] == 400
