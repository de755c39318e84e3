"""An attack on the ballots with all that the database holds: every key, every time, every order. See the threat model
in docs/why/secret-ballots.md; a guess must be no better than chance."""

import logging
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from django.apps import apps
from django.db import OperationalError, connection, models, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.blocks.rank import sealing
from alongside.blocks.rank.closing import close_poll
from alongside.blocks.rank.models import Ballot, Receipt, RollEntry
from alongside.blocks.rank.tests.conftest import Vote
from alongside.core.audit.models import AuditEntry
from alongside.kit import clock

VOTERS = 60


@pytest.fixture
def secrets(vote: Vote) -> dict[object, str]:
    """Who voted how, by the identity of the roll entry, in the order of voting; each ballot is different."""
    draw, told = random.Random(5), {}
    ways = [tuple(number for number in (1, 2, 3, 4) if bits >> number - 1 & 1) for bits in range(1, 16)]
    for at in range(VOTERS):
        party, choices = vote.person(f"Voter {at}"), draw.choice(ways)
        vote.cast(*choices, party=party)
        entry = RollEntry.objects.get(poll=vote.poll, party=party)
        told[entry.pk] = ",".join(map(str, choices))
    return told


def rows(statement: str, *values: object) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def right(guess: list[str], told: dict[object, str]) -> int:
    """How many voters a guess names the ballot of: a guess is the ballots in the order of voting."""
    return sum(one == other for one, other in zip(guess, told.values(), strict=True))


def by_chance(told: dict[object, str]) -> float:
    """How many a shuffled box would name right, as a mean, with four standard deviations on top."""
    counts = [list(told.values()).count(choice) for choice in set(told.values())]
    mean = sum(count * count for count in counts) / len(told)
    return mean + 4 * mean**0.5


def test_no_key_leads_from_a_ballot_to_anything_of_a_person() -> None:
    names = {field.name for field in Ballot._meta.get_fields() if not field.auto_created}
    assert names == {"id", "organisation", "poll", "channel", "choices", "points", "digest"}
    pointing = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.related_model is Ballot
    }
    assert pointing == {"rank.ImportedLine"}  # Published files only; a poll of our own has none.


def test_the_roll_tells_neither_time_nor_channel() -> None:
    fields = [field for field in RollEntry._meta.fields if field.name != "evidence"]
    assert [
        field for field in fields if isinstance(field, models.DateField | models.TimeField | models.CharField)
    ] == []


def test_no_identity_of_a_ballot_stands_anywhere_else(vote: Vote, secrets: dict[object, str]) -> None:
    keys = set(Ballot.objects.values_list("pk", flat=True))
    assert keys & set(AuditEntry.objects.values_list("record_id", flat=True)) == set()
    assert keys & set(RollEntry.objects.values_list("pk", flat=True)) == set()
    texts = " ".join(str(after) + str(before) for after, before in AuditEntry.objects.values_list("after", "before"))
    assert [key for key in keys if str(key) in texts] == []


def test_identities_tell_no_order(vote: Vote, secrets: dict[object, str]) -> None:
    versions = {key.version for key in Ballot.objects.values_list("pk", flat=True)} | {key.version for key in secrets}
    assert versions == {4}
    guess = list(Ballot.objects.order_by("id").values_list("choices", flat=True))
    assert right(guess, secrets) <= by_chance(secrets)


def test_the_audit_tells_the_day_and_not_the_moment(vote: Vote, secrets: dict[object, str]) -> None:
    votes = AuditEntry.objects.filter(act="vote")
    assert votes.count() == VOTERS
    assert {(at.hour, at.minute, at.second, at.microsecond) for at in votes.values_list("at", flat=True)} == {
        (0, 0, 0, 0)
    }
    assert {key.int >> 80 for key in votes.values_list("id", flat=True)} == {
        int(votes.values_list("at", flat=True)[0].timestamp() * 1000)
    }
    assert set(votes.values_list("actor_id", flat=True)) == {None}


