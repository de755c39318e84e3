"""How fast and how small the count of a participatory budget is, against pabutools where `make oracle` has set it up.

    python benchmarks/budgeting.py            (or: make benchmark)

Every measurement runs in a process of its own and reports seconds of wall clock and peak memory. The elections are
published ones in ../shared/data/pabulib; without them only the made-up election of a million voters is counted.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
DATA = ROOT.parent / "shared" / "data" / "pabulib"
PEER = ROOT / ".venv-oracle" / "bin" / "python"
PRAGA = "Poland_Warszawa_2020_Praga-Poludnie"
LODZ = "Poland_Lodz_2023"
Measured = dict[str, Any]


def measure_file(path: Path, completion: str) -> Measured:
    """Read a file and count it by equal shares: seconds of both, peak memory, winners."""
    from alongside.engines.budgeting import Rule, count
    from alongside.standards.pabulib import read_path

    started = time.perf_counter()
    election = read_path(path).election
    read = time.perf_counter() - started
    started = time.perf_counter()
    result = count(election, Rule(kind="equal-shares", completion=completion))
    return {"read": read, "seconds": time.perf_counter() - started, **peak(), "winners": list(result.winners)}


def measure_million() -> Measured:
    """Equal shares on a made-up election: 500 projects, 1,000,000 voters, 4 approvals each in the mean, few alike."""
    import numpy as np

    from alongside.engines.budgeting import Ballots, Election, Project, Rule, count

    draw = np.random.default_rng(2026)
    popular = 1 / np.arange(1, 501) ** 0.7
    picks = draw.choice(500, size=(1_000_000, 4), p=popular / popular.sum())
    choices = [sorted(set(each)) for each in picks.tolist()]
    costs = draw.integers(5, 500, 500) * 1000
    projects = tuple(Project(str(at), Fraction(int(cost))) for at, cost in enumerate(costs))
    started = time.perf_counter()
    election = Election(Fraction(20_000_000), projects, Ballots.group(kind="approval", choices=choices))
    read = time.perf_counter() - started
    started = time.perf_counter()
    result = count(election, Rule(kind="equal-shares"))
    return {"read": read, "seconds": time.perf_counter() - started, **peak(), "winners": list(result.winners)}


def peak() -> dict[str, float]:
    """The peak memory of this process in MB."""
    return {"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def apart(*arguments: str, seconds: int = 1800) -> Measured | None:
    """What a process of its own measured; None if it failed or took too long."""
    try:
        done = subprocess.run(arguments, capture_output=True, text=True, timeout=seconds, check=False, cwd=ROOT)
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        print(done.stderr.strip().splitlines()[-1:], file=sys.stderr)
        return None
    found: Measured = json.loads(done.stdout)
    return found


def ours(*arguments: str) -> Measured | None:
    """One of our measurements, the best of three."""
    found = [each for _ in range(3) if (each := apart(sys.executable, __file__, *arguments)) is not None]
    return min(found, key=lambda each: float(each["seconds"])) if found else None


def shown(label: str, found: Measured | None) -> None:
    """One line for one measurement."""
    if found is None:
        print(f"{label:52} did not finish")
        return
    print(f"{label:52} read {found['read']:7.3f} s  count {found['seconds']:8.3f} s  peak {found['peak_mb']:6.0f} MB")


def against_peer(label: str, completion: str, case: str) -> None:
    """The same count by pabutools, and the ratios."""
    path = DATA / f"{PRAGA}.pb"
    mine = ours("--file", str(path), "--completion", completion)
    shown(f"{label}: Alongside", mine)
    if not PEER.exists():
        print(f"{label:52} pabutools is not set up here (make oracle)")
        return
    theirs = apart(str(PEER), "tests/oracle/peer.py", str(path), "-", "--one", case, "--ungrouped")
    shown(f"{label}: pabutools", theirs)
    if mine is None or theirs is None:
        return
    same = "the same winners" if mine["winners"] == theirs["winners"] else "DIFFERENT WINNERS"
    faster = float(theirs["seconds"]) / float(mine["seconds"])
    smaller = float(theirs["peak_mb"]) / float(mine["peak_mb"])
    print(f"{label:52} {faster:,.0f}x as fast, {smaller:.0f}x as small, {same}")


def main() -> None:
    """Print the table, or one measurement as JSON when a process is asked for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--completion", default="none")
    parser.add_argument("--million", action="store_true")
    options = parser.parse_args()
    if options.file:
        print(json.dumps(measure_file(options.file, options.completion)))
        return
    if options.million:
        print(json.dumps(measure_million()))
        return
    if DATA.is_dir():
        for completion in ("none", "add1-overspend"):
            shown(
                f"Łódź 2023, 139 x 70,747, {completion}",
                ours("--file", str(DATA / f"{LODZ}.pb"), "--completion", completion),
            )
        against_peer("Praga-Południe, 134 x 14,897, plain", "none", "equal-shares cost")
        against_peer("Praga-Południe, 134 x 14,897, Add1", "add1-exhaustive", "equal-shares cost add1-exhaustive")
    else:
        print(f"The published elections are not at {DATA.relative_to(ROOT.parent)}: only the made-up one is counted.")
    shown("made up, 500 x 1,000,000, plain", apart(sys.executable, __file__, "--million"))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
