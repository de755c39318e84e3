"""Who voted, as numbers: by channel, by area. Small groups of people are not shown; votes for projects are."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Count

from alongside.blocks.rank.models import Channel, Poll, RollEntry, Tally
from alongside.core.questions.models import Question
from alongside.core.services.models import Place
from alongside.kit.suppression import suppressed


def ballots_of(questions: Sequence[Question]) -> dict[UUID, int]:
    """Return the number of ballots cast so far, by question."""
    polls = Poll.objects.filter(organisation_id=questions[0].organisation_id, question__in=questions)
    return dict(polls.values_list("question_id", "ballot_count"))


def turnout_by_area(poll: Poll) -> dict[str, int]:
    """Return how many of the roll have voted, by id of their area ("" where none is known); once, at closing."""
    rows = (
        RollEntry.objects.filter(organisation_id=poll.organisation_id, poll=poll, voted=True)
        .values_list("area")
        .annotate(count=Count("id"))
        .order_by()
    )
    return {str(area or ""): count for area, count in rows}


def turnout_by_channel(poll: Poll) -> list[tuple[str, int]]:
    """Return the channels that were used, with the number of ballots; the channel is no trait of a person."""
    tallies = Tally.objects.filter(organisation_id=poll.organisation_id, poll=poll, ballot_count__gt=0)
    found = dict(tallies.values_list("channel", "ballot_count"))
    return [(str(channel.label), found[channel.value]) for channel in Channel if channel.value in found]


def shown_areas(poll: Poll, *, known: Sequence[Place] = ()) -> list[tuple[str, int | None]]:
    """Return the areas with their turnout, None where it would speak of fewer than ten people (rule 15).

    Voters whose area is not known have no line, but count as one where small groups are hidden: else the total less
    the areas would tell how few they are. `known`: places that were read already; only the others are looked up.
    """
    counts = {key: count for key, count in poll.turnout.items() if key}
    names = {place.pk: place.name for place in known if str(place.pk) in counts}
    if missing := counts.keys() - {str(place) for place in names}:
        others = Place.objects.filter(organisation_id=poll.organisation_id, pk__in=missing)
        names.update(others.values_list("pk", "name"))
    shown = suppressed(poll.turnout)
    return sorted((names[place], shown[str(place)]) for place in names)
