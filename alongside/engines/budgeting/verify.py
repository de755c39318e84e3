"""Check the certificate of a count from the ballots alone. Imports nothing of the counting code.

Every number is found again, exactly, and compared as text, so that no digit may differ. Of Add1 it is checked where it
stopped, not how it came there. The rule is taken as said; its seal is what was published before the vote."""

import json
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from hashlib import sha256
from math import lcm
from typing import Any


def check(certificate: str, election: Any) -> str | None:
    """What is wrong with the certificate of `election` (as the reader of files gives it), or None if nothing is."""
    try:
        said = json.loads(certificate, parse_float=str)
        found = Recount(json.loads(said["rule"], parse_float=Decimal), election).document(said)
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        return f"it cannot be read as a certificate of this file ({type(error).__name__})"
    wrong = [key for key in {**found, **said} if said.get(key) != found.get(key)]
    return f"a recount finds something else for {', '.join(wrong)}" if wrong else None


class Recount:
    """One election under one rule. Projects are places in the list; `backers` has (ballot, voters, worth) of each."""

    def __init__(self, rule: dict[str, Any], election: Any) -> None:
        self.rule, self.ids, self.budget = rule, [each.id for each in election.projects], election.budget
        self.cost, places = [each.cost for each in election.projects], range(len(election.projects))
        self.counts, self.by_cost = [int(each) for each in election.ballots.counts], rule["utility"][:4] == "cost"
        worths, least, out = self._worths(election.ballots), Fraction(rule["threshold"]), rule["left_out"]
        self.point = lcm(1, *{worth.denominator for ballot in worths for _, worth in ballot})  # worths are whole in it
        self.votes, self.score = [0 for _ in places], [Fraction(0) for _ in places]
        self.backers: list[list[tuple[int, int, int]]] = [[] for _ in places]
        for group, p, worth in ((at, *pair) for at, ballot in enumerate(worths) for pair in ballot):
            self.votes[p] += self.counts[group]
            self.score[p] += self.counts[group] * worth
            self.backers[p] += [(group, self.counts[group], int(worth * self.point))] if worth > 0 else []
        self.eligible = [p for p in sorted(places, key=self._tie) if self.score[p] >= least and self.ids[p] not in out]
        self.rank = {p: rank for rank, p in enumerate(self.eligible)}  # the least wins a tie

    def _worths(self, ballots: Any) -> list[list[tuple[int, Fraction]]]:
        longest, found, utility = max(map(len, ballots.choices), default=0), [], self.rule["utility"]
        for choice, points in zip(ballots.choices, ballots.points or [()] * len(ballots.choices), strict=True):
            top = {"last-one": len(choice), "last-zero": len(choice) - 1}.get(self.rule["rank_points"], longest)
            pairs = [(p, points[at] if points else Fraction(top - at)) for at, p in enumerate(choice)]
            if utility in ("cost", "cardinality"):  # whoever names a project supports it, but for a no
                pairs = [(p, Fraction(1)) for p, given in pairs if given > 0 or ballots.kind != "yes-no"]
            found.append(pairs)
        return found

    def _tie(self, p: int) -> tuple[Any, ...]:
        by = {"id": self.ids[p], "listed": p, "lowest-cost": self.cost[p], "most-votes": -self.votes[p]}
        names = [each.strip() for each in self.rule["ties"].split(",")]
        lots = {n: sha256(f"{n[4:]}:{self.ids[p]}".encode()).hexdigest() for n in names if n[:4] == "lot:"}
        return (*({**by, **lots}[name] for name in names), self.ids[p])

    def _spent(self, won: list[int]) -> Fraction:
        return sum((self.cost[p] for p in won), Fraction(0))

    def _bars(self, p: int, won: list[int], capped: bool = True) -> str | None:
        name, names = self.ids[p], {self.ids[q] for q in won}
        if any(name in group and names & set(group) - {name} for group in self.rule["exclusions"]):
            return "rival"
        caps = [cap for cap in self.rule["caps"] if capped and name in cap["projects"]]
        inside = [[q for q in (p, *won) if self.ids[q] in cap["projects"]] for cap in caps]
        over = any(self._spent(q) > Fraction(cap["most"]) for q, cap in zip(inside, caps, strict=True))
        return "capped" if over else None

    def _greedy_key(self, p: int) -> tuple[Any, ...]:
        rate = self.score[p] if self.by_cost or not self.cost[p] else self.score[p] / self.cost[p]
        order, free = [*self.rule["order"], self.ids[p]], self.cost[p] == 0 and self.score[p] > 0
        return order.index(self.ids[p]), not free, -rate, self.rank[p]

    def _greedy(self, won: list[int]) -> tuple[list[int], list[list[str]]]:
        lines, ended, left = [], False, self.budget - self._spent(won)
        turns = [(p, True) for p in sorted(self.eligible, key=self._greedy_key) if p not in won]
        for p, first in turns:  # what a cap bars may come a second time, without it
            verdict = self._bars(p, won, capped=first)
            if verdict == "capped" and self.rule["leftover"] == "beyond-caps":
                turns.append((p, False))
            if verdict is None and first and ended:
                verdict = "after-end"
            elif verdict is None and self.cost[p] > left:
                verdict, ended = "too-dear", not self.rule["skip"]
            lines += [[self.ids[p], str(left), verdict or "won"]] if first or not verdict else []
            won, left = (won, left) if verdict else ([*won, p], left - self.cost[p])
        return won, lines

    def _earned(self, won: list[int]) -> tuple[list[int], list[Any]]:
        since, at, rows = dict[int, int](), [Fraction(0)], list[Any]()  # at[since[b]]: when ballot b last spent
        able = [p for p in self.eligible if self.backers[p] and self.cost[p] <= self.budget]
        while True:
            held = {p: Counter[int]() for p in able if p not in won and not self._bars(p, won)}
            for p, group, each in ((q, group, each) for q in held for group, each, _ in self.backers[q]):
                held[p][since.get(group, 0)] += each
            times = {p: self.cost[p] + sum(at[last] * each for last, each in held[p].items()) for p in held}
            times = {p: Fraction(time, sum(held[p].values())) for p, time in times.items()}
            tied = [p for p in times if times[p] == min(times.values())]
            over = [p for p in tied if self._spent([*won, p]) > self.budget]
            if over or not tied:
                return won, [rows, self.ids[over[0]] if over else None]
            since |= {group: len(at) for group, _, _ in self.backers[tied[0]]}
            loads = [[str(at[last]), each] for last, each in sorted(held[tied[0]].items())]
            rows.append([self.ids[tied[0]], str(times[tied[0]]), loads])
            at.append(times[tied[0]])
            won.append(tied[0])

    def _behind(self, p: int, held: list[Any]) -> Any:
        return sum(voters * held[group] for group, voters, _ in self.backers[p])

    def _shares(self, share: Fraction, won: list[int], little: bool = False) -> tuple[list[Any], list[Any]]:
        whole, rounds = lcm(share.denominator, *(each.denominator for each in self.cost)), (list[Any](), list[Any]())
        money = [int(share * whole)] * len(self.counts)  # of each voter of a ballot, over `whole`
        for rest in (False, True) if little else (False,):  # equal shares, then their epsilon completion
            bound = {p: (Fraction(0), self.rank[p]) for p in self.eligible if self.backers[p]}
            while bound:  # prices only rise, so that old ones are bounds
                p = min(bound, key=lambda p: bound[p])
                price = None if p in won or self._bars(p, won) else self._price(p, money, whole, rest)
                if price is None:
                    del bound[p]
                elif (rate := (price / (self.cost[p] or 1 if self.by_cost else 1), self.rank[p])) > bound[p]:
                    bound[p] = rate
                else:
                    grown = (price * whole).denominator
                    money, whole = [each * grown for each in money], whole * grown
                    rounds[rest].append(self._pay(p, price, money, whole, rest))
                    won.append(p)
        return rounds

    def _pay(self, p: int, price: Fraction, money: list[int], whole: int, rest: bool) -> list[Any]:
        behind, full = Fraction(self._behind(p, money), whole), int(price * whole)
        worth, paid = {group: each for group, _, each in self.backers[p]}, dict[int, list[int]]()
        for g in range(len(money)) if rest else worth:
            some = money[g] if rest and g in worth else min(money[g], full * worth.get(g, 1))
            money[g] -= some
            paid.setdefault(some, []).append(g)
        told = [[str(Fraction(some, whole)), who] for who, some in sorted((w, s) for s, w in paid.items() if s)]
        return [self.ids[p], str(price * self.point), str(behind), told]

    def _price(self, p: int, money: list[int], whole: int, rest: bool) -> Fraction | None:
        due, payers = int(self.cost[p] * whole), [(money[g], v, w) for g, v, w in self.backers[p]]
        if rest:  # its backers give all they hold, the others share what is missing
            due, mine = due - self._behind(p, money), {g for g, _, _ in self.backers[p]}
            payers = [(m, v, 1) for g, (m, v) in enumerate(zip(money, self.counts, strict=True)) if g not in mine]
        weight = sum(v * w for _, v, w in payers)
        if sum(v * m for m, v, _ in payers) < due:
            return None
        for held, voters, worth in sorted(payers, key=lambda b: b[0] if b[2] == 1 else Fraction(b[0], b[2])):
            if held * weight >= worth * due:
                break
            due, weight = due - voters * held, weight - voters * worth
        return Fraction(due, weight * whole) if weight else Fraction(0)

    def _raised(self, raises: int) -> tuple[list[int], dict[str, Any]]:
        completion, step = self.rule["completion"], Fraction(self.rule["step"])
        found, first = dict[str, Any](), Fraction(self.budget, sum(self.counts) or 1)
        first = Fraction(first // 1) if self.rule["start"] == "whole" else first
        base = first // step * step if self.rule["start"] == "exact-then-whole" else first
        share, won, after, stop, wrong = base + raises * step if raises else first, list[int](), list[int](), "none", 0
        found["rounds"], found["little"] = self._shares(share, won, completion == "epsilon")
        left = self.budget - self._spent(won)
        found["left"], found["rest"] = str(share * sum(self.counts) - self._spent(won)), []
        if completion[:4] == "add1" and self.counts:
            more = [p for p in self.eligible if p not in won and self.backers[p] and not self._bars(p, won)]
            full = "exhaustive" in completion and all(self.cost[p] > left for p in more)
            stop = "all-bought" if not more else "exhaustive" if full else "overspend"
            self._shares(base + (raises + 1) * step, after)
            told = [str(base + (raises + 1) * step), [self.ids[p] for p in after], str(self._spent(after))]
            found |= {"after": told} if stop == "overspend" else {}
            wrong = (raises and left < 0) or (stop == "overspend" and self._spent(after) <= self.budget)
        found["shares"] = [raises, str(share), "nowhere" if wrong else stop]
        if completion.endswith("utilitarian"):
            won, found["rest"] = self._greedy(won)
        if self.rule["comparison"] != "none":
            greedy, lines = self._greedy([])
            found["compared"] = [self._prefer(won, greedy), self._prefer(greedy, won), lines]
            won = greedy if found["compared"][1] > found["compared"][0] else won
        return won, found

    def _prefer(self, mine: list[int], theirs: list[int]) -> int:
        top = 1 if self.rule["comparison"] == "exclusion-ratio" else len(self.ids)
        a, b = (Counter(g for p in won for g, _, _ in self.backers[p]) for won in (mine, theirs))
        return sum(voters for g, voters in enumerate(self.counts) if min(a[g], top) > min(b[g], top))

    def document(self, said: dict[str, Any]) -> dict[str, Any]:
        """What a certificate should say, given the rule that it names and how often it says that shares were raised."""
        way = {"greedy": self._greedy, "phragmen": self._earned}.get(self.rule["kind"])
        won, count = way([]) if way else self._raised(said["count"]["shares"][0])
        left, least, part = self.budget - self._spent(won), self.rule["part"], None
        fit = [p for p in self.eligible if p not in won and self.cost[p] > left > 0 and not self._bars(p, won)]
        for p in sorted(fit, key=self._greedy_key)[: least is not None]:
            part = [self.ids[p], str(left)] if left >= Fraction(least) * self.cost[p] else None
        rows = [list(row) for row in zip(self.ids, map(str, self.cost), self.votes, map(str, self.score), strict=True)]
        found = {"rule": said["rule"], "seal": sha256(said["rule"].encode()).hexdigest(), "budget": str(self.budget)}
        found |= {"voters": sum(self.counts), "ballots": len(self.counts), "projects": rows, "part": part}
        spent = str(self.budget - (0 if part else left))
        return found | {"count": count, "winners": [self.ids[p] for p in won], "spent": spent}