def test_the_order_in_which_the_database_keeps_the_rows_tells_nothing(vote: Vote, secrets: dict[object, str]) -> None:
    if connection.vendor == "sqlite":
        for table in ("rank_ballot", "rank_rollentry"):
            with pytest.raises(OperationalError, match="no such column"), transaction.atomic():
                rows(f"SELECT rowid FROM {table}")  # noqa: S608  # one of the two names above
    else:
        kept = [str(row[0]) for row in rows("SELECT choices FROM rank_ballot ORDER BY ctid")]
        assert right(kept, secrets) <= by_chance(secrets)
    as_stored = [str(row[0]) for row in rows("SELECT choices FROM rank_ballot")]
    assert right(as_stored, secrets) <= by_chance(secrets)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_every_ballot_of_a_small_box_is_written_by_the_latest_transaction(make_vote: Callable[..., Vote]) -> None:
    vote = make_vote()
    for at in range(12):
        vote.cast(1 + at % 4, party=vote.person(f"Voter {at}"))
        for table in ("rank_ballot", "rank_receipt"):
            assert len(rows(f"SELECT DISTINCT xmin::text FROM {table}")) == 1  # noqa: S608  # one of two names
            # PostgreSQL fills the room that older rows left, page after page; on each page the identities decide.
            stored = rows(f"SELECT (ctid::text::point)[0], id FROM {table} ORDER BY ctid")  # noqa: S608  # as above
            for page in {page for page, _key in stored}:
                keys = [key for place, key in stored if place == page]
                assert keys == sorted(keys)


def test_of_a_large_box_five_hundred_are_written_with_each_new_one(vote: Vote, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "STIRRED", 10)
    places = []
    for at in range(40):
        before = set(Ballot.objects.values_list("pk", flat=True))
        with CaptureQueriesContext(connection) as seen:
            vote.cast(1, party=vote.person(f"Voter {at}"))
        (fresh,) = set(Ballot.objects.values_list("pk", flat=True)) - before
        (written,) = [one["sql"] for one in seen if one["sql"].startswith('INSERT INTO "rank_ballot"')]
        keys = re.findall(r"\b([0-9a-f]{8}-?[0-9a-f]{4}-?4[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12})\b", written)
        shown = [key.replace("-", "") for key in keys if UUID(key) in before | {fresh}]
        assert len(shown) == min(at, 10) + 1
        assert shown == sorted(shown)
        if at >= 10:
            places.append(shown.index(fresh.hex))
    assert len(set(places)) > 4  # Its place among them is any, not the first nor the last.


def test_the_bytes_of_the_file_hold_each_ballot_once_and_tell_no_order(vote: Vote) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("on PostgreSQL the same is asked of xmin and ctid, above")
    order: list[str] = []
    for at in range(VOTERS):
        known = set(Ballot.objects.values_list("pk", flat=True))
        vote.cast(1 + at % 4, party=vote.person(f"Voter {at}"))
        order += [key.hex for key in set(Ballot.objects.values_list("pk", flat=True)) - known]
    connection.ensure_connection()
    file = connection.connection.serialize()
    (size,) = rows("PRAGMA page_size")[0]
    found = {key: [match.start() for match in re.finditer(key.encode(), file)] for key in order}
    # Once in the table and once in its index: what was laid anew left nothing behind.
    assert {len(places) for places in found.values()} == {2}
    for turn in (0, 1):
        agree = pairs = 0
        for at, one in enumerate(order):
            for other in order[at + 1 :]:
                here, there = found[one][turn], found[other][turn]
                if here // size == there // size:  # SQLite fills a page from its end: later rows lie before earlier.
                    pairs, agree = pairs + 1, agree + (there < here)
        assert pairs > 100
        assert abs(agree / pairs - 0.5) < 0.2


