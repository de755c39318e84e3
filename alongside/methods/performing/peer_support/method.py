"""The recipe of a peer support group: people who live with a condition help each other to manage it."""

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import DefaultMeasure, Method, Role

METHOD = Method(
    key="peer_support",
    kind="performing",
    title=_("Peer support group"),
    summary=_(
        "People who live with a condition help each other to manage it, led by trained people who live with it too."
    ),
    public_gives=_("Referrals, training, a room, supervision, a safe way to raise a worry"),
    citizens_give=_("Leading, sharing, practising, and growing into tutors"),
    blocks=("meet", "rota", "check"),
    roles=(
        Role(key="trainer", side="public", title=_("Trainer"), does=_("Trains and supports the tutors")),
        Role(key="referrer", side="public", title=_("Referrer"), does=_("Tells patients about the group")),
        Role(
            key="tutor",
            side="citizen",
            title=_("Tutor"),
            does=_("Leads the sessions, usually in pairs, from their own experience"),
        ),
        Role(
            key="member",
            side="citizen",
            title=_("Member"),
            does=_("Comes, shares, tries things out; what is said is never recorded"),
        ),
    ),
    measures=(
        DefaultMeasure(
            kind="outcome",
            statement=_("People feel more able to manage"),
            measure=_("Change in how able people say they feel to manage"),
            unit="points",
            better="up",
        ),
        DefaultMeasure(
            kind="efficiency",
            statement=_("Each place in the group is used well"),
            measure=_("Cost for each person who completes the course"),
            unit="GBP",
            better="down",
        ),
    ),
    answer_days=14,
)
