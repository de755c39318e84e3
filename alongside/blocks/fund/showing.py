"""Turns a campaign into the parts that its pages draw: figures, the chart, the rule in words, the worked example."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.blocks.fund.actions.closing import match_of
from alongside.blocks.fund.actions.pledging import say_pledge
from alongside.blocks.fund.matching import Match, MatchRule, match_for, read_rule
from alongside.blocks.fund.models import Campaign, Pledge
from alongside.kit import clock, parts
from alongside.kit.charts import Bar, BarChart
from alongside.kit.money import money
from alongside.kit.time import say_due, say_hours

State = Campaign.State
HELD_BY: Mapping[str, Any] = {
    "": "",
    "target": gettext_lazy("It never adds more than the project still needs."),
    "most_per_project": gettext_lazy("This is the most that one project gets."),
    "available": gettext_lazy("This is all that the pot holds for it."),
    "least_backers": gettext_lazy("Nothing yet: too few people have pledged."),
}
STATUS = {State.OPEN: "open", State.REACHED: "kept", State.MISSED: "late", State.DRAFT: "care", State.CANCELLED: "late"}


def share(part: int, whole: int) -> int:
    """Return a share in whole percent, rounded down, at most 100."""
    return min(100, 100 * part // whole) if whole else 0


class Shown:
    """A campaign with what was worked out once for its page."""

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = campaign
        self.match: Match | None = match_of(campaign) if campaign.state == State.OPEN else None
        self.match_amount = self.match.amount if self.match else campaign.match
        self.together = campaign.pledged + self.match_amount
        self.things = self._things()

    def _things(self) -> list[tuple[str, int, int]]:
        """Each thing that is needed: what, how many are promised, how many are wanted."""
        if not self.campaign.things:
            return []
        gone = [Pledge.State.UNCONFIRMED, Pledge.State.WITHDRAWN, Pledge.State.RELEASED, Pledge.State.FAILED]
        rows = Pledge.objects.filter(
            organisation_id=self.campaign.organisation_id, campaign=self.campaign, kind="thing"
        ).exclude(state__in=gone)
        sums = dict(rows.values_list("thing").annotate(Sum("amount")).order_by())
        return [(line["what"], sums.get(at, 0), line["count"]) for at, line in enumerate(self.campaign.things)]

    def pounds(self, pence: int) -> str:
        """Write an amount in the campaign's currency."""
        return money(pence, self.campaign.currency)

    def title(self) -> str:
        """Say the point of the chart."""
        campaign, target = self.campaign, self.pounds(self.campaign.target)
        said = {"together": self.pounds(self.together), "target": target}
        if campaign.state == State.REACHED:
            return _("%(together)s of %(target)s came together.") % said
        if campaign.state == State.OPEN:
            return _("%(together)s of %(target)s is promised.") % said
        return _("%(together)s of %(target)s was promised.") % said

    def chart(self) -> BarChart:
        """Draw what is promised of what is needed: money of both sides, hours, things, each as its share."""
        campaign = self.campaign
        of = _("%(part)s of %(whole)s")
        whole = self.pounds(campaign.target)
        bars = [
            Bar(
                label=_("Money from those who pledged"),
                value=share(campaign.pledged, campaign.target),
                said=of % {"part": self.pounds(campaign.pledged), "whole": whole},
                side="citizens",
            )
        ]
        if campaign.pot_id:
            bars.append(
                Bar(
                    label=_("Money that the pot adds"),
                    value=share(self.match_amount, campaign.target),
                    said=of % {"part": self.pounds(self.match_amount), "whole": whole},
                    side="public",
                )
            )
        if campaign.minutes_wanted:
            said = {"part": say_hours(campaign.minutes_pledged), "whole": say_hours(campaign.minutes_wanted)}
            value = share(campaign.minutes_pledged, campaign.minutes_wanted)
            bars.append(Bar(label=_("Time"), value=value, said=of % said, side="citizens"))
        for what, promised, wanted in self.things:
            said = {"part": f"{promised:,}", "whole": f"{wanted:,}"}
            bars.append(Bar(label=what, value=share(promised, wanted), said=of % said, side="citizens"))
        return BarChart(title=self.title(), bars=tuple(bars), unit=_("Promised, of what is needed"), note=self.note())

    def note(self) -> str:
        """Say from how many pledges, and until when."""
        count = self.campaign.pledge_count
        words = ngettext("From %(count)s pledge.", "From %(count)s pledges.", count) % {"count": f"{count:,}"}
        if self.campaign.state == State.OPEN:
            words += " " + _("The last day is %(when)s.") % {"when": say_due(self.campaign.last_day)}
        return words

    def figures(self) -> list[parts.Figure]:
        """The three numbers that a visitor looks for first."""
        campaign, missing = self.campaign, max(0, self.campaign.target - self.together)
        found = [
            parts.Figure(
                label=_("Together"),
                value=self.pounds(self.together),
                of=_("of %(target)s") % {"target": self.pounds(campaign.target)},
                side="together",
            ),
            parts.Figure(label=_("Still missing"), value=self.pounds(missing), of=_("when the match is counted in")),
            parts.Figure(label=_("Pledges"), value=f"{campaign.pledge_count:,}", of=_("of money, time and things")),
        ]
        if campaign.state == State.OPEN and campaign.closes_at > clock.now():
            found.append(
                parts.Figure(label=_("Last day"), value=say_due(campaign.last_day), of=_("then it is decided"))
            )
        return found


