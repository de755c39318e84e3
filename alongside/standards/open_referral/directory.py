"""What a file of services is once it has been read: the services, what must be mended, what one should know."""

from dataclasses import dataclass
from typing import Any

from alongside.standards.records import Problem

Record = dict[str, Any]
"""One service, nested, with every field of the file, the unknown ones too."""


@dataclass(frozen=True, slots=True)
class Directory:
    """The services of a file in its order. With problems, nothing of it should be used; notes are for reading."""

    services: tuple[Record, ...]
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()
