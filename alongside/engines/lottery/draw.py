"""Draw the panel: from a lottery and a public seed, by nothing but SHA-256.

- The ticket: SHA-256 of `SEED:SEAL`, as a number, modulo the number of tickets. The panels stand in their order, each
  with its tickets; the ticket picks one. (A number in the last, incomplete run of tickets is drawn again, with
  `SEED:SEAL:1`, then `:2`, so that no ticket is favoured.)
- The lots: each person's is the SHA-256 of `SEED:ID`. Households of a kind come in the order of the least lot among
  their members; the first give the seats of the first values, the next of the next; of members with the same values
  the one with the least lot comes. By symmetry everybody in a group has the same chance.
"""

from __future__ import annotations

from hashlib import sha256

from alongside.engines.lottery.document import seal
from alongside.engines.lottery.lottery import TICKETS, Lottery, Panel
from alongside.engines.lottery.pool import Kind


def drawn(lottery: Lottery, seed: str) -> tuple[int, tuple[str, ...]]:
    """The ticket, and the ids of the panel in order."""
    number = ticket(seed, seal(lottery), TICKETS)
    left, chosen = number, lottery.panels[-1]
    for panel in lottery.panels:
        if left < panel.tickets:
            chosen = panel
            break
        left -= panel.tickets
    return number, tuple(sorted(_people(lottery, chosen, seed)))


def ticket(seed: str, sealed: str, tickets: int) -> int:
    """A number below `tickets`, each with exactly the same chance if SHA-256 is as good as a die."""
    again, whole = 0, 2**256 // tickets * tickets
    while True:
        text = f"{seed}:{sealed}" + (f":{again}" if again else "")
        number = int(sha256(text.encode()).hexdigest(), 16)
        if number < whole:
            return number % tickets
        again += 1


def lot(seed: str, person: str) -> str:
    """A person's lot, in hexadecimal; the least comes first."""
    return sha256(f"{seed}:{person}".encode()).hexdigest()


def commitment(seed: str) -> str:
    """What to publish before the draw, so that the seed cannot be chosen later: its SHA-256."""
    return sha256(seed.encode()).hexdigest()


def _people(lottery: Lottery, panel: Panel, seed: str) -> list[str]:
    found, next_home = [], dict[int, int]()
    order = dict[int, list[tuple[str, ...]]]()
    for group, seats in zip(lottery.pool.groups, panel.seats, strict=True):
        if not seats:
            continue
        kind = lottery.pool.kinds[group.kind]
        homes = order.setdefault(group.kind, _in_order(kind, seed))
        start = next_home.get(group.kind, 0)
        next_home[group.kind] = start + seats
        for home in homes[start : start + seats]:
            alike = [each for each, values in zip(home, kind.members, strict=True) if values == group.values]
            found.append(min(alike, key=lambda each: lot(seed, each)))
    return found


def _in_order(kind: Kind, seed: str) -> list[tuple[str, ...]]:
    return sorted(kind.households, key=lambda home: min(lot(seed, each) for each in home))
