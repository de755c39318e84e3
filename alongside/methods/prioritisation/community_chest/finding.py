"""Finds what a page is about, for those who may see it, and says what the visitor may do there."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.initiatives.permissions import acts_open, may_see, memberships_of, roles_of
from alongside.core.initiatives.queries import shown_initiative
from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.methods.prioritisation.community_chest.method import METHOD
from alongside.methods.prioritisation.community_chest.models import Application, Round

KEEPERS = frozenset({"fund_officer", "approver", "payer", "decider"})
"""Who looks after applications and their money, beside any officer who manages the initiative."""


@dataclass(frozen=True)
class Visitor:
    """Who looks, and what they may do now in one initiative."""

    party: Party | None
    roles: frozenset[str]
    acts: dict[str, frozenset[str]]

    def may(self, act: str) -> bool:
        """Say whether an act is open to them now."""
        return bool(self.acts.get(act, frozenset()) & self.roles)

    @property
    def keeps(self) -> bool:
        """Whether they look after the fund. An officer on the panel does not: they would see whose case it is."""
        return bool(self.roles & KEEPERS) or (self.may("initiative.manage") and not self.judges)

    @property
    def judges(self) -> bool:
        """Whether they have a seat on the panel."""
        return bool(self.roles & {"panel_officer", "panel_resident"})


def visitor_of(request: Visit, initiative: Initiative) -> Visitor:
    """Return who looks, asked once."""
    return Visitor(
        party=request.party,
        roles=roles_of(party=request.party, initiative=initiative),
        acts=acts_open(initiative),
    )


def find_chest(request: Visit, key: UUID) -> Initiative:
    """Return a community chest of this organisation that the visitor may see."""
    found = shown_initiative(organisation=request.organisation, party=request.party, key=key, method_key=METHOD.key)
    if found is None:
        raise Http404
    return found


def find_round(request: Visit, key: UUID) -> Round:
    """Return a round by its question; one that is not open yet only to members of its initiative."""
    found = (
        Round.objects.filter(organisation=request.organisation, question=key)
        .select_related("question__initiative__organisation", "question__initiative__place", "question__decider__party")
        .first()
    )
    if found is None or not may_see(party=request.party, initiative=found.question.initiative):
        raise Http404
    if found.question.state == "draft" and not memberships_of(
        party=request.party, initiative=found.question.initiative
    ):
        raise Http404
    return found


def find_application(request: Visit, key: UUID) -> tuple[Application, Visitor]:
    """Return an application to who sent it, who is asked to hold its money, and who looks after the fund; else 404.

    Somebody on the panel reads it on the panel's pages, which hide what must be hidden.
    """
    found = (
        Application.objects.filter(organisation=request.organisation, pk=key)
        .select_related(
            "grant_round__question__initiative__organisation",
            "contribution__party",
            "group",
            "place",
            "grant__award__pot",
            "grant__report",
            "recommendation",
        )
        .prefetch_related("checks")
        .first()
    )
    if found is None or request.party is None:
        raise Http404
    visitor = visitor_of(request, found.grant_round.question.initiative)
    own = found.contribution.party_id == request.party.pk
    if not own and not visitor.keeps and not found.hostings.filter(host__party=request.party).exists():
        raise Http404
    return found, visitor


def hosts_of(initiative: Initiative) -> list[Membership]:
    """Return the groups that hold money for others, by name."""
    found = Membership.objects.filter(
        organisation_id=initiative.organisation_id, initiative=initiative, role="fiscal_host", valid_to__isnull=True
    )
    return list(found.select_related("party").order_by("party__name"))


def crumbs(initiative: Initiative, grant_round: Round | None = None) -> list[tuple[str, str]]:
    """Where a page stands."""
    found = [
        (initiative.title, reverse("initiative", args=[initiative.slug])),
        (_("The rounds"), reverse("chest:home", args=[initiative.pk])),
    ]
    if grant_round is not None:
        found.append((grant_round.question.prompt, reverse("chest:question", args=[grant_round.question_id])))
    return found


def page_of(initiative: Initiative, grant_round: Round | None = None, **more: Any) -> dict[str, Any]:
    """What every page of the chest is given."""
    return {
        "initiative": initiative,
        "round": grant_round,
        "nav_current": "commission",
        "crumbs": crumbs(initiative, grant_round),
    } | more
