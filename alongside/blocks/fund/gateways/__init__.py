"""Ways in which pledged money comes in, behind one interface. Each module here that holds `GATEWAY` is one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Protocol

from django.utils.functional import Promise

from alongside.kit.refused import Refused

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a gateway is asked to collect: an amount in minor units, under our reference."""

    reference: str
    amount: int
    currency: str
    what: str
    email: str
    back: str  # the page that the payer comes back to


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a gateway answered: its own name of the request, and where the payer pays ("" for no page of its own)."""

    outside_id: str = ""
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Told:
    """One message of a gateway: its name, and what it says of a request of ours ("paid", "failed", or "" for nothing).

    `refers_to` is our reference or the gateway's name of the request; `amount` is None where it says none.
    """

    outside_id: str
    kind: str
    says: str
    refers_to: str = ""
    payment_id: str = ""
    amount: int | None = None
    currency: str = ""


class NotFromThem(Exception):
    """A message that the gateway did not send, or sent too long ago."""


class Gateway(Protocol):
    """What each gateway does."""

    key: str
    title: str | Promise

    def is_there(self) -> bool:
        """Say whether it is set up on this installation."""
        ...

    def ask(self, request: Request) -> Asked:
        """Ask for money. Asked again under the same reference, it must give the same. Raises Refused in words."""
        ...

    def give_back(self, *, payment_id: str, reference: str, amount: int) -> None:
        """Give money back, once for a reference. Raises Refused in words."""
        ...

    def read(self, *, body: bytes, headers: Mapping[str, str]) -> Told:
        """Read a message. Raises NotFromThem for one that is not signed by the gateway."""
        ...


@cache
def gateways() -> Mapping[str, Gateway]:
    """Return every gateway by its key: the modules of this folder, found by looking."""
    names = [path.stem for path in sorted(FOLDER.glob("*.py")) if path.stem != "__init__"]
    modules = [import_module(f"{__name__}.{name}") for name in names]
    return {module.GATEWAY.key: module.GATEWAY for module in modules if hasattr(module, "GATEWAY")}


def gateway(key: str) -> Gateway:
    """Return one gateway; refuse an unknown one."""
    found = gateways().get(key)
    if found is None:
        raise Refused(f"There is no way of paying called {key}.")
    return found
