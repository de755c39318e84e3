"""How a test calls the API, as a program does."""

import json
from typing import Any

from django.test import Client

from alongside.core.people.actions import make_token
from alongside.core.people.models import Party


def call(method: str, path: str, body: Any = None, *, party: Party | None = None) -> Any:
    """Send a request, with a key of `party` where there is one. `body` is made JSON; a str goes as it is."""
    headers = {}
    if party is not None:
        _token, key = make_token(party=party, name="Test", may_write=True)
        headers["authorization"] = f"Bearer {key}"
    sent = body if isinstance(body, str) or body is None else json.dumps(body)
    return Client().generic(
        method.upper(), f"/api/v1{path}", sent or "", content_type="application/json", headers=headers
    )
