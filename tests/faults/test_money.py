"""Awards, pledges and payments from eight processes at once, killed at random: none lost, none twice, none too much."""

import json
import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

OPERATIONS = int(os.environ.get("ALONGSIDE_OPERATIONS", "500"))
PROCESSES = 8
AWARD = 1_000
ROOT = Path(__file__).resolve().parents[2]
PART = OPERATIONS * 2 // 11 + 2  # awards; as many pledges, 1.5 as many payments, twice as many messages of payment


class Bank:
    """Eight workers on a database of their own."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "ALONGSIDE_DATA": str(folder),
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
        }
        self.running: dict[str, int] = {}
        self.struck: set[str] = set()
        self.launcher: subprocess.Popen[bytes] | None = None
        self.kills = 0
        self.retries: Counter[str] = Counter()

    def run(self, *arguments: str) -> str:
        """Run a program to its end and return what it printed."""
        done = subprocess.run(
            [sys.executable, *arguments], env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start_workers(self) -> None:
        """Load the program once; `do` has its workers forked from it."""
        self.link, theirs = multiprocessing.Pipe()
        self.launcher = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.money_worker", str(self.folder), str(theirs.fileno())],
            env=self.environment, cwd=ROOT, pass_fds=[theirs.fileno()],
        )  # fmt: skip
        theirs.close()

    def stop(self) -> None:
        """Let the launcher go, and whoever still works."""
        if self.launcher is None:
            return
        for pid in self.running.values():
            os.kill(pid, signal.SIGKILL)
        self.link.close()
        self.launcher.wait()

    def _begin(self, name: str) -> None:
        self.link.send(name)
        while name not in self.running:
            self._hear(60)

    def _hear(self, seconds: float) -> None:
        """Take in what the launcher says within so many seconds: who began, and how others ended."""
        if not self.link.poll(seconds):
            return
        said, name, number = self.link.recv()
        if said == "began":
            self.running[name] = number
            return
        del self.running[name]
        if number == -signal.SIGKILL and name in self.struck:
            self.struck.remove(name)
            self.kills += 1
        else:
            assert number == 0, (self.folder / f"{name}.log").read_text()[-3000:]

    def _strike(self, name: str) -> None:
        """Kill a worker at once, wherever it is, and start it anew; one that ended a moment before is let be."""
        self.struck.add(name)
        with suppress(ProcessLookupError):
            os.kill(self.running[name], signal.SIGKILL)
        while name in self.running:
            self._hear(60)
        if name in self.struck:
            self.struck.remove(name)
        else:
            self._begin(name)

    def do(self, phase: str, lines: list[list[Any]], chance: random.Random, kills: int) -> list[list[Any]]:
        """Share the lines out, let the workers do them while some are killed, and return what was acknowledged."""
        names = [f"{phase}{number}" for number in range(PROCESSES)]
        for number, name in enumerate(names):
            (self.folder / f"{name}.json").write_text(json.dumps(lines[number::PROCESSES]))
        marks = sorted(chance.randrange(max(1, len(lines))) for _kill in range(kills))
        for name in names:
            self._begin(name)
        while self.running:
            self._hear(0.1)
            while marks and self.running and self._done(names) >= marks[0]:
                marks.pop(0)
                self._strike(chance.choice(sorted(self.running)))
        answers = [json.loads(line) for name in names for line in self._journal(name)]
        assert len(answers) == len(lines)
        self.retries.update(why for answer in answers for why in answer[-1])
        return [answer[:-1] for answer in answers]

    def _journal(self, name: str) -> list[str]:
        path = self.folder / f"{name}.done"
        return path.read_text().splitlines() if path.exists() else []

    def _done(self, names: list[str]) -> int:
        paths = [self.folder / f"{name}.done" for name in names]
        return sum(path.read_bytes().count(b"\n") for path in paths if path.exists())


@pytest.fixture
def bank(tmp_path: Path, transactional_db: None) -> Iterator[Bank]:
    """A bank on a database of its own: a copy of the empty one that the tests run on."""
    with _copied(tmp_path) as address:
        bank = Bank(tmp_path, address)
        try:
            yield bank
        finally:
            bank.stop()


@contextmanager
def _copied(folder: Path) -> Iterator[str]:
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(folder / "money.sqlite3")) as copy:
            connection.connection.backup(copy)
        yield f"sqlite:///{folder / 'money.sqlite3'}"
        return
    import psycopg

    settings = connection.settings_dict
    host, user, tests = str(settings["HOST"]), str(settings["USER"]), str(settings["NAME"])
    connection.close()  # Nobody may be in a database while it is copied.
    name = f"money_{os.getpid()}"
    with psycopg.connect(host=host, user=user, dbname="postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {tests}")
        try:
            yield f"postgresql://{user}@/{name}?host={host}"
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.slow
@pytest.mark.database
def test_nothing_is_lost_nothing_is_done_twice_and_no_limit_is_passed(bank: Bank) -> None:
    began, chance = time.monotonic(), random.Random(8)
    (bank.folder / "world.json").write_text(bank.run("-m", "tests.faults.money_prepare", str(PART)))
    world = json.loads((bank.folder / "world.json").read_text())
    bank.start_workers()
    first = award_and_pledge(bank, world, chance)
    second = pay_and_collect(bank, world, chance, first)
    held = json.loads(bank.run("-c", _READ).splitlines()[-1])
    check_awards(world, first, held)
    check_pledges(first, second, held)
    check_payments(second, held)
    assert held["findings"] == []
    assert held["outside_limits"] == 0
    assert bank.run("-m", "alongside", "check").count("WRONG") == 0
    count = len(first) + len(second)
    print(
        f"\n{count} operations from {PROCESSES} processes on {connection.vendor} in {time.monotonic() - began:.0f} s: "
        f"{bank.kills} kills, {sum(bank.retries.values())} tried again ({dict(bank.retries)}), "
        f"{held['transactions']} transactions, {held['entries']} entries, nothing lost, nothing twice, "
        f"{len(held['awards'])} awards of {PART} asked for, £0 beyond the pot"
    )
    assert count >= OPERATIONS


def award_and_pledge(bank: Bank, world: dict[str, Any], chance: random.Random) -> list[list[Any]]:
    """Every idea asks for an award, more than the pot holds; people pledge to four campaigns."""
    campaigns, people = world["campaigns"], world["people"]
    pledges = [
        ["pledge", str(uuid4()), chance.choice(campaigns), chance.choice(people), chance.randint(100, 5_000)]
        for _pledge in range(PART)
    ]
    lines = [["award", key, AWARD] for key in world["ideas"]] + pledges
    chance.shuffle(lines)
    return bank.do("first", lines, chance, kills=max(8, PART // 20))


def pay_and_collect(
    bank: Bank, world: dict[str, Any], chance: random.Random, first: list[list[Any]]
) -> list[list[Any]]:
    """Two payments of 60 % go for each award, so that one must fail; each campaign is closed by two; each payment is
    told of twice."""
    after = (datetime.now(tz=UTC) + timedelta(days=21)).isoformat()
    closing = [["close", campaign, after] for campaign in world["campaigns"] * 2]
    closed = bank.do("close", closing, chance, kills=2)
    assert {answer[-1] for answer in closed} == {"reached"}
    # An award whose worker was killed before it heard of it stands too: asked again, it was said to be there already.
    answers = [(line[1], line[-1]) for line in first if line[0] == "award"]
    awarded = [key for key, said in answers if not said.startswith("refused") or "its award already" in said]
    lines: list[list[Any]] = [["pay", key, str(uuid4()), AWARD * 6 // 10] for key in awarded for _time in range(2)]
    held = json.loads(bank.run("-c", _READ).splitlines()[-1])
    lines += [["event", key, f"{key} {time}"] for key in held["pledges"] for time in "ab"]
    chance.shuffle(lines)
    return bank.do("second", lines, chance, kills=max(8, PART // 20))


def check_awards(world: dict[str, Any], first: list[list[Any]], held: dict[str, Any]) -> None:
    """What was acknowledged is there; the pot gave all it held and no more."""
    holds = PART * 3 // 4
    acknowledged = {line[1] for line in first if line[0] == "award" and not line[-1].startswith("refused")}
    known = {line[1] for line in first if line[0] == "award" and "its award already" in line[-1]}
    assert set(held["awards"]) == acknowledged | known
    assert len(held["awards"]) == len(set(held["awards"])) == holds
    assert set(held["awards"]) <= set(world["ideas"])


def check_pledges(first: list[list[Any]], second: list[list[Any]], held: dict[str, Any]) -> None:
    """Every acknowledged pledge is there, and none more; each was collected once, though twice told of."""
    acknowledged = {line[-1] for line in first if line[0] == "pledge"}
    assert set(held["pledges"]) == acknowledged
    assert len(acknowledged) == PART
    assert held["collected_once"] == len(held["pledges"])
    said = Counter(line[-1] for line in second if line[0] == "event")
    assert said["paid"] <= len(held["pledges"])
    assert set(said) <= {"paid", "known"}


def check_payments(second: list[list[Any]], held: dict[str, Any]) -> None:
    """Of two payments of 60 % of an award exactly one went out, and an acknowledged one stays."""
    acknowledged = {line[-1] for line in second if line[0] == "pay" and not line[-1].startswith("refused")}
    assert set(held["paid"]) == acknowledged
    assert Counter(held["paid_awards"].values()) == Counter({1: len(held["awards"])})


_READ = """
import django, json
django.setup()
from collections import Counter
from django.db.models import F, Q
from alongside.blocks.fund.models import Award, Collection, Payment, Pledge
from alongside.core.accounts.proving import findings
from alongside.core.models import Account, Entry, Organisation, Transaction
paid = Payment.objects.filter(state="paid")
outside = Q(floor__isnull=False, balance__lt=F("floor")) | Q(ceiling__isnull=False, balance__gt=F("ceiling"))
entries = Entry.objects.filter(account__key__startswith="raised:")
print(json.dumps({
    "awards": [str(key) for key in Award.objects.values_list("contribution_id", flat=True)],
    "pledges": [str(key) for key in Pledge.objects.values_list("pk", flat=True)],
    "collected_once": Collection.objects.filter(state="paid", transaction__isnull=False).count()
    if entries.count() == Collection.objects.filter(state="paid").count() else -1,
    "paid": [str(key) for key in paid.values_list("pk", flat=True)],
    "paid_awards": Counter(str(key) for key in paid.values_list("award_id", flat=True)),
    "findings": [line for one in Organisation.objects.all() for line in findings(one)],
    "outside_limits": Account.objects.filter(outside).count(),
    "transactions": Transaction.objects.count(),
    "entries": Entry.objects.count(),
}))
"""
