"""The recipe of tenant inspectors: trained tenants test services, and close their own findings."""

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import DefaultMeasure, Method, Role

METHOD = Method(
    key="tenant_inspectors",
    kind="assessment",
    title=_("Tenant inspectors"),
    summary=_("Trained tenants test a landlord's services, say what they found, and look again until it is right."),
    public_gives=_("Open doors and data, training, expenses, an answer to every finding"),
    citizens_give=_("The choice of topic, the visits, the scores, the report, and a second look"),
    blocks=("check", "meet"),
    roles=(
        Role(
            key="inspected_team",
            side="public",
            title=_("Team that is inspected"),
            does=_("Checks the draft for facts only, and answers each finding; cannot change a score"),
        ),
        Role(
            key="board_sponsor",
            side="public",
            title=_("Sponsor on the board"),
            does=_("Brings the report to the board"),
        ),
        Role(key="trainer", side="public", title=_("Trainer"), does=_("Trains the inspectors to an agreed standard")),
        Role(
            key="lead_inspector",
            side="citizen",
            title=_("Lead inspector"),
            does=_("Plans the inspection and keeps it fair"),
        ),
        Role(
            key="inspector",
            side="citizen",
            title=_("Inspector"),
            does=_("Visits in pairs, scores, writes; never their own block or case"),
        ),
        Role(key="observer", side="citizen", title=_("Observer"), does=_("Watches that the inspection is fair")),
    ),
    measures=(
        DefaultMeasure(
            kind="outcome",
            statement=_("What was found is put right"),
            measure=_("Rise in the score when inspectors look again"),
            unit="points",
            better="up",
        ),
        DefaultMeasure(
            kind="efficiency",
            statement=_("Finding faults early saves repeat work"),
            measure=_("Cost of inspecting for each finding that was put right"),
            unit="GBP",
            better="down",
        ),
    ),
    answer_days=28,
)
