"""Reads about the ballots of a round."""

from alongside.blocks.rank.models import Poll
from alongside.core.initiatives.models import Initiative


def polls_of(initiative: Initiative) -> list[Poll]:
    """Return the ballots of an initiative, one or one for each district, in the order in which they were laid."""
    found = Poll.objects.filter(organisation_id=initiative.organisation_id, question__initiative=initiative)
    people = ("question__initiative__organisation", "question__decider", "laid__place")
    return list(found.select_related(*people).order_by("id"))
