"""Reads of a community chest: the order of a round, what somebody may see of a case, who has not applied."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from alongside.blocks.fund.models import Pot
from alongside.core.people.models import Party
from alongside.core.services.models import Place
from alongside.kit.refused import Refused
from alongside.kit.suppression import suppressed
from alongside.methods.prioritisation.community_chest.models import (
    Application,
    Declaration,
    Grant,
    Mark,
    Round,
    Sheet,
)
from alongside.methods.prioritisation.community_chest.rules import (
    Scored,
    in_order,
    may_see_sheets,
    per_thousand,
    scored,
)

CONSIDERED = (Application.State.ELIGIBLE, Application.State.AWARDED, Application.State.NOT_AWARDED)
"""What the panel scored, before the decision and after it."""

__all__ = ["Case", "applications_of", "cases_for", "grants_of", "pot_of", "ranking", "who_applies"]


def pot_of(grant_round: Round) -> Pot:
    """Return the pot that a round gives from; refuse where no money is set aside."""
    found = (
        Pot.objects.filter(
            organisation_id=grant_round.organisation_id, initiative_id=grant_round.question.initiative_id
        )
        .select_related("account", "initiative")
        .first()
    )
    if found is None:
        raise Refused("Set the money aside first.")
    return found


def applications_of(grant_round: Round) -> QuerySet[Application]:
    """Return the applications of a round by number, with what a list of them shows."""
    return (
        Application.objects.filter(organisation_id=grant_round.organisation_id, grant_round=grant_round)
        .exclude(state=Application.State.WITHDRAWN)
        .select_related("contribution__party", "group", "place", "recommendation")
        .order_by("number")
    )


def _sheets(grant_round: Round) -> dict[int, list[Sheet]]:
    found: dict[int, list[Sheet]] = defaultdict(list)
    rows = (
        Sheet.objects.filter(organisation_id=grant_round.organisation_id, application__grant_round=grant_round)
        .select_related("application", "member__party")
        .prefetch_related(Prefetch("marks", Mark.objects.select_related("criterion").order_by("criterion__number")))
        .order_by("id")
    )
    for sheet in rows:
        found[sheet.application.number].append(sheet)
    return found


def ranking(grant_round: Round, applications: Iterable[Application] | None = None) -> list[Scored]:
    """Return what could be funded, best first, by the sheets of the panel; after the decision it is still the same.

    `applications`: those of the round, where they have been read already.
    """
    weights = {str(one.pk): one.weight for one in grant_round.criteria.all()}
    sheets: dict[int, dict[UUID, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for number, sheet, criterion, points in Mark.objects.filter(
        organisation_id=grant_round.organisation_id, sheet__application__grant_round=grant_round
    ).values_list("sheet__application__number", "sheet_id", "criterion_id", "points"):
        sheets[number][sheet][str(criterion)] = points
    found = applications_of(grant_round) if applications is None else applications
    return in_order([
        scored(number=one.number, asked=one.amount, sheets=list(sheets[one.number].values()), weights=weights)
        for one in found
        if one.state in CONSIDERED
    ])  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Case:
    """One application as a member of the panel may see it: their own declaration and sheet, the others' if they may."""

    application: Application
    declared: Declaration | None
    own: Sheet | None
    others: Sequence[Sheet]
    sees: bool
    filed: int

    @property
    def barred(self) -> bool:
        """Whether the member has an interest in it."""
        return self.declared is not None and self.declared.interest


def cases_for(*, grant_round: Round, party: Party) -> list[Case]:
    """Return the applications that can be funded as one member of the panel may see them; scores stay blind."""
    sheets = _sheets(grant_round)
    declared = {
        one.application_id: one
        for one in Declaration.objects.filter(
            organisation_id=grant_round.organisation_id, application__grant_round=grant_round, member__party=party
        )
    }
    return [
        _case(
            application=one,
            declared=declared.get(one.pk),
            sheets=sheets[one.number],
            party=party,
            grant_round=grant_round,
        )
        for one in applications_of(grant_round)
        if one.state not in {Application.State.RECEIVED, Application.State.NOT_ELIGIBLE}
    ]


def _case(
    *, application: Application, declared: Declaration | None, sheets: Iterable[Sheet], party: Party, grant_round: Round
) -> Case:
    found = list(sheets)
    own = next((one for one in found if one.member.party_id == party.pk), None)
    sees = may_see_sheets(
        own_filed=own is not None,
        barred=declared is not None and declared.interest,
        closed=grant_round.scoring_closed_at is not None,
        on_panel=True,
    )
    return Case(
        application=application,
        declared=declared,
        own=own,
        others=[one for one in found if one is not own] if sees else [],
        sees=sees,
        filed=len(found),
    )


def grants_of(grant_round: Round, *, public: bool = False) -> QuerySet[Grant]:
    """Return the grants of a round, largest first; `public`: only those that were accepted, which everybody may see."""
    found = (
        Grant.objects.filter(organisation_id=grant_round.organisation_id, application__grant_round=grant_round)
        .select_related("application__group", "application__place", "application__contribution", "award", "report")
        .select_related("application__grant_round")
        .order_by("-award__amount", "application__number")
    )
    return found.filter(award__terms_accepted_at__isnull=False) if public else found


@dataclass(frozen=True, kw_only=True)
class Area:
    """One part of the town: how many applied from there (None: under ten, or it would give another away)."""

    place: Place
    applications: int | None
    per_thousand: float | None
    none_at_all: bool = False


def who_applies(rounds: Sequence[Round]) -> list[Area]:
    """Return for each neighbourhood how many applications came from it in these rounds, and for each thousand people.

    Counts under ten are not shown (rule 15); those places stand at the end, largest first, as where few applied.
    """
    if not rounds:
        return []
    places = Place.objects.filter(organisation_id=rounds[0].organisation_id, kind=Place.Kind.NEIGHBOURHOOD)
    counts = dict.fromkeys((place.pk for place in places), 0)
    for key in Application.objects.filter(
        organisation_id=rounds[0].organisation_id, grant_round__in=rounds, place__isnull=False
    ).values_list("place_id", flat=True):
        if key in counts:
            counts[key] += 1
    shown = suppressed(counts)
    areas = [
        Area(place=one, applications=shown[one.pk], per_thousand=per_thousand(shown[one.pk], one.population))
        for one in places
    ]
    return sorted(
        areas, key=lambda one: (one.applications is None, -(one.per_thousand or 0), -(one.place.population or 0))
    )
