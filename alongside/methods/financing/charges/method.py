"""The recipe of charges: an open agreement on who pays what for a service."""

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import ANYONE, OFFICER, PERSON, DefaultMeasure, Method, Role, Stage

TEAM = frozenset({"lead", "accountant"})
USERS = frozenset({"user_representative", "non_user"})
PAYING = {
    "charges.ask_waiver": frozenset({PERSON}),
    "charges.decide_waiver": frozenset({"waiver_officer"}),
    "charges.book": frozenset({"accountant"}),
    "charges.publish": frozenset({"cabinet_member"}),
    "charges.plan": TEAM,
    "charges.cost": frozenset({"accountant"}),
    "question.write": TEAM | USERS,
    "question.open": frozenset({"lead"}),
}
"""What can be done as long as people pay; the yearly look runs beside it."""

METHOD = Method(
    key="charges",
    kind="financing",
    title=_("Charges"),
    summary=_("Users and the public side work out together who pays what for a service, with the costs in the open."),
    public_gives=_("The true cost, the law, real options and the effect on different households"),
    citizens_give=_(
        "What it would mean for them, fairer ideas, cheaper ways, help with a scheme for those who cannot pay"
    ),
    blocks=("ask",),
    page=_("What it costs, who could pay, and what that would mean for you"),
    roles=(
        Role(
            key="lead",
            side="public",
            title=_("Service lead"),
            does=_("Writes the options, asks people, reads every answer"),
        ),
        Role(
            key="accountant",
            side="public",
            title=_("Service accountant"),
            does=_("Shows what the service costs and what each option would bring"),
        ),
        Role(key="cabinet_member", side="public", title=_("Cabinet member"), does=_("Decides, with reasons")),
        Role(
            key="waiver_officer",
            side="public",
            title=_("Waiver officer"),
            does=_("Decides who pays less, quickly and in confidence"),
        ),
        Role(
            key="user_representative",
            side="citizen",
            title=_("Users' representative"),
            does=_("Brings the view of those who pay, and keeps a say over the use"),
        ),
        Role(
            key="non_user",
            side="citizen",
            title=_("Somebody who stopped or never came"),
            does=_("Says what stands in the way"),
        ),
    ),
    always={
        "initiative.manage": frozenset({"lead", OFFICER}),
        "contribution.acknowledge": TEAM | {"cabinet_member"},
        "thanks.send": TEAM | {"cabinet_member", "user_representative"},
    },
    acts={
        "charges.cost": _("Write down what the service costs"),
        "charges.plan": _("Write the ways to pay"),
        "charges.publish": _("Publish prices"),
        "charges.ask_waiver": _("Ask to pay less"),
        "charges.decide_waiver": _("Decide who pays less"),
        "charges.book": _("Book what came in"),
        "charges.look": _("Write the yearly look"),
    },
    stages=(
        Stage(
            key="cost",
            title=_("Show the cost"),
            block="",
            happens=_("The accountant shows what the service costs, line by line, and the ways to pay are written."),
            acts={
                "charges.cost": frozenset({"accountant"}),
                "charges.plan": TEAM | USERS,
                "question.write": TEAM | USERS,
                "question.open": frozenset({"lead"}),
            },
        ),
        Stage(
            key="ask",
            title=_("Ask payers and others"),
            block="ask",
            happens=_(
                "Those who pay and those who do not say which way they would choose, and how it could cost less."
            ),
            acts={
                "charges.plan": TEAM | USERS,
                "question.write": TEAM | USERS,
                "question.open": frozenset({"lead"}),
                "contribution.add": frozenset({ANYONE}),
                "paper.print": TEAM | {OFFICER},
                "paper.enter": TEAM | {OFFICER},
            },
        ),
        Stage(
            key="read",
            title=_("Understand"),
            block="ask",
            happens=_("Two people read every answer; a resident checks. Payers and non-payers are counted apart."),
            acts={
                "charges.plan": TEAM | USERS,
                "contribution.theme": TEAM,
                "theme.check": USERS,
                "paper.enter": TEAM | {OFFICER},
            },
        ),
        Stage(
            key="decide",
            title=_("Decide"),
            block="ask",
            happens=_("One way is chosen, with reasons, and every theme is answered. Income above cost is refused."),
            acts={
                "decision.write": frozenset({"lead", "cabinet_member"}),
                "theme.check": USERS,
                "contribution.theme": TEAM,
                "charges.plan": TEAM,
                "charges.publish": frozenset({"cabinet_member"}),
            },
        ),
        Stage(
            key="collect",
            title=_("Pay, or pay less"),
            block="",
            happens=_("Prices are in force. Who cannot pay asks in confidence, and has an answer within ten days."),
            acts=PAYING,
        ),
        Stage(
            key="review",
            title=_("Look who still comes"),
            block="ask",
            happens=_("Each year: what came in, what it paid for, and whether people with little money still come."),
            acts={
                **PAYING,
                "charges.look": TEAM,
                "contribution.add": frozenset({ANYONE}),
                "contribution.theme": TEAM,
                "theme.check": USERS,
                "paper.print": TEAM | {OFFICER},
                "paper.enter": TEAM | {OFFICER},
                "decision.write": frozenset({"lead", "cabinet_member"}),
            },
        ),
    ),
    measures=(
        DefaultMeasure(
            kind="outcome",
            statement=_("People with little money still come"),
            measure=_("Use by people on low incomes, compared with before"),
            unit="%",
            better="up",
        ),
        DefaultMeasure(
            kind="efficiency",
            statement=_("The charge is worth collecting"),
            measure=_("Income left after the cost of collecting"),
            unit="GBP",
            better="up",
        ),
    ),
    acknowledge_days=3,
    answer_days=42,
    least_open_days=28,
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
        "core.Account",
        "core.Transaction",
        "core.Entry",
        "ask.Item",
        "charges.CostSheet",
        "charges.CostLine",
        "charges.Plan",
        "charges.Price",
        "charges.Concession",
        "charges.Example",
        "charges.Tariff",
        "charges.Takings",
        "charges.Look",
    ),
    personal_data={
        "core.Contribution": _("What somebody wrote, and, if they signed in, who they are"),
        "core.Recognition": _("What was written back to somebody"),
        "core.Membership": _("Who has which role"),
        "ask.Tally": _("How many chose each answer; a small number could point at somebody"),
        "ask.Sending": _("Which form an answer came on, so that sending it twice counts once"),
        "ask.Reading": _("Which decider has read the report"),
        "charges.GroupCount": _("How many payers and non-payers chose what; a small number could point at somebody"),
        "charges.Waiver": _("Who asked to pay less, why, and what the answer was; only they and one officer read it"),
    },
    built=True,
)
