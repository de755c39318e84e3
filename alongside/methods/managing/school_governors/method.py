"""The recipe of school governors: parents, staff and others lead a school with its head."""

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import DefaultMeasure, Method, Role

METHOD = Method(
    key="school_governors",
    kind="managing",
    title=_("School governors"),
    summary=_("Parents, staff and people from around a school set its direction and hold it to account."),
    public_gives=_("The head, a clerk, a member from the authority, honest figures"),
    citizens_give=_("Elected parents and others with skills, who read, visit, ask and decide"),
    blocks=("govern", "meet", "check"),
    roles=(
        Role(key="head", side="public", title=_("Head"), does=_("Runs the school and answers to the governors")),
        Role(
            key="staff_governor",
            side="public",
            title=_("Staff governor"),
            does=_("Brings the view of those who work there"),
        ),
        Role(
            key="authority_governor",
            side="public",
            title=_("Governor from the authority"),
            does=_("Named by the authority and appointed by the governors"),
        ),
        Role(key="clerk", side="public", title=_("Clerk"), does=_("Calls the meetings, advises, writes the minutes")),
        Role(
            key="parent_governor",
            side="citizen",
            title=_("Parent governor"),
            does=_("Elected by parents wherever that is possible"),
        ),
        Role(
            key="coopted_governor",
            side="citizen",
            title=_("Co-opted governor"),
            does=_("Brings skills that the board lacks"),
        ),
        Role(key="chair", side="citizen", title=_("Chair"), does=_("Leads the board")),
    ),
    measures=(
        DefaultMeasure(
            kind="outcome",
            statement=_("Children do better on what the board chose to watch"),
            measure=_("The measure of results or wellbeing that the board chose"),
            unit="points",
            better="up",
        ),
        DefaultMeasure(
            kind="efficiency",
            statement=_("The board's time is used well"),
            measure=_("Clerk's hours for each meeting"),
            unit="hours",
            better="down",
        ),
    ),
    answer_days=30,
)
