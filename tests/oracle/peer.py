"""Count every reference election with pabutools, the independent library, and write down what it found.

Runs in its own environment (`.venv-oracle`), never in the product's: pabutools is GPL and needs a proprietary solver.
Imports nothing of Alongside, so the two counts share no line of code.

    python tests/oracle/peer.py ../shared/data/pabulib var/oracle --seconds 1200

Each (file, case) runs in a process of its own with a limit on time and memory; what was written is not run again.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from pathlib import Path

APPROVAL = ("approval", "choose-1")
CASES = {
    # name: (ballots it is for, rule, satisfaction, completion, ties)
    "greedy cost": ("any", "greedy", "Cost_Sat", "none", "id"),
    "greedy cardinality": ("any", "greedy", "Cardinality_Sat", "none", "id"),
    "greedy cost lowest-cost": ("approval", "greedy", "Cost_Sat", "none", "lowest-cost"),
    "greedy cost most-votes": ("approval", "greedy", "Cost_Sat", "none", "most-votes"),
    "greedy points": ("points", "greedy", "Additive_Cardinal_Sat", "none", "id"),
    "greedy borda": ("ranks", "greedy", "Additive_Borda_Sat", "none", "id"),
    "equal-shares cost": ("any", "mes", "Cost_Sat", "none", "id"),
    "equal-shares cardinality": ("any", "mes", "Cardinality_Sat", "none", "id"),
    "equal-shares cost lowest-cost": ("approval", "mes", "Cost_Sat", "none", "lowest-cost"),
    "equal-shares cost most-votes": ("approval", "mes", "Cost_Sat", "none", "most-votes"),
    "equal-shares points": ("points", "mes", "Additive_Cardinal_Sat", "none", "id"),
    "equal-shares borda": ("ranks", "mes", "Additive_Borda_Sat", "none", "id"),
    "phragmen": ("approval", "phragmen", "Cost_Sat", "none", "id"),
    "equal-shares cost add1-exhaustive": ("any", "mes", "Cost_Sat", "add1-exhaustive", "id"),
    "equal-shares cost add1-overspend": ("any", "mes", "Cost_Sat", "add1-overspend", "id"),
    "equal-shares cardinality add1-exhaustive": ("any", "mes", "Cardinality_Sat", "add1-exhaustive", "id"),
    "equal-shares cardinality add1-overspend": ("any", "mes", "Cardinality_Sat", "add1-overspend", "id"),
    "equal-shares points add1-exhaustive": ("points", "mes", "Additive_Cardinal_Sat", "add1-exhaustive", "id"),
    "equal-shares borda add1-exhaustive": ("ranks", "mes", "Additive_Borda_Sat", "add1-exhaustive", "id"),
}


def kind_of(path: Path) -> str:
    """The kind of ballots a file holds: approval, points or ranks (read from its vote_type line)."""
    for line in path.read_text("utf-8-sig").splitlines():
        if line.startswith("vote_type;"):
            named = line.split(";")[1].strip()
            return "approval" if named in APPROVAL else "ranks" if named == "ordinal" else "points"
    raise SystemExit(f"{path.name}: no vote_type")


# long: the calls of another library, one after the other.
def run_case(path: Path, case: str, grouped: bool) -> dict[str, object]:
    """Count one file by one rule; winners, seconds of the rule alone, seconds of reading, peak memory in MB."""
    from pabutools.election import parse_pabulib, satisfaction
    from pabutools.rules import (
        exhaustion_by_budget_increase,
        greedy_utilitarian_welfare,
        method_of_equal_shares,
        sequential_phragmen,
    )
    from pabutools.tiebreaking import app_score_tie_breaking, lexico_tie_breaking, min_cost_tie_breaking

    sys.setrecursionlimit(20_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    _, rule, sat_name, completion, ties = CASES[case]
    by = {"id": lexico_tie_breaking, "lowest-cost": min_cost_tie_breaking, "most-votes": app_score_tie_breaking}
    chosen = {"tie_breaking": by[ties], "sat_class": getattr(satisfaction, sat_name)}
    started = time.perf_counter()
    instance, profile = parse_pabulib(str(path))
    profile = profile.as_multiprofile() if grouped and rule != "phragmen" else profile
    began = time.perf_counter()
    if rule == "greedy":
        won = greedy_utilitarian_welfare(instance, profile, is_sat_additive=True, **chosen)
    elif rule == "phragmen":
        won = sequential_phragmen(instance, profile, tie_breaking=by[ties])
    elif completion == "add1-overspend":
        step = {"exhaustive_stop": False, "budget_step": profile.num_ballots()}  # 1 more for each voter
        won = exhaustion_by_budget_increase(instance, profile, method_of_equal_shares, rule_params=chosen, **step)
    else:
        more = 1 if completion == "add1-exhaustive" else None
        won = method_of_equal_shares(instance, profile, voter_budget_increment=more, **chosen)
    found = {"winners": sorted(p.name for p in won), "seconds": time.perf_counter() - began, "read": began - started}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found | {"peak_mb": peak, "grown_mb": peak - before}


def run_apart(path: Path, case: str, *, seconds: int, gigabytes: int) -> dict[str, object]:
    """Run one case in a process of its own; {"left_out": why} when it fails or passes a limit."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (gigabytes << 30, gigabytes << 30))

    command = [sys.executable, __file__, str(path), "-", "--one", case]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, preexec_fn=limit, check=False)
    except subprocess.TimeoutExpired:
        return {"left_out": f"pabutools did not finish in {seconds} s"}
    if done.returncode:
        return {"left_out": "pabutools failed: " + (done.stderr.strip().splitlines() or ["no message"])[-1][:160]}
    found: dict[str, object] = json.loads(done.stdout)
    return found


def main() -> None:
    """Count all files, quick cases first, writing one JSON file for each (file, case)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seconds", type=int, default=1200, help="limit for one case of one file")
    parser.add_argument("--gigabytes", type=int, default=8)
    parser.add_argument("--ungrouped", action="store_true", help="do not merge identical ballots (for timing)")
    parser.add_argument("--one", help="one case of one file, printed as JSON")
    parser.add_argument("--only", default="", help="only cases whose name contains this")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(run_case(options.data, options.one, not options.ungrouped)))
        return
    options.out.mkdir(parents=True, exist_ok=True)
    files = sorted(options.data.glob("*.pb"), key=lambda path: path.stat().st_size)
    for case, (ballots, *_) in CASES.items():
        for path in files:
            target = options.out / f"{path.stem}.{case.replace(' ', '.')}.json"
            if options.only not in case or target.exists() or ballots not in ("any", kind_of(path)):
                continue
            found = run_apart(path, case, seconds=options.seconds, gigabytes=options.gigabytes)
            target.write_text(json.dumps(found))
            print(path.stem, "|", case, "|", found.get("left_out") or f"{found['seconds']:.2f} s", flush=True)


if __name__ == "__main__":
    main()
