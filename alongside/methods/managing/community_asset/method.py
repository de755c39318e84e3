"""The recipe of community management of a public asset: a community body runs, or owns, a building or land."""

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import DefaultMeasure, Method, Role

METHOD = Method(
    key="community_asset",
    kind="managing",
    title=_("Community management of a public asset"),
    summary=_("A community group takes on a building or a piece of land, with support, and runs it for everybody."),
    public_gives=_("A list of what there is, its true condition and cost, a fair decision, support afterwards"),
    citizens_give=_("A group, a plan, money raised, and people who hold the keys and keep it safe"),
    blocks=("propose", "govern", "fund", "rota"),
    roles=(
        Role(
            key="asset_panel",
            side="public",
            title=_("Asset panel"),
            does=_("Judges each case by published points, with reasons"),
        ),
        Role(
            key="estates",
            side="public",
            title=_("Estates officer"),
            does=_("Shows the condition and the running costs as they are"),
        ),
        Role(key="legal", side="public", title=_("Legal officer"), does=_("Explains the lease and the law")),
        Role(
            key="body_officer",
            side="citizen",
            title=_("Officer of the community group"),
            does=_("Signs for the group and answers for its plan"),
        ),
        Role(key="keyholder", side="citizen", title=_("Keyholder"), does=_("Opens, closes and looks after the place")),
        Role(
            key="safety_lead",
            side="citizen",
            title=_("Safety lead"),
            does=_("Keeps the checks that the law asks for in date"),
        ),
    ),
    measures=(
        DefaultMeasure(
            kind="outcome",
            statement=_("The place does what was promised"),
            measure=_("Hours a week that the place is open and used"),
            unit="hours",
            better="up",
        ),
        DefaultMeasure(
            kind="efficiency",
            statement=_("It costs the public less"),
            measure=_("Net cost to public money in a year"),
            unit="GBP",
            better="down",
        ),
    ),
    answer_days=56,
)
