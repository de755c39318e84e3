"""`alongside recount POLL`: count a vote again, with everything that must add up, from the tables and the file."""

import json
from argparse import ArgumentParser, Namespace

from alongside.kit.refused import Refused

HELP = "count a vote again: seal, roll, codes, receipts, paper, result"
LONGEST = 70


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("question", help="the identity of the vote: it stands in its address, /rank/…/")
    parser.add_argument("--json", action="store_true", help="print one JSON list and nothing else")


def run(options: Namespace) -> int:
    """Print one line for each thing that was counted again: 0 when all of it holds, 1 otherwise."""
    from uuid import UUID

    from alongside.blocks.rank.models import Poll
    from alongside.blocks.rank.recounting import recount

    try:
        key = UUID(options.question)
    except ValueError:
        raise Refused(f"{options.question} is no identity of a vote.") from None
    poll = Poll.objects.select_related("question__organisation").filter(question_id=key).first()
    if poll is None:
        raise Refused(f"There is no vote {key}.")
    checks = recount(poll)
    if options.json:
        print(json.dumps([vars(check) | {"holds": check.holds} for check in checks], ensure_ascii=False, indent=2))
    else:
        for check in checks:
            said, found = _short(check.said), _short(check.found)
            print(f"holds  {check.what}: {found}" if check.holds else f"WRONG  {check.what}: {said}, found {found}")
    return 0 if all(check.holds for check in checks) else 1


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
