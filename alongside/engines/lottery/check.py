"""Check a published lottery and draw it again, from the file alone. Imports nothing of the code that made it.

Everything is found again in exact arithmetic: that each panel has its size, meets every quota and takes one person at
most from an address; that the tickets add up; each group's chance; that the prices prove the bound; the seal; the
ticket and the people whom the seed draws. Not proved: that those with no chance are in no panel, and `greatest`,
which are findings of a search over whole panels."""

import json
from collections import Counter
from fractions import Fraction
from hashlib import sha256
from typing import Any


def check(text: str) -> str | None:
    """What is wrong with a published file, or None if nothing is."""
    try:
        whole = json.loads(text)
        if whole["format"] != "alongside-lottery-1":
            return f"it is of another format, {whole['format']}"
        written = json.dumps(whole["lottery"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        if sha256(written.encode()).hexdigest() != whole["seal"]:
            return "the lottery is not the one that was sealed"
        wrong = Recount(whole["lottery"]).wrong()
        if wrong or "draw" not in whole:
            return wrong
        draw = whole["draw"]
        number, panel = redraw(whole, draw["seed"])
        if number != draw["ticket"]:
            return f"the seed draws ticket {number}, not {draw['ticket']}"
        return None if panel == draw["panel"] else "the seed draws other people"
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        return f"it cannot be read as a published lottery ({type(error).__name__})"


def redraw(whole: dict[str, Any], seed: str) -> tuple[int, list[str]]:
    """The ticket and the panel that a seed draws from a published file."""
    data, again = whole["lottery"], 0
    tickets = data["tickets"]
    number = int(sha256(f"{seed}:{whole['seal']}".encode()).hexdigest(), 16)
    while number >= 2**256 - 2**256 % tickets:
        again += 1
        number = int(sha256(f"{seed}:{whole['seal']}:{again}".encode()).hexdigest(), 16)
    number %= tickets
    passed, people, waiting = 0, list[str](), dict[int, list[Any]]()
    panel = next(each for each in data["panels"] if (passed := passed + each["tickets"]) > number)
    for at, seats in sorted(panel["seats"]):
        group = data["groups"][at]
        kind = data["kinds"][group["kind"]]
        if group["kind"] not in waiting:
            lots = [[(sha256(f"{seed}:{each}".encode()).hexdigest(), each) for each in h] for h in kind["households"]]
            waiting[group["kind"]] = sorted(lots, key=min)
        for _ in range(seats):
            home = waiting[group["kind"]].pop(0)
            people.append(min(pair for pair, v in zip(home, kind["members"], strict=True) if v == group["values"])[1])
    return number, sorted(people)


class Recount:
    """A lottery as its file says it."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.data, self.kinds, self.groups = data, data["kinds"], data["groups"]
        self.values = [dict(zip(data["features"], group["values"], strict=True)) for group in self.groups]
        self.homes = [len(kind["households"]) for kind in self.kinds]
        self.people = [self.homes[g["kind"]] * self.kinds[g["kind"]]["members"].count(g["values"]) for g in self.groups]

    def wrong(self) -> str | None:
        """The first thing that does not follow, in words, or None."""
        return self._pool() or self._panels() or self._chances() or self._bound()

    def _pool(self) -> str | None:
        ids = [each for kind in self.kinds for home in kind["households"] for each in home]
        if len(set(ids)) != len(ids):
            return "somebody is listed twice"
        if any(len(home) != len(kind["members"]) for kind in self.kinds for home in kind["households"]):
            return "a household has other members than its kind"
        if len({json.dumps(kind["members"]) for kind in self.kinds}) != len(self.kinds):
            return "two kinds of household are the same"
        wanted = [(at, v) for at, kind in enumerate(self.kinds) for v in sorted({tuple(m) for m in kind["members"]})]
        if [(group["kind"], tuple(group["values"])) for group in self.groups] != wanted:
            return "the groups are not those of the people listed"
        known = {(quota["feature"], quota["value"]) for quota in self.data["quotas"]}
        return None if all(set(v.items()) <= known for v in self.values) else "somebody has a value without a quota"

    def _panels(self) -> str | None:
        for place, panel in enumerate(self.data["panels"], 1):
            seats = dict(panel["seats"])
            at_kind = Counter[int]()
            for group, n in seats.items():
                at_kind[self.groups[group]["kind"]] += n
            if len(seats) != len(panel["seats"]) or min(seats.values()) < 1 or panel["tickets"] < 1:
                return f"panel {place} has no whole seats and tickets"
            if sum(seats.values()) != self.data["size"]:
                return f"panel {place} has {sum(seats.values())} seats"
            if any(n > self.homes[kind] for kind, n in at_kind.items()):
                return f"panel {place} takes two people from one address"
            for quota in self.data["quotas"]:
                n = sum(n for g, n in seats.items() if self.values[g][quota["feature"]] == quota["value"])
                if not quota["min"] <= n <= quota["max"]:
                    return f"panel {place} has {n} seats for {quota['feature']}: {quota['value']}"
        total = sum(panel["tickets"] for panel in self.data["panels"])
        return None if total == self.data["tickets"] else f"the panels have {total} tickets"

    def _chances(self) -> str | None:
        seats = Counter[int]()
        for panel in self.data["panels"]:
            for group, n in panel["seats"]:
                seats[group] += n * panel["tickets"]
        self.chances = [Fraction(seats[g], self.data["tickets"] * n) for g, n in enumerate(self.people)]
        for group, chance in zip(self.groups, self.chances, strict=True):
            if group["chance"] != str(chance):
                return f"the chance of those with {', '.join(group['values'])} is {chance}, not {group['chance']}"
        least = str(min(chance for chance in self.chances if chance))
        return None if self.data["least_chance"] == least else f"the least chance is {least}"

    def _bound(self) -> str | None:
        """Nobody's price is negative, no panel costs more than `most`, and all together cost `everybody`."""
        quotas = [(quota, Fraction(quota["price"])) for quota in self.data["quotas"]]
        kinds = [Fraction(kind["price"]) for kind in self.kinds]
        seat, everybody = Fraction(self.data["price_of_a_seat"]), Fraction(0)
        for g, (group, values) in enumerate(zip(self.groups, self.values, strict=True)):
            if not self.chances[g]:
                continue  # who is in no panel pays nothing
            each = seat + kinds[group["kind"]]
            each += sum(price for quota, price in quotas if values[quota["feature"]] == quota["value"])
            if each < 0:
                return f"the price of those with {', '.join(group['values'])} is negative"
            everybody += each * self.people[g]
        most = seat * self.data["size"] + sum(price * homes for price, homes in zip(kinds, self.homes, strict=True))
        most += sum(price * (quota["max"] if price > 0 else quota["min"]) for quota, price in quotas)
        if min(kinds) < 0:
            return "the price of a household is negative"
        bound = min(most / everybody, Fraction(1)) if everybody else Fraction(1)
        return None if self.data["bound"] == str(bound) else f"the prices prove a bound of {bound}"
