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
from alongside.core.initiatives import actions, charter
from alongside.core.initiatives.choices import CitizenRole, Motive, Risk
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party
from alongside.core.people.models import Party
from alongside.core.questions.actions import draft_question
from alongside.core.services.actions import add_outcome, add_service, observe
from alongside.core.services.models import Service
from alongside.engines.budgeting import Rule
from alongside.kit import clock
from alongside.kit.refused import Refused
from alongside.methods.prioritisation.participatory_budget.method import METHOD
from alongside.standards.pabulib import PabulibFile, read, text_of
from alongside.standards.pabulib import rule_of as named_rule

USUAL_TIES = "lowest-cost,most-votes,id"


@dataclass(frozen=True, kw_only=True)
class _Cast:
    """Who does what in the run of a published election: nobody of flesh, and the names say so."""

    initiative: Initiative
    place: Party
    members: dict[str, Membership]
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
def import_election(
    *, organisation: Organisation, file: PabulibFile, data: bytes, name: str, progress: Progress | None = None
) -> Initiative:
    """Make a published election an initiative of this organisation: service, ballot, every ballot cast, and its count.

    Nothing of it claims to be our own: names and texts say that it comes from a file, its contributors are unknown and
    wait for no answer, and the audit keeps the file's digest. All in one transaction. Refuses a file that was imported
    before.
    """
    digest = hashlib.sha256(data).hexdigest()
    if ImportedFile.objects.filter(organisation=organisation, digest=digest).exists():
        raise Refused(_("This file has been imported already."), "file")
    cast = _start(organisation=organisation, file=file, name=name)
    with clock.at(cast.opens):
        poll = _open(cast=cast, file=file, name=name, digest=digest)
    write_ballots(poll=poll, file=file, progress=progress or (lambda done, total: None))
    with clock.at(cast.closes):
        actions.open_stage(initiative=cast.initiative, key="result", actor=cast.place)
        poll = close_poll(poll=poll, actor=None)
        count_poll(poll=poll, actor=cast.place)
    write_audit(act="import_election", record=cast.initiative, after={"file": digest, "ballots": file.ballots.voters})
    return cast.initiative


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


def _start(*, organisation: Organisation, file: PabulibFile, name: str) -> _Cast:
    opens, closes = _days(file)
    unit = " ".join(filter(None, (file.named.get("unit"), file.named.get("subunit") or file.named.get("district"))))
    unit = unit or name
    with clock.at(opens - timedelta(days=1)):
        place = add_party(organisation=organisation, name=f"{unit} (published file)"[:200], kind="organisation")
        voters = add_party(organisation=organisation, name=f"Voters of {unit} (published file)"[:200], kind="group")
        service = _service(organisation=organisation, file=file, unit=unit, name=name)
        title = f"{unit} {file.named.get('instance', '')}".strip()
        initiative = actions.start_initiative(
            service=service,
            method_key=METHOD.key,
            title=title[:200],
            actor=None,
            listed=False,
            summary=_("Imported from the published file %(name)s; it was not run here.") % {"name": name},
        )
        members = {
            role.key: charter.add_member(
                initiative=initiative, party=place if role.side == "public" else voters, role=role.key, actor=None
            )
            for role in METHOD.roles
        }
        initiative = _bring_to_life(initiative=initiative, members=members, file=file)
    return _Cast(initiative=initiative, place=place, members=members, opens=opens, closes=closes)


# long: it names its keyword arguments one to a line
def _service(*, organisation: Organisation, file: PabulibFile, unit: str, name: str) -> Service:
    """The service that the money was for, with two measures that the file itself gives a reading of."""
    service = add_service(
        organisation=organisation,
        name=f"Public projects of {unit}"[:200],
        summary=_("What the residents of %(unit)s voted on, from a published file.") % {"unit": unit},
        actor=None,
    )
    voters = file.ballots.voters
    share = (file.budget / max(voters, 1)).limit_denominator(100)
    for kind, measure, unit_, value in (
        ("outcome", _("People who voted"), _("people"), Decimal(voters)),
        ("efficiency", _("Money decided on for each ballot"), file.named.get("currency", "") or "?", _decimal(share)),
    ):
        outcome = add_outcome(
            service=service,
            statement=_("As the published file tells it"),
            measure=measure,
            unit=unit_,
            better="up",
            kind=kind,
            actor=None,
        )
        observe(
            outcome=outcome,
            on=clock.today(),
            value=value,
            source=name[:200],
            n=voters or None,
            baseline=True,
            actor=None,
        )
    return service


def _decimal(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.0001"))


def _bring_to_life(*, initiative: Initiative, members: dict[str, Membership], file: PabulibFile) -> Initiative:
    public, citizen = members["steering_officer"], members["steering_resident"]
    description = " ".join(file.named.get("description", "").split()) or initiative.title
    initiative = actions.shape_initiative(
        initiative=initiative,
        problem=description,
        motives=[Motive.RESPONSIVE],
        citizen_roles=[CitizenRole.INNOVATORS],
        actor=public.party,
    )
    for risk in Risk.values:
        actions.answer_risk(
            initiative=initiative,
            risk=risk,
            likely=False,
            actor=public.party,
            answer=_("Not looked at here: the election took place elsewhere and is read from a published file."),
        )
    for maker, other, what in (
        (
            public,
            citizen,
            _("A budget of %(budget)s") % {"budget": f"{file.budget} {file.named.get('currency', '')}".strip()},
        ),
        (citizen, public, _("%(count)s ballots") % {"count": file.ballots.voters}),
    ):
        offered = charter.offer_commitment(membership=maker, what=what, actor=maker.party)
        charter.accept_commitment(commitment=offered, actor=other.party)
    initiative = actions.commit_initiative(initiative=initiative, actor=public.party)
    return actions.go_live(initiative=initiative, actor=public.party)


# long: it names its keyword arguments one to a line
def _open(*, cast: _Cast, file: PabulibFile, name: str, digest: str) -> Poll:
    """Set the pot aside, lay down the ballot with all its projects, and open it."""
    initiative, place = cast.initiative, cast.place
    currency = (file.named.get("currency") or "")[:3] or "XXX"
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
        decider=cast.members["decider"],
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


def export_election(initiative: Initiative) -> str:
    """Return the newest vote of an initiative as the text of a `.pb` file. Refuses while people vote."""
    poll = (
        Poll.objects.filter(organisation_id=initiative.organisation_id, question__initiative=initiative)
        .select_related("question__organisation")
        .order_by("-id")
        .first()
    )
    if poll is None:
        raise Refused(_("This initiative has no vote."))
    if poll.state not in {Poll.State.CLOSED, Poll.State.COUNTED}:
        raise Refused(_("The vote is not over; its ballots are published then."))
    result = poll.results.filter(official=True).first()
    return text_of(file_of(poll, winners=result.winners if result else None))
