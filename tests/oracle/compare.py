"""Compare our winners with those that peer.py wrote down, and say of each case why it is left out where it is.

    python -m tests.oracle.compare ../shared/data/pabulib var/oracle

Prints one line for each file and case, then the totals. Exit 1 if a single comparable case differs.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from alongside.engines.budgeting import Rule, count
from alongside.standards.pabulib import PabulibFile, read_path


@dataclass(frozen=True)
class Verdict:
    """One case of one file: agrees, DIFFERS or left out; the note says how fast, what differs, or why."""

    stem: str
    case: str
    word: str
    note: str

    def __str__(self) -> str:
        return f"{self.stem[:52]:52} {self.case:44} {self.word:9} {self.note}"


def rule_of(case: str) -> Rule:
    """Our rule for a case of peer.py. pabutools gives the last place of a ranked ballot no point."""
    kind, *rest = case.split(".")
    if kind == "phragmen":
        return Rule(kind="phragmen")
    completion = next((word for word in rest if word.startswith("add1")), "none")
    ties = next((word for word in rest if word in ("lowest-cost", "most-votes")), "id")
    return Rule(kind=kind, utility=rest[0], completion=completion, ties=ties, rank_points="last-zero")


def why_left_out(case: str, file: PabulibFile) -> str | None:
    """Why the two definitions differ for this case of this file, or None if they are the same."""
    if ".points" in case:
        at = file.vote_columns.index("vote")
        if any(len(set(names)) < len(names) for names in (row[at].split(",") for row in file.votes)):
            return (
                "a ballot names a project several times: we add its points up as the city did, pabutools keeps the last"
            )
    if case == "phragmen":
        supported = {at for choice in file.ballots.choices for at in choice}
        if len(supported) < len(file.projects):
            return "projects without supporters: pabutools buys them when nothing else is left, we never do"
    return None


def verdict_on(path: Path, data: Path) -> Verdict:
    """Count what one file of results counted, and compare."""
    stem = next(each.stem for each in data.glob("*.pb") if path.name.startswith(each.stem + "."))
    case = path.name[len(stem) + 1 : -len(".json")]
    found = json.loads(path.read_text())
    if "left_out" in found:
        return Verdict(stem, case, "left out", found["left_out"])
    file = read_path(data / f"{stem}.pb")
    started = time.perf_counter()
    ours = set(count(file.election, rule_of(case)).winners)
    seconds = time.perf_counter() - started
    theirs = set(found["winners"])
    if ours == theirs:
        ratio = f"{found['seconds'] / seconds:,.0f}x"
        return Verdict(stem, case, "agrees", f"{found['seconds']:8.2f} s / {seconds:.3f} s = {ratio}")
    reason = why_left_out(case, file)
    if reason:
        return Verdict(stem, case, "left out", reason)
    return Verdict(stem, case, "DIFFERS", f"only pabutools {sorted(theirs - ours)}, only we {sorted(ours - theirs)}")


def main() -> int:
    """Print the table; 1 where something differs."""
    data, found_in = Path(sys.argv[1]), Path(sys.argv[2])
    tally = {"agrees": 0, "DIFFERS": 0, "left out": 0}
    for path in sorted(found_in.glob("*.json")):
        verdict = verdict_on(path, data)
        tally[verdict.word] += 1
        print(verdict, flush=True)
    print(", ".join(f"{number} {word}" for word, number in tally.items()))
    return 1 if tally["DIFFERS"] or not tally["agrees"] else 0


if __name__ == "__main__":
    sys.exit(main())
