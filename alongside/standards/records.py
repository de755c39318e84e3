"""What the readers of nested records share: a problem that must be mended, and fields that a standard does not know."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """Something against a standard: where it stands, what is wrong, how to mend it."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def unknown_fields(record: Any, *, shape: str, shapes: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Give the names of fields that a standard does not know, as service.colour or organization.motto.

    `shapes`: of each kind of record its fields, each with the kind of its value: [shape] a list, {shape} one record;
    the marks !, ? and + behind a kind say how often it must be there.
    """
    if not isinstance(record, dict):
        return
    for name, value in record.items():
        kind = shapes[shape].get(name, "").rstrip("!?+")
        if not kind:
            yield f"{shape}.{name}"
        elif kind[0] == "[" and isinstance(value, list):
            for one in value:
                yield from unknown_fields(one, shape=kind[1:-1], shapes=shapes)
        elif kind[0] == "{":
            yield from unknown_fields(value, shape=kind[1:-1], shapes=shapes)
