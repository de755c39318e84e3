"""The recipe of an open space: a burning question, and an agenda that the people in the room make."""

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import DefaultMeasure, Method, Role

METHOD = Method(
    key="open_space",
    kind="planning",
    title=_("Open space"),
    summary=_("People make their own agenda on a question that nobody can answer alone, and take it on from there."),
    public_gives=_("The question, what is given, staff who take part as equals, and money for what follows"),
    citizens_give=_("The topics, the talks, the reports, and people who take action"),
    blocks=("meet", "propose", "rank"),
    roles=(
        Role(
            key="sponsor",
            side="public",
            title=_("Sponsor"),
            does=_("States the question and the givens, and says what it will back"),
        ),
        Role(
            key="facilitator",
            side="public",
            title=_("Facilitator"),
            does=_("Opens the circle, keeps the times and lets the room lead"),
        ),
        Role(key="convenor", side="citizen", title=_("Convenor"), does=_("Calls a session and writes its report")),
        Role(
            key="participant",
            side="citizen",
            title=_("Participant"),
            does=_("Goes where there is something to learn or give"),
        ),
        Role(
            key="champion",
            side="citizen",
            title=_("Champion"),
            does=_("Takes a topic on afterwards, with somebody from the public side"),
        ),
        Role(
            key="newsroom",
            side="citizen",
            title=_("Newsroom"),
            does=_("Puts the reports on the wall and into one book the same day"),
        ),
    ),
    measures=(
        DefaultMeasure(
            kind="outcome",
            statement=_("Talk turns into action"),
            measure=_("Topics with a live action after 90 days"),
            unit="%",
            better="up",
        ),
        DefaultMeasure(
            kind="efficiency",
            statement=_("The day is worth what it costs"),
            measure=_("Cost for each live action after 90 days"),
            unit="GBP",
            better="down",
        ),
    ),
    answer_days=30,
    least_open_days=7,
)
