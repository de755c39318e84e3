"""The demonstration of a charge comes out whole, and is the same from the same seed."""

import random
from datetime import UTC, datetime
from typing import Any

import pytest

from alongside.core.accounts.queries import unbalanced_transactions, wrong_balances
from alongside.core.contributions.models import Contribution
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party
from alongside.core.services.actions import add_service
from alongside.kit import clock, ids
from alongside.methods.financing.charges.demo import live_through
from alongside.methods.financing.charges.models import GroupCount, Look, Tariff, Waiver

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def lived(slug: str) -> dict[str, Any]:
    """Live it in a town of its own, and return what came out."""
    with ids.seeded(len(slug)):
        with clock.at(START):
            town = Organisation.objects.create(slug=slug, name="Millbrook", demonstration=True)
            people = [add_party(organisation=town, name=f"Person {number}") for number in range(20)]
            service = add_service(organisation=town, name="Pool", summary="Swimming", actor=None)
        chance = random.Random(5)
        initiative = live_through(organisation=town, people=people, service=service, random=chance, start=START)
    assert (wrong_balances(town), unbalanced_transactions(town)) == ([], [])
    assert Contribution.objects.filter(organisation=town, answered_at__isnull=True).count() == 0
    tariff, look = Tariff.objects.get(organisation=town), Look.objects.get(organisation=town)
    assert 0 < tariff.income <= tariff.cost
    assert look.carried < 0
    groups = GroupCount.objects.filter(organisation=town).order_by("question__created_at", "about", "group", "value")
    return {
        "state": initiative.state,
        "groups": list(groups.values_list("about", "group", "value", "count")),
        "tariff": (tariff.number, tariff.income, tariff.cost, tariff.starts_on),
        "look": (look.uses, look.income, look.collecting, look.carried, look.verdict),
        "waivers": sorted(Waiver.objects.filter(organisation=town).values_list("state", "percent_off")),
    }


def test_it_comes_out_whole_and_alike_from_the_same_seed() -> None:
    one, other = lived("one"), lived("other")
    assert one == other
    assert one["state"] == "live"
    assert one["look"] == (22_250, 31_150_00, 3_340_00, -62_650_00, "keep")
    assert one["waivers"] == [("granted", 50), ("granted", 50), ("granted", 100), ("refused", 0)]
    bands = {(group, value): count for about, group, value, count in one["groups"] if about == "band"}
    assert min(bands[group, "comes"] for group in {key[0] for key in bands} if bands[group, "comes"]) >= 10
