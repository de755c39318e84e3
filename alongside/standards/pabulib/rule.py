"""The rule that a `.pb` file names, with the parameters that stand in its fields.

Source: pabulib.org/format (fields of META, `min_project_score_threshold` is the least score, so that it suffices) and
what Pabulib's checker 1.0.8 verifies: the names below; equal score goes by the order in the file; a cost of 999999999
marks a project that was withdrawn; Poznań (greedy-custom) ends at the first that does not fit and pays for it all the
same if 80 % of its cost is left; Add1 begins with budget / voters and goes on in whole units.
Fields that Amsterdam uses: `budget_per_category` and `budget_per_neighborhood` are caps in the order of `categories`
and `neighborhoods`, `leftover_budget` says what becomes of the rest.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from alongside.engines.budgeting.election import POINTED, RANKED
from alongside.engines.budgeting.rule import EQUAL_SHARES, GREEDY, RANK_POINTS, Cap, Rule
from alongside.kit.refused import Refused
from alongside.standards.pabulib.cells import amount, quoted, refuse
from alongside.standards.pabulib.file import PabulibFile

GREEDY_NAMES: Final = ("greedy", "greedy-no-skip", "greedy-threshold", "greedy-exclusive", "greedy-custom")
SHARES_NAMES: Final = ("equalshares", "equalshares-comparison", "equalshares/add1", "equalshares/add1-comparison")
NAMES: Final = (*GREEDY_NAMES, *SHARES_NAMES)
WITHDRAWN: Final = Fraction(999_999_999)
POZNAN_PART: Final = Fraction(4, 5)
SAID: Final = "counted by the rule "  # what our own files say in their comment, followed by the whole rule
EXCLUDING: Final = ("exclusive", "exclusive_with", "excludes", "exclusions", "conflicts", "conflicts_with")
CAPPED: Final = (
    ("budget_per_category", "categories", "category"),
    ("budget_per_neighborhood", "neighborhoods", "neighborhood"),
)


def rule_of(file: PabulibFile, *, exclusions: Sequence[Sequence[str]] = ()) -> Rule:
    """The rule that META names. `exclusions`: groups of ids of which one may win, where the file says so only in prose.

    Refuses a file that names no rule, calls it unknown, or uses a name that nobody has defined.
    """
    whole = _whole_rule(file)
    given = tuple(tuple(group) for group in exclusions)
    if whole is not None:
        return Rule.from_data({**whole.as_data(), "exclusions": [*whole.exclusions, *given]})
    name = file.named.get("rule", "").strip().lower()
    line = file.line_of.get("rule", file.line_of.get("budget", 1))
    if name in ("", "unknown"):
        says = "META names no rule" if not name else "META says that the rule is unknown"
        refuse(line, f"{says}; name one with --rule, as greedy or equal-shares.", "rule")
    if name not in NAMES:
        refuse(line, f"the rule is {quoted(name)}; it must be one of {', '.join(NAMES)}.", "rule")
    parameters: dict[str, Any] = {
        "threshold": _threshold(file, name),
        "exclusions": (*_exclusions(file), *given),
        "caps": _caps(file),
        "left_out": tuple(row.id for row in file.projects if row.cost == WITHDRAWN),
    }
    if name in SHARES_NAMES:
        return Rule(kind=EQUAL_SHARES, **_shares(name), **parameters)
    return Rule(kind=GREEDY, **_greedy(file, name), **parameters)


def doubts(file: PabulibFile, rule: Rule) -> list[str]:
    """What the file says of its count that `rule_of` could not follow: prose, which a person has to read."""
    found, name = [], file.named.get("rule", "")
    if name == "greedy-exclusive" and not rule.exclusions:
        found.append("the file has exclusions in prose only; say which projects exclude each other with --exclude A,B.")
    if name == "greedy-custom" and not (file.named.get("unit") == "Poznań" or _whole_rule(file)):
        found.append("the file calls its rule greedy-custom and explains it in prose; it is counted as greedy.")
    rest = file.named.get("leftover_budget", "")
    if rest and name in GREEDY_NAMES and _leftover(file) == {}:
        found.append(f"leftover_budget is {quoted(rest)}, which this count does not apply.")
    off = [each for each, stands in _differing_votes(file).items() if stands]
    if off:
        found.append(
            f"the ballots do not add up to the votes in PROJECTS for {len(off)} projects; ballots are counted."
        )
    return found


def _whole_rule(file: PabulibFile) -> Rule | None:
    """The rule with all its parameters, which our own files carry in their comment."""
    _, said, rest = file.named.get("comment", "").partition(SAID)
    if not said or not rest.startswith("{"):
        return None
    try:
        _, end = json.JSONDecoder().raw_decode(rest)
        return Rule.from_json(rest[:end])
    except (ValueError, TypeError, Refused):
        return None


def _greedy(file: PabulibFile, name: str) -> dict[str, Any]:
    """The parameters of the greedy family."""
    kind = file.ballots.kind
    found: dict[str, Any] = {"ties": "listed", "skip": name != "greedy-no-skip"}
    found["utility"] = "cost-points" if kind in POINTED else "cost-borda" if kind == RANKED else "cost"
    if kind == RANKED:
        found["rank_points"] = _rank_points(file)
    if name == "greedy-custom" and file.named.get("unit") == "Poznań":
        return found | {"skip": False, "part": POZNAN_PART}
    return found | _leftover(file)


def _shares(name: str) -> dict[str, Any]:
    """The parameters of the Method of Equal Shares, always with cost utilities."""
    add1 = name.startswith("equalshares/add1")
    return {
        "ties": "lowest-cost,most-votes,listed",
        "completion": "add1-overspend" if add1 else "none",
        "start": "exact-then-whole" if add1 else "exact",
        "comparison": "satisfaction" if name.endswith("-comparison") else "none",
    }


def _threshold(file: PabulibFile, name: str) -> Fraction:
    """The least score. Refuses a greedy-threshold without one."""
    key = "min_project_score_threshold"
    text = file.named.get(key, "")
    if text == "":
        if name == "greedy-threshold":
            refuse(file.line_of.get("rule", 1), f"the rule is greedy-threshold but META gives no {key}; add it.", key)
        return Fraction(0)
    return amount(text, file.line_of.get(key, 1), key, key)


def _exclusions(file: PabulibFile) -> list[tuple[str, ...]]:
    """Groups of which one may win, from a column of PROJECTS that lists rivals by id or names the group."""
    found: list[tuple[str, ...]] = []
    ids = {row.id for row in file.projects}
    for column in EXCLUDING:
        groups: dict[str, list[str]] = {}
        for name, cell in file.cells_of(column).items():
            listed = [each.strip() for each in cell.split(",") if each.strip()]
            if listed and set(listed) <= ids:
                found += [tuple(sorted((name, other))) for other in listed if other != name]
            elif listed:
                groups.setdefault(cell.strip(), []).append(name)
        found += [tuple(group) for group in groups.values() if len(group) > 1]
    return list(dict.fromkeys(found))


def _caps(file: PabulibFile) -> tuple[Cap, ...]:
    """The most that each category or neighbourhood may take. Refuses more or fewer amounts than names."""
    found = []
    for key, names_key, column in CAPPED:
        text, names = file.named.get(key, ""), _listed(file.named.get(names_key, ""))
        if not text:
            continue
        line, amounts = file.line_of.get(key, 1), _listed(text)
        if len(amounts) != len(names):
            refuse(line, f"{key} gives {len(amounts)} amounts for {len(names)} {names_key}; pair them.", key)
        cells = {name: _listed(cell) for name, cell in file.cells_of(column).items()}
        for name, most in zip(names, amounts, strict=True):
            members = tuple(each for each, mine in cells.items() if name in mine)
            found.append(Cap(name, amount(most, line, key, key), members))
    return tuple(found)


def _leftover(file: PabulibFile) -> dict[str, Any]:
    """What becomes of the rest, in the two forms that are in use."""
    said = file.named.get("leftover_budget", "").lower()
    if said.startswith("fund additional projects that fit"):
        return {"leftover": "beyond-caps"}
    return {"part": Fraction(0)} if said.startswith("partially fund one additional project") else {}


def _rank_points(file: PabulibFile) -> str:
    """The points of ranks that give the published scores; as many for the first as there are places where none do."""
    published = file.cells_of("score")
    for choice in ("first-longest", *RANK_POINTS):
        if published and all(published[name] in ("", str(score)) for name, score in _scores(file, choice).items()):
            return choice
    return "first-longest"


def _scores(file: PabulibFile, rank_points: str) -> dict[str, int]:
    """The sum of the points of ranks for each project."""
    longest = max(map(len, file.ballots.choices), default=0)
    scores = [0] * len(file.projects)
    for choice, voters in zip(file.ballots.choices, file.ballots.counts.tolist(), strict=True):
        first = {"last-one": len(choice), "last-zero": len(choice) - 1, "first-longest": longest}[rank_points]
        for place, p in enumerate(choice):
            scores[p] += (first - place) * voters
    return {row.id: score for row, score in zip(file.projects, scores, strict=True)}


def _differing_votes(file: PabulibFile) -> dict[str, bool]:
    """For each project whether the votes in PROJECTS differ from those in the ballots."""
    votes = [0] * len(file.projects)
    for choice, voters in zip(file.ballots.choices, file.ballots.counts.tolist(), strict=True):
        for p in choice:
            votes[p] += voters
    cells = file.cells_of("votes")
    return {row.id: cells.get(row.id, "") not in ("", str(n)) for row, n in zip(file.projects, votes, strict=True)}


def _listed(text: str) -> list[str]:
    """The parts of a cell that holds a list."""
    return [part.strip() for part in text.split(",") if part.strip()]
