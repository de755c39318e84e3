"""The recipe of a neighbourhood model with cards: people show what they want, and where."""

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import DefaultMeasure, Method, Role

METHOD = Method(
    key="model_and_cards",
    kind="planning",
    title=_("Neighbourhood model and cards"),
    summary=_("People build a model of their own area and put cards on it that say what they want, and where."),
    public_gives=_("Facts and costs when asked for them, silence until then, and the actions it takes on"),
    citizens_give=_("The model, the cards, the sorting by what comes first, and the actions they take on themselves"),
    blocks=("map", "meet", "rank"),
    roles=(
        Role(
            key="expert",
            side="public",
            title=_("Expert on hand"),
            does=_("Waits until asked, then answers about costs, law and land"),
        ),
        Role(
            key="plan_owner",
            side="public",
            title=_("Owner of the plan"),
            does=_("Sees that each action has a name and a date"),
        ),
        Role(
            key="facilitator",
            side="public",
            title=_("Facilitator"),
            does=_("Brings the model to where people already meet, and counts the cards"),
        ),
        Role(
            key="model_maker", side="citizen", title=_("Model maker"), does=_("Builds the model of the neighbourhood")
        ),
        Role(
            key="resident",
            side="citizen",
            title=_("Resident"),
            does=_("Places cards without giving a name, and sorts them with others"),
        ),
        Role(
            key="action_owner",
            side="citizen",
            title=_("Resident with an action"),
            does=_("Does one of the actions, alone or with help"),
        ),
    ),
    measures=(
        DefaultMeasure(
            kind="outcome",
            statement=_("What was planned is done"),
            measure=_("Actions done by their date"),
            unit="%",
            better="up",
        ),
        DefaultMeasure(
            kind="efficiency",
            statement=_("Many people are heard for what it costs"),
            measure=_("Cost for each different person who took part"),
            unit="GBP",
            better="down",
        ),
    ),
    answer_days=56,
)
