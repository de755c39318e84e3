"""Elections of other places, read from published `.pb` files and written back: whole, or not at all."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.blocks.fund.actions import ringfence_pot
from alongside.blocks.rank.actions import create_poll, open_poll
from alongside.blocks.rank.closing import close_poll
from alongside.blocks.rank.counting import count_poll
from alongside.blocks.rank.importing import Progress, keep_file, minor, write_ballots, write_options
from alongside.blocks.rank.models import ImportedFile, Poll
from alongside.blocks.rank.publishing import file_of
from alongside.core.audit.actions import write_audit
from alongside.core.initiatives import actions
from alongside.core.initiatives.choices import CitizenRole
from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.core.questions.actions import draft_question
from alongside.engines.budgeting import Rule
from alongside.kit import clock
from alongside.kit.money import NO_CURRENCY
from alongside.kit.refused import Refused
from alongside.methods.elsewhere import Elsewhere, Reading, begin_elsewhere, decide_elsewhere, service_elsewhere
from alongside.methods.prioritisation.participatory_budget.method import METHOD
from alongside.standards.pabulib import PabulibFile, read, text_of
from alongside.standards.pabulib import rule_of as named_rule

USUAL_TIES = "lowest-cost,most-votes,id"


@dataclass(frozen=True, kw_only=True)
class _Cast:
    """A published election as it is begun here, with the moments at which it opened and closed."""

    begun: Elsewhere
    opens: datetime
    closes: datetime


def read_published(path: str) -> tuple[PabulibFile, bytes]:
    """Read a file from disk; refuse, with the number of the line, what cannot be counted."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise Refused(f"{path} cannot be opened: {(error.strerror or str(error)).lower()}.", "file") from None
    return read(data), data


def rule_of(file: PabulibFile) -> Rule:
    """Return the rule that a file names in META, as we count it; the greedy one where it names none that is known."""
    try:
        return named_rule(file)
    except Refused:
        utility = {"ranked": "cost-borda", "points": "cost-points", "score": "cost-points"}
        return Rule(kind="greedy", utility=utility.get(file.ballots.kind, "cost"))


def other_rule_of(rule: Rule) -> Rule:
    """Return the rule that is counted beside the file's own, for comparison."""
    if rule.kind == "equal-shares":
        return Rule(kind="greedy", ties="most-votes,lowest-cost,id")
    return Rule(kind="equal-shares", completion="add1-overspend-utilitarian", ties=USUAL_TIES)


@transaction.atomic
# long: it names its keyword arguments one to a line
def import_election(
    *,
    organisation: Organisation,
    file: PabulibFile,
    data: bytes,
    name: str,
    listed: bool = True,
    progress: Progress | None = None,
) -> Initiative:
    """Make a published election an initiative of this organisation: service, ballot, every ballot cast, and its count.

    Nothing of it claims to be our own: names and texts say that it comes from a file, its contributors are unknown and
    wait for no answer, and the audit keeps the file's digest. `listed`: everybody sees it. All in one transaction.
    Refuses a file that was imported before.
    """
    digest = hashlib.sha256(data).hexdigest()
    if ImportedFile.objects.filter(organisation=organisation, digest=digest).exists():
        raise Refused(_("This file has been imported already."), "file")
    cast = _start(organisation=organisation, file=file, name=name, listed=listed)
    with clock.at(cast.opens):
        poll = _open(cast=cast, file=file, name=name, digest=digest)
    write_ballots(poll=poll, file=file, progress=progress or (lambda done, total: None))
    with clock.at(cast.closes):
        actions.open_stage(initiative=cast.begun.initiative, key="result", actor=cast.begun.place)
        poll = close_poll(poll=poll, actor=None)
        count_poll(poll=poll, actor=cast.begun.place)
        _decide(cast=cast, poll=poll)
    write_audit(
        act="import_election", record=cast.begun.initiative, after={"file": digest, "ballots": file.ballots.voters}
    )
    return cast.begun.initiative


def _days(file: PabulibFile) -> tuple[datetime, datetime]:
    """When it opened and closed. A year stands for its first and last day; two weeks are the least."""

    def day(key: str, *, last: bool) -> datetime | None:
        text = file.named.get(key, "")
        parts = text.split(".")
        try:
            if len(parts) == 3:
                found = datetime(int(parts[2]), int(parts[1]), int(parts[0]), tzinfo=UTC)
            else:
                found = datetime(int(text), 12 if last else 1, 31 if last else 1, tzinfo=UTC)
        except ValueError:
            return None
        return found + timedelta(days=1) if last else found

    least = timedelta(days=METHOD.least_open_days)
    closes = min(day("date_end", last=True) or clock.now(), clock.now())
    opens = day("date_begin", last=False) or closes - least
    return min(opens, closes - least), closes


