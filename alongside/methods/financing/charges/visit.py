"""What every page of the method begins with: the visitor, the initiative, and what the visitor may do."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import acts_open, may_see, roles_of
from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.kit.refused import NotAllowed
from alongside.methods.financing.charges.method import METHOD


def find(request: Visit, key: UUID) -> Initiative:
    """Return an initiative of this method that the visitor may see; 404 otherwise."""
    found = (
        Initiative.objects.filter(organisation=request.organisation, pk=key, method_key=METHOD.key)
        .select_related("organisation", "service")
        .first()
    )
    if found is None or not may_see(party=request.party, initiative=found):
        raise Http404
    return found


def may_now(request: Visit, initiative: Initiative) -> frozenset[str]:
    """Return the acts that the visitor may do now."""
    roles = roles_of(party=request.party, initiative=initiative)
    return frozenset(act for act, allowed in acts_open(initiative).items() if allowed & roles)


def is_of_team(request: Visit, initiative: Initiative) -> bool:
    """Say whether the visitor leads it or works for it: the acts of `lead` are theirs while their stage is open."""
    public = {role.key for role in METHOD.roles if role.side == "public"}
    return bool(public & roles_of(party=request.party, initiative=initiative))


def member(request: Visit, *acts: str, may: frozenset[str]) -> Party:
    """Return the visitor, who may do one of these acts; refuse anybody else."""
    if request.party is None or not may & set(acts):
        raise NotAllowed(_("This is for the team that leads it."))
    return request.party


def around(initiative: Initiative, *, deep: bool = True, lead: bool = False) -> dict[str, Any]:
    """Return what every page knows: the initiative, its place in the menu, the way back."""
    crumbs = [(initiative.title, reverse("initiative", args=[initiative.slug]))]
    if deep:
        crumbs.append((_("Costs and ways to pay"), reverse("charges:home", args=[initiative.pk])))
    if lead:
        crumbs.append((_("Lead"), reverse("charges:lead", args=[initiative.pk])))
    return {"initiative": initiative, "nav_current": "commission", "crumbs": crumbs}
