"""What a voter's form says, and what the page of the ballot shows of it. Nothing is kept anywhere but in the form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from alongside.blocks.rank import rules
from alongside.blocks.rank.models import Option, Poll
from alongside.kit import parts
from alongside.kit.money import money

TICKED = ("approval", "choose-one", "knapsack")


@dataclass(frozen=True)
class Filled:
    """A ballot as it stands in the form: numbers of options, and points beside them where it has any."""

    choices: tuple[int, ...] = ()
    points: tuple[int, ...] = ()

    @property
    def wanted(self) -> tuple[int, ...]:
        """The options that it is for: all that it names, but for a no."""
        if not self.points:
            return self.choices
        return tuple(number for number, given in zip(self.choices, self.points, strict=True) if given > 0)

    @property
    def text(self) -> str:
        """The ballot in a line, as a hidden field of the form carries it: “3,7”, with points “3=5,7=2”."""
        if not self.points:
            return ",".join(map(str, self.choices))
        return ",".join(f"{number}={given}" for number, given in zip(self.choices, self.points, strict=True))

    @classmethod
    def of_text(cls, text: str) -> "Filled":
        """The ballot that `text` wrote; an empty one where somebody tampered with it."""
        pairs = [part.partition("=")[::2] for part in text.split(",") if part]
        read = [(_whole(number), _given(given)) for number, given in pairs]
        if len(text) > 4000 or not all(number for number, _given in read):
            return cls()
        return cls(tuple(number for number, _given in read), tuple(given for _number, given in read if given))


@dataclass(frozen=True)
class Turned:
    """A ballot between two turns of its page, so that the last change can be undone without a script.

    `now` is the ballot as the page showed it last, `was` the one before that.
    """

    now: Filled
    was: Filled

    def undone(self, filled: Filled) -> Filled:
        """Return the ballot before the last change: what the page showed, or, where nothing was touched, before."""
        return self.now if _pairs(filled) != _pairs(self.now) else self.was


def _pairs(filled: Filled) -> set[tuple[int | None, int | None]]:
    return set(zip_longest(filled.choices, filled.points))


def _whole(text: str) -> int:
    text = text.strip()
    return int(text) if text.isdigit() and len(text) < 7 else 0


def _given(text: str) -> int:
    """Points, a place, a yes (1) or a no (-1); 0 for anything else."""
    return rules.NO if text.strip() == str(rules.NO) else _whole(text)


def read_form(*, kind: str, data: Mapping[str, str], ticked: Sequence[str], removed: str = "") -> Filled:
    """Read a ballot from its form: ticks are in `choice`, points, places and answers in `give-<number>`; nought is
    nothing."""
    if kind in TICKED:
        numbers = [_whole(text) for text in ticked if text != removed]
        return Filled(tuple(dict.fromkeys(number for number in numbers if number)))
    given = {
        _whole(name.removeprefix("give-")): _given(value)
        for name, value in data.items()
        if name.startswith("give-") and name != f"give-{removed}"
    }
    given = {number: value for number, value in given.items() if number and value}
    if kind == "ranked":
        return Filled(tuple(sorted(given, key=lambda number: (given[number], number))))
    return Filled(tuple(given), tuple(given.values()))


@dataclass(frozen=True, kw_only=True)
class Line:
    """One option as the ballot shows it to a voter."""

    option: Option
    cost: str
    ticked: bool
    given: int


def lines_of(*, poll: Poll, options: Sequence[Option], filled: Filled, seed: str) -> list[Line]:
    """Return the options in the voter's own order, with what the form says of each."""
    by_number = {option.number: option for option in options}
    given = dict(zip(filled.choices, filled.points, strict=False))
    if poll.ballot_kind == "ranked":
        given = {number: place for place, number in enumerate(filled.choices, start=1)}
    return [
        Line(
            option=by_number[number],
            cost=money(by_number[number].cost, poll.currency),
            ticked=number in filled.choices,
            given=given.get(number, 0),
        )
        for number in rules.own_order(numbers=list(by_number), seed=seed)
    ]


def chosen_lines(*, lines: Sequence[Line], filled: Filled) -> list[Line]:
    """Return the chosen ones, a ranked ballot from the best on."""
    by_number = {line.option.number: line for line in lines}
    return [by_number[number] for number in filled.choices if number in by_number]


def places_of(lines: Sequence[Line]) -> list[parts.Place]:
    """Return where the options are, those that say it, each leading to its line on the ballot."""
    return [
        parts.Place(
            title=line.option.title,
            latitude=line.option.latitude,
            longitude=line.option.longitude,
            note=line.cost,
            side="citizens",
            link=f"#line-{line.option.number}",
        )
        for line in lines
        if line.option.latitude is not None and line.option.longitude is not None
    ]
