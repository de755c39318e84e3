"""The recipe of meals on wheels: a meal, a face and a check that all is well."""

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import DefaultMeasure, Method, Role

METHOD = Method(
    key="meals_on_wheels",
    kind="performing",
    title=_("Meals on wheels"),
    summary=_("Neighbours carry a hot meal to people at home, stay a moment, and see that all is well."),
    public_gives=_("The kitchen, an officer on the phone, checks on helpers, money"),
    citizens_give=_("Drivers and packers, diners who choose the menu and phone each other, neighbours to call"),
    blocks=("case", "rota", "check"),
    roles=(
        Role(
            key="duty_officer",
            side="public",
            title=_("Duty officer"),
            does=_("Is on the phone during the round and decides on every worry"),
        ),
        Role(
            key="kitchen",
            side="public",
            title=_("Kitchen"),
            does=_("Cooks what each diner can eat, and keeps it hot and safe"),
        ),
        Role(
            key="referrer",
            side="public",
            title=_("Referrer"),
            does=_("Asks for meals for somebody and says what they need"),
        ),
        Role(
            key="driver",
            side="citizen",
            title=_("Driver"),
            does=_("Brings the meal, looks and listens; has a valid check"),
        ),
        Role(key="packer", side="citizen", title=_("Packer"), does=_("Packs the bags for each round")),
        Role(key="diner", side="citizen", title=_("Diner"), does=_("Eats, rates the food, helps to choose the menu")),
        Role(
            key="contact",
            side="citizen",
            title=_("Emergency contact"),
            does=_("A neighbour or relative whom we may call"),
        ),
    ),
    measures=(
        DefaultMeasure(
            kind="outcome",
            statement=_("People are seen by somebody"),
            measure=_("Diners seen by somebody on a given day"),
            unit="%",
            better="up",
        ),
        DefaultMeasure(
            kind="efficiency",
            statement=_("A meal takes less time and money"),
            measure=_("Cost for each meal that was brought"),
            unit="GBP",
            better="down",
        ),
    ),
    acknowledge_days=1,
    answer_days=7,
    least_open_days=7,
)
