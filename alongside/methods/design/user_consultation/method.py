"""The recipe of a user consultation: asked at a formative stage, answered theme by theme, acted on, thanked."""

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import ANYONE, OFFICER, DefaultMeasure, Method, Role, Stage

TEAM = frozenset({"lead", "analyst"})
PUBLIC = frozenset({"lead", "analyst", "decider"})

METHOD = Method(
    key="user_consultation",
    kind="design",
    title=_("User consultation"),
    summary=_("Ask the people who use a service, read every word, decide with reasons, and say what changed."),
    public_gives=_("A real choice, the facts, an answer to every theme, and what it promised"),
    citizens_give=_("What they know from using it, a check that they were understood, a look at what was done"),
    blocks=("ask",),
    roles=(
        Role(key="lead", side="public", title=_("Lead officer"), does=_("Asks, acknowledges, writes the report")),
        Role(
            key="analyst", side="public", title=_("Analyst"), does=_("Reads every answer and gathers it under themes")
        ),
        Role(key="decider", side="public", title=_("Decider"), does=_("Reads the report and decides, with reasons")),
        Role(
            key="citizen_checker",
            side="citizen",
            title=_("Resident checker"),
            does=_("Checks that answers were put under the right themes"),
        ),
        Role(
            key="representative",
            side="citizen",
            title=_("Residents' representative"),
            does=_("Helps to write the question, and confirms what was done"),
        ),
        Role(
            key="participant",
            side="citizen",
            title=_("Resident who takes part"),
            does=_("Is asked whenever something opens, and says whether what was promised is done"),
            open=True,
        ),
    ),
    always={
        "initiative.manage": frozenset({"lead", OFFICER}),
        "contribution.acknowledge": PUBLIC,
        "thanks.send": PUBLIC | {"representative"},
    },
    stages=(
        Stage(
            key="plan",
            title=_("Plan"),
            block="ask",
            happens=_("Staff and residents write the question together, and say what is fixed and what is open."),
            acts={"question.write": TEAM | {"representative"}, "question.open": frozenset({"lead"})},
        ),
        Stage(
            key="ask",
            title=_("Ask"),
            block="ask",
            happens=_("Anybody can answer: online, on paper, by phone or in person."),
            acts={
                "question.write": TEAM | {"representative"},
                "question.open": frozenset({"lead"}),
                "contribution.add": frozenset({ANYONE}),
                "paper.print": TEAM | {OFFICER},
                "paper.enter": TEAM | {OFFICER},
            },
        ),
        Stage(
            key="theme",
            title=_("Understand"),
            block="ask",
            happens=_("Two people read every answer and gather it under themes; a resident checks."),
            acts={
                "contribution.theme": TEAM,
                "theme.check": frozenset({"citizen_checker"}),
                "paper.enter": TEAM | {OFFICER},
            },
        ),
        Stage(
            key="decide",
            title=_("Decide"),
            block="ask",
            happens=_("The decider answers each theme with a reason, and says what will be done, by whom and when."),
            acts={"decision.write": PUBLIC, "theme.check": frozenset({"citizen_checker"})},
        ),
        Stage(
            key="act",
            title=_("Act and thank"),
            block="",
            happens=_("What was promised is done, residents confirm it, and everybody who gave something is thanked."),
            acts={"decision.write": frozenset({"decider"})},
        ),
    ),
    measures=(
        DefaultMeasure(
            kind="outcome",
            statement=_("What people said changed something"),
            measure=_("Themes that were adopted or adopted in part"),
            unit="%",
            better="up",
        ),
        DefaultMeasure(
            kind="efficiency",
            statement=_("Asking does not cost more than it brings"),
            measure=_("Staff hours for each answer that could be used"),
            unit="hours",
            better="down",
        ),
    ),
    acknowledge_days=2,
    answer_days=42,
    least_open_days=21,
    exports=(
        "core.Question",
        "core.Document",
        "core.Theme",
        "core.Contribution",
        "core.Theming",
        "core.PaperForm",
        "core.Decision",
        "core.Answer",
        "core.Action",
        "core.Recognition",
        "ask.Item",
    ),
    personal_data={
        "core.Contribution": _("What somebody wrote, and, if they signed in, who they are"),
        "core.Recognition": _("What was written back to somebody"),
        "core.Membership": _("Who has which role"),
        "ask.Tally": _("How many chose each answer; a small number could point at somebody"),
        "ask.Sending": _("Which form an answer came on, so that sending it twice counts once"),
        "ask.Reading": _("Which decider has read the report"),
    },
    built=True,
)
