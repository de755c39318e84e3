"""The recipe of a customer journey: seeing a service as the person lives it, and walking it again."""

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import DefaultMeasure, Method, Role

METHOD = Method(
    key="customer_journey",
    kind="design",
    title=_("Customer journey"),
    summary=_("People draw what using a service is really like; staff mend the worst steps; both walk it again."),
    public_gives=_("What happens behind the scenes, the facts, and the repairs"),
    citizens_give=_("Each step as they lived it, how it felt, what it cost them, and a second walk"),
    blocks=("map", "meet", "check"),
    roles=(
        Role(key="frontline", side="public", title=_("Frontline worker"), does=_("Adds what happens behind each step")),
        Role(key="owner", side="public", title=_("Owner of the service"), does=_("Takes on each repair, with a date")),
        Role(
            key="storyteller",
            side="citizen",
            title=_("Storyteller"),
            does=_("Tells their own journey; it is private until they agree"),
        ),
        Role(
            key="sense_maker",
            side="citizen",
            title=_("Sense-maker"),
            does=_("Puts many journeys together and finds the worst steps"),
        ),
    ),
    measures=(
        DefaultMeasure(
            kind="outcome",
            statement=_("The worst steps feel better"),
            measure=_("How people rate the repaired steps, from -2 to +2"),
            unit="points",
            better="up",
        ),
        DefaultMeasure(
            kind="efficiency",
            statement=_("The service takes less of people's time"),
            measure=_("Minutes that one journey costs a person"),
            unit="minutes",
            better="down",
        ),
    ),
    answer_days=42,
)
