"""Writes that lead a participatory budget from its proposals to its vote, and from the count to its answers."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.blocks.fund.actions import award_money
from alongside.blocks.fund.models import Pot
from alongside.blocks.propose.actions import record_outcome
from alongside.blocks.propose.models import Proposal, Status
from alongside.blocks.rank.models import Option, Poll, Result
from alongside.blocks.rank.words import Says
from alongside.core.contributions.models import Contribution
from alongside.core.contributions.theming import theme_by_rule
from alongside.core.decisions.actions import draft_decision, plan_action, publish_decision, write_answer
from alongside.core.decisions.models import Decision
from alongside.core.initiatives.models import Membership
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.core.questions.models import Question
from alongside.core.threads.actions import tie
from alongside.engines.budgeting import Rule
from alongside.kit import clock
from alongside.kit.money import money
from alongside.kit.refused import Refused

Owners = Mapping[UUID, tuple[Membership, date]]
"""Who delivers each winner, and by when, by the identity of its option."""


def official_result(poll: Poll) -> Result:
    """Return the count by the published rule; refuse where there is none yet."""
    result = Result.objects.filter(organisation_id=poll.organisation_id, poll=poll, official=True).first()
    if result is None:
        raise Refused(_("Count the votes first."))
    return result


def _options(poll: Poll) -> dict[int, Option]:
    found = Option.objects.filter(organisation_id=poll.organisation_id, poll=poll).select_related("contribution")
    return {option.number: option for option in found}


def winners_of(polls: Sequence[Poll]) -> list[Option]:
    """Return what won, ballot by ballot, in the order of each count. Refuses while one is not counted."""
    found = []
    for poll in polls:
        options = _options(poll)
        found += [options[number] for number in official_result(poll).winners]
    return found


@transaction.atomic
def sort_by_result(*, polls: Sequence[Poll], proposals: Question, elsewhere: str, actor: Party) -> Decision:
    """Gather the proposals by the published rule, as the returning officer, and draft what each is told.

    Chosen; not chosen, each with its own reason from the count; not feasible or joined, with the reason from its check.
    `elsewhere` says where a proposal that did not win can go next. Again, before publication, it writes them anew.
    Refuses while one of the ballots of the round is not counted.
    """
    chosen = winners_of(polls)
    require("contribution.theme", party=actor, initiative=proposals.initiative)
    groups = _Groups(elsewhere=elsewhere)
    others: list[Option] = []
    for poll in polls:
        options = _options(poll)
        groups.add_poll(poll=poll, result=official_result(poll), options=options)
        others += [option for option in options.values() if option not in chosen]
    groups.add_rest(proposals)
    record_outcome(
        question=proposals,
        chosen=[option.contribution for option in chosen],
        others=[option.contribution for option in others],
        actor=actor,
        reason=_("As the votes were counted."),
    )
    themes = theme_by_rule(question=proposals, groups=groups.members, actor=actor)
    count = len(chosen)
    text = ngettext(
        "%(count)s proposal is chosen and will be done.", "%(count)s proposals are chosen and will be done.", count
    ) % {"count": count}
    decision = draft_decision(question=proposals, result=text, actor=actor)
    for theme in themes:
        verdict, why = groups.answers[theme.title]
        write_answer(decision=decision, theme=theme, verdict=verdict, why=why, actor=actor)
    return decision


@transaction.atomic
def announce_result(
    *, polls: Sequence[Poll], proposals: Question, owners: Owners, reason: str, actor: Party
) -> tuple[list[Decision], Decision]:
    """Publish the result as its decider: everybody is answered, each winner promised by an owner, its money awarded.

    Returns the decisions on the votes and the one that answers the proposals. Refuses unless each winner has an owner,
    and whatever publish_decision refuses.
    """
    chosen = winners_of(polls)
    missing = [option.title for option in chosen if option.pk not in owners]
    if missing:
        raise Refused(_("Say who delivers “%(title)s”, and by when.") % {"title": missing[0]}, "owners")
    draft = Decision.objects.filter(
        organisation_id=proposals.organisation_id, question=proposals, state=Decision.State.DRAFT
    ).first()
    if draft is None:
        raise Refused(_("The returning officer first gathers the proposals by the count."))
    draft = draft_decision(question=proposals, result=draft.result, reason=reason, actor=actor)
    for option in chosen:
        owner, due = owners[option.pk]
        action = plan_action(decision=draft, what=option.title, owner=owner, due=due, actor=actor)
        tie(source=option.contribution, target=action, relation="acted")
    if not chosen:
        raise Refused(_("Nothing won: say in a decision of your own what happens to the money."))
    answers = publish_decision(decision=draft, actor=actor)
    votes = []
    for poll in polls:
        votes.append(_decide_vote(poll=poll, result=official_result(poll), actor=actor, reason=reason, owners=owners))
        award_winners(poll=poll, actor=actor)
    return votes, answers


class _Groups:
    """The groups that the proposals fall into by rule: chosen, and by reason of not being chosen; with answers."""

    def __init__(self, *, elsewhere: str) -> None:
        self.members: dict[str, list[Contribution]] = {}
        self.answers: dict[str, tuple[str, str]] = {}
        self.elsewhere = elsewhere.strip()

    def add_poll(self, *, poll: Poll, result: Result, options: Mapping[int, Option]) -> None:
        """Add what stood on one ballot.

        A winner's group is common to all; each loser is told its own reason, so each has an answer of its own.
        """
        titles = {option.key: option.title for option in options.values()}
        says = Says(rule=Rule.from_json(result.rule), titles=titles, currency=poll.currency)
        for number, option in options.items():
            if number in result.winners:
                title = str(_("Chosen in the vote"))
                self.answers[title] = (
                    "adopted",
                    _("It won, and will be done. The actions below say by whom and by when."),
                )
            else:
                title = str(_("Not chosen: %(title)s") % {"title": option.title})[:200]
                why = says.why(result.reasons[str(number)])
                self.answers[title] = ("not_adopted", f"{why} {self.elsewhere}".strip())
            self.members.setdefault(title, []).append(option.contribution)

    def add_rest(self, proposals: Question) -> None:
        """Add those that never were on the ballot: found not feasible, or joined with another."""
        rest = Proposal.objects.filter(
            Q(status=Status.NOT_FEASIBLE) | Q(status=Status.MERGED),
            organisation_id=proposals.organisation_id,
            question=proposals,
            contribution__state="received",
        ).select_related("contribution")
        for proposal in rest:
            change = proposal.status_changes.order_by("-id").first()
            why = change.reason if change else ""
            label = _("Cannot be done") if proposal.status == Status.NOT_FEASIBLE else _("Joined with another")
            title = f"{label}: {proposal.title}"[:200]
            verdict = "not_adopted" if proposal.status == Status.NOT_FEASIBLE else "adapted"
            tail = self.elsewhere if verdict == "not_adopted" else ""
            self.members.setdefault(title, []).append(proposal.contribution)
            self.answers[title] = (verdict, f"{why} {tail}".strip() or str(label))


def _decide_vote(*, poll: Poll, result: Result, actor: Party, reason: str, owners: Owners) -> Decision:
    """The decision on the vote itself is its count; what it promises is to tell how far the winners are."""
    text = _("By %(voters)s ballots, %(spent)s of %(budget)s goes to %(count)s projects.") % {
        "voters": f"{result.voters:,}",
        "spent": money(result.spent, poll.currency),
        "budget": money(poll.budget, poll.currency),
        "count": len(result.winners),
    }
    decision = draft_decision(question=poll.question, result=text, actor=actor, reason=reason)
    owner = poll.question.decider or next(iter(owners.values()))[0]
    last = max((due for _owner, due in owners.values()), default=clock.today())
    plan_action(
        decision=decision,
        what=_("Publish how far each winning project is, until the last is done"),
        owner=owner,
        due=last,
        actor=actor,
    )
    decision = publish_decision(decision=decision, actor=actor)
    tie(source=decision, target=result, relation="became")
    return decision


@transaction.atomic
def award_winners(*, poll: Poll, actor: Party) -> int:
    """Award each winner its money from the pot, and return how many got theirs now; twice is the same as once."""
    pot = Pot.objects.filter(organisation_id=poll.organisation_id, initiative=poll.question.initiative).first()
    result = official_result(poll)
    if pot is None:
        return 0
    have = set(pot.awards.values_list("contribution_id", flat=True))
    options = Option.objects.filter(
        organisation_id=poll.organisation_id, poll=poll, number__in=result.winners, cost__gt=0
    )
    new = [option for option in options.select_related("contribution") if option.contribution_id not in have]
    for option in new:
        award_money(pot=pot, contribution=option.contribution, title=option.title, amount=option.cost, actor=actor)
    return len(new)
