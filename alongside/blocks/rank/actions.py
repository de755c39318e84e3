"""Writes that prepare and open a poll."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.blocks.rank.models import Option, Poll, RollEntry
from alongside.core.accounts.models import Account
from alongside.core.audit.actions import write_audit
from alongside.core.contributions.models import Contribution
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.core.questions.actions import open_question
from alongside.core.questions.models import Question
from alongside.core.threads.actions import tie
from alongside.engines.budgeting import Rule, may_count
from alongside.kit.money import money
from alongside.kit.refused import Refused

USUAL_RULE = Rule(kind="equal-shares", completion="add1-overspend-utilitarian", ties="lowest-cost,most-votes,id")
USUAL_OTHER = Rule(kind="greedy", ties="most-votes,lowest-cost,id", threshold=Fraction(1))
CHOICE_RULE = Rule(kind="greedy", ties="most-votes,id", threshold=Fraction(1))
"""Of several ways that each cost the whole budget (`ONE_CHOICE`) the one with most votes is chosen, and no other."""


@transaction.atomic
# long: every refusal stands before the one write
def create_poll(
    *,
    question: Question,
    ballot_kind: str,
    budget: int,
    actor: Party | None,
    rule: Rule = USUAL_RULE,
    other_rule: Rule | None = USUAL_OTHER,
    **details: Any,
) -> Poll:
    """Lay down what a ballot may say and by which rule it is counted, before the vote. `budget` in minor units.

    `other_rule` is counted beside it, so that everybody sees what it would have decided. `details` are currency,
    most_choices, most_points, wins and roll_only of Poll.
    """
    require("question.write", party=actor, initiative=question.initiative)
    if question.block != "rank":
        raise Refused(_("A vote belongs to a stage in which people vote."))
    if ballot_kind not in Poll.Kind.values:
        raise Refused(_("Choose what a ballot may say."), "ballot_kind")
    if budget <= 0:
        raise Refused(_("Say how much there is to spend."), "budget")
    require_countable(ballot_kind=ballot_kind, rules=(rule, other_rule))
    if Poll.objects.filter(question=question).exists():
        raise Refused(_("This vote has been prepared already."))
    poll = Poll.objects.create(
        organisation_id=question.organisation_id,
        question=question,
        ballot_kind=ballot_kind,
        budget=budget,
        rule=rule.to_json(),
        other_rule=other_rule.to_json() if other_rule else "",
        **details,
    )
    write_audit(act="create_poll", record=poll, actor=actor, after={"kind": ballot_kind, "rule": poll.rule})
    return poll


@transaction.atomic
def change_poll(
    *, poll: Poll, actor: Party | None, rule: Rule | None = None, other_rule: Rule | None = None, **details: Any
) -> Poll:
    """Change what a ballot may say or the rule that counts it, until it is opened. `details` are columns of Poll."""
    require("question.write", party=actor, initiative=poll.question.initiative)
    poll = require_preparing(poll)
    if rule is not None:
        details |= {"rule": rule.to_json(), "other_rule": other_rule.to_json() if other_rule else ""}
    for name, value in details.items():
        setattr(poll, name, value)
    written = [Rule.from_json(text) for text in (poll.rule, poll.other_rule) if text]
    require_countable(ballot_kind=poll.ballot_kind, rules=written)
    poll.save(update_fields=list(details))
    write_audit(act="change_poll", record=poll, actor=actor, after={"changed": sorted(details), "rule": poll.rule})
    return poll


def require_countable(*, ballot_kind: str, rules: Iterable[Rule | None]) -> None:
    """Refuse a rule that cannot count ballots of a kind, before anybody votes; None passes.

    With yes and no only the sum of both is offered: the published file cannot tell a no from a low score, and by the
    sum both count the same.
    """
    utilities = [rule.utility for rule in rules if rule is not None]
    if ballot_kind == Poll.Kind.YES_NO and not all("points" in utility for utility in utilities):
        raise Refused(
            _("With yes and no, choose that points count for a voter: a yes gives one, and a no takes one away."),
            "utility",
        )
    if not all(may_count(ballot_kind, utility) for utility in utilities):
        raise Refused(
            _("What counts for a voter does not stand on such a ballot: choose another, or another kind of ballot."),
            "utility",
        )


def require_preparing(poll: Poll) -> Poll:
    """Return the poll under a lock; refuse once it was opened: what is voted on does not change meanwhile."""
    poll = locked(poll)
    if poll.state != Poll.State.PREPARING:
        raise Refused(_("The vote has been opened: what is on the ballot stays as it is."))
    return poll


def locked(poll: Poll) -> Poll:
    """Return the poll under a lock, with its question and initiative."""
    return Poll.objects.select_for_update(of=("self",)).select_related("question__initiative").get(pk=poll.pk)


@transaction.atomic
def put_on_ballot(
    *, poll: Poll, contribution: Contribution, title: str, cost: int, actor: Party | None, **details: Any
) -> Option:
    """Put a contribution on the ballot, with the title and the cost (minor units) that are voted on.

    Again, while it is being prepared, it brings them up to date. `details` are other columns of Option.
    """
    require("question.write", party=actor, initiative=poll.question.initiative)
    poll = require_preparing(poll)
    if contribution.initiative_id != poll.question.initiative_id:
        raise Refused(_("This belongs to another initiative."))
    count = Option.objects.filter(organisation_id=poll.organisation_id, poll=poll).count()
    option, created = Option.objects.update_or_create(
        organisation_id=poll.organisation_id,
        poll=poll,
        contribution=contribution,
        defaults={"title": title, "cost": cost, **details},
        create_defaults={"title": title, "cost": cost, "number": count + 1, "key": str(count + 1), **details},
    )
    if created:
        tie(source=contribution, target=poll.question, relation="asked")
    write_audit(act="put_on_ballot", record=option, actor=actor, after={"cost": cost})
    return option


@transaction.atomic
def put_on_roll(*, poll: Poll, party: Party, actor: Party | None) -> RollEntry:
    """Enter on the roll who may vote, before the vote opens; the roll is frozen then (rule 12)."""
    require("rank.issue_codes", party=actor, initiative=poll.question.initiative)
    poll = require_preparing(poll)
    entry, created = RollEntry.objects.get_or_create(
        organisation_id=poll.organisation_id, poll=poll, party=party, defaults={"area_id": party.home_place_id}
    )
    if created:
        write_audit(act="put_on_roll", record=entry, actor=actor)
    return entry


def missing_from_pot(poll: Poll) -> int:
    """Return how much of the poll's budget is not set aside yet: 0 where the method asks for no pot."""
    if "pot_ringfenced" not in poll.question.initiative.method.gates:
        return 0
    pot = Account.objects.filter(organisation_id=poll.organisation_id, key=f"pot:{poll.question.initiative_id}").first()
    return max(0, poll.budget - (pot.balance if pot else 0))


@transaction.atomic
def open_poll(*, poll: Poll, actor: Party | None) -> Poll:
    """Open the vote, and its question with it (rule 5): from here on nothing on the ballot changes.

    Refuses without two options, while the pot is not set aside (the method's gate), and an option above the pot.
    """
    poll = require_preparing(poll)
    options = Option.objects.filter(organisation_id=poll.organisation_id, poll=poll)
    if len(options) < 2:
        raise Refused(_("Put at least two things on the ballot: one alone is no choice."))
    missing = missing_from_pot(poll)
    if missing:
        raise Refused(
            _("Set the money aside first: %(missing)s of it is not in the pot.")
            % {"missing": money(missing, poll.currency)}
        )
    dear = next((option for option in options if option.cost > poll.budget), None)
    if dear:
        raise Refused(_("“%(title)s” costs more than there is; it could never win.") % {"title": dear.title})
    open_question(question=poll.question, actor=actor)
    poll.state = Poll.State.OPEN
    poll.save(update_fields=["state"])
    write_audit(
        act="open_poll",
        record=poll,
        actor=actor,
        before={"state": "preparing"},
        after={"state": "open", "options": len(options), "costs": sum(option.cost for option in options)},
    )
    return poll
