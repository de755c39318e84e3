"""Writes that lay the ballots down by the agreed rules: one for everything, or one for each district with its pot."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.blocks.propose.models import Proposal, Status
from alongside.blocks.rank.actions import change_poll, create_poll, put_on_ballot, put_on_roll
from alongside.blocks.rank.models import Option, Poll
from alongside.core.initiatives.models import Initiative
from alongside.core.people.models import Party
from alongside.core.questions.actions import draft_question
from alongside.core.questions.models import Question
from alongside.core.services.models import Place
from alongside.kit.money import money
from alongside.kit.refused import Refused
from alongside.methods.prioritisation.participatory_budget.models import LaidBallot, RulesVersion
from alongside.methods.prioritisation.participatory_budget.rules import Terms, shares
from alongside.methods.prioritisation.participatory_budget.steering.gate import newest_rules


def feasible_proposals(proposals: Question) -> list[Proposal]:
    """Return every proposal that can be done, in order. Refuses while one is still unchecked."""
    found = Proposal.objects.filter(organisation_id=proposals.organisation_id, question=proposals)
    waiting = found.filter(listed=True, status__in=[Status.RECEIVED, Status.APPEALED]).count()
    if waiting:
        raise Refused(
            ngettext(
                "%(count)s proposal has not been checked yet.",
                "%(count)s proposals have not been checked yet.",
                waiting,
            )
            % {"count": waiting}
        )
    return list(found.filter(status=Status.FEASIBLE).select_related("contribution").order_by("number"))


def put_feasible_on_ballot(
    *, poll: Poll, proposals: Question, actor: Party | None, place: str | None = None
) -> list[Option]:
    """Put the proposals that can be done on the ballot at their checked cost.

    `place` None: all of them; else those of one district, "" for those of none.
    """
    feasible = feasible_proposals(proposals)
    if place is not None:
        feasible = [one for one in feasible if str(one.neighbourhood_id or "") == place]
    return [
        put_on_ballot(
            poll=poll,
            contribution=proposal.contribution,
            title=proposal.title,
            summary=proposal.summary,
            cost=proposal.honest_cost or 0,
            neighbourhood_id=proposal.neighbourhood_id,
            category=proposal.category,
            latitude=proposal.latitude,
            longitude=proposal.longitude,
            page=f"/propose/{proposal.question_id}/{proposal.pk}/campaign/",
            actor=actor,
        )
        for proposal in feasible
    ]


def _agreed(initiative: Initiative) -> RulesVersion:
    version = newest_rules(initiative.pk, initiative.organisation_id)
    if version is None:
        raise Refused(_("First the steering group writes the rules and both its sides agree them."))
    if not version.is_agreed:
        raise Refused(_("The rules are not agreed yet: somebody of each side of the steering group must agree them."))
    return version


def _pots(*, terms: Terms, budget: int, proposals: Question, currency: str) -> dict[str | None, int]:
    """Return what each ballot has to spend, by id of its district; one whole pot where there are no districts."""
    if not terms.by_district:
        return {None: budget}
    parted = shares(total=budget, people=terms.people, whole_percent=terms.whole_percent)
    pots: dict[str | None, int] = {key: part for key, part in parted.items()}  # noqa: C416  # its keys may be None too
    _check_pots(feasible=feasible_proposals(proposals), pots=pots, names=_names(terms), currency=currency)
    return pots


def _check_pots(
    *, feasible: list[Proposal], pots: Mapping[str | None, int], names: Mapping[str, str], currency: str
) -> None:
    """Refuse, by name, a project that has no pot, one that costs more than its pot, and a ballot without a choice."""
    homeless = [one for one in feasible if str(one.neighbourhood_id or "") not in pots]
    if homeless:
        raise Refused(
            _("“%(title)s” belongs to no district that has a pot. Give it one, or keep a part for the whole town.")
            % {"title": homeless[0].title}
        )
    counts = Counter(str(one.neighbourhood_id or "") for one in feasible)
    lonely = [key for key in pots if counts[str(key)] < 2]
    if lonely:
        raise Refused(
            _("For %(place)s there are fewer than two projects, and one alone is no choice. Choose larger districts.")
            % {"place": names[str(lonely[0])]}
        )
    for one in feasible:
        if (one.honest_cost or 0) > (pot := pots[str(one.neighbourhood_id or "")]):
            words = {
                "title": one.title,
                "cost": money(one.honest_cost or 0, currency),
                "place": names[str(one.neighbourhood_id or "")],
                "pot": money(pot, currency),
            }
            raise Refused(
                _("“%(title)s” costs %(cost)s, but the pot of %(place)s is %(pot)s: it could never win there.") % words
            )


@transaction.atomic
# long: it names its keyword arguments one to a line
def lay_ballots(
    *,
    initiative: Initiative,
    proposals: Question,
    prompt: str,
    budget: int,
    closes_at: datetime,
    answer_by: date,
    information: str,
    actor: Party | None,
    currency: str = "GBP",
) -> list[Poll]:
    """Prepare the vote by the agreed rules: its questions, ballots and what stands on them. `budget` in minor units.

    Refuses without agreed rules, twice, while a proposal is unchecked, and where one belongs to no district's pot.
    """
    version = _agreed(initiative)
    if LaidBallot.objects.filter(organisation_id=initiative.organisation_id, version__initiative=initiative).exists():
        raise Refused(_("The vote has been prepared already."))
    terms = version.said
    names = _names(terms)
    polls = []
    for place, share in _pots(terms=terms, budget=budget, proposals=proposals, currency=currency).items():
        question = draft_question(
            initiative=initiative,
            stage="vote",
            prompt=prompt if place is None else f"{prompt}: {names[place]}"[:300],
            actor=actor,
            information=information,
            fixed=_("The money there is, and what each project costs."),
            open_to_change=_("Which projects win."),
            decider=proposals.decider,
            closes_at=closes_at,
            answer_by=answer_by,
            rung="co_production",
        )
        poll = create_poll(question=question, budget=share, currency=currency, actor=actor, **_columns(terms))
        LaidBallot.objects.create(
            organisation_id=initiative.organisation_id, poll=poll, version=version, place_id=place or None
        )
        put_feasible_on_ballot(poll=poll, proposals=proposals, actor=actor, place=place)
        polls.append(poll)
    return polls


def _names(terms: Terms) -> Mapping[str, str]:
    places = Place.objects.filter(pk__in=list(terms.people))
    return {"": _("the whole town"), **{str(place.pk): place.name for place in places}}


def _columns(terms: Terms) -> dict[str, Any]:
    return {
        "ballot_kind": terms.ballot_kind,
        "most_choices": terms.most_choices,
        "most_points": terms.most_points,
        "rule": terms.rule,
        "other_rule": terms.other_rule,
        "roll_only": terms.roll_only or terms.by_district,
        "wins": terms.repeat,
    }


@transaction.atomic
def bring_up_to_date(*, initiative: Initiative, proposals: Question, actor: Party | None) -> int:
    """Bring every ballot that is not open yet up to the newest rules and checks; return how much stands on them."""
    version = _agreed(initiative)
    laid = LaidBallot.objects.filter(organisation_id=initiative.organisation_id, version__initiative=initiative)
    count = 0
    for one in laid.filter(poll__state=Poll.State.PREPARING).select_related("poll__question__initiative"):
        change_poll(poll=one.poll, actor=actor, **_columns(version.said))
        one.version = version
        one.save(update_fields=["version"])
        place = str(one.place_id or "") if version.said.by_district else None
        count += len(put_feasible_on_ballot(poll=one.poll, proposals=proposals, actor=actor, place=place))
    return count


@transaction.atomic
def fill_rolls(*, initiative: Initiative, actor: Party | None) -> int:
    """Enter on each district's roll everybody whose home is there, as the returning officer; return how many are new.

    Whoever lives in no district votes on the ballot of the whole town, where there is one; nobody is on two districts'.
    """
    laid = LaidBallot.objects.filter(
        organisation_id=initiative.organisation_id,
        version__initiative=initiative,
        poll__state=Poll.State.PREPARING,
        poll__roll_only=True,
    ).select_related("poll__question__initiative")
    count = 0
    for one in laid:
        known = set(one.poll.roll.values_list("party_id", flat=True))
        people = Party.objects.filter(
            organisation_id=initiative.organisation_id, kind="person", erased_at__isnull=True
        ).exclude(pk__in=known)
        if one.place_id:
            people = people.filter(home_place_id=one.place_id)
        for party in people.order_by("id").iterator(chunk_size=2000):
            put_on_roll(poll=one.poll, party=party, actor=actor)
            count += 1
    return count
