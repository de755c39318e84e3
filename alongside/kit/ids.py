"""Identities: ordered in time where rows may tell their order, random where they must not."""

import random
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from alongside.kit import clock

_seeded: ContextVar[random.Random | None] = ContextVar("seeded_ids", default=None)


def _random_bits(count: int) -> int:
    generator = _seeded.get()
    return generator.getrandbits(count) if generator else secrets.randbits(count)


def uuid7() -> uuid.UUID:
    """Return a UUID version 7: 48 bits of milliseconds, then random, so that new rows sit together in an index.

    Source: RFC 9562, section 5.7.
    """
    milliseconds = int(clock.now().timestamp() * 1000) & ((1 << 48) - 1)
    value = (milliseconds << 80) | (7 << 76) | (_random_bits(12) << 64) | (2 << 62) | _random_bits(62)
    return uuid.UUID(int=value)


def uuid4() -> uuid.UUID:
    """Return a UUID version 4, which says nothing of time or order: the identity of a ballot.

    Source: RFC 9562, section 5.4.
    """
    return uuid.UUID(int=_random_bits(128), version=4)


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Draw identities from `seed` in this context, so that demonstration data is the same on every machine."""
    token = _seeded.set(random.Random(seed))
    try:
        yield
    finally:
        _seeded.reset(token)
