"""Writes that take a published file in: its projects as options, its ballots as ballots, the rest beside them."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.db.models import F
from django.utils.translation import gettext as _

from alongside.blocks.rank.models import Ballot, Channel, ImportedFile, ImportedLine, Option, Poll, Tally
from alongside.blocks.rank.sealing import take_stock
from alongside.core.contributions.models import Contribution
from alongside.core.initiatives.models import Initiative
from alongside.kit.refused import Refused
from alongside.standards.pabulib import PabulibFile

Progress = Callable[[int, int], None]
BATCH = 5000
MINOR = 100
CHANNELS = {"paper": Channel.PAPER, "internet": Channel.WEB}


def keep_file(*, poll: Poll, file: PabulibFile, name: str, digest: str) -> ImportedFile:
    """Keep what a published file says and no other table has a place for, so that it can go out whole."""
    return ImportedFile.objects.create(
        organisation_id=poll.organisation_id,
        poll=poll,
        name=name[:200],
        digest=digest,
        meta=[list(pair) for pair in file.meta],
        project_columns=list(file.project_columns),
        vote_columns=list(file.vote_columns),
    )


def minor(amount: Fraction) -> int:
    """Return an amount in minor units; refuse what is finer."""
    minor = amount * MINOR
    if minor.denominator != 1:
        raise Refused(_("%(amount)s has more than two decimals.") % {"amount": amount})
    return int(minor)


# long: it names its keyword arguments one to a line
def write_options(*, poll: Poll, file: PabulibFile, at: datetime) -> None:
    """Write the projects as contributions whose givers are not known, and put them on the ballot."""
    columns = file.project_columns
    initiative = poll.question.initiative
    name_at = columns.index("name") if "name" in columns else None
    titles = [" ".join((row.cells[name_at] if name_at is not None else "").split()) or row.id for row in file.projects]
    contributions = Contribution.objects.bulk_create(
        (
            # Nobody waits for a word from us about what was decided elsewhere: the promises count as met.
            Contribution(
                organisation_id=poll.organisation_id,
                initiative=initiative,
                form="proposal",
                text=title,
                at=at,
                public=True,
                acknowledge_by=at,
                acknowledged_at=at,
                answer_by=at.date(),
                answered_at=at,
                themed_at=at,
            )
            for title in titles
        ),
        batch_size=BATCH,
    )
    Initiative.objects.filter(pk=initiative.pk).update(contribution_count=F("contribution_count") + len(contributions))
    category_at = columns.index("category") if "category" in columns else None
    Option.objects.bulk_create(
        (
            Option(
                organisation_id=poll.organisation_id,
                poll=poll,
                contribution=contribution,
                number=number,
                key=row.id[:80],
                title=title[:300],
                cost=minor(row.cost),
                cells=list(row.cells),
                category=row.cells[category_at][:80] if category_at is not None else "",
            )
            for number, (row, title, contribution) in enumerate(
                zip(file.projects, titles, contributions, strict=True), start=1
            )
        ),
        batch_size=BATCH,
    )


# long: it names its keyword arguments one to a line
def write_ballots(*, poll: Poll, file: PabulibFile, progress: Progress) -> None:
    """Write every ballot, and beside it what the file says of it and no table of ours has a place for."""
    number = {row.id: str(at) for at, row in enumerate(file.projects, start=1)}
    channel_at = file.vote_columns.index("voting_method") if "voting_method" in file.vote_columns else None
    tallies: dict[str, int] = {}
    ballots: list[Ballot] = []
    lines: list[ImportedLine] = []
    total = file.ballots.voters

    def lay() -> None:
        Ballot.objects.bulk_create(sorted(ballots, key=lambda one: one.id))
        ImportedLine.objects.bulk_create(lines)
        ballots.clear()
        lines.clear()

    for place, (cells, choices, points) in enumerate(_rows(file=file, number=number)):
        channel = CHANNELS.get(cells[channel_at] or "", Channel.OTHER) if channel_at is not None else Channel.OTHER
        tallies[channel] = tallies.get(channel, 0) + 1
        ballot = Ballot(
            organisation_id=poll.organisation_id, poll=poll, channel=channel, choices=choices, points=points
        )
        ballots.append(ballot)
        lines.append(
            ImportedLine(
                organisation_id=poll.organisation_id,
                poll=poll,
                ballot=ballot,
                place=place,
                cells=json.dumps(cells, ensure_ascii=False),
            )
        )
        if len(ballots) == BATCH:
            lay()
            progress(place + 1, total)
    lay()
    take_stock(Ballot, ImportedLine)
    progress(total, total)
    Tally.objects.bulk_create(
        Tally(organisation_id=poll.organisation_id, poll=poll, channel=channel, ballot_count=count)
        for channel, count in tallies.items()
    )
    Poll.objects.filter(pk=poll.pk).update(ballot_count=total)


def _rows(*, file: PabulibFile, number: dict[str, str]) -> Iterator[tuple[list[str | None], str, str]]:
    """Yield for each line its cells (None where the ballot says it), the chosen numbers and the points.

    A vote is kept in the order of the file. One that names a project twice has its points added up, as it is counted;
    its cells then stay as they were, and so do those with spaces or other ways of writing.
    """
    columns = file.vote_columns
    vote_at = columns.index("vote")
    points_at = columns.index("points") if "points" in columns else None
    ballots, pointed = file.ballots, file.ballots.points is not None
    keys = [row.id for row in file.projects]
    for row, group in zip(file.votes, ballots.member, strict=True):
        cells: list[str | None] = list(row)
        names = row[vote_at].split(",") if row[vote_at] else []
        plain = all(name in number for name in names) and len(set(names)) == len(names)
        given = row[points_at] if points_at is not None else ""
        if plain and pointed:
            plain = len(given.split(",")) == len(names) and all(part.isdigit() for part in given.split(","))
        if plain:
            choices = ",".join(number[name] for name in names)
            cells[vote_at] = None
            if pointed and points_at is not None:
                cells[points_at] = None
        else:
            choices = ",".join(number[keys[at]] for at in ballots.choices[group])
            given = ",".join(str(_decimal_text(one)) for one in ballots.points[group]) if ballots.points else ""
        yield cells, choices, given if pointed else ""


def _decimal_text(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else format(Decimal(value.numerator) / value.denominator, "f")
