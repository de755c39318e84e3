"""A poll as the engine counts it."""

from collections.abc import Iterable
from fractions import Fraction

from alongside.blocks.rank.models import Ballot, Option, Poll
from alongside.engines.budgeting import Ballots, Election, Project

MINOR = 100
"""Minor units in one unit of money: rules speak of whole pounds, tables of pence."""


def options_of(poll: Poll) -> list[Option]:
    """Return the options in the order of the ballot."""
    found = Option.objects.filter(organisation_id=poll.organisation_id, poll=poll).order_by("number")
    return list(found.select_related("neighbourhood"))


def election_of(poll: Poll, options: list[Option]) -> Election:
    """Return all ballots of a poll as an election, in the order of their random identities; money in whole units."""
    box = Ballot.objects.filter(organisation_id=poll.organisation_id, poll=poll).order_by("id")
    rows = list(box.values_list("choices", "points").iterator(chunk_size=10_000))
    place = {option.number: at for at, option in enumerate(options)}
    read: dict[str, tuple[int, ...]] = {}
    for choices, _points in rows:
        if choices not in read:
            read[choices] = tuple(place[int(number)] for number in choices.split(",") if number)
    points: Iterable[tuple[Fraction, ...]] | None = None
    if poll.ballot_kind in (Poll.Kind.POINTS, Poll.Kind.SCORE, Poll.Kind.YES_NO):
        points = [tuple(Fraction(given) for given in text.split(",") if given) for _choices, text in rows]
    return Election(
        Fraction(poll.budget, MINOR),
        tuple(Project(option.key, Fraction(option.cost, MINOR)) for option in options),
        Ballots.group(kind=poll.ballot_kind, choices=(read[choices] for choices, _points in rows), points=points),
    )
