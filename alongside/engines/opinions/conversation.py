"""A conversation as it grows: a vote costs a row of the moments, and a person is taken out without a trace."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np

from alongside.engines.opinions.axes import Axes, axes_of
from alongside.engines.opinions.drawing import OpinionMap, draw_map
from alongside.engines.opinions.moments import Moments
from alongside.engines.opinions.votes import AGREE, DISAGREE, PASS, Votes, Whole, in_order


class Conversation:
    """Votes one at a time, with the exact axes after each.

    The order of arrival leaves no trace in what is asked of it. `statements` may name those that are known beforehand.
    """

    def __init__(self, statements: Iterable[str] = ()) -> None:
        self._places: dict[str, int] = {}
        self._held: dict[str, dict[str, int]] = {}
        self._moments = Moments.empty(0)
        self._order: tuple[str, ...] | None = None
        self._put([*statements])

    def _put(self, statements: list[str]) -> None:
        """Make room for new statements, twice what is needed so that one at a time is cheap too."""
        for name in statements:
            self._places.setdefault(name, len(self._places))
        self._order = None
        if len(self._places) > self._moments.width:
            old = np.arange(self._moments.width)
            self._moments = self._moments.widened(max(len(self._places), 2 * old.size), old)

    @property
    def participants(self) -> tuple[str, ...]:
        """Everybody who has voted and has not been taken out, in order."""
        return tuple(sorted(self._held, key=in_order))

    @property
    def statements(self) -> tuple[str, ...]:
        """Every statement put, in order."""
        if self._order is None:
            self._order = tuple(sorted(self._places, key=in_order))
        return self._order

    def vote(self, participant: str, statement: str, value: int) -> None:
        """Take a vote: 1 agree, 0 pass, -1 disagree (ValueError otherwise); it replaces an earlier one."""
        if value not in (AGREE, PASS, DISAGREE):
            raise ValueError(f"A vote is 1, 0 or -1, not {value}.")
        if statement not in self._places:
            self._put([statement])
        self.take_back(participant, statement)
        held = self._held.setdefault(participant, {})
        columns, values = self._row(held)
        self._moments.add_vote(columns, values, column=self._places[statement], value=value)
        held[statement] = value

    def take_back(self, participant: str, statement: str) -> None:
        """Take back one vote; nothing happens where there is none."""
        held = self._held.get(participant, {})
        if statement not in held:
            return
        value = held.pop(statement)
        columns, values = self._row(held)
        self._moments.add_vote(columns, values, column=self._places[statement], value=value, sign=-1)
        if not held:
            del self._held[participant]

    def remove(self, participant: str) -> None:
        """Take a person out with all their votes, as if they had never been there. KeyError for nobody."""
        self._moments.subtract(*self._row(self._held.pop(participant)))

    def _row(self, held: dict[str, int]) -> tuple[Whole, Whole]:
        columns = np.fromiter((self._places[name] for name in held), np.int64, len(held))
        return columns, np.fromiter(held.values(), np.int64, len(held))

    def moments(self) -> Moments:
        """The moments with the statements in order."""
        places = np.array([self._places[name] for name in self.statements], np.int64)
        grid = np.ix_(places, places)
        found = self._moments
        return Moments(both=found.both[grid], products=found.products[grid], given=found.given[grid])

    def axes(self, *, zeroed: Collection[str] = ()) -> Axes:
        """The exact axes now, without reading a vote again."""
        flags = np.fromiter((name in zeroed for name in self.statements), np.bool_, len(self.statements))
        return axes_of(self.moments(), zeroed=flags)

    def votes(self) -> Votes:
        """The votes as they stand."""
        return Votes.of(self._held, self._places)

    def draw_map(
        self, *, moderated_out: Collection[str] = (), meta: Collection[str] = (), polis_compatible: bool = False
    ) -> OpinionMap:
        """The map as it stands; see `drawing.draw_map`."""
        return draw_map(self.votes(), moderated_out=moderated_out, meta=meta, polis_compatible=polis_compatible)
