"""Reads about a pot."""

from dataclasses import dataclass

from alongside.blocks.fund.models import Award, Pot
from alongside.core.decisions.models import Action
from alongside.core.initiatives.models import Initiative
from alongside.core.threads.models import Link


@dataclass(frozen=True)
class Line:
    """One award, with how far it is delivered."""

    award: Award
    action: Action | None


def pot_of(initiative: Initiative) -> Pot | None:
    """Return the pot of an initiative with its account."""
    return (
        Pot.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
        .select_related("account")
        .first()
    )


def award_lines(pot: Pot) -> list[Line]:
    """Return the awards, largest first, each with the newest published promise for it."""
    awards = list(
        Award.objects.filter(organisation_id=pot.organisation_id, pot=pot)
        .select_related("contribution")
        .order_by("-amount", "id")
    )
    links = dict(
        Link.objects.filter(
            organisation_id=pot.organisation_id,
            source_id__in=[award.contribution_id for award in awards],
            target_kind="action",
            relation="acted",
        )
        .order_by("id")
        .values_list("source_id", "target_id")
    )
    found = Action.objects.filter(organisation_id=pot.organisation_id, pk__in=links.values()).exclude(
        decision__state="draft"
    )
    actions = {action.pk: action for action in found}
    return [Line(award, actions.get(links.get(award.contribution_id, pot.pk))) for award in awards]
