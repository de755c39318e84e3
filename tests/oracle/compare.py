"""Compare our winners with those that peer.py wrote down, and say of each case why it is left out where it is.

    python tests/oracle/compare.py ../shared/data/pabulib build/oracle

Prints one line for each file and case, then the totals. Exit 1 if a single comparable case differs.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from alongside.engines.budgeting import Rule, count
from alongside.kit.refused import Refused
from alongside.standards.pabulib import PabulibFile, read_path

UTILITY = {"cost": "cost", "cardinality": "cardinality", "points": "points", "borda": "borda"}


def rule_of(case: str) -> Rule:
    """Our rule for a case of peer.py. pabutools gives the last place of a ranked ballot no point."""
    words = case.split(".")
    if words[0] == "phragmen":
        return Rule(kind="phragmen")
    kind, utility, *rest = words
    completion = next((word for word in rest if word.startswith("add1")), "none")
    ties = next((word for word in rest if word in ("lowest-cost", "most-votes")), "id")
    return Rule(kind=kind, utility=UTILITY[utility], completion=completion, ties=ties, rank_points="last-zero")


def differs_by_definition(case: str, file: PabulibFile, found: dict[str, object]) -> str | None:
    """Why a case is not comparable although both counted it, or None."""
    kind, _, rest = case.partition(".")
    if "points" in rest and any(len(set(cells)) < len(cells) for cells in _names(file)):
        return (
            "a ballot names one project several times: we add its points up as the city did, pabutools keeps the last"
        )
    if kind == "phragmen":
        supported = {at for choice in file.ballots.choices for at in choice}
        if any(file.projects[at].id in found["winners"] for at in range(len(file.projects)) if at not in supported):  # type: ignore[operator]
            return "pabutools buys projects without supporters at the end"
    return None


def _names(file: PabulibFile) -> list[list[str]]:
    """The project ids on each ballot, as they stand in the file."""
    at = file.vote_columns.index("vote")
    return [row[at].split(",") for row in file.votes]


def main() -> int:
    """Print the table; 1 where something differs."""
    data, found_in = Path(sys.argv[1]), Path(sys.argv[2])
    files: dict[str, PabulibFile] = {}
    tally = {"agrees": 0, "DIFFERS": 0, "left out": 0}
    for path in sorted(found_in.glob("*.json")):
        stem = next(name.stem for name in data.glob("*.pb") if path.name.startswith(name.stem + "."))
        case = path.name[len(stem) + 1 : -len(".json")]
        found = json.loads(path.read_text())
        file = files.setdefault(stem, files.get(stem) or read_path(data / f"{stem}.pb"))
        verdict, note = "left out", found.get("left_out")
        if note is None:
            try:
                started = time.perf_counter()
                ours = count(file.election, rule_of(case))
                seconds = time.perf_counter() - started
                note = f"{found['seconds']:8.2f} s / {seconds:.3f} s = {found['seconds'] / seconds:,.0f}x"
                verdict = "agrees" if list(ours.winners) == found["winners"] else "DIFFERS"
                if verdict == "DIFFERS":
                    reason = differs_by_definition(case, file, found)
                    more = (
                        sorted(set(found["winners"]) - set(ours.winners)),
                        sorted(set(ours.winners) - set(found["winners"])),
                    )
                    verdict, note = (
                        ("left out", reason) if reason else (verdict, f"only pabutools {more[0]}, only we {more[1]}")
                    )
            except Refused as no:
                note = str(no)
        tally[verdict] += 1
        print(f"{stem[:52]:52} {case:44} {verdict:9} {note}", flush=True)
    print(", ".join(f"{number} {name}" for name, number in tally.items()))
    return 1 if tally["DIFFERS"] or not tally["agrees"] else 0


if __name__ == "__main__":
    sys.exit(main())