# long: one attack, with all that an attacker has
def test_nothing_that_the_database_or_the_logs_hold_joins_a_voter_to_a_ballot(
    make_vote: Callable[..., Vote], caplog: pytest.LogCaptureFixture
) -> None:
    """Every table there is, every log line, every length of a page: an attacker has them all, and guesses by chance."""
    vote = make_vote(wins="last")
    caplog.set_level(logging.DEBUG)
    draw, told, slips, lengths = random.Random(7), [], [], set()
    ways = [[str(number) for number in (1, 2, 3, 4) if bits >> number - 1 & 1] for bits in range(1, 16)]
    for code in vote.codes(VOTERS):
        choices = draw.choice(ways)
        address, client = f"/rank/{vote.poll.question_id}/vote/", Client()
        review = client.post(address, {"code": code, "choice": choices, "do": "review"})
        answer = client.post(address, {"code": code, "choice": choices, "do": "cast"})
        assert (review.status_code, answer.status_code, answer["Cache-Control"]) == (200, 200, "no-store")
        lengths.add((len(review.content), len(answer.content), review["Content-Encoding"]))
        slips += re.findall(r"<code>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})</code>", answer.content.decode())
        told.append(",".join(choices))
    assert len(lengths) == 1  # The length of a page tells nothing of what was chosen.
    secret = {name.replace("-", "") for name in slips} | {
        key.hex for key in Ballot.objects.values_list("pk", flat=True)
    }
    held = {model._meta.label: list(model._default_manager.values_list()) for model in apps.get_models()}
    elsewhere = {label: text(rows_) for label, rows_ in held.items() if label not in ("rank.Ballot", "rank.Receipt")}
    assert [label for label, words in elsewhere.items() if any(one in words for one in secret)] == []
    logged = " ".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert [one for one in secret if one in logged.replace("-", "")] == []
    assert "choice" not in logged
    # Of the roll the order is known, by the audit; no order of any column of ballots or receipts goes with it.
    truth = dict(enumerate(told))
    for column in ("id", "digest", "channel"):
        guess = list(Ballot.objects.order_by(column).values_list("choices", flat=True))
        assert right(guess, truth) <= by_chance(truth)
    assert held["rank.TextCode"] == []
    assert {field.name for field in Receipt._meta.fields} == {"id", "organisation", "poll"}


def text(rows_: list[tuple[object, ...]]) -> str:
    """All cells of a table as text, without dashes."""
    return " ".join(str(cell) for row in rows_ for cell in row).replace("-", "")


@pytest.mark.slow
def test_the_write_ahead_log_of_sqlite_is_empty_after_every_ballot(tmp_path: Path, empty_database: Path) -> None:
    shutil.copy(empty_database, tmp_path / "votes.sqlite3")
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path}/votes.sqlite3",
        "ALONGSIDE_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "alongside.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", VOTES], env=environment, capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.split() == ["0", "0", "0"]


ROOT = Path(__file__).parents[4]
VOTES = """
import os, django
django.setup()
from django.conf import settings
from alongside.blocks.rank.actions import open_poll
from alongside.blocks.rank.tests.conftest import prepare
vote = prepare()
vote.poll = open_poll(poll=vote.again(), actor=vote.officer)
for at in range(3):
    vote.cast(1, party=vote.person(f"Voter {at}"))
    print(os.path.getsize(settings.DATABASES["default"]["NAME"] + "-wal"))
"""


def test_after_closing_every_ballot_was_written_at_once_in_random_order(vote: Vote, secrets: dict[object, str]) -> None:
    with clock.at(vote.after_closing()):
        close_poll(poll=vote.again(), actor=vote.officer)
    if connection.vendor == "postgresql":
        assert len(rows("SELECT DISTINCT xmin::text, cmin::text FROM rank_ballot")) == 1
        kept = [str(row[0]) for row in rows("SELECT choices FROM rank_ballot ORDER BY ctid")]
        assert kept == list(Ballot.objects.order_by("id").values_list("choices", flat=True))
    guess = list(Ballot.objects.order_by("id").values_list("choices", flat=True))
    assert right(guess, secrets) <= by_chance(secrets)


def test_a_channel_that_few_used_is_not_kept(vote: Vote, secrets: dict[object, str]) -> None:
    vote.cast(1, code=vote.codes(1)[0], channel="assisted")
    with clock.at(vote.after_closing()):
        close_poll(poll=vote.again(), actor=vote.officer)
    assert set(Ballot.objects.values_list("channel", flat=True)) == {"web", "other"}
