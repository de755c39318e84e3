"""The demonstration of a tax choice comes out whole, and is the same from the same seed."""

import random
from datetime import UTC, datetime
from typing import Any

import pytest

from alongside.blocks.rank.models import Poll
from alongside.core.accounts.queries import unbalanced_transactions, wrong_balances
from alongside.core.contributions.models import Contribution
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party
from alongside.core.services.actions import add_service
from alongside.kit import clock, ids
from alongside.methods.financing.tax_agreement.demo import live_through, start_for
from alongside.methods.financing.tax_agreement.models import Statement

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
START = datetime(2024, 11, 20, 9, tzinfo=UTC)


def lived(slug: str) -> dict[str, Any]:
    """Live it in a town of its own, and return what came out."""
    with ids.seeded(len(slug)):
        with clock.at(START):
            town = Organisation.objects.create(slug=slug, name="Millbrook", demonstration=True)
            people = [add_party(organisation=town, name=f"Person {number}") for number in range(20)]
            service = add_service(organisation=town, name="Streets", summary="Streets", actor=None)
        chance = random.Random(5)
        initiative = live_through(organisation=town, people=people, service=service, random=chance, start=START)
    statement = Statement.objects.get(organisation=town)
    result = Poll.objects.get(organisation=town).results.get(official=True)
    assert (wrong_balances(town), unbalanced_transactions(town)) == ([], [])
    assert Contribution.objects.filter(organisation=town, answered_at__isnull=True).count() == 0
    assert Contribution.objects.filter(organisation=town, acknowledged_at__isnull=True).count() == 0
    said = Contribution.objects.filter(organisation=town, form="response").order_by("at", "text")
    return {
        "state": initiative.state,
        "said": list(said.values_list("text", "at")),
        "votes": {number: reason["votes"] for number, reason in result.reasons.items()},
        "account": (statement.year, statement.collected, statement.spent, statement.left),
    }


def test_it_comes_out_whole_and_alike_from_the_same_seed() -> None:
    one, other = lived("one"), lived("other")
    assert one == other
    assert (one["state"], one["account"][0], one["account"][3]) == ("live", 2025, 27_900_00)


@pytest.mark.parametrize(("end", "year"), [((2026, 11, 24), 2024), ((2026, 5, 19), 2023), ((2027, 5, 20), 2025)])
def test_it_begins_so_early_that_its_first_year_is_over(end: tuple[int, int, int], year: int) -> None:
    assert start_for(datetime(*end, 12, tzinfo=UTC)) == datetime(year, 11, 20, 9, tzinfo=UTC)
