"""Counts one election by several rules, and says what each comes to: for voters, for the money, for the districts."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from threading import Lock
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside import __version__
from alongside.blocks.rank.election import MINOR, election_of
from alongside.blocks.rank.models import Option, Poll
from alongside.engines.budgeting import Election, Rule, count
from alongside.engines.budgeting.election import POINTED, RANKED

MOST_RULES = 4
MOST_KEPT = 200
_kept: OrderedDict[str, "Rehearsed"] = OrderedDict()
_lock = Lock()
TIES = "lowest-cost,most-votes,id"


@dataclass(frozen=True, kw_only=True)
class Rehearsed:
    """What one rule comes to. `winners` are numbers of options; money in minor units; shares between 0 and 1.

    heard: ballots with at least one winner on them, of all. winners_each: winners on a ballot, on average. money_each:
    what the winners on a ballot cost, on average. by_place: what each district gets, by id of the place.
    """

    rule: Rule
    winners: tuple[int, ...]
    spent: int
    heard: float
    winners_each: float
    money_each: int
    by_place: dict[str, int]


def rules_for(kind: str) -> dict[str, tuple[Any, Rule]]:
    """Return the rules that can be tried on ballots of a kind, by a name for the address: words, and the rule."""
    worth = "cost-borda" if kind == RANKED else "cost-points" if kind in POINTED else "cost"
    # What nobody voted for does not win because there is money left.
    most: dict[str, Any] = {"ties": "most-votes,lowest-cost,id", "threshold": Fraction(1)}
    found = {
        "most": (_("Most votes first"), Rule(kind="greedy", utility=worth, **most)),
        "most-stop": (
            _("Most votes first, until one does not fit"),
            Rule(kind="greedy", utility=worth, skip=False, **most),
        ),
        "equal": (_("Equal shares, the rest left over"), Rule(kind="equal-shares", utility=worth, ties=TIES)),
        "equal-raised": (
            _("Equal shares, raised"),
            Rule(kind="equal-shares", utility=worth, completion="add1-overspend", ties=TIES),
        ),
        "equal-full": (
            _("Equal shares, raised, then most votes"),
            Rule(kind="equal-shares", utility=worth, completion="add1-overspend-utilitarian", ties=TIES),
        ),
    }
    if worth == "cost":
        found["earning"] = (_("By earning (Phragmén)"), Rule(kind="phragmen", ties=TIES))
    return found


def count_by(*, poll: Poll, options: Sequence[Option], rules: Sequence[Rule]) -> list[Rehearsed]:
    """Count a poll that is over by each rule.

    What is counted never changes again, so that the newest two hundred counts are kept in this process.
    """
    found = []
    election: Election | None = None
    for rule in rules:
        key = f"{__version__}:{poll.pk}:{poll.sealed_digest}:{rule.to_json()}"
        kept = _kept.get(key)
        if kept is None:
            election = election or election_of(poll, list(options))
            kept = _count(election=election, options=options, rule=rule)
            _keep(key, kept)
        found.append(kept)
    return found


def _keep(key: str, kept: Rehearsed) -> None:
    with _lock:
        _kept[key] = kept
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)


def _count(*, election: Election, options: Sequence[Option], rule: Rule) -> Rehearsed:
    by_key = {option.key: option for option in options}
    result = count(election, rule)
    won = [by_key[key] for key in result.order]
    costs = {option.key: option.cost for option in won}
    worth = [costs.get(project.id) for project in election.projects]
    heard = winners_each = money_each = 0
    ballots = election.ballots
    for choices, voters in zip(ballots.choices, ballots.counts, strict=True):
        mine = [cost for at in choices if (cost := worth[at]) is not None]
        heard += int(voters) * bool(mine)
        winners_each += int(voters) * len(mine)
        money_each += int(voters) * sum(mine)
    everybody = max(ballots.voters, 1)
    by_place: dict[str, int] = {}
    for option in won:
        place = str(option.neighbourhood_id or "")
        by_place[place] = by_place.get(place, 0) + option.cost
    return Rehearsed(
        rule=rule,
        winners=tuple(option.number for option in won),
        spent=int(Fraction(result.spent) * MINOR),
        heard=heard / everybody,
        winners_each=winners_each / everybody,
        money_each=round(money_each / everybody / MINOR) * MINOR,
        by_place=by_place,
    )
