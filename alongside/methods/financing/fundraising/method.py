"""The recipe of fundraising: many small givers, and the public side as one of the crowd."""

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import DefaultMeasure, Method, Role

METHOD = Method(
    key="fundraising",
    kind="financing",
    title=_("Fundraising with match"),
    summary=_("Many people give a little to something local, and the public side adds to it by a published rule."),
    public_gives=_("A check that the project is real, match money by a published rule, consents and advice"),
    citizens_give=_("The idea, the campaign, the pledges of money, time and things, and the work"),
    blocks=("propose", "fund"),
    roles=(
        Role(
            key="verifier", side="public", title=_("Verifier"), does=_("Checks the costs, the people and the consents")
        ),
        Role(key="match_funder", side="public", title=_("Match funder"), does=_("Adds money by the published rule")),
        Role(
            key="payment_agent",
            side="public",
            title=_("Payment agent"),
            does=_("Collects only when the target is reached, and pays back otherwise"),
        ),
        Role(
            key="creator",
            side="citizen",
            title=_("Creator"),
            does=_("Has the idea, costs it, runs the campaign and delivers"),
        ),
        Role(
            key="backer",
            side="citizen",
            title=_("Backer"),
            does=_("Pledges money, time or things; named only if they choose"),
        ),
    ),
    measures=(
        DefaultMeasure(
            kind="outcome",
            statement=_("What backers paid for is there"),
            measure=_("Projects delivered as promised"),
            unit="%",
            better="up",
        ),
        DefaultMeasure(
            kind="efficiency",
            statement=_("Public money brings other money"),
            measure=_("Pounds from residents for each pound of match"),
            unit="GBP",
            better="up",
        ),
    ),
    answer_days=28,
)