def say_rule(rule: MatchRule, *, currency: str, places: Mapping[str, str]) -> list[str]:
    """Write a match rule as sentences; `places` are names by identity."""
    adds = money(rule.percent, currency)
    words = [_("For each %(one)s that counts, the pot adds %(adds)s.") % {"one": money(100, currency), "adds": adds}]
    limits = (
        (rule.most_per_backer, _("Of what one person pledges to one project, at most %(amount)s counts.")),
        (rule.most_per_person, _("Over all projects, at most %(amount)s of one person’s pledges counts.")),
        (rule.most_per_project, _("One project gets at most %(amount)s.")),
    )
    words += [text % {"amount": money(limit, currency)} for limit, text in limits if limit is not None]
    if rule.least_backers:
        words.append(_("At least %(count)s people must pledge money.") % {"count": rule.least_backers})
    for place, weight in rule.weights.items():
        named = {"place": places.get(place, _("another place")), "share": weight}
        words.append(_("In %(place)s, where the need is different, it counts at %(share)s percent.") % named)
    words.append(_("The sum is rounded down to a whole penny, once, at the end. It never passes what is still needed."))
    return words


def worked_example(rule: MatchRule, *, currency: str) -> dict[str, Any]:
    """Work the rule out for three made-up people and a target of £1,000, line by line, for the page."""
    pledges = [(_("One neighbour"), 20_000), (_("Another"), 2_500), (_("A third"), 500)]
    match = match_for(rule, pledges=pledges, elsewhere={}, weight=100, target=100_000, available=100_000)
    return {
        "lines": [
            (backer, money(amount, currency), money(match.counted[backer], currency)) for backer, amount in pledges
        ],
        "counted": money(match.counted_sum, currency),
        "match": money(match.amount, currency),
        "held_by": str(HELD_BY[match.held_by]),
    }


def match_words(shown: Shown, *, places: Mapping[str, str]) -> dict[str, Any] | None:
    """Return what the page says of the match: the rule, the worked example, and what holds it now; None without one."""
    campaign = shown.campaign
    if not campaign.rule:
        return None
    rule = read_rule(campaign.rule)
    held = shown.match.held_by if shown.match else campaign.match_held_by
    return {
        "rule": say_rule(rule, currency=campaign.currency, places=places),
        "example": worked_example(rule, currency=campaign.currency),
        "now": shown.pounds(shown.match_amount),
        "weight": campaign.weight,
        "held_by": str(HELD_BY[held]),
    }


def pledge_words(made: Pledge) -> str:
    """Write what a pledge promises."""
    return say_pledge(campaign=made.campaign, kind=made.kind, amount=made.amount, thing=made.thing)
