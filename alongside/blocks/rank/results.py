"""What the page of a result shows: winners, reasons, the other rule, where the money goes, who voted."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.blocks.rank.election import options_of
from alongside.blocks.rank.models import Option, Poll, Receipt, Result
from alongside.blocks.rank.roll.limits import say_judgement
from alongside.blocks.rank.turnout import shown_areas, turnout_by_channel
from alongside.blocks.rank.words import Says, say_choice, say_rule
from alongside.engines.budgeting import Rule
from alongside.kit import parts
from alongside.kit.charts import Bar, BarChart
from alongside.kit.money import money


@dataclass(frozen=True, kw_only=True)
class Fate:
    """What became of one option: by the rule of the vote, and by the other one."""

    option: Option
    won: bool
    other: bool | None
    votes: int
    score: str
    cost: str
    why: str


# long: it names what the page shows one to a line
def shown(poll: Poll) -> dict[str, Any]:
    """Return what the page of a counted poll shows."""
    options = options_of(poll)
    receipts = Receipt.objects.filter(organisation_id=poll.organisation_id, poll=poll)
    rows = Result.objects.filter(organisation_id=poll.organisation_id, poll=poll).annotate(receipts=Exists(receipts))
    found = list(rows.defer("certificate").order_by("-official", "id"))
    official, other = found[0], next((one for one in found if not one.official), None)
    fates = _fates(poll=poll, options=options, official=official, other=other)
    winners = [fate for fate in fates if fate.won]
    published = _as_published(poll, options, official)
    return {
        "official": official,
        "rounds": any("effective_votes_each_round" in reason for reason in official.reasons.values()),
        "other": other,
        "fates": fates,
        "winners": winners,
        "losers": [fate for fate in fates if not fate.won],
        "rule": say_rule(Rule.from_json(official.rule)) if poll.spends else say_choice(),
        "other_rule": say_rule(Rule.from_json(other.rule)) if other else "",
        "other_only": [fate for fate in fates if fate.other and not fate.won],
        "here_only": [fate for fate in fates if fate.won and fate.other is False],
        "figures": _figures(poll=poll, official=official, winners=len(winners), options=len(options)),
        "votes_chart": _votes_chart(fates),
        "money_chart": _money_chart(poll=poll, fates=winners),
        "channels": turnout_by_channel(poll),
        "accounted": _accounted(poll),
        "seals": list(poll.seals.order_by("number")),
        "receipts": official.receipts,
        "judged": [(row, say_judgement(row)) for row in poll.judgements.select_related("by").order_by("id")],
        "areas": shown_areas(poll, known=[one.neighbourhood for one in options if one.neighbourhood]),
        "spent": money(official.spent, poll.currency),
        "left": money(poll.budget - official.spent, poll.currency),
        "other_spent": money(other.spent, poll.currency) if other else "",
        "recount": _recount(rule=Rule.from_json(official.rule), imported=published is not None),
        "as_published": published,
        "pointed": poll.ballot_kind in ("points", "score", "ranked", "yes-no"),
    }


def _accounted(poll: Poll) -> list[tuple[str, int]]:
    """Return the control totals of the whole vote, as the stored counters say them."""
    return [
        (_("Ballots in the count"), poll.ballot_count),
        (_("Papers that were spoiled"), poll.spoiled_count),
        (_("Ballots taken out at their voters’ wish, with a reason"), poll.voided_count),
        (_("Ballots that their voters changed, each counted once"), poll.replaced_count),
    ]


def _fates(*, poll: Poll, options: list[Option], official: Result, other: Result | None) -> list[Fate]:
    """Winners first, in the order in which they won; then the others by votes."""
    titles = {option.key: option.title for option in options}
    says = Says(rule=Rule.from_json(official.rule), titles=titles, currency=poll.currency)
    fates = []
    for option in options:
        reason = official.reasons[str(option.number)]
        fates.append(
            Fate(
                option=option,
                won=option.number in official.winners,
                other=None if other is None else option.number in other.winners,
                votes=reason["votes"],
                score=str(reason["score"]),
                cost=money(option.cost, poll.currency),
                why=says.why(reason) if poll.spends else _of_all(votes=reason["votes"], ballots=official.voters),
            )
        )
    place = {number: at for at, number in enumerate(official.winners)}
    last = len(place)
    return sorted(fates, key=lambda fate: (place.get(fate.option.number, last), -fate.votes, fate.option.number))


def _of_all(*, votes: int, ballots: int) -> str:
    """Say which share of the ballots named one way."""
    share = f"{100 * votes / ballots:.1f}" if ballots else "0"
    return _("%(share)s %% of %(ballots)s ballots.") % {"share": share, "ballots": f"{ballots:,}"}


def _figures(*, poll: Poll, official: Result, winners: int, options: int) -> list[parts.Figure]:
    ballots = parts.Figure(
        label=_("Ballots counted"),
        value=f"{official.voters:,}",
        of=_("on every channel, in one count"),
        side="citizens",
    )
    if not poll.spends:
        return [ballots]
    return [
        parts.Figure(
            label=_("Projects that won"),
            value=str(winners),
            of=ngettext("of %(count)s on the ballot", "of %(count)s on the ballot", options) % {"count": options},
            side="together",
        ),
        parts.Figure(
            label=_("Money for them"),
            value=money(official.spent, poll.currency),
            of=_("of %(budget)s") % {"budget": money(poll.budget, poll.currency)},
            side="public",
        ),
        ballots,
    ]


def _votes_chart(fates: list[Fate]) -> BarChart:
    ordered = sorted(fates, key=lambda fate: -fate.votes)[:30]
    most = ordered[0]
    title = _("“%(title)s” has most votes: %(votes)s") % {"title": most.option.title, "votes": f"{most.votes:,}"}
    return BarChart(
        title=title,
        unit=_("Votes"),
        note=_("Plum bars won."),
        bars=tuple(
            Bar(
                label=fate.option.title,
                value=fate.votes,
                side="together" if fate.won else "citizens",
                said=f"{fate.votes:,}, {_('won')}" if fate.won else f"{fate.votes:,}",
            )
            for fate in ordered
        ),
    )


def _money_chart(*, poll: Poll, fates: list[Fate]) -> BarChart | None:
    sums: dict[str, int] = {}
    for fate in fates:
        name = fate.option.neighbourhood.name if fate.option.neighbourhood else ""
        sums[name] = sums.get(name, 0) + fate.option.cost
    if len(sums) < 2:
        return None
    ordered = sorted(sums.items(), key=lambda pair: -pair[1])
    name, amount = ordered[0]
    return BarChart(
        title=_("Most of the money goes to %(name)s: %(amount)s")
        % {"name": name or _("the whole town"), "amount": money(amount, poll.currency)},
        unit=_("Money for winners"),
        bars=tuple(
            Bar(
                label=name or _("The whole town"),
                value=amount / 100,
                said=money(amount, poll.currency),
                side="together",
            )
            for name, amount in ordered
        ),
    )


def _recount(*, rule: Rule, imported: bool) -> str:
    """The command that counts the published file again. A file of ours carries its whole rule; of one that came from
    elsewhere the rule is read where it says more than options can."""
    words = ["alongside", "count", "FILE.pb", "--rule"]
    if not imported or rule.caps or rule.order:
        return " ".join([*words, "meta"])
    words += [rule.kind, "--utility", rule.utility]
    if rule.completion != "none":
        words += ["--completion", rule.completion]
    if rule.start != "exact":
        words += ["--start", rule.start]
    if rule.ties != "id":
        words += ["--ties", rule.ties]
    if rule.threshold:
        words += ["--threshold", str(rule.threshold)]
    for group in rule.exclusions:
        words += ["--exclude", ",".join(group)]
    return " ".join(words if rule.skip else [*words, "--no-skip"])


def _as_published(poll: Poll, options: list[Option], official: Result) -> dict[str, Any] | None:
    """For a poll from a published file: its name, and whether it says the same winners."""
    imported = getattr(poll, "imported", None)
    if imported is None:
        return None
    columns = imported.project_columns
    at = columns.index("selected") if "selected" in columns else None
    said = None if at is None else {option.number for option in options if option.cells[at] == "1"}
    return {
        "name": imported.name,
        "same": None if said is None else said == set(official.winners),
        "count": len(said or ()),
    }
