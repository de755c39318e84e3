"""The recipe of a service design lab: staff and users redesign a service together and test it small."""

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import DefaultMeasure, Method, Role

METHOD = Method(
    key="design_lab",
    kind="design",
    title=_("Service design lab"),
    summary=_("Staff and users redesign a service side by side, test it small, and then decide: grow it or stop it."),
    public_gives=_("Somebody with the power to change things, frontline staff, the data, and leave to try"),
    citizens_give=_("What it is like to use the service, ideas, tests, and a hand in seeing it through"),
    blocks=("meet", "propose", "check"),
    roles=(
        Role(
            key="sponsor",
            side="public",
            title=_("Sponsor"),
            does=_("Has the power to change the service, and decides to grow it or stop it"),
        ),
        Role(
            key="lab_lead",
            side="public",
            title=_("Lead of the lab"),
            does=_("Runs the work from the first question to the test"),
        ),
        Role(
            key="frontline",
            side="public",
            title=_("Frontline worker"),
            does=_("Brings what it is like to give the service"),
        ),
        Role(
            key="co_designer",
            side="citizen",
            title=_("Co-designer"),
            does=_("Brings what it is like to use the service, and designs as an equal"),
        ),
        Role(key="tester", side="citizen", title=_("Tester"), does=_("Tries each version and says what happened")),
    ),
    measures=(
        DefaultMeasure(
            kind="outcome",
            statement=_("The service works better at the points that were chosen"),
            measure=_("Score that users give at the chosen points, before and after"),
            unit="points",
            better="up",
        ),
        DefaultMeasure(
            kind="efficiency",
            statement=_("Each case takes less"),
            measure=_("Steps that a case needs from start to end"),
            unit="steps",
            better="down",
        ),
    ),
    answer_days=42,
)
