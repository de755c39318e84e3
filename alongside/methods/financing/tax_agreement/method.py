"""The recipe of an agreement to a tax increase: what a rise buys, what no rise loses, and a mandate."""

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import DefaultMeasure, Method, Role

METHOD = Method(
    key="tax_agreement",
    kind="financing",
    title=_("Agreement to a tax increase"),
    summary=_("People see what a rise in local tax would buy and what no rise would lose, and say which they want."),
    public_gives=_("Several options with their cost in pounds, neutral words, and an account of where the money went"),
    citizens_give=_("Their judgement, their vote, and an eye on the money"),
    blocks=("ask", "rank", "fund"),
    roles=(
        Role(
            key="finance_officer",
            side="public",
            title=_("Chief finance officer"),
            does=_("Works out the options and signs that the figures are right"),
        ),
        Role(key="council", side="public", title=_("Council"), does=_("Decides, with reasons")),
        Role(
            key="returning_officer",
            side="public",
            title=_("Returning officer"),
            does=_("Runs the vote; a referendum by law is run outside this software"),
        ),
        Role(
            key="panel_member",
            side="citizen",
            title=_("Panel member"),
            does=_("Learns about the options and says what matters"),
        ),
        Role(key="voter", side="citizen", title=_("Voter"), does=_("Chooses among the options")),
        Role(
            key="watcher",
            side="citizen",
            title=_("Watcher of the money"),
            does=_("Checks each year that the money went where it was promised"),
        ),
    ),
    measures=(
        DefaultMeasure(
            kind="outcome",
            statement=_("The extra money does what was promised"),
            measure=_("Money spent on what it was raised for"),
            unit="%",
            better="up",
        ),
        DefaultMeasure(
            kind="efficiency",
            statement=_("Asking costs little beside what is raised"),
            measure=_("Cost of asking for each hundred pounds raised"),
            unit="GBP",
            better="down",
        ),
    ),
    answer_days=60,
    least_open_days=28,
)
