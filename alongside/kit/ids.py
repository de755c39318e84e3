"""Identities: ordered in time where rows may tell their order, random where they must not."""

import random
import secrets
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from alongside.kit import clock

_seeded: ContextVar[random.Random | None] = ContextVar("seeded_ids", default=None)


def _random_bits(count: int) -> int:
    generator = _seeded.get()
    return generator.getrandbits(count) if generator else secrets.randbits(count)


class _Counter:
    """Counts the identities of one millisecond, so that what was made first also sorts first."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.milliseconds = self.count = 0

    def next(self, milliseconds: int) -> int:
        """Return 0 for the first identity of a millisecond, then 1, 2, …"""
        with self.lock:
            self.count = self.count + 1 if milliseconds == self.milliseconds else 0
            self.milliseconds = milliseconds
            return self.count & ((1 << 26) - 1)


_counter = _Counter()


def uuid7() -> uuid.UUID:
    """Return a UUID version 7: 48 bits of milliseconds, 26 of a counter within one, 48 at random.

    New rows sit together in an index, and those that one process makes sort in the order of their making.
    Source: RFC 9562, sections 5.7 and 6.2 (method 1).
    """
    milliseconds = int(clock.now().timestamp() * 1000) & ((1 << 48) - 1)
    count = _counter.next(milliseconds)
    value = (milliseconds << 80) | (7 << 76) | ((count >> 14) << 64) | (2 << 62)
    return uuid.UUID(int=value | ((count & 0x3FFF) << 48) | _random_bits(48))


def letters(*, alphabet: str, count: int) -> str:
    """Return so many letters drawn from an alphabet whose length is a power of two."""
    return "".join(alphabet[_random_bits(len(alphabet).bit_length() - 1)] for _letter in range(count))


def uuid4() -> uuid.UUID:
    """Return a UUID version 4, which says nothing of time or order: the identity of a ballot.

    Source: RFC 9562, section 5.4.
    """
    return uuid.UUID(int=_random_bits(128), version=4)


@contextmanager
def seeded(seed: int) -> Iterator[None]:
    """Draw identities from `seed` in this context, so that demonstration data is the same on every machine."""
    token = _seeded.set(random.Random(seed))  # noqa: S311 - the same on every machine, on purpose
    try:
        yield
    finally:
        _seeded.reset(token)
