"""The recipe of a participatory budget: a ring-fenced pot, residents' rules, proposals, a vote, delivery in public."""

from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.methods import ANYONE, OFFICER, PERSON, DefaultMeasure, Method, Role, Stage

STEERING = frozenset({"steering_officer", "steering_resident"})
RETURNING = frozenset({"returning_officer"})

METHOD = Method(
    key="participatory_budget",
    kind="prioritisation",
    title=_("Participatory budget"),
    summary=_(
        "Residents decide how a part of the public money is spent: they write the rules, propose, vote and watch."
    ),
    public_gives=_("A pot that is set aside before anything else, honest costs, delivery of what wins"),
    citizens_give=_("The rules, the ideas, the choice, and an eye on what becomes of them"),
    blocks=("propose", "rank", "fund"),
    roles=(
        Role(
            key="steering_officer",
            side="public",
            title=_("Officer in the steering group"),
            does=_("Writes the rules with residents, sets the pot aside"),
        ),
        Role(
            key="checker",
            side="public",
            title=_("Feasibility checker"),
            does=_("Says what each idea costs and whether it can be done, with the reason"),
        ),
        Role(
            key="returning_officer",
            side="public",
            title=_("Returning officer"),
            does=_("Issues voting codes, enters paper, counts by the published rule"),
        ),
        Role(
            key="decider", side="public", title=_("Decider"), does=_("Publishes the result of the count, and keeps it")
        ),
        Role(
            key="steering_resident",
            side="citizen",
            title=_("Resident in the steering group"),
            does=_("Writes the rules, confirms what was delivered"),
        ),
        Role(
            key="scrutineer", side="citizen", title=_("Scrutineer"), does=_("Watches the count and checks the themes")
        ),
    ),
    always={
        "initiative.manage": frozenset({"steering_officer", OFFICER}),
        "contribution.acknowledge": frozenset({"steering_officer", "checker", "returning_officer"}),
        "fund.pay": frozenset({"steering_officer", OFFICER}),
        "fund.approve": frozenset({"decider", OFFICER}),
        "thanks.send": STEERING | {"decider"},
    },
    stages=(
        Stage(
            key="rules",
            title=_("Set the pot and the rules"),
            block="fund",
            happens=_("The money is set aside, and a group of residents and officers writes the rules."),
            acts={
                "fund.ringfence": frozenset({"steering_officer"}),
                "question.write": STEERING,
                "question.open": frozenset({"steering_officer"}),
            },
        ),
        Stage(
            key="propose",
            title=_("Propose"),
            block="propose",
            happens=_("Anybody who lives or works here can say what the money should do."),
            acts={
                "question.write": STEERING,
                "question.open": frozenset({"steering_officer"}),
                "propose.add": frozenset({PERSON}),
                "propose.support": frozenset({PERSON}),
                "propose.comment": frozenset({PERSON}),
                "propose.merge": STEERING | {PERSON},
                "paper.print": STEERING | {OFFICER},
                "paper.enter": STEERING | {OFFICER},
            },
        ),
        Stage(
            key="check",
            title=_("Check and cost"),
            block="propose",
            happens=_(
                "Each idea gets a cost and an answer whether it can be done; a no has a reason and can be appealed."
            ),
            acts={
                "propose.appraise": frozenset({"checker"}),
                "propose.appeal": frozenset({PERSON}),
                "propose.support": frozenset({PERSON}),
                "propose.comment": frozenset({PERSON}),
                "propose.merge": STEERING | {PERSON},
                "question.write": STEERING,
                "question.open": frozenset({"steering_officer"}),
            },
        ),
        Stage(
            key="vote",
            title=_("Vote"),
            block="rank",
            happens=_("Every resident has one ballot: online, with a code, at the library or on paper."),
            acts={
                "question.write": STEERING,
                "question.open": frozenset({"steering_officer"}),
                "rank.cast": frozenset({ANYONE}),
                "rank.issue_codes": RETURNING,
                "rank.enter_paper": RETURNING,
            },
        ),
        Stage(
            key="result",
            title=_("Count and decide"),
            block="rank",
            happens=_("The ballots are counted by the published rule; anybody can count them again."),
            acts={
                "rank.count": RETURNING,
                "rank.enter_paper": RETURNING,
                "contribution.theme": frozenset({"returning_officer", "steering_officer"}),
                "theme.check": frozenset({"scrutineer", "steering_resident"}),
                "decision.write": frozenset({"decider", "returning_officer"}),
                "fund.award": frozenset({"decider"}),
            },
        ),
        Stage(
            key="deliver",
            title=_("Deliver and thank"),
            block="fund",
            happens=_("What won is built, residents confirm it, what it cost is shown, everybody is thanked."),
            acts={"decision.write": frozenset({"decider"}), "fund.award": frozenset({"decider"})},
        ),
    ),
    measures=(
        DefaultMeasure(
            kind="outcome",
            statement=_("What people chose is really there"),
            measure=_("Winning projects that residents confirmed as done"),
            unit="%",
            better="up",
        ),
        DefaultMeasure(
            kind="efficiency",
            statement=_("The money goes into projects, not into the process"),
            measure=_("Cost of the process for each hundred pounds of the pot"),
            unit="GBP",
            better="down",
        ),
    ),
    gates=("pot_ringfenced",),
    acknowledge_days=3,
    answer_days=90,
    least_open_days=14,
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
        "propose.Proposal",
        "propose.Appraisal",
        "propose.Appeal",
        "propose.StatusChange",
        "propose.Comment",
        "propose.Merge",
        "rank.Poll",
        "rank.Option",
        "rank.CodeBatch",
        "rank.Tally",
        "rank.Ballot",
        "rank.Result",
        "rank.ImportedFile",
        "rank.ImportedLine",
        "fund.Pot",
        "fund.Award",
        "fund.Variation",
        "fund.Payment",
        "fund.Receipt",
        "fund.Campaign",
        "fund.GatewayEvent",
    ),
    personal_data={
        "core.Contribution": _("Who proposed it, if they want that shown"),
        "core.Recognition": _("What was written back to somebody"),
        "core.Membership": _("Who has which role"),
        "propose.Proposal": _("The words of a proposal"),
        "propose.Word": _("The words of a proposal, so that a search finds it"),
        "propose.Support": _("Who supports a proposal; shown only as a number"),
        "propose.Comment": _("Who wrote a comment"),
        "propose.Appeal": _("Who appealed, and why"),
        "fund.Pledge": _("Nothing here: this method takes no pledges"),
        "fund.Collection": _("Nothing here: this method takes no pledges"),
        "fund.BankLine": _("Nothing here: this method takes no pledges"),
        "fund.Payment": _("Whom money was paid to, and who prepared, approved and paid it"),
        "rank.VotingCode": _("To whom a code was posted; never what was voted with it"),
        "rank.RollEntry": _("Who has voted; never how"),
    },
    built=True,
)
