"""Many at once: processes that award from one pot, together never more than it holds, and none twice (rule 10); and the
end of a campaign of many, which must not hold up everybody else who writes."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.blocks.fund.models import Award, Collection
from alongside.blocks.fund.tests.conftest import Drive, Purse, make_purse
from alongside.core.accounts.models import Account
from alongside.core.accounts.queries import unbalanced_transactions, wrong_balances
from alongside.core.messages.models import Message

ROOT = Path(__file__).resolve().parents[4]
PROCESSES, EACH = 4, 40
HOLDS = 100  # awards of £10 from a pot of £1,000


@pytest.fixture
def shared_database(transactional_db: None, tmp_path: Path) -> str:
    """The address of a database that other processes reach: the test database, or a copy of SQLite's memory."""
    settings = connection.settings_dict
    if connection.vendor == "postgresql":
        return f"postgresql://{settings['USER']}:{settings['PASSWORD']}@/{settings['NAME']}?host={settings['HOST']}"
    return f"sqlite:///{tmp_path / 'race.sqlite3'}"


# long: one piece, so that it reads as it happened
def start_races(address: str, purse: Purse) -> list[list[str]]:
    """Let the processes run over the same contributions, each in another order, from the same moment on."""
    keys = [str(purse.contribution(f"Project {at}").pk) for at in range(PROCESSES * EACH)]
    if address.startswith("sqlite"):
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [address.removeprefix("sqlite:///")])
    begin = str(time.time() + 8)
    running = []
    for number in range(PROCESSES):
        mine = random.Random(number).sample(keys, len(keys))
        command = [
            sys.executable,
            "-m",
            "alongside.blocks.fund.tests.racing",
            str(purse.pot.pk),
            str(purse.decider.pk),
            begin,
            *mine,
        ]
        running.append(
            subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, "DATABASE_URL": address},
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
    told = []
    for process in running:
        out, problems = process.communicate(timeout=240)
        assert process.returncode == 0, problems
        told.append(json.loads(out.splitlines()[-1]))
    return told


@pytest.mark.slow
def test_awards_of_racing_processes_never_exceed_the_pot(shared_database: str) -> None:
    purse = make_purse()
    told = start_races(shared_database, purse)
    assert sum(words.count("awarded") for words in told) == HOLDS
    if connection.vendor == "postgresql":
        organisation = purse.run.town.organisation
        assert Award.objects.filter(pot=purse.pot).count() == HOLDS
        assert Account.objects.get(pk=purse.pot.account_id).balance == 0
        assert (wrong_balances(organisation), unbalanced_transactions(organisation)) == ([], [])
        return
    import sqlite3

    with sqlite3.connect(shared_database.removeprefix("sqlite:///")) as raced:
        assert raced.execute("SELECT count(*) FROM fund_award").fetchone() == (HOLDS,)
        key = purse.pot.account_id.hex
        assert raced.execute("SELECT balance FROM core_account WHERE id = ?", [key]).fetchone() == (0,)
        total = raced.execute("SELECT sum(amount) FROM core_entry WHERE account_id = ?", [key]).fetchone()
        assert total == (0,)


@pytest.mark.parametrize("target", [2_000, 9_000_000])
def test_a_campaign_ends_with_the_same_few_statements_for_one_backer_and_for_many(drive: Drive, target: int) -> None:
    counts = []
    for backers in (1, 30):
        campaign = drive.open(target=target)
        pledges = [drive.pledge(campaign, 2_000 + at) for at in range(backers)]
        with CaptureQueriesContext(connection) as queries:
            drive.end(campaign)
        counts.append(len(queries))
        state = "due" if target == 2_000 else "released"
        assert {made.state for made in campaign.pledges.all()} == {state}
        told = Message.objects.filter(key__in=[f"campaign-ended:{made.pk}" for made in pledges])
        assert sorted(told.values_list("party_id", flat=True)) == sorted(made.party_id for made in pledges)
        asked = Collection.objects.filter(pledge__campaign=campaign)
        assert sorted(asked.values_list("amount", flat=True)) == (
            [made.amount for made in pledges] if state == "due" else []
        )
        assert len({one.reference for one in asked}) == len(asked)
    assert counts[0] == counts[1] < 40
