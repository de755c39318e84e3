"""What a file of grants is once it has been read: the grants, what else it says, what must be mended, what to know."""

from dataclasses import dataclass, field
from typing import Any

from alongside.standards.records import Problem

Record = dict[str, Any]
"""One grant, nested, with every field of the file, unknown ones too. Amounts are `int` or `Decimal`, never float."""


@dataclass(frozen=True, slots=True)
class Package:
    """The grants of a file in its order, and what the file says of itself. With problems, nothing of it is used."""

    grants: tuple[Record, ...]
    about: Record = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
