"""Writes for a round in which everybody votes: what can be funded goes on a ballot of RANK, and its count proposes."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.blocks.rank.actions import create_poll, put_on_ballot
from alongside.blocks.rank.models import Option, Poll, Result
from alongside.blocks.rank.words import Says
from alongside.core.audit.actions import write_audit
from alongside.core.decisions.actions import draft_decision, plan_action, publish_decision
from alongside.core.initiatives.models import Membership
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.core.questions.actions import draft_question
from alongside.engines.budgeting import Rule
from alongside.kit.refused import Refused
from alongside.methods.prioritisation.community_chest.models import Application, Recommendation, Round

State = Application.State


def poll_of(grant_round: Round) -> Poll | None:
    """Return the vote on the applications of a round, None where there is none."""
    return (
        Poll.objects.filter(
            organisation_id=grant_round.organisation_id,
            question__settings__chest_round=str(grant_round.pk),
            question__block="rank",
        )
        .select_related("question__initiative__organisation", "question__decider")
        .first()
    )


@transaction.atomic
# long: it names its keyword arguments one to a line
def prepare_vote(*, grant_round: Round, closes_at: datetime, answer_by: date, actor: Party) -> Poll:
    """Put everything that can be funded on a ballot, at what it asks for; RANK's desk opens, closes and counts it.

    Refuses a round that its panel decides, and one with an application that has not been checked.
    """
    question = grant_round.question
    require("question.write", party=actor, initiative=question.initiative)
    if grant_round.decides_by != Round.DecidesBy.VOTE:
        raise Refused(_("In this round the panel decides, as was published."))
    if poll_of(grant_round) is not None:
        raise Refused(_("This vote has been prepared already."))
    applications = Application.objects.filter(organisation_id=grant_round.organisation_id, grant_round=grant_round)
    waiting = applications.filter(state=State.RECEIVED).order_by("number").first()
    if waiting is not None:
        raise Refused(_("Application %(number)s has not been checked yet.") % {"number": waiting.number})
    asked = draft_question(
        initiative=question.initiative,
        stage="vote",
        prompt=_("Which of these should get a grant? %(round)s") % {"round": grant_round.programme},
        actor=actor,
        information=_("Each was checked and can be funded; each has what it asks for."),
        fixed=question.fixed,
        open_to_change=_("Which of them get the money."),
        decider=question.decider,
        closes_at=closes_at,
        answer_by=answer_by,
        rung="co_production",
        settings={"chest_round": str(grant_round.pk)},
    )
    poll = create_poll(question=asked, ballot_kind="approval", budget=grant_round.amount, actor=actor)
    for one in applications.filter(state=State.ELIGIBLE).select_related("contribution").order_by("number"):
        put_on_ballot(
            poll=poll,
            contribution=one.contribution,
            title=one.title,
            summary=one.outcome,
            cost=one.amount,
            neighbourhood=one.place,
            actor=actor,
        )
    write_audit(act="prepare_vote", record=grant_round, actor=actor)
    return poll


@transaction.atomic
def recommend_by_vote(*, grant_round: Round, actor: Party) -> int:
    """Propose what the count of the vote says, each with its reason from the count; return how many get money."""
    require("chest.agree", party=actor, initiative=grant_round.question.initiative)
    poll = poll_of(grant_round)
    result = Result.objects.filter(poll=poll, official=True).first() if poll else None
    if poll is None or result is None:
        raise Refused(_("Count the votes first."))
    options = {one.number: one for one in Option.objects.filter(organisation_id=grant_round.organisation_id, poll=poll)}
    titles = {one.key: one.title for one in options.values()}
    says = Says(rule=Rule.from_json(result.rule), titles=titles, currency=grant_round.currency)
    for number, option in options.items():
        application = Application.objects.get(contribution_id=option.contribution_id)
        if application.state == State.ELIGIBLE:
            won = number in result.winners
            Recommendation.objects.update_or_create(
                organisation_id=grant_round.organisation_id,
                application=application,
                defaults={
                    "amount": option.cost if won else 0,
                    "reason": says.why(result.reasons[str(number)]),
                    "by": actor,
                },
            )
    write_audit(act="recommend_by_vote", record=grant_round, actor=actor, after={"winners": len(result.winners)})
    return len(result.winners)


def conclude_vote(*, grant_round: Round, reason: str, owner: Membership, due: date, actor: Party) -> None:
    """Publish the decision on the vote itself, with the round's; nothing where there was none."""
    poll = poll_of(grant_round)
    if poll is None or poll.question.state == "decided":
        return
    words = _("The votes were counted by the published rule; the applications are answered one by one.")
    decision = draft_decision(question=poll.question, result=words, actor=actor, reason=reason)
    plan_action(decision=decision, what=_("Pay the grants that won"), owner=owner, due=due, actor=actor)
    publish_decision(decision=decision, actor=actor)
