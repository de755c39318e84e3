"""The recipe of a neighbourhood watch: neighbours look out for each other, with the police."""

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import DefaultMeasure, Method, Role

METHOD = Method(
    key="neighbourhood_watch",
    kind="performing",
    title=_("Neighbourhood watch"),
    summary=_("Neighbours look out for each other, with the police, and hear what came of each report."),
    public_gives=_("A named officer, alerts, an answer to each report, figures about crime"),
    citizens_give=_("Coordinators, eyes and ears, safer homes, a welcome for newcomers"),
    blocks=("map", "rota", "meet"),
    roles=(
        Role(
            key="police_contact",
            side="public",
            title=_("Police contact"),
            does=_("Sends alerts and says what came of each report"),
        ),
        Role(
            key="moderator",
            side="public",
            title=_("Moderator"),
            does=_("Reads messages before they go out; stops descriptions of people without what they did"),
        ),
        Role(
            key="coordinator",
            side="citizen",
            title=_("Coordinator"),
            does=_("Looks after a street, sees only its own members, passes no details on"),
        ),
        Role(key="deputy", side="citizen", title=_("Deputy"), does=_("Stands in for the coordinator")),
        Role(
            key="member",
            side="citizen",
            title=_("Member"),
            does=_("Joins by themselves, chooses who may contact them, looks out"),
        ),
    ),
    measures=(
        DefaultMeasure(
            kind="outcome",
            statement=_("People feel safer where they live"),
            measure=_("People who say they feel safe in their street after dark"),
            unit="%",
            better="up",
        ),
        DefaultMeasure(
            kind="efficiency",
            statement=_("Police time is used well"),
            measure=_("Police hours for each report that was useful"),
            unit="hours",
            better="down",
        ),
    ),
    acknowledge_days=1,
    answer_days=14,
)
