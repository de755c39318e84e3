"""An attack on the ballots with all that the database holds: every key, every time, every order. See the threat model
in docs/why/secret-ballots.md; a guess must be no better than chance."""

import random
from itertools import pairwise

import pytest
from django.apps import apps
from django.db import OperationalError, connection, models, transaction

from alongside.blocks.rank.actions import close_poll
from alongside.blocks.rank.models import Ballot, RollEntry
from alongside.blocks.rank.sealing import STIRRED
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
    assert names == {"id", "organisation", "poll", "channel", "choices", "points"}
    pointing = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, models.ForeignKey) and field.related_model is Ballot
    }
    assert pointing == {"rank.ImportedLine"}  # Published files only; a poll of our own has none.


def test_the_roll_tells_neither_time_nor_channel() -> None:
    kinds = [type(field) for field in RollEntry._meta.fields]
    assert [kind for kind in kinds if issubclass(kind, models.DateField | models.TimeField | models.CharField)] == []


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
def test_the_transaction_that_wrote_a_ballot_wrote_twenty_others_with_it(
    vote: Vote, secrets: dict[object, str]
) -> None:
    """The tests themselves run in one transaction; here the numbers of statements within it (cmin) stand for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cmin::text::bigint, count(*) FROM rank_ballot GROUP BY 1 ORDER BY 1")
        groups = cursor.fetchall()
    newest = groups[-1]
    assert newest[1] == STIRRED + 1
    assert [later[0] > earlier[0] for earlier, later in pairwise(groups)] == [True] * (len(groups) - 1)


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
