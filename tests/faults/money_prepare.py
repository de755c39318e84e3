"""Fill a new database with a fundraising whose money many processes will move at once; print what they need."""

import json
import sys
from datetime import timedelta

import django

django.setup()

from alongside.blocks.fund.actions import (  # noqa: E402 - Django must be set up before its models load
    draft_campaign,
    open_campaign,
    publish_match_rule,
    ringfence_pot,
)
from alongside.core.contributions.actions import receive_contribution  # noqa: E402 - as above, after setup
from alongside.core.initiatives import actions  # noqa: E402 - as above, after setup
from alongside.core.initiatives.methods import method  # noqa: E402 - as above, after setup
from alongside.core.people.actions import add_party  # noqa: E402 - as above, after setup
from alongside.kit import clock  # noqa: E402 - as above, after setup
from tests.conformance.town import decider_of, make_town, start  # noqa: E402 - as above, after setup

AWARD = 1_000
CAMPAIGNS = 4


# long: one piece, so that it reads as it happens
def main(count: int) -> None:
    """Make a pot that holds three quarters of the `count` awards of £10 that will be asked for, and four campaigns."""
    run = start(town=make_town(), method=method("fundraising"))
    for stage in run.initiative.method.stages:
        actions.open_stage(initiative=run.initiative, key=stage.key, actor=run.town.officer)
    creator, funder = run.players["creator"], run.players["match_funder"]

    def idea(words: str) -> object:
        return receive_contribution(
            initiative=run.initiative, form="proposal", text=words, actor=creator, party=creator, act="propose.add"
        )[0]

    campaigns = [
        draft_campaign(
            contribution=idea(f"Campaign {at}"),
            title=f"Campaign {at}",
            costs=[{"what": "Everything", "pence": 100}],
            closes_at=clock.now() + timedelta(days=20),
            actor=creator,
        )
        for at in range(CAMPAIGNS)
    ]
    pot = ringfence_pot(initiative=run.initiative, amount=count * 3 // 4 * AWARD, source="Grants", actor=funder)
    for campaign in campaigns:
        open_campaign(
            campaign=campaign,
            stage="campaign",
            decider=decider_of(run),
            answer_by=clock.today() + timedelta(days=60),
            actor=run.players["verifier"],
        )
    publish_match_rule(pot=pot, rule={"percent": 100}, actor=funder)
    people = [add_party(organisation=run.town.organisation, name=f"Somebody {at}") for at in range(20)]
    print(
        json.dumps(
            {
                "pot": str(pot.pk),
                "organisation": str(run.town.organisation.pk),
                "roles": {role: str(party.pk) for role, party in run.players.items()},
                "ideas": [str(idea(f"Idea {at}").pk) for at in range(count)],
                "campaigns": [str(campaign.pk) for campaign in campaigns],
                "people": [str(one.pk) for one in people],
            }
        )
    )


main(int(sys.argv[1]))
