"""Cards, through the protocol that Stripe documents: a page of theirs takes the card, a signed message tells us.

Keys come from the environment and stand nowhere else: STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET (several, divided by
commas, while one is being replaced), and STRIPE_BASE_URL where another address than theirs answers, for tests.
Source: Stripe's API reference, Checkout Sessions and Refunds; its guide to webhook signatures.
"""

import base64
import hashlib
import hmac
import json
import os
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.blocks.fund.gateways import Asked, NotFromThem, Request, Told
from alongside.kit import clock
from alongside.kit.refused import Refused

ADDRESS = "https://api.stripe.com"
TOLERANCE = 300  # Seconds; their own libraries' default.
TIMEOUT = 20
SAYS = {
    "checkout.session.completed": "paid",
    "checkout.session.async_payment_succeeded": "paid",
    "checkout.session.async_payment_failed": "failed",
    "checkout.session.expired": "failed",
}


def signature_of(*, body: bytes, at: int, secret: str) -> str:
    """Return what signs a message: HMAC-SHA256 over the moment in seconds, a dot, and the body as it came."""
    return hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()


def check_signature(*, body: bytes, header: str, secrets: list[str], now: int) -> None:
    """Raise NotFromThem unless one `v1` of the header signs the body with one of the secrets, within the tolerance."""
    pairs = [part.strip().partition("=") for part in header.split(",")]
    moments = [value for name, _sign, value in pairs if name == "t"]
    given = [value for name, _sign, value in pairs if name == "v1"]
    if len(moments) != 1 or not moments[0].isascii() or not moments[0].isdigit() or not given or not secrets:
        raise NotFromThem
    at = int(moments[0])
    good = [signature_of(body=body, at=at, secret=secret) for secret in secrets]
    # Every pair is compared, in constant time, so that the time it takes says nothing.
    matches = [hmac.compare_digest(one.encode(), other.encode()) for one in good for other in given]
    if not any(matches) or abs(now - at) > TOLERANCE:
        raise NotFromThem


class Stripe:
    """Cards by Stripe."""

    key = "stripe"
    title = gettext_lazy("By card")

    def is_there(self) -> bool:
        """Say whether both keys are set."""
        return bool(os.environ.get("STRIPE_SECRET_KEY") and os.environ.get("STRIPE_WEBHOOK_SECRET"))

    def ask(self, request: Request) -> Asked:
        """Open a Checkout Session for one amount; asked again under the same reference, it is the same session."""
        fields = {
            "mode": "payment",
            "client_reference_id": request.reference,
            "success_url": request.back,
            "cancel_url": request.back,
            "line_items[0][quantity]": "1",
            "line_items[0][price_data][currency]": request.currency.lower(),
            "line_items[0][price_data][unit_amount]": str(request.amount),
            "line_items[0][price_data][product_data][name]": request.what[:200],
            "metadata[reference]": request.reference,
            "payment_intent_data[metadata][reference]": request.reference,
        }
        if request.email:
            fields["customer_email"] = request.email
        answer = self._post("/v1/checkout/sessions", fields, key=f"ask-{request.reference}")
        url = str(answer.get("url") or "")
        if not answer.get("id") or urlsplit(url).scheme not in {"https", "http"}:
            raise Refused(_("The payment service answered something that we do not understand."))
        return Asked(outside_id=str(answer["id"]), url=url)

    def give_back(self, *, payment_id: str, reference: str, amount: int) -> None:
        """Refund a payment, once for a reference."""
        fields = {"payment_intent": payment_id, "amount": str(amount), "metadata[reference]": reference}
        self._post("/v1/refunds", fields, key=f"back-{reference}")

    def read(self, *, body: bytes, headers: Mapping[str, str]) -> Told:
        """Read an event. Only what was paid in full says so: a completed session may still wait for its bank."""
        secrets = [one.strip() for one in os.environ.get("STRIPE_WEBHOOK_SECRET", "").split(",") if one.strip()]
        header = headers.get("Stripe-Signature", "")
        check_signature(body=body, header=header, secrets=secrets, now=int(clock.now().timestamp()))
        try:
            event = json.loads(body)
            kind, session = str(event["type"]), event["data"]["object"]
            return self._told(event, kind, session if isinstance(session, dict) else {})
        except (ValueError, KeyError, TypeError):
            raise NotFromThem from None

    def _told(self, event: dict[str, Any], kind: str, session: dict[str, Any]) -> Told:
        says = SAYS.get(kind, "")
        if kind == "checkout.session.completed" and session.get("payment_status") != "paid":
            says = ""
        total = session.get("amount_total")
        return Told(
            outside_id=str(event["id"])[:200],
            kind=kind[:80],
            says=says,
            refers_to=str(session.get("client_reference_id") or "")[:24],
            payment_id=str(session.get("payment_intent") or "")[:200],
            amount=total if type(total) is int else None,
            currency=str(session.get("currency") or "").upper(),
        )

    def _post(self, path: str, fields: dict[str, str], *, key: str) -> dict[str, Any]:
        address = os.environ.get("STRIPE_BASE_URL", ADDRESS).rstrip("/") + path
        if urlsplit(address).scheme not in {"https", "http"}:
            raise Refused(_("The address of the payment service is not one."))
        token = base64.b64encode(f"{os.environ.get('STRIPE_SECRET_KEY', '')}:".encode()).decode()
        request = urllib.request.Request(  # noqa: S310 - the scheme was looked at above
            address,
            data=urlencode(fields).encode(),
            headers={
                "Authorization": f"Basic {token}",
                "Content-Type": "application/x-www-form-urlencoded",
                "Idempotency-Key": key,
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 - as above
                found = json.loads(answer.read(2_000_000))
        except urllib.error.HTTPError as problem:
            raise Refused(
                _("The payment service said no (%(code)s). Try again later.") % {"code": problem.code}
            ) from None
        except (OSError, ValueError):
            raise Refused(_("The payment service does not answer. Try again later.")) from None
        if not isinstance(found, dict):
            raise Refused(_("The payment service answered something that we do not understand."))
        return found


GATEWAY = Stripe()
