"""Write a `.pb` file: UTF-8, one line feed after every line, cells quoted only where they must be."""

from __future__ import annotations

import csv
import io
from os import PathLike
from pathlib import Path

from alongside.standards.pabulib.file import PabulibFile


def text_of(file: PabulibFile) -> str:
    """The file as text. Reading it again gives an equal file."""
    out = io.StringIO()
    table = csv.writer(out, delimiter=";", lineterminator="\n")
    table.writerows([["META"], ["key", "value"], *file.meta])
    table.writerows([["PROJECTS"], file.project_columns, *(row.cells for row in file.projects)])
    table.writerows([["VOTES"], file.vote_columns])
    if any('"' in line or " " in line for line in file.vote_lines):
        table.writerows(file.votes)
    else:
        out.writelines(f"{line}\n" for line in file.vote_lines)
    return out.getvalue()


def write_path(file: PabulibFile, path: str | PathLike[str]) -> None:
    """Write the file to disk."""
    Path(path).write_bytes(text_of(file).encode())
