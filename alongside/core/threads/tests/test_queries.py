"""A thread is walked back and onward in one query, nearest first, and never out of its organisation."""

from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party
from alongside.core.people.models import Party
from alongside.core.threads.actions import tie
from alongside.core.threads.queries import thread, thread_both_ways

pytestmark = pytest.mark.django_db


def chain(organisation: Organisation, length: int) -> list[Party]:
    rows = [add_party(organisation=organisation, name=f"Row {number}") for number in range(length)]
    for source, target in pairwise(rows):
        tie(source=source, target=target, relation="became")
    return rows


@pytest.fixture
def organisation() -> Organisation:
    return Organisation.objects.create(slug="here", name="Here")


def test_both_ways_are_the_two_walks_in_one_query(organisation: Organisation) -> None:
    rows = chain(organisation, 5)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        back, onward = thread_both_ways(record=rows[2])
    assert len(captured) == 1
    assert [step.id for step in back] == [rows[2].pk, rows[1].pk, rows[0].pk]
    assert [step.id for step in onward] == [rows[2].pk, rows[3].pk, rows[4].pk]
    assert (back, onward) == (thread(record=rows[2], back=True), thread(record=rows[2]))


def test_a_ring_is_walked_once(organisation: Organisation) -> None:
    rows = chain(organisation, 3)
    tie(source=rows[2], target=rows[0], relation="became")
    assert [step.id for step in thread(record=rows[0])] == [row.pk for row in rows]


def test_the_walk_stays_in_its_organisation(organisation: Organisation) -> None:
    rows = chain(organisation, 2)
    elsewhere = Party(pk=rows[0].pk, organisation=Organisation.objects.create(slug="there", name="There"))
    assert [step.id for step in thread(record=elsewhere)] == [rows[0].pk]
