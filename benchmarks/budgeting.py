"""How fast and how small the count of a participatory budget is, against pabutools where `make oracle` has set it up.

    python benchmarks/budgeting.py            (or: make benchmark)

Every measurement runs in a process of its own and reports seconds of wall clock and peak memory. The elections are
published ones in ../shared/data/pabulib; without them only the made-up election of a million voters is counted. Memory
is told twice: the peak of the whole process, and by how much reading and counting raised it above what the interpreter
and its libraries take.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path

from _apart import ROOT, Measured, apart

DATA = ROOT.parent / "shared" / "data" / "pabulib"
PEER = ROOT / ".venv-oracle" / "bin" / "python"
PRAGA = "Poland_Warszawa_2020_Praga-Poludnie"
LODZ = "Poland_Lodz_2023"
SMALL_STEPS = "Hungary_Budapest_2024_VIII_Jozsefvaros"  # a step of one forint: more than 50,000 of them


def measure_file(path: Path, completion: str) -> Measured:
    """Read a file and count it by equal shares: seconds of both, peak memory, winners."""
    from alongside.engines.budgeting import Rule, count
    from alongside.standards.pabulib import read_path

    before = peak()["peak_mb"]
    started = time.perf_counter()
    election = read_path(path).election
    read = time.perf_counter() - started
    started = time.perf_counter()
    result = count(election, Rule(kind="equal-shares", completion=completion))
    seconds, grown = time.perf_counter() - started, {"grown_mb": peak()["peak_mb"] - before}
    raises = {} if result.raised is None else {"raises": result.raised.raises, "runs": result.raised.runs}
    return {"read": read, "seconds": seconds, **peak(), **grown, **raises, "winners": list(result.winners)}


def measure_certified() -> Measured:
    """From the file to a certified result with reasons for all projects, by the command line: wall time and memory.

    The time is what it takes above `alongside --version`, the best of three of each.
    """
    command = [sys.executable, "-m", "alongside"]
    out = Path(tempfile.mkdtemp()) / "certificate.json"
    count = ["count", str(DATA / f"{LODZ}.pb"), "--rule", "equal-shares", "--completion", "add1-overspend"]
    count += ["--explain", "--json", "--certificate", str(out)]
    version = min(timed([*command, "--version"])[0] for _ in range(3))
    found = min(timed([*command, *count]) for _ in range(3))
    return {"read": 0.0, "seconds": found[0] - version, "peak_mb": found[1], "bytes": out.stat().st_size}


def timed(command: list[str]) -> tuple[float, float]:
    """Wall seconds and peak memory in MB of one command, whose output is thrown away."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=ROOT) as running:
        _, status, usage = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise SystemExit(f"{' '.join(command)} failed")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def measure_million(voters: int = 1_000_000) -> Measured:
    """Equal shares on a made-up election: 500 projects, 4 approvals for each voter in the mean, few ballots alike.

    `seconds` is the first count in its process, `again` the best of three, which the next use of memory disturbs less.
    """
    import numpy as np

    from alongside.engines.budgeting import Ballots, Election, Project, Rule, count

    draw = np.random.default_rng(2026)
    popular = 1 / np.arange(1, 501) ** 0.7
    picks = draw.choice(500, size=(voters, 4), p=popular / popular.sum())
    choices = [sorted(set(each)) for each in picks.tolist()]
    costs = draw.integers(5, 500, 500) * 1000
    projects = tuple(Project(str(at), Fraction(int(cost))) for at, cost in enumerate(costs))
    started = time.perf_counter()
    election = Election(Fraction(20_000_000), projects, Ballots.group(kind="approval", choices=choices))
    read = time.perf_counter() - started
    took = []
    for _ in range(3):
        started = time.perf_counter()
        result = count(election, Rule(kind="equal-shares"))
        took.append(time.perf_counter() - started)
    entries = sum(map(len, election.ballots.choices))
    times = {"read": read, "seconds": took[0], "again": min(took)}
    return {**times, **peak(), "entries": entries, "winners": list(result.winners)}


def peak() -> dict[str, float]:
    """The peak memory of this process in MB."""
    return {"peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


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
    smaller = float(theirs["grown_mb"]) / max(float(mine["grown_mb"]), 1.0)
    whole = float(theirs["peak_mb"]) / float(mine["peak_mb"])
    print(f"{label:52} {faster:,.0f}x as fast, {smaller:.0f}x as small ({whole:.1f}x whole processes), {same}")


def growth() -> None:
    """How the time of a count grows with the approvals, from an eighth of a million voters to a million."""
    sizes = (125_000, 250_000, 500_000, 1_000_000)
    found = [apart(sys.executable, __file__, "--million", "--voters", str(size)) for size in sizes]
    for size, each in zip(sizes, found, strict=True):
        shown(f"made up, 500 x {size:,}, plain", each)
    done = [each for each in found if each is not None]
    if len(done) > 1:
        time_grew = float(done[-1]["again"]) / float(done[0]["again"])
        entries_grew = float(done[-1]["entries"]) / float(done[0]["entries"])
        print(f"{'growth: time against non-zeros':52} {time_grew:.1f}x for {entries_grew:.1f}x as many")


def main() -> None:
    """Print the table, or one measurement as JSON when a process is asked for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--completion", default="none")
    parser.add_argument("--million", action="store_true")
    parser.add_argument("--voters", type=int, default=1_000_000)
    options = parser.parse_args()
    if options.file:
        print(json.dumps(measure_file(options.file, options.completion)))
        return
    if options.million:
        print(json.dumps(measure_million(options.voters)))
        return
    if DATA.is_dir():
        for completion in ("none", "add1-overspend"):
            shown(
                f"Łódź 2023, 139 x 70,747, {completion}",
                ours("--file", str(DATA / f"{LODZ}.pb"), "--completion", completion),
            )
        shown("Łódź 2023, file to certificate and all reasons", measure_certified())
        steps = ours("--file", str(DATA / f"{SMALL_STEPS}.pb"), "--completion", "add1-overspend")
        if steps is not None:
            shown(f"Józsefváros, {steps['raises']:,} steps of one forint, {steps['runs']:,} runs", steps)
        against_peer("Praga-Południe, 134 x 14,897, plain", "none", "equal-shares cost")
        against_peer("Praga-Południe, 134 x 14,897, Add1", "add1-exhaustive", "equal-shares cost add1-exhaustive")
    else:
        print(f"The published elections are not at {DATA.relative_to(ROOT.parent)}: only the made-up one is counted.")
    growth()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
