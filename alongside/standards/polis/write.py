"""Write a conversation in the form in which Polis exports one."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from io import StringIO

import numpy as np

from alongside.engines.opinions import Votes
from alongside.standards.polis.read import COMMENTS, VOTES, PolisExport, Statement

Rows = Iterable[Iterable[object]]


def compose(export: PolisExport, *, groups: Mapping[str, int | None] | None = None) -> dict[str, str]:
    """Return the files of an export by name, with a `group-id` for those in `groups`.

    Read again they give the same votes and statements. Times are not written: they would tell who voted when.
    """
    return {
        VOTES: _table(_people(export.votes, export.statements, groups or {})),
        COMMENTS: _table(_comments(export.votes, export.statements)),
    }


def _people(votes: Votes, statements: Mapping[str, Statement], groups: Mapping[str, int | None]) -> Rows:
    yield ["participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree", *votes.statements]
    written = [each.author for each in statements.values()]
    for at, person in enumerate(votes.participants):
        columns, values = votes.row(at)
        cells = np.full(votes.width, "", dtype=object)
        cells[columns] = values
        group = groups.get(person)
        agree, disagree = int((values == 1).sum()), int((values == -1).sum())
        counts = [written.count(person), columns.size, agree, disagree]
        yield [person, "" if group is None else group, *counts, *cells.tolist()]


def _comments(votes: Votes, statements: Mapping[str, Statement]) -> Rows:
    yield ["timestamp", "comment-id", "author-id", "agrees", "disagrees", "moderated", "is-meta", "comment-body"]
    agrees = np.bincount(votes.columns[votes.values == 1], minlength=votes.width)
    disagrees = np.bincount(votes.columns[votes.values == -1], minlength=votes.width)
    place = {name: at for at, name in enumerate(votes.statements)}
    for each in statements.values():
        at = place.get(each.id)
        counts = (0, 0) if at is None else (agrees[at], disagrees[at])
        yield [each.written, each.id, each.author, *counts, each.moderated, int(each.meta), each.words]


def _table(rows: Rows) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
