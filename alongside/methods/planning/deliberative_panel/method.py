"""The recipe of a deliberative panel: drawn by lot, informed, heard, and answered point by point."""

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import DefaultMeasure, Method, Role

METHOD = Method(
    key="deliberative_panel",
    kind="planning",
    title=_("Deliberative panel"),
    summary=_("People drawn by lot learn about a hard choice, talk it through and say what they would do."),
    public_gives=_(
        "A promise to answer before it starts, the facts, the money for the meetings, a reply to each recommendation"
    ),
    citizens_give=_("Their time, their judgement, the words of the report, and a look at what was done with it"),
    blocks=("meet", "propose", "rank"),
    roles=(
        Role(
            key="commissioner",
            side="public",
            title=_("Commissioner"),
            does=_("Sets the question, promises to answer, replies to each recommendation; cannot edit the report"),
        ),
        Role(
            key="facilitator",
            side="public",
            title=_("Independent facilitator"),
            does=_("Runs the meetings so that everybody is heard, and takes no side"),
        ),
        Role(
            key="recruiter",
            side="public",
            title=_("Recruiter"),
            does=_("Sends the invitations and holds the draw in public"),
        ),
        Role(
            key="witness",
            side="public",
            title=_("Witness"),
            does=_("Gives evidence and answers the members' questions"),
        ),
        Role(
            key="oversight",
            side="citizen",
            title=_("Oversight member"),
            does=_("Checks that the question, the evidence and the draw are fair"),
        ),
        Role(
            key="member",
            side="citizen",
            title=_("Panel member"),
            does=_("Learns, asks, weighs, votes and writes the recommendations; only members vote"),
        ),
        Role(
            key="observer", side="citizen", title=_("Observer"), does=_("Watches the meetings and says what was seen")
        ),
    ),
    measures=(
        DefaultMeasure(
            kind="outcome",
            statement=_("What the panel recommended is done"),
            measure=_("Recommendations delivered by the promised date"),
            unit="%",
            better="up",
        ),
        DefaultMeasure(
            kind="efficiency",
            statement=_("The panel's time is used well"),
            measure=_("Cost for each hour that a member spent deliberating"),
            unit="GBP",
            better="down",
        ),
    ),
    answer_days=90,
)
