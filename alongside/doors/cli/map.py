"""`alongside map`: draw the opinion map of a conversation that Polis exported. No database, no Django."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from alongside.doors.cli.mapping.printing import as_findings, as_words
from alongside.engines.opinions import as_json, draw_map, findings, without
from alongside.kit.refused import Refused
from alongside.standards.polis import read_path

NEEDS_DJANGO = False
HELP = "draw the opinion map of a conversation that Polis exported"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("file", help="participants-votes.csv; comments.csv beside it gives the moderation")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    parser.add_argument(
        "--polis-compatible",
        action="store_true",
        help="treat statements that are moderated out as Polis does, and always give groups",
    )
    parser.add_argument(
        "--integrity",
        action="store_true",
        help="name voting that looks copied, hasty or blind, and say how far the map depends on it",
    )


def run(options: Namespace) -> int:
    """Print the map: 0, or 2 with one line on stderr where the file is refused."""
    if options.json and options.integrity:
        raise Refused("--json prints the map alone: ask for --integrity without it.")
    try:
        export = read_path(options.file, times=options.integrity)
    except Refused as no:
        print(f"{options.file}: {no.message}" if no.field != "file" else no.message, file=sys.stderr)
        return 2
    for note in export.notes:
        print(f"Note: {note}", file=sys.stderr)
    drawn = draw_map(
        export.votes,
        moderated_out=export.moderated_out,
        meta=export.meta,
        polis_compatible=options.polis_compatible,
    )
    if options.json:
        print(as_json(drawn))
        return 0
    print(as_words(drawn, {name: each.words for name, each in export.statements.items()}))
    if options.integrity:
        found = findings(drawn.votes, export.times)
        print(as_findings(found, without(drawn, {each.participant for each in found})))
    return 0
