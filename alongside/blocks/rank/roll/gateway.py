"""Text messages: written to the screen of the server, or given to a gateway over the documented hook.

The hook (docs/how-to/hold-a-vote.md): `SMS_HOOK` is an address to which `{"to": "+44…", "text": "…"}` is posted as
JSON, with `Authorization: Bearer` and `SMS_TOKEN`; every answer of 200 to 299 means that the gateway has taken it.
"""

import json
import sys
import urllib.error
import urllib.request
from typing import Protocol

from django.conf import settings
from django.utils.translation import gettext as _

from alongside.kit.refused import Refused

PATIENCE = 10  # seconds


class Gateway(Protocol):
    """What sends a text message."""

    def send(self, *, to: str, text: str) -> None:
        """Send it, or refuse in words for the person who waits for it."""


class Console:
    """Prints messages where the server runs: for trying things out."""

    def send(self, *, to: str, text: str) -> None:
        """Print it."""
        print(f"Text message to {to}: {text}", file=sys.stderr, flush=True)


class Hook:
    """Posts messages to a gateway. Neither the number nor the words are written to a log."""

    def __init__(self, *, address: str, token: str) -> None:
        self.address, self.token = address, token

    def send(self, *, to: str, text: str) -> None:
        """Post it; refuse where the gateway does not answer or does not take it."""
        request = urllib.request.Request(  # noqa: S310  # the operator's own setting, http or https
            self.address,
            data=json.dumps({"to": to, "text": text}).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"},
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE):  # noqa: S310  # as above
                pass
        except (urllib.error.URLError, OSError):
            raise Refused(_("The text message could not be sent. Try again in a while, or ask for a letter.")) from None


def gateway() -> Gateway:
    """Return what the settings name."""
    return Hook(address=settings.SMS_HOOK, token=settings.SMS_TOKEN) if settings.SMS_HOOK else Console()
