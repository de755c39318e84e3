"""The recipe of a leisure centre trust: an independent board, with users on it, runs public buildings."""

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import DefaultMeasure, Method, Role

METHOD = Method(
    key="leisure_trust",
    kind="managing",
    title=_("Leisure centre trust"),
    summary=_("An independent, not-for-profit board, with users on it, runs a leisure centre for the public side."),
    public_gives=_("The building, a fee, a contract, a seat that is not the majority, fair checks"),
    citizens_give=_("Trustees, a users' forum, volunteers, and care for who comes and who does not"),
    blocks=("govern", "fund", "check"),
    roles=(
        Role(
            key="council_nominee",
            side="public",
            title=_("Council's nominee"),
            does=_("Speaks for the council on the board, and is in the minority"),
        ),
        Role(
            key="contract_manager",
            side="public",
            title=_("Contract manager"),
            does=_("Watches the agreement and answers for the fee"),
        ),
        Role(
            key="staff_representative",
            side="public",
            title=_("Staff representative"),
            does=_("Brings the view of those who work there"),
        ),
        Role(key="chair", side="citizen", title=_("Chair"), does=_("Leads the board")),
        Role(
            key="trustee",
            side="citizen",
            title=_("Trustee"),
            does=_("Decides with the others, and declares any interest"),
        ),
        Role(
            key="forum_member",
            side="citizen",
            title=_("Member of the users' forum"),
            does=_("Asks the board, and gets an answer"),
        ),
    ),
    measures=(
        DefaultMeasure(
            kind="outcome",
            statement=_("People who need it most are active"),
            measure=_("People from the groups that were named who come each week"),
            unit="people",
            better="up",
        ),
        DefaultMeasure(
            kind="efficiency",
            statement=_("Public money goes further"),
            measure=_("Public money for each visit"),
            unit="GBP",
            better="down",
        ),
    ),
    answer_days=30,
)
