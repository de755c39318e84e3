"""Why each project won or lost, in words that its proposer can follow."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.blocks.rank.election import MINOR
from alongside.blocks.rank.models import Poll
from alongside.engines.budgeting import Rule, plain_number
from alongside.kit.money import money


def say_rule(rule: Rule) -> str:
    """Say a rule in a few sentences: how it buys, and what else it holds to."""
    return " ".join([_say_kind(rule), *_say_limits(rule)])


def _say_limits(rule: Rule) -> Iterator[str]:
    if rule.threshold:
        yield _("A project with less than %(least)s has no part in it.") % {"least": plain_number(rule.threshold)}
    if rule.caps:
        yield _("Only a part of the money may go to projects of some kinds or places.")
    if rule.exclusions:
        yield _("Of projects that rule each other out only one can win.")
    if rule.left_out:
        yield _("Some projects are left out.")


def _say_kind(rule: Rule) -> str:
    if rule.kind == "greedy":
        text = _("Most votes first: projects are bought in the order of their votes.")
        if rule.utility not in ("cost", "cost-points", "cost-borda"):
            text = _("Most votes for the money first: projects are bought in the order of votes for each pound.")
        rest = (
            _("One that costs more than what is left is passed over.")
            if rule.skip
            else _("At the first one that costs more than what is left, the count ends.")
        )
        return f"{text} {rest}"
    if rule.kind == "phragmen":
        return _(
            "Each voter earns money evenly over time; a project is bought as soon as its supporters can pay for it."
        )
    text = _(
        "Equal shares: every voter gets the same share of the pot, and a project is bought when the people who chose "
        "it can pay for it together."
    )
    if rule.completion.startswith("add1"):
        text += " " + _("The shares are raised step by step while the whole still fits into the pot.")
    if rule.completion == "epsilon":
        text += " " + _("What is left then goes to the projects whose supporters could almost pay.")
    if rule.completion.endswith("utilitarian"):
        text += " " + _("What is left then goes to the projects with most votes that fit.")
    return text


def say_choice() -> str:
    """Say the rule of a vote that chooses one of several ways."""
    return _(
        "Each ballot names one. The one that most ballots name comes first; of two with as many, the one that stands "
        "first in the list of options."
    )


class Says:
    """Says of each option of one result why it won or lost. `titles` by the key of the option."""

    def __init__(self, *, rule: Rule, titles: Mapping[str, str], currency: str) -> None:
        self.rule, self.titles, self.currency = rule, titles, currency

    def why(self, reason: Mapping[str, Any]) -> str:
        """Say it in one to three sentences."""
        if reason["verdict"] == "won":
            return self._won(reason)
        say = {
            "too-dear": self._too_dear,
            "after-end": self._after_end,
            "poor-supporters": self._poor,
            "filled": self._filled,
            "rival": self._rival,
            "capped": self._capped,
            "left-out": self._left_out,
            "below-threshold": self._below,
            "unsupported": self._unsupported,
        }[str(reason["verdict"])]
        return say(reason)

    def money(self, amount: Any) -> str:
        """Write an exact amount in whole units as money, to the nearest penny; to the pound where it is large."""
        minor = Fraction(str(amount)) * MINOR
        if minor >= 10_000:
            minor = round(minor / MINOR) * Fraction(MINOR)
        return money(round(minor), self.currency)

    def _won(self, reason: Mapping[str, Any]) -> str:
        if "highest_payment" in reason:
            return _(
                "The people who chose it had %(behind)s together, and it costs %(cost)s. "
                "It was bought in round %(place)s."
            ) % {
                "behind": self.money(reason["money_behind"]),
                "cost": self.money(reason["cost"]),
                "place": reason["place"],
            }
        if "money_left" in reason:
            return _("It was number %(place)s in the order of the count. %(left)s was left then, enough for it.") % {
                "place": reason["place"],
                "left": self.money(reason["money_left"]),
            }
        return _("It was bought in round %(place)s.") % {"place": reason["place"]}

    def _too_dear(self, reason: Mapping[str, Any]) -> str:
        text = _(
            "It was number %(place)s in the order of the count. %(left)s was left then, and it costs %(cost)s."
        ) % {
            "place": reason["place"],
            "left": self.money(reason["money_left"]),
            "cost": self.money(reason["cost"]),
        }
        return f"{text} {self._enough(reason)}".strip()

    def _after_end(self, reason: Mapping[str, Any]) -> str:
        return f"{_('The count had ended before it was reached.')} {self._enough(reason)}".strip()

    def _enough(self, reason: Mapping[str, Any]) -> str:
        votes, price = reason.get("score_needed") or reason.get("votes_that_win"), reason.get("price_that_wins")
        parts = []
        if votes:
            count = int(Fraction(str(votes)).__ceil__())
            words = (
                ngettext("%(count)s more vote", "%(count)s more votes", count)
                if self.rule.utility in ("cost", "cardinality")
                else ngettext("%(count)s more point", "%(count)s more points", count)
            )
            parts.append(words % {"count": f"{count:,}"})
        if price and Fraction(str(price)) > 0:
            parts.append(_("a cost of %(price)s or less") % {"price": self.money(price)})
        if not parts:
            return ""
        return _("With %(enough)s it would have won.") % {"enough": _(" or ").join(parts)}

    def _poor(self, reason: Mapping[str, Any]) -> str:
        left, cost = (Fraction(str(reason[name])) for name in ("money_behind", "cost"))
        text = _("The people who chose it had %(left)s left together, %(short)s less than it costs.") % {
            "left": self.money(left),
            "short": self.money(cost - left),
        }
        taken = sorted(reason.get("taken_by", {}).items(), key=lambda pair: -Fraction(str(pair[1])))
        if taken:
            names = _join([f"“{self.titles[key]}”" for key, _amount in taken[:2]])
            text += " " + _("Most of their money had gone to %(names)s, which they chose as well.") % {"names": names}
        return f"{text} {self._enough(reason)}".strip()

    def _filled(self, reason: Mapping[str, Any]) -> str:
        return _("Equal shares left some money over. Of the projects that fitted into it, this one had most votes.")

    def _rival(self, reason: Mapping[str, Any]) -> str:
        return _("Another project won that rules this one out: only one of them can be built.")

    def _capped(self, reason: Mapping[str, Any]) -> str:
        return _("No more than a part of the money may go to projects like it, and it would have passed that part.")

    def _left_out(self, reason: Mapping[str, Any]) -> str:
        return _("The rule of this count leaves it out.")

    def _below(self, reason: Mapping[str, Any]) -> str:
        text = _("It had fewer votes than the rules ask for.")
        return f"{text} {self._enough({'score_needed': reason.get('score_needed')})}".strip()

    def _unsupported(self, reason: Mapping[str, Any]) -> str:
        return _("Nobody chose it.")


def _join(names: Sequence[str]) -> str:
    return _(" and ").join(names)


def say_how_to_fill(poll: Poll) -> str:
    """Say in a sentence or two how a ballot on paper is filled in."""
    most = poll.most_choices or 0
    words = {
        "approval": _("Tick every project that you would be glad of."),
        "choose-one": _("Tick one project."),
        "knapsack": _("Tick what you would pay for. Together it may cost no more than %(budget)s.")
        % {"budget": money(poll.budget, poll.currency)},
        "ranked": _("Write 1 beside the best, 2 beside the next, and so on."),
        "points": _("Share out %(points)s points: write the number beside each project that you want.")
        % {"points": poll.most_points},
        "yes-no": _("Tick yes or no beside each project; leave both empty where you have no view."),
        "score": _("Give each project that you want a score from 1 to %(points)s.") % {"points": poll.most_points},
    }
    said = words.get(poll.ballot_kind, str(poll.get_ballot_kind_display()))
    if most and poll.ballot_kind != "choose-one":
        said += " " + ngettext("At most %(count)s.", "At most %(count)s.", most) % {"count": most}
    return said
