"""How fast and how fair a lottery is, against sortition-algorithms where an environment of its own has it.

    python benchmarks/lottery.py --peer-python PATH/bin/python            (--peer-seconds 900 gives the peer more time)

The pools are made ones in ../shared/data/lottery. Each draw is a command of its own, start-up included. The peer's
least chance is taken from all the panels it shares out, not from one draw. It is GPL; Alongside never imports it.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared" / "data" / "lottery"
PEER = ROOT / ".venv-oracle" / "bin" / "python"
POOLS = {"pool_300_30": 30, "pool_1000_50": 50, "pool_2000_100": 100}
ADDRESS = "address,postcode"


def ours(pool: str, size: int, *, homes: bool) -> dict[str, float]:
    """One draw by the command line: wall seconds, seconds of computing, the least chance, its share of the bound."""
    command = [sys.executable, "-m", "alongside", "draw", "--json", "--seed", "1", "--size", str(size)]
    command += ["--features", str(DATA / pool / "features.csv"), "--people", str(DATA / pool / "people.csv")]
    command += ["--same-address", ADDRESS] if homes else []
    started, before = time.perf_counter(), os.times()
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    wall, after = time.perf_counter() - started, os.times()
    found = json.loads(done.stdout)
    computed = after.children_user + after.children_system - before.children_user - before.children_system
    return {"wall": wall, "cpu": computed, "least": found["least"], "ratio": found["bound_ratio"]}


def theirs(pool: str, size: int, python: Path, seconds: int) -> dict[str, float] | None:
    """The same pool by the peer's maximin, without the rule of addresses; None if it takes longer."""
    command = [str(python), __file__, "--peer", pool, "--size", str(size)]
    started, before = time.perf_counter(), os.times()
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False, cwd=ROOT)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        raise SystemExit(done.stderr)
    wall, after = time.perf_counter() - started, os.times()
    computed = after.children_user + after.children_system - before.children_user - before.children_system
    return {"wall": wall, "cpu": computed, "least": float(json.loads(done.stdout.splitlines()[-1])["least"])}


def peer(pool: str, size: int) -> None:
    """Run inside the peer's environment: its maximin, and the least chance over its panels."""
    package = "sortition_algorithms."
    read_features = import_module(f"{package}features").read_in_features
    read_people = import_module(f"{package}people").read_in_people
    maximin = import_module(f"{package}committee_generation").find_distribution_maximin
    with (DATA / pool / "features.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
        features, *_ = read_features(list(rows[0]), rows)
    with (DATA / pool / "people.csv").open(encoding="utf-8") as file:
        people_rows = list(csv.DictReader(file))
    settings = import_module(f"{package}settings").Settings(id_column="id", columns_to_keep=[])
    people, *_ = read_people(list(people_rows[0]), people_rows, features, settings)
    panels, shares, *_ = maximin(features, people, size, [])
    chances = dict.fromkeys((row["id"] for row in people_rows), 0.0)
    for panel, share in zip(panels, shares, strict=True):
        for each in panel:
            chances[each] += share
    print(json.dumps({"least": min(chances.values())}))


def main() -> None:
    """Print the table, or one run of the peer as JSON when its environment is asked for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer")
    parser.add_argument("--size", type=int, default=0)
    parser.add_argument("--peer-python", type=Path, default=PEER)
    parser.add_argument("--peer-seconds", type=int, default=240)
    parser.add_argument("--pools", nargs="*", default=list(POOLS))
    parser.add_argument("--peer-pools", nargs="*", default=["pool_1000_50"])
    options = parser.parse_args()
    if options.peer:
        peer(options.peer, options.size)
        return
    if not DATA.is_dir():
        raise SystemExit(f"The made pools are not at {DATA.relative_to(ROOT.parent)}.")
    for pool in options.pools:
        found = ours(pool, POOLS[pool], homes=True)
        print(f"{pool + ', one per address':34} {shown(found)}  {found['ratio']:.2%} of the bound", flush=True)
    for pool in options.peer_pools:
        compared(pool, options.peer_python, options.peer_seconds)


def shown(found: dict[str, float]) -> str:
    """Seconds and the least chance."""
    return f"{found['wall']:8.1f} s wall {found['cpu']:8.1f} s computing  least chance {found['least']:.4%}"


def compared(pool: str, python: Path, seconds: int) -> None:
    """Both on one pool without the rule of addresses, and the ratios."""
    mine = ours(pool, POOLS[pool], homes=False)
    print(f"{pool + ', leximin':34} {shown(mine)}  {mine['ratio']:.2%} of the bound", flush=True)
    if not python.exists():
        print(f"{pool:34} sortition-algorithms is not at {python} (--peer-python)")
        return
    found = theirs(pool, POOLS[pool], python, seconds)
    if found is None:
        times = f"more than {seconds / mine['wall']:.0f}x as fast"
        print(f"{pool + ', peer maximin':34} did not finish in {seconds} s: {times}")
        return
    print(f"{pool + ', peer maximin':34} {shown(found)}")
    fast, fair = found["cpu"] / mine["cpu"], mine["least"] / found["least"]
    print(f"{pool:34} {fast:.1f}x as fast in seconds of computing, {fair:.3f}x the least chance")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
