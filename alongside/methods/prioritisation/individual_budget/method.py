"""The recipe of an individual budget: the person decides how the money for their own needs is used."""

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import DefaultMeasure, Method, Role

METHOD = Method(
    key="individual_budget",
    kind="prioritisation",
    title=_("Individual budget"),
    summary=_("A person who needs support decides how the money for it is used, toward what matters to them."),
    public_gives=_("An assessment, a clear sum, the money on time, a safety net"),
    citizens_give=_("The plan, the choices, the receipts, and an honest look at what helped"),
    blocks=("case", "fund"),
    roles=(
        Role(
            key="assessor",
            side="public",
            title=_("Assessor"),
            does=_("Looks at needs and means with the person, and gives a first sum"),
        ),
        Role(
            key="signatory",
            side="public",
            title=_("Signatory"),
            does=_("Agrees the plan, or says why not and how to appeal"),
        ),
        Role(key="auditor", side="public", title=_("Auditor"), does=_("Checks the spending lightly and fairly")),
        Role(
            key="budget_holder",
            side="citizen",
            title=_("Budget holder"),
            does=_("Writes the plan, chooses, buys or employs, and reviews"),
        ),
        Role(
            key="nominated_person",
            side="citizen",
            title=_("Nominated person"),
            does=_("Holds the money for somebody who asked for that"),
        ),
        Role(key="supporter", side="citizen", title=_("Supporter"), does=_("Helps with the plan and the paperwork")),
    ),
    measures=(
        DefaultMeasure(
            kind="outcome",
            statement=_("People reach their own goals"),
            measure=_("Goals that the person says were reached"),
            unit="%",
            better="up",
        ),
        DefaultMeasure(
            kind="efficiency",
            statement=_("The money arrives soon"),
            measure=_("Days from the assessment to the first payment"),
            unit="days",
            better="down",
        ),
    ),
    answer_days=28,
)