# long: it names its keyword arguments one to a line
def _start(*, organisation: Organisation, file: PabulibFile, name: str, listed: bool) -> _Cast:
    """The service and the initiative of the vote, with two measures that the file itself gives a reading of."""
    opens, closes = _days(file)
    unit = " ".join(filter(None, (file.named.get("unit"), file.named.get("subunit") or file.named.get("district"))))
    unit = unit or name
    currency, voters = file.named.get("currency", ""), file.ballots.voters
    share = (file.budget / max(voters, 1)).limit_denominator(100)
    with clock.at(opens - timedelta(days=1)):
        service = service_elsewhere(
            organisation=organisation,
            title=f"Public projects of {unit}",
            summary=_("What the residents of %(unit)s voted on, from a published file.") % {"unit": unit},
            name=name,
            readings=[
                Reading(
                    kind="outcome",
                    measure=_("People who voted"),
                    unit=_("people"),
                    value=Decimal(voters),
                    n=voters or None,
                ),
                Reading(
                    kind="efficiency",
                    measure=_("Money decided on for each ballot"),
                    unit=currency or _("in the file's currency"),
                    value=_decimal(share),
                    n=voters or None,
                ),
            ],
        )
        begun = begin_elsewhere(
            service=service,
            method=METHOD,
            title=f"{unit} {file.named.get('instance', '')}".strip(),
            name=name,
            who=(unit, f"Voters of {unit}"),
            promises=(
                _("A budget of %(budget)s") % {"budget": f"{file.budget} {currency}".strip()},
                _("%(count)s ballots") % {"count": f"{voters:,}"},
            ),
            citizen_roles=[CitizenRole.INNOVATORS],
            problem=" ".join(file.named.get("description", "").split()),
            listed=listed,
        )
    return _Cast(begun=begun, opens=opens, closes=closes)


def _decimal(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.0001"))


# long: it names its keyword arguments one to a line
def _open(*, cast: _Cast, file: PabulibFile, name: str, digest: str) -> Poll:
    """Set the pot aside, lay down the ballot with all its projects, and open it."""
    initiative, place = cast.begun.initiative, cast.begun.place
    currency = (file.named.get("currency") or "")[:3] or NO_CURRENCY
    budget = minor(file.budget)
    actions.open_stage(initiative=initiative, key="rules", actor=place)
    if budget:
        ringfence_pot(
            initiative=initiative, amount=budget, source=_("The published file"), currency=currency, actor=place
        )
    actions.open_stage(initiative=initiative, key="vote", actor=place)
    description = " ".join(file.named.get("description", "").split()) or initiative.title
    question = draft_question(
        initiative=initiative,
        stage="vote",
        prompt=description[:300],
        actor=place,
        fixed=_("The budget and the rule, as the file gives them."),
        open_to_change=_("Which projects win."),
        information=_("Read from the published file %(name)s.") % {"name": name},
        decider=cast.begun.members["decider"],
        opens_at=cast.opens,
        closes_at=cast.closes,
        answer_by=cast.closes.date() + timedelta(days=90),
    )
    rule = rule_of(file)
    poll = create_poll(
        question=question,
        ballot_kind=file.ballots.kind,
        budget=max(budget, 1),
        currency=currency,
        rule=rule,
        other_rule=other_rule_of(rule),
        actor=place,
    )
    if budget != poll.budget:
        raise Refused(_("The budget is nothing; there is nothing to count."), "budget")
    keep_file(poll=poll, file=file, name=name, digest=digest)
    write_options(poll=poll, file=file, at=cast.opens)
    return open_poll(poll=poll, actor=place)


def _decide(*, cast: _Cast, poll: Poll) -> None:
    for stage in ("rules", "vote"):
        actions.close_stage(initiative=cast.begun.initiative, key=stage, actor=cast.begun.place)
    winners = poll.results.get(official=True).winners
    words = _("%(count)s of %(all)s projects win by this count of the published ballots.")
    decide_elsewhere(
        begun=cast.begun,
        question=poll.question,
        result=words % {"count": len(winners), "all": poll.options.count()},
        reason=_(
            "By the rule that the file names, or the usual one where it names none; the result page gives it whole."
        ),
    )


def export_election(initiative: Initiative) -> str:
    """Return the newest vote of an initiative as the text of a `.pb` file. Refuses before it is counted."""
    poll = (
        Poll.objects.filter(organisation_id=initiative.organisation_id, question__initiative=initiative)
        .select_related("question__organisation")
        .order_by("-id")
        .first()
    )
    if poll is None:
        raise Refused(_("This initiative has no vote."))
    published = poll.state == Poll.State.CLOSED and hasattr(poll, "imported")
    if poll.state != Poll.State.COUNTED and not published:
        raise Refused(_("The vote is not over; its ballots are published then."))
    result = poll.results.filter(official=True).first()
    return text_of(file_of(poll, winners=result.winners if result else None))
