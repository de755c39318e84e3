"""Where something can go that did not win: what of the organisation's own is open to it now, found by looking."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from alongside.core.initiatives.methods import Method, catalogue
from alongside.core.initiatives.models import Initiative, StageRun

MOST = 6
FIRST = ("community_chest", "fundraising")
"""The methods that come first, by key."""


@dataclass(frozen=True)
class Way:
    """One way on: what it is, what one does there, and its address."""

    title: str
    does: str
    link: str


def _takes_proposals(method: Method) -> bool:
    return "propose" in method.blocks and method.key not in FIRST and "rota" not in method.blocks


def _does(method: Method) -> str:
    """Say what somebody with an idea that did not win finds there; "" where it is nothing for them."""
    if method.key == "community_chest":
        return _("Ask for a small grant.")
    if method.key == "fundraising":
        return _("Raise the money for it together with neighbours.")
    if "rota" in method.blocks:
        return _("Do a part of it with volunteers.")
    if _takes_proposals(method):
        return _("Bring it again.")
    return ""


def ways_on(initiative: Initiative) -> list[Way]:
    """Return the initiatives of the organisation that an idea can go on to now: grants first, then money, hands, votes.

    Only what is shown to everybody and runs, and not the one in which it did not win.
    """
    useful = {method.key: does for method in catalogue() if (does := _does(method))}
    again = [method.key for method in catalogue() if _takes_proposals(method)]
    takes_proposals = StageRun.objects.filter(
        organisation_id=initiative.organisation_id,
        initiative=OuterRef("pk"),
        key__in={stage.key for method in catalogue() for stage in method.stages if stage.block == "propose"},
        closed_at__isnull=True,
    )
    found = (
        Initiative.objects.filter(
            ~Q(method_key__in=again) | Exists(takes_proposals),
            organisation_id=initiative.organisation_id,
            listed=True,
            state="live",
            method_key__in=useful,
        )
        .exclude(pk=initiative.pk)
        .order_by("-id")[: MOST * 3]
    )
    ranked = sorted(
        found, key=lambda one: (FIRST.index(one.method_key) if one.method_key in FIRST else len(FIRST), -one.pk.int)
    )
    return [Way(one.title, useful[one.method_key], f"/initiatives/{one.slug}/") for one in ranked[:MOST]]
