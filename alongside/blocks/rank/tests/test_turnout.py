"""Turnout by area: small groups stay hidden, also those of whom no area is known."""

from uuid import uuid4

from alongside.blocks.rank.models import Poll
from alongside.blocks.rank.turnout import shown_areas
from alongside.core.services.models import Place

NORTH, SOUTH = Place(pk=uuid4(), name="North"), Place(pk=uuid4(), name="South")


def test_every_area_is_shown_where_each_has_ten_and_everybody_has_one() -> None:
    poll = Poll(turnout={str(NORTH.pk): 40, str(SOUTH.pk): 10})
    assert shown_areas(poll, known=[NORTH, SOUTH]) == [("North", 40), ("South", 10)]


def test_the_few_without_an_area_cannot_be_worked_out_from_the_total() -> None:
    poll = Poll(turnout={str(NORTH.pk): 40, str(SOUTH.pk): 10, "": 3})
    assert shown_areas(poll, known=[NORTH, SOUTH]) == [("North", 40), ("South", None)]
