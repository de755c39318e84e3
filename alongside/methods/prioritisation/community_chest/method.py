"""The recipe of a community chest: small sums, quickly, for what local groups do."""

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import DefaultMeasure, Method, Role

METHOD = Method(
    key="community_chest",
    kind="prioritisation",
    title=_("Community chest"),
    summary=_("Small grants, given quickly by residents and officers together, for things that local groups do."),
    public_gives=_("The pot, plain rules, fair checks, the payment and a report"),
    citizens_give=_("The ideas, the work, time given as match, and seats on the panel"),
    blocks=("propose", "rank", "fund"),
    roles=(
        Role(
            key="fund_officer",
            side="public",
            title=_("Fund officer"),
            does=_("Opens the round, checks who can apply, helps small groups"),
        ),
        Role(
            key="panel_officer",
            side="public",
            title=_("Officer on the panel"),
            does=_("Scores with residents, and declares any interest"),
        ),
        Role(key="payer", side="public", title=_("Payer"), does=_("Pays what was awarded; never somebody who scored")),
        Role(
            key="applicant",
            side="citizen",
            title=_("Applicant"),
            does=_("Applies for a group, does the work and reports back"),
        ),
        Role(
            key="fiscal_host",
            side="citizen",
            title=_("Host of the money"),
            does=_("A larger group that holds the grant for a small one"),
        ),
        Role(
            key="panel_resident",
            side="citizen",
            title=_("Resident on the panel"),
            does=_("Scores with officers, and declares any interest"),
        ),
    ),
    measures=(
        DefaultMeasure(
            kind="outcome",
            statement=_("Groups do what they set out to do"),
            measure=_("Grants that did what was promised"),
            unit="%",
            better="up",
        ),
        DefaultMeasure(
            kind="efficiency",
            statement=_("The money goes to groups, not to paperwork"),
            measure=_("Cost of running the fund for each hundred pounds awarded"),
            unit="GBP",
            better="down",
        ),
    ),
    answer_days=42,
)
