"""The recipe of charges: an open agreement on who pays what for a service."""

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import DefaultMeasure, Method, Role

METHOD = Method(
    key="charges",
    kind="financing",
    title=_("Charges"),
    summary=_("Users and the public side work out together who pays what for a service, with the costs in the open."),
    public_gives=_("The true cost, the law, real options and the effect on different households"),
    citizens_give=_(
        "What it would mean for them, fairer ideas, cheaper ways, help with a scheme for those who cannot pay"
    ),
    blocks=("ask", "fund"),
    roles=(
        Role(
            key="accountant",
            side="public",
            title=_("Service accountant"),
            does=_("Shows what the service costs and what each option would bring"),
        ),
        Role(key="cabinet_member", side="public", title=_("Cabinet member"), does=_("Decides, with reasons")),
        Role(
            key="waiver_officer",
            side="public",
            title=_("Waiver officer"),
            does=_("Decides who pays less, quickly and in confidence"),
        ),
        Role(
            key="user_representative",
            side="citizen",
            title=_("Users' representative"),
            does=_("Brings the view of those who pay, and keeps a say over the use"),
        ),
        Role(
            key="non_user",
            side="citizen",
            title=_("Somebody who stopped or never came"),
            does=_("Says what stands in the way"),
        ),
    ),
    measures=(
        DefaultMeasure(
            kind="outcome",
            statement=_("People with little money still come"),
            measure=_("Use by people on low incomes, compared with before"),
            unit="%",
            better="up",
        ),
        DefaultMeasure(
            kind="efficiency",
            statement=_("The charge is worth collecting"),
            measure=_("Income left after the cost of collecting"),
            unit="GBP",
            better="up",
        ),
    ),
    answer_days=42,
    least_open_days=28,
)
