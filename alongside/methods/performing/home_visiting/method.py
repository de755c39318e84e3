"""The recipe of home visiting by nurses: a nurse and a first-time mother, until the child is two."""

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import DefaultMeasure, Method, Role

METHOD = Method(
    key="home_visiting",
    kind="performing",
    title=_("Nurse-family home visiting"),
    summary=_(
        "A nurse and a first-time mother build health and confidence together, from pregnancy until the child is two."
    ),
    public_gives=_("The same nurse all along, visits, supervision, a safety net"),
    citizens_give=_("Her own goals, what she tries, her family, and later her help to other mothers"),
    blocks=("case", "rota", "check"),
    roles=(
        Role(
            key="nurse",
            side="public",
            title=_("Nurse"),
            does=_("Visits, listens, shows, and plans the next step with the mother"),
        ),
        Role(key="supervisor", side="public", title=_("Supervisor"), does=_("Supports the nurse every week")),
        Role(
            key="parent",
            side="citizen",
            title=_("Parent"),
            does=_("Takes part by choice, sets the goals, sees all that is written"),
        ),
        Role(
            key="supporter",
            side="citizen",
            title=_("Supporter"),
            does=_("A partner, grandparent or friend who comes along"),
        ),
        Role(
            key="graduate", side="citizen", title=_("Graduate"), does=_("A mother who finished and now supports others")
        ),
    ),
    measures=(
        DefaultMeasure(
            kind="outcome",
            statement=_("Parents reach the goals they chose"),
            measure=_("Goals that the parent says were reached"),
            unit="%",
            better="up",
        ),
        DefaultMeasure(
            kind="efficiency",
            statement=_("Visits take place as planned"),
            measure=_("Planned visits that did not take place"),
            unit="%",
            better="down",
        ),
    ),
    acknowledge_days=1,
    answer_days=14,
)
