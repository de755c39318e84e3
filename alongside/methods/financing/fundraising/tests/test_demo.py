"""The demonstration of campaigns comes out whole, and is the same from the same seed."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from alongside.blocks.fund.models import Campaign, Collection, Pledge
from alongside.core.accounts.proving import findings
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party
from alongside.core.services.actions import add_service
from alongside.kit import clock, ids
from alongside.methods.financing.fundraising.demo import live_through

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def lived(slug: str) -> dict[str, dict[str, Any]]:
    """Live it in a town of its own, and return its campaigns by what became of them."""
    with ids.seeded(len(slug)):
        with clock.at(START):
            town = Organisation.objects.create(slug=slug, name="Millbrook", demonstration=True)
            people = [add_party(organisation=town, name=f"Person {number}") for number in range(30)]
            service = add_service(organisation=town, name="Streets", summary="Roads", actor=None)
        chance = random.Random(9)
        live_through(organisation=town, people=people, service=service, random=chance, start=START, going_on=True)
    assert findings(town) == []
    campaigns = list(Campaign.objects.filter(organisation=town))
    assert sorted(campaign.state for campaign in campaigns) == ["draft", "missed", "open", "reached"]
    return {
        campaign.state: {
            "title": campaign.title,
            "target": campaign.target,
            "pledged": campaign.pledged,
            "match": campaign.match,
            "collected": campaign.collected,
            "closes_at": campaign.closes_at,
            "pledges": sorted(campaign.pledges.values_list("state", "amount")),
            "asked": Collection.objects.filter(pledge__campaign=campaign).count(),
        }
        for campaign in campaigns
    }


def test_one_comes_together_with_match_one_does_not_and_one_is_open_alike_from_the_same_seed() -> None:
    one, other = lived("one"), lived("other")
    assert one == other
    reached, missed, still = one["reached"], one["missed"], one["open"]
    assert reached["pledged"] + reached["match"] >= reached["target"] > reached["pledged"]
    assert 0 < reached["collected"] <= reached["pledged"]
    assert missed["pledged"] < missed["target"]
    assert (missed["match"], missed["collected"], missed["asked"]) == (0, 0, 0)
    assert {state for state, _amount in missed["pledges"]} == {Pledge.State.RELEASED}
    assert ({state for state, _amount in still["pledges"]}, still["asked"]) == ({Pledge.State.STANDING}, 0)
    assert 0 < still["pledged"] < still["target"]
    assert still["closes_at"] > START + timedelta(days=130)
    assert (one["draft"]["pledges"], one["draft"]["asked"]) == ([], 0)
