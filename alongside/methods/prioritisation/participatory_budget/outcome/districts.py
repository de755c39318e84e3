"""What each district would have by its people, what it won, and what it won the last time."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.blocks.rank.models import Option, Poll, Result
from alongside.core.initiatives.models import Initiative
from alongside.core.services.models import Place
from alongside.kit.charts import Bar, BarChart
from alongside.kit.money import money
from alongside.methods.prioritisation.participatory_budget.method import METHOD
from alongside.methods.prioritisation.participatory_budget.outcome.ballots import polls_of
from alongside.methods.prioritisation.participatory_budget.rules import shares
from alongside.methods.prioritisation.participatory_budget.steering.gate import newest_rules

MOST_POLLS = 200


@dataclass(frozen=True, kw_only=True)
class District:
    """One district of a round. Money in minor units; `people` 0 where nobody knows; the whole town has no name.

    `share`: what it has, or would have, by its people. `won`: what its winners cost. `before`: the same of the last
    round, None where there was none.
    """

    name: str
    people: int
    share: int
    proposed: int
    winners: int
    won: int
    before: int | None
    poll: Poll | None

    @property
    def per_head(self) -> int | None:
        """What it won for each of its people, rounded to the penny."""
        return round(self.won / self.people) if self.people else None

    @property
    def before_per_head(self) -> int | None:
        """The same of the last round."""
        return round(self.before / self.people) if self.people and self.before is not None else None


@dataclass(frozen=True)
class _Count:
    """What stood on counted ballots, and what of it won, by id of its district, "" for the whole town."""

    proposed: Counter[str]
    won: Mapping[str, list[Option]]


def _counts(*rounds: Sequence[Poll]) -> list[_Count]:
    """What each round came to, in two queries however many there are."""
    polls = [poll for one in rounds for poll in one]
    of = {"organisation_id": polls[0].organisation_id, "poll__in": [poll.pk for poll in polls]}
    winners = {result.poll_id: set(result.winners) for result in Result.objects.filter(**of, official=True)}
    options = list(Option.objects.filter(**of))
    found = []
    for one in rounds:
        keys = {poll.pk for poll in one}
        mine = [option for option in options if option.poll_id in keys]
        won = defaultdict(list)
        for option in mine:
            if option.number in winners.get(option.poll_id, ()):
                won[str(option.neighbourhood_id or "")].append(option)
        found.append(_Count(Counter(str(option.neighbourhood_id or "") for option in mine), won))
    return found


def _last_round(initiative: Initiative) -> list[Poll]:
    """The counted ballots of the newest round that the organisation itself ran before this one."""
    found = (
        Poll.objects.filter(
            organisation_id=initiative.organisation_id,
            question__initiative__method_key=METHOD.key,
            question__initiative_id__lt=initiative.pk,
            state=Poll.State.COUNTED,
            imported__isnull=True,
        )
        .order_by("-question__initiative_id", "id")
        .select_related("question")
    )
    polls = list(found[:MOST_POLLS])
    return [poll for poll in polls if poll.question.initiative_id == polls[0].question.initiative_id]


# long: everything about a district is laid together in one place
def districts_of(initiative: Initiative, polls: Sequence[Poll] | None = None) -> list[District]:
    """Return the districts of a round, by name, then the whole town; [] while a ballot of it is not counted."""
    polls = polls_of(initiative) if polls is None else polls
    if not polls or any(poll.state != Poll.State.COUNTED for poll in polls):
        return []
    version = newest_rules(initiative.pk, initiative.organisation_id)
    terms = version.said if version else None
    places = list(
        Place.objects.filter(organisation_id=initiative.organisation_id, kind="neighbourhood").order_by("name")
    )
    known: dict[str, int] = {str(place.pk): place.population or 0 for place in places}
    people: Mapping[str, int] = {**known, **(terms.people if terms else {})}
    budget = sum(poll.budget for poll in polls)
    share = shares(
        total=budget,
        people={key: count for key, count in people.items() if count},
        whole_percent=terms.whole_percent if terms else 0,
    )
    last = _last_round(initiative)
    now, then = _counts(polls, last)
    won, before = now.won, then.won if last else None
    own = {str(poll.laid.place_id or ""): poll for poll in polls if len(polls) > 1 and hasattr(poll, "laid")}
    names = {**{str(place.pk): place.name for place in places}, "": ""}
    return [
        District(
            name=name,
            people=people.get(key, 0),
            share=share.get(key, 0),
            proposed=now.proposed[key],
            winners=len(won.get(key, [])),
            won=sum(option.cost for option in won.get(key, [])),
            before=None if before is None else sum(option.cost for option in before.get(key, [])),
            poll=own.get(key),
        )
        for key, name in names.items()
        if now.proposed[key] or key in own or (key and people.get(key))
    ]


def chart_of(found: Sequence[District], currency: str) -> BarChart | None:
    """What each district won for each head, as a chart that says its point; None where nobody knows the people."""
    known = [(one, one.per_head) for one in found if one.per_head is not None]
    if len(known) < 2:
        return None
    ordered = sorted(known, key=lambda pair: -(pair[1] or 0))
    most = ordered[0]
    words = {"name": most[0].name, "amount": money(most[1] or 0, currency)}
    return BarChart(
        title=_("%(name)s won most for each head: %(amount)s") % words,
        unit=_("Won for each head"),
        bars=tuple(
            Bar(label=one.name, value=(head or 0) / 100, said=money(head or 0, currency), side="together")
            for one, head in ordered
        ),
    )
