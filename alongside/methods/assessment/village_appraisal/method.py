"""The recipe of a participatory village appraisal: a community studies itself and makes its own plan."""

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import DefaultMeasure, Method, Role

METHOD = Method(
    key="village_appraisal",
    kind="assessment",
    title=_("Participatory village appraisal"),
    summary=_("A community studies itself, house by house, decides what matters most, and makes its own plan."),
    public_gives=_("Data, help with printing, an answer from each service, a place in its own plans"),
    citizens_give=_("The questions, the visits to each house, the study, the plan, and much of the doing"),
    blocks=("ask", "map", "meet", "rank"),
    roles=(
        Role(
            key="district_liaison",
            side="public",
            title=_("Liaison at the district"),
            does=_("Gets an answer from each service that is named"),
        ),
        Role(
            key="parish_liaison",
            side="public",
            title=_("Liaison at the parish"),
            does=_("Brings the plan to the parish for a decision"),
        ),
        Role(key="chair", side="citizen", title=_("Chair of the steering group"), does=_("Leads the work")),
        Role(
            key="warden",
            side="citizen",
            title=_("Street warden"),
            does=_("Brings the questions to each house and collects the answers"),
        ),
        Role(
            key="data_keeper", side="citizen", title=_("Keeper of the data"), does=_("Keeps answers apart from names")
        ),
        Role(key="analyst", side="citizen", title=_("Analyst"), does=_("Works out what the answers say")),
    ),
    measures=(
        DefaultMeasure(
            kind="outcome",
            statement=_("What the community planned is done"),
            measure=_("Planned actions done"),
            unit="%",
            better="up",
        ),
        DefaultMeasure(
            kind="efficiency",
            statement=_("Each household is heard for what it costs"),
            measure=_("Cost for each household that answered"),
            unit="GBP",
            better="down",
        ),
    ),
    answer_days=60,
    least_open_days=21,
)
