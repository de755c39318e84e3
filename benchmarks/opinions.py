"""How fast and how small an opinion map is, beside red-dwarf where it is installed, and how it agrees with production.

    python benchmarks/opinions.py                 (or: make benchmark)
    python benchmarks/opinions.py --peer PYTHON   (an interpreter that has red-dwarf; by default .venv-oracle)

Every measurement runs in a process of its own and reports seconds of wall clock, seconds of processor and peak memory.
The conversations are published ones in ../shared/data/polis; without them only the made-up one of a million people is
drawn.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from _apart import ROOT, Measured, apart

DATA = ROOT.parent / "shared" / "data" / "polis"
PEER = ROOT / ".venv-oracle" / "bin" / "python"
LARGEST = "austria-climate.5twd2jsnkf.2022-08-08"

PEER_CODE = """
import csv, json, resource, sys, time
from reddwarf.implementations.base import run_pipeline
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8-sig", newline="")))
votes = [
    {"participant_id": int(row["participant"]), "statement_id": int(name), "vote": int(cell)}
    for row in rows for name, cell in row.items() if name.isdigit() and cell
]
comments = csv.DictReader(open(sys.argv[2], encoding="utf-8-sig", newline=""))
out = [int(row["comment-id"]) for row in comments if row["moderated"] == "-1"]
began, used = time.perf_counter(), time.process_time()
found = run_pipeline(votes=votes, mod_out_statement_ids=out, random_state=0)
print(json.dumps({
    "seconds": time.perf_counter() - began, "processor": time.process_time() - used,
    "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
"""


class Watch:
    """Seconds of wall clock and of processor since it was made, and the peak memory of this process in MB."""

    def __init__(self) -> None:
        self.began, self.used = time.perf_counter(), time.process_time()

    def read(self) -> Measured:
        """What it shows now."""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return {
            "seconds": time.perf_counter() - self.began,
            "processor": time.process_time() - self.used,
            "peak_mb": peak,
        }


def made_up(people: int, statements: int, each: int) -> Any:
    """Three groups (half, three tenths, a fifth) who take sides on every statement, `each` votes for everybody."""
    from alongside.engines.opinions import Votes

    draw = np.random.default_rng(2026)
    strides = np.array([at for at in range(1, statements) if np.gcd(at, statements) == 1])
    agree = draw.beta(1.2, 1.2, (3, statements))
    columns, values = np.empty((people, each), np.int16), np.empty((people, each), np.int8)
    for begin in range(0, people, 10_000):
        part = slice(begin, min(begin + 10_000, people))
        size = part.stop - begin
        start, stride = draw.integers(statements, size=(size, 1)), draw.choice(strides, (size, 1))
        columns[part] = np.sort((start + stride * np.arange(each)) % statements, axis=1)
        group = draw.choice(3, size, p=[0.5, 0.3, 0.2])
        lot, chance = draw.random((size, each)), agree[group[:, None], columns[part]]
        values[part] = np.where(lot < 0.85 * chance, 1, np.where(lot < 0.85, -1, 0))
    return Votes(
        participants=tuple(map(str, range(people))),
        statements=tuple(map(str, range(statements))),
        starts=np.arange(people + 1, dtype=np.int64) * each,
        columns=columns.ravel(),
        values=values.ravel(),
    )


def measure_million(people: int, statements: int = 1_000, each: int = 50) -> Measured:
    """Draw a made-up conversation whole: moments, axes, groups, tests, stability, every statistic."""
    from alongside.engines.opinions import draw_map

    votes = made_up(people, statements, each)
    watch = Watch()
    drawn = draw_map(votes)
    return watch.read() | {"clear": bool(drawn.clear), "sizes": list(drawn.sizes), "stability": drawn.stability}


def measure_vote(people: int = 20_000, statements: int = 1_000, each: int = 50) -> Measured:
    """After one vote: exact axes, and the next statement. Neither depends on how many people there are."""
    from alongside.engines.opinions import Moments, Router, axes_of, draw_map

    votes = made_up(people, statements, each)
    moments, router = Moments.of(votes), Router.of(draw_map(votes), least=0)
    axes, asked = [], []
    for person in range(7):
        columns, values = votes.row(person)
        new = next(at for at in range(statements) if at not in columns)
        watch = Watch()
        moments.add_vote(columns, values, column=new, value=1)
        axes_of(moments)
        axes.append(watch.read())
        voted = np.zeros(statements, np.bool_)
        voted[columns] = True
        watch = Watch()
        router.next_statement(voted, lot=0.5)
        asked.append(watch.read())
    found = {f"axes_{name}": min(each[name] for each in axes) for name in ("seconds", "processor")}
    return found | {f"next_{name}": min(each[name] for each in asked) for name in ("seconds", "processor")}


def measure_file(name: str) -> Measured:
    """Draw a published conversation as Polis has it, and compare its groups with the exported ones."""
    from alongside.engines.opinions import adjusted_rand, draw_map
    from alongside.standards.polis import read_path

    path = DATA / name / "participants-votes.csv"
    export = read_path(path)
    watch = Watch()
    drawn = draw_map(export.votes, moderated_out=export.moderated_out, meta=export.meta, polis_compatible=True)
    measured = watch.read()
    with path.open(encoding="utf-8-sig", newline="") as file:
        theirs = {row["participant"]: int(row["group-id"] or -1) for row in csv.DictReader(file)}
    known = np.array([theirs[person] for person in drawn.votes.participants])
    both = (drawn.groups >= 0) & (known >= 0)
    return measured | {
        "agreement": adjusted_rand(drawn.groups[both], known[both]),
        "stability": drawn.stability,
        "clear": bool(drawn.clear),
        "sizes": list(drawn.sizes),
        "placed": float(both.sum() / (known >= 0).sum()),
    }


def ours(*arguments: str) -> Measured | None:
    """One of our measurements."""
    return apart(sys.executable, __file__, *arguments)


def shown(label: str, found: Measured | None, *more: str) -> None:
    """One line for one measurement."""
    if found is None:
        print(f"{label:44} did not finish")
        return
    told = f"{found['seconds']:8.2f} s  {found['processor']:8.2f} s of processor  {found['peak_mb']:7.0f} MB"
    print("  ".join([f"{label:44} {told}", *(f"{name} {found[name]}" for name in more)]))


def beside_peer(peer: Path) -> None:
    """The largest published conversation, here and by red-dwarf, with the ratios."""
    mine = ours("--file", LARGEST)
    shown(f"{LARGEST[:32]}, ours, with stability", mine)
    if not peer.exists():
        print(f"red-dwarf is not installed ({peer}): nothing to compare with")
        return
    files = [str(DATA / LARGEST / name) for name in ("participants-votes.csv", "comments.csv")]
    theirs = apart(str(peer), "-c", PEER_CODE, *files)
    shown(f"{LARGEST[:32]}, red-dwarf", theirs)
    if mine and theirs:
        ratios = {name: theirs[name] / mine[name] for name in ("seconds", "processor", "peak_mb")}
        print(
            f"ratio, theirs over ours: time {ratios['seconds']:.1f}, processor {ratios['processor']:.1f}, "
            f"memory {ratios['peak_mb']:.1f}"
        )


def against_production() -> None:
    """Each published conversation: our groups from votes alone against the exported ones, and how steady they are."""
    print(f"{'conversation':40} agreement  stability  placed  clear  groups")
    for folder in sorted(DATA.glob("*/participants-votes.csv")):
        found = ours("--file", folder.parent.name)
        if found:
            print(
                f"{folder.parent.name:40} {found['agreement']:9.3f}  {found['stability']:9.3f}  "
                f"{found['placed']:6.1%}  {found['clear']!s:5}  {found['sizes']}"
            )


def main() -> None:
    """Print the table, or one measurement as JSON when a process is asked for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file")
    parser.add_argument("--people", type=int)
    parser.add_argument("--vote", action="store_true")
    parser.add_argument("--peer", type=Path, default=PEER)
    options = parser.parse_args()
    if options.file or options.people or options.vote:
        asked = measure_file(options.file) if options.file else None
        asked = asked or (measure_million(options.people) if options.people else measure_vote())
        print(json.dumps(asked))
        return
    if DATA.is_dir():
        against_production()
        beside_peer(options.peer)
    vote = ours("--vote")
    if vote:
        print(f"after one vote, 1,000 statements: exact axes {1000 * vote['axes_seconds']:.0f} ms", end=", ")
        print(f"next statement {1000 * vote['next_seconds']:.2f} ms")
    for people in (100_000, 1_000_000):
        shown(f"{people:,} x 1,000 x 50, whole", ours("--people", str(people)), "clear", "sizes", "stability")
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
