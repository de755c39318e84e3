"""`kill -9` of the server and of the worker at random moments of a busy day loses no acknowledged write."""

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.day import Acknowledged, Client

KILLS = int(os.environ.get("ALONGSIDE_KILLS", "200"))
ROOT = Path(__file__).resolve().parents[2]


class Town:
    """A server and a worker of their own, on a database of their own, both begun by one launcher."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.environment = {
            **os.environ,
            "ALONGSIDE_DATA": str(folder),
            "DATABASE_URL": os.environ.get("FAULTS_DATABASE_URL", f"sqlite:///{folder / 'town.sqlite3'}"),
            "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
            "ALONGSIDE_DEBUG": "1",
        }
        self.log = (folder / "log").open("w")
        self.launcher: subprocess.Popen[str] | None = None
        self.server = self.worker = 0

    def run(self, *arguments: str) -> str:
        """Run a program to its end and return what it printed."""
        done = subprocess.run(
            [sys.executable, *arguments], env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def load(self) -> None:
        """Load the program once: what begins later need not."""
        self.launcher = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.launcher"], env=self.environment, cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log,
        )  # fmt: skip

    def _say(self, line: str) -> str:
        assert self.launcher
        assert self.launcher.stdin
        assert self.launcher.stdout
        self.launcher.stdin.write(f"{line}\n")
        self.launcher.stdin.flush()
        return self.launcher.stdout.readline().strip()

    def _end(self, process: int) -> None:
        """Kill a process and all that it began, with no warning, and wait until it is gone."""
        os.killpg(process, signal.SIGKILL)
        assert self._say(f"gone {process}") == "gone"

    def start_server(self) -> None:
        """Start the pages and wait until they answer."""
        self.server = int(self._say(f"pages {self.port}"))
        for _turn in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api/v1/organisation", timeout=5).close()
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"The server does not answer: {(self.folder / 'log').read_text()[-2000:]}")

    def start_worker(self) -> None:
        """Start the worker."""
        self.worker = int(self._say("work"))

    def kill(self, what: str, chance: random.Random) -> None:
        """Kill one process of the server, all of it, or the worker, with no warning; then start what is gone."""
        if what == "process":
            children = Path(f"/proc/{self.server}/task/{self.server}/children").read_text().split()
            if children:
                os.kill(int(chance.choice(children)), signal.SIGKILL)
        elif what == "server":
            self._end(self.server)
            self.start_server()
        else:
            self._end(self.worker)
            self.start_worker()

    def stop(self) -> None:
        """End both, whatever they do."""
        for process in filter(None, (self.server, self.worker)):
            self._end(process)
        self.server = self.worker = 0
        if self.launcher:
            self.launcher.communicate()
            self.launcher = None
        self.log.close()


@pytest.fixture
def town(tmp_path: Path, empty_database: Path) -> Iterator[Town]:
    made = Town(tmp_path)
    if "FAULTS_DATABASE_URL" in os.environ:
        made.run("-m", "alongside", "migrate", "--verbosity", "0")
    else:
        shutil.copy(empty_database, tmp_path / "town.sqlite3")
    yield made
    made.stop()


@pytest.mark.slow
def test_a_busy_day_with_two_hundred_kills_loses_nothing(town: Town) -> None:
    world = json.loads(town.run(str(ROOT / "tests/faults/prepare.py")).splitlines()[-1])
    town.load()
    town.start_server()
    town.start_worker()
    seen = Acknowledged()
    clients = [Client(number=number, port=town.port, world=world, seen=seen) for number in range(3)]
    for client in clients:
        client.start()
    chance = random.Random(20)
    for kill in range(1, KILLS + 1):
        time.sleep(chance.uniform(0.01, 0.2))
        waits_to = time.monotonic() + 10
        while len(seen.contributions) <= kill / 4 and time.monotonic() < waits_to:
            time.sleep(0.01)  # On a slow machine too, much is written between the kills.
        town.kill(chance.choices(["process", "server", "worker"], [16, 1, 1])[0], chance)
    for client in clients:
        client.stopping.set()
        client.join(30)
    town.stop()

    held = json.loads(town.run("-c", _READ).splitlines()[-1])
    assert seen.refused == []
    assert len(seen.contributions) > KILLS / 4  # It was a busy day.
    assert {key: held["contributions"].get(key) for key in seen.contributions} == seen.contributions
    assert seen.acknowledgements <= set(held["acknowledged"])
    assert {key: held["minutes"].get(key) for key in seen.minutes} == seen.minutes
    assert held["unreceipted"] == 0
    assert held["untold"] == 0  # Whoever was written back to has a message in the outbox, in the same transaction.
    assert town.run("-m", "alongside", "check").count("WRONG") == 0


_READ = """
import django, json
django.setup()
from alongside.core.models import Contribution, Entry, Message, Recognition
acknowledged = Contribution.objects.filter(acknowledged_at__isnull=False).values_list("pk", flat=True)
told = set(Message.objects.filter(key__startswith="acknowledged:").values_list("key", flat=True))
minutes = Entry.objects.filter(account__key__startswith="given:citizen:minutes").select_related("transaction")
print(json.dumps({
    "contributions": {str(row.pk): row.text for row in Contribution.objects.all()},
    "acknowledged": [str(key) for key in acknowledged],
    "minutes": {entry.transaction.key.rsplit(":", 1)[1]: entry.amount for entry in minutes},
    "unreceipted": Contribution.objects.exclude(recognitions__form="receipt").count(),
    "untold": sum(f"acknowledged:{key}" not in told for key in acknowledged),
}))
"""
