"""The recipe of on-line ratings by users: a signal, a story, a public reply, a change that the author confirms."""

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import DefaultMeasure, Method, Role

METHOD = Method(
    key="online_ratings",
    kind="assessment",
    title=_("User on-line ratings"),
    summary=_("People who used a service rate it and tell their story; staff reply in public and show what changed."),
    public_gives=_("Fair moderation by published rules, a reply from a named person, changes"),
    citizens_give=_("The rating, the story, and the word whether the change is real"),
    blocks=("check", "ask"),
    roles=(
        Role(
            key="moderator",
            side="public",
            title=_("Moderator"),
            does=_("Reads each story before it is shown; does not work for the service"),
        ),
        Role(key="responder", side="public", title=_("Responder"), does=_("Replies by name and says what will change")),
        Role(
            key="commissioner", side="public", title=_("Commissioner"), does=_("Is told at once about serious stories")
        ),
        Role(
            key="author",
            side="citizen",
            title=_("Author"),
            does=_("Rates, tells, and confirms the change; may use another name"),
        ),
        Role(key="reader", side="citizen", title=_("Reader"), does=_("Marks a story as helpful")),
    ),
    measures=(
        DefaultMeasure(
            kind="outcome",
            statement=_("Stories lead to change"),
            measure=_("Stories with a change that their author confirmed"),
            unit="%",
            better="up",
        ),
        DefaultMeasure(
            kind="efficiency",
            statement=_("Replies come in time"),
            measure=_("Cost of the work for each confirmed change"),
            unit="GBP",
            better="down",
        ),
    ),
    acknowledge_days=2,
    answer_days=7,
    least_open_days=1,
)
