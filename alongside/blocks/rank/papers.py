"""What a voter's form says, and what the page of the ballot shows of it. Nothing is kept anywhere but in the form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alongside.blocks.rank import rules
from alongside.blocks.rank.models import Option, Poll
from alongside.kit.money import money

TICKED = ("approval", "choose-one", "knapsack")


@dataclass(frozen=True)
class Filled:
    """A ballot as it stands in the form: numbers of options, and points beside them where it has any."""

    choices: tuple[int, ...] = ()
    points: tuple[int, ...] = ()


def _whole(text: str) -> int:
    text = text.strip()
    return int(text) if text.isdigit() and len(text) < 7 else 0


def read_form(*, kind: str, data: Mapping[str, str], ticked: Sequence[str], removed: str = "") -> Filled:
    """Read a ballot from its form: ticks are in `choice`, points and places in `give-<number>`; nought is nothing."""
    if kind in TICKED:
        numbers = [_whole(text) for text in ticked if text != removed]
        return Filled(tuple(dict.fromkeys(number for number in numbers if number)))
    given = {
        _whole(name.removeprefix("give-")): _whole(value)
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
