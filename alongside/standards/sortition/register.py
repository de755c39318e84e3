"""Read a register of addresses, from which letters of invitation are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike

from alongside.engines.lottery import Address
from alongside.kit.refused import Refused
from alongside.standards.sortition.tables import IDS, Row, column, first_row, number, table


def read_register(
    path: str | PathLike[str], *, by: Sequence[str] = (), weight: str = "", id_column: str = ""
) -> tuple[list[Address], Row, dict[str, Row]]:
    """The addresses with their strata and weights, the names of the columns, and the rows by id.

    Refuses missing columns and ids, ids that are double, and weights that are no whole numbers, with the line.
    """
    head, lines = table(path)
    key = column(path, head, (id_column.lower(),) if id_column else IDS)
    strata = [column(path, head, (name.strip().lower(),)) for name in by]
    heavy = column(path, head, (weight.strip().lower(),)) if weight else None
    found, rows = [], dict[str, Row]()
    for line, row in lines:
        if not row[key]:
            raise Refused(f"{path}, line {line}: an address has no {head[key]}.", "addresses")
        if row[key] in rows:
            raise Refused(f"{path}, line {line}: the id {row[key]} stands for two addresses.", "addresses")
        rows[row[key]] = row
        worth = 1 if heavy is None else number(path, line, head[heavy], row[heavy])
        found.append(Address(row[key], tuple(row[at] for at in strata), worth))
    if not found:
        raise Refused(f"{path} holds no addresses.", "file")
    return found, list(first_row(path)), rows
