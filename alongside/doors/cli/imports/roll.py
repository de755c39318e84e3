"""`alongside import roll POLL FILE`: take the roll of a vote in from a table, before the vote opens."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from alongside.kit.refused import Refused

HELP = "take in who may vote, from a table (CSV); of each line only a hash is kept"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("question", help="the identity of the vote: it stands in its address, /rank/…/")
    parser.add_argument("file", help="the table; its first line names the columns")
    parser.add_argument("--by", required=True, metavar="EMAIL", help="the returning officer who answers for it")


def run(options: Namespace) -> int:
    """Take it in: all lines, or none; what is wrong is one line of output each."""
    from alongside.blocks.rank.models import Poll
    from alongside.blocks.rank.roll.actions import take_in_roll
    from alongside.blocks.rank.roll.reading import RollRefused
    from alongside.core.people.models import Party

    try:
        text = Path(options.file).read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise Refused(f"{options.file} cannot be read: {problem}") from None
    poll = Poll.objects.select_related("question__initiative").filter(question=options.question).first()
    if poll is None:
        raise Refused(f"There is no vote {options.question}.")
    actor = Party.objects.filter(organisation_id=poll.organisation_id, user__email__iexact=options.by).first()
    try:
        count = take_in_roll(poll=poll, text=text, actor=actor)
    except RollRefused as refused:
        print("\n".join(refused.problems))
        raise Refused("Nothing was taken in.") from None
    print(f"{count:,} people are on the roll now.")
    return 0
