"""Writes about the advisory vote and what the council decides after it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.blocks.rank.actions import CHOICE_RULE, create_poll, put_on_ballot, put_on_roll
from alongside.blocks.rank.models import ONE_CHOICE, Poll
from alongside.core.accounts.actions import open_account
from alongside.core.audit.actions import write_audit
from alongside.core.contributions.actions import acknowledge, receive_contribution, tally_promise
from alongside.core.contributions.models import PromiseTally
from alongside.core.decisions.actions import draft_decision, plan_action, publish_decision
from alongside.core.decisions.models import Decision
from alongside.core.initiatives.actions import close_stage, open_stage
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.core.questions.actions import draft_question
from alongside.core.questions.models import Question
from alongside.core.recognition.models import Recognition
from alongside.core.threads.actions import tie
from alongside.kit import clock
from alongside.kit.money import money
from alongside.kit.refused import Refused
from alongside.methods.financing.tax_agreement.asking import information_of, signed_base
from alongside.methods.financing.tax_agreement.models import Base, Earmark, Option
from alongside.methods.financing.tax_agreement.options import refuse_wording
from alongside.methods.financing.tax_agreement.queries import Worked, poll_of, survey_of, wording_of, worked

CURRENCY = "GBP"


def summary_of(one: Worked) -> str:
    """Return the line under an option on the ballot: cash for the lowest band and for band D, and what it brings."""
    bands = [line.band for line in one.lines]
    if not one.option.rise or not bands:
        return _("No home pays more.")
    first, fourth = one.lines[0], one.line("D" if "D" in bands else bands[-1])
    return _("More a year: band %(a)s %(first)s, band %(d)s %(fourth)s. Brings %(brings)s a year.") % {
        "a": first.band,
        "first": money(first.more),
        "d": fourth.band,
        "fourth": money(fourth.more),
        "brings": money(one.brings),
    }


@transaction.atomic
# long: it names its keyword arguments one to a line
def put_to_vote(
    *,
    initiative: Initiative,
    prompt: str,
    decider: Membership,
    closes_at: datetime,
    answer_by: date,
    actor: Party,
    roll_only: bool = False,
) -> Poll:
    """Prepare the advisory vote: every option with its cash amounts, each ballot names one.

    `roll_only`: only those who are on the roll now, everybody who has an account here, vote without a code. Refuses
    before the options are signed, a prompt that is not neutral, and a second vote.
    """
    require("question.write", party=actor, initiative=initiative)
    base = signed_base(initiative)
    if poll_of(initiative) is not None:
        raise Refused(_("The vote is prepared already."))
    refuse_wording(base, wording_of(base, prompt=prompt))
    found = worked(base)
    # The stages follow from the vote, whoever prepares it: that person need not be a manager.
    for key in ("vote", "decide"):
        open_stage(initiative=initiative, key=key, actor=None)
    question = draft_question(
        initiative=initiative,
        stage="vote",
        prompt=prompt,
        actor=actor,
        fixed=base.advisory,
        open_to_change=_("Which option the council hears most people want."),
        information=information_of(base, found),
        decider=decider,
        closes_at=closes_at,
        answer_by=answer_by,
        rung="consultation",
    )
    poll = create_poll(
        question=question,
        ballot_kind=Poll.Kind.CHOOSE_ONE,
        budget=ONE_CHOICE,
        actor=actor,
        rule=CHOICE_RULE,
        other_rule=None,
        roll_only=roll_only,
    )
    for one in found:
        _offer(poll=poll, one=one, actor=actor)
    if roll_only:
        for party in Party.objects.filter(
            organisation_id=initiative.organisation_id, kind="person", erased_at__isnull=True, user__isnull=False
        ):
            put_on_roll(poll=poll, party=party, actor=actor)
    return poll


def _offer(*, poll: Poll, one: Worked, actor: Party) -> None:
    """Put one option on the ballot. It is the authority's, in the open: nobody's words in particular."""
    initiative = poll.question.initiative
    option = one.option
    contribution, _code = receive_contribution(
        initiative=initiative,
        form="option",
        text=f"{option.title}\n\n{option.does}\n\n{option.does_not}",
        actor=actor,
        act="question.write",
        public=True,
    )
    acknowledge(contribution=contribution, text=_("It is on the ballot, as it was signed."), actor=actor)
    Option.objects.filter(pk=option.pk).update(contribution=contribution)
    put_on_ballot(
        poll=poll,
        contribution=contribution,
        title=option.title,
        cost=ONE_CHOICE,
        summary=summary_of(one)[:300],
        actor=actor,
    )


def most_wanted(poll: Poll, base: Base) -> Option | None:
    """Return the option that most ballots named, once it is counted."""
    result = poll.results.filter(official=True).first()
    if result is None or not result.winners:
        return None
    # They were put on the ballot in their own order, so that the numbers there count them.
    options: list[Option] = list(base.options.all())
    return options[int(result.winners[0]) - 1]


@transaction.atomic
# long: it names its keyword arguments one to a line
def decide_on_vote(
    *, initiative: Initiative, option: Option, reason: str, owner: Membership, due: date, actor: Party
) -> Decision:
    """Say, as the council, which option is taken after the vote, and why, also where it is not what most chose.

    Sets the extra money of a rise apart on an account of its own, and answers every option. Refuses before the count,
    and while the survey, if there was one, is not answered.
    """
    require("decision.write", party=actor, initiative=initiative)
    base, poll = signed_base(initiative), poll_of(initiative)
    if poll is None or poll.state != Poll.State.COUNTED:
        raise Refused(_("The council decides after the votes are counted."))
    if option.base_id != base.pk:
        raise Refused(_("Choose one of the options."), "option")
    survey = survey_of(initiative)
    if survey is not None and survey.state != Question.State.DECIDED:
        raise Refused(_("First answer what people wrote in the survey."))
    wanted = most_wanted(poll, base)
    said = wanted.title if wanted else _("none")
    decision = draft_decision(
        question=poll.question,
        result=(
            _("Most ballots chose “%(wanted)s”; the council takes “%(taken)s”.")
            % {"wanted": said, "taken": option.title}
        )[:300],
        reason=reason,
        actor=actor,
    )
    what = (
        _("Spend the extra money as promised, and publish an account each year")
        if option.rise
        else _("Say each year what was done and not done without a rise")
    )
    plan_action(decision=decision, what=what, owner=owner, due=due, actor=actor)
    decision = publish_decision(decision=decision, actor=actor)
    _answer_options(base=base, taken=option, decision=decision, actor=actor)
    for key in ("read", "vote", "decide"):
        close_stage(initiative=initiative, key=key, actor=None)
    open_stage(initiative=initiative, key="account", actor=None)
    if option.rise:
        _set_apart(base=base, option=option, decision=decision, actor=actor)
    return decision


def _answer_options(*, base: Base, taken: Option, decision: Decision, actor: Party) -> None:
    """Say of each option what became of it, and count the promise that it would be said."""
    for option in base.options.select_related("contribution__initiative"):
        contribution = option.contribution
        if contribution is None or contribution.answered_at is not None:
            continue
        text = _("Taken by the council.") if option.pk == taken.pk else _("Not taken by the council.")
        said = Recognition.objects.create(
            organisation_id=base.organisation_id,
            initiative_id=base.initiative_id,
            contribution=contribution,
            from_party=actor,
            form=Recognition.Form.ANSWER,
            text=f"{text} {decision.reason}",
            at=clock.now(),
        )
        tally_promise(
            contribution=contribution,
            promise=PromiseTally.Promise.ANSWER,
            kept=contribution.answer_by >= clock.today(),
        )
        contribution.answered_at = clock.now()
        contribution.save(update_fields=["answered_at"])
        tie(source=contribution, target=said, relation="answered")
        tie(source=contribution, target=decision, relation="decided")


def _set_apart(*, base: Base, option: Option, decision: Decision, actor: Party) -> Earmark:
    account = open_account(
        organisation=base.initiative.organisation,
        key=f"earmark:{base.initiative_id}",
        name=_("Set apart: %(title)s") % {"title": option.title},
        unit="money",
        initiative=base.initiative,
        side="public",
        currency=CURRENCY,
        floor=0,
        actor=actor,
    )
    earmark = Earmark.objects.create(
        organisation_id=base.organisation_id, base=base, option=option, decision=decision, account=account
    )
    tie(source=decision, target=earmark, relation="became")
    write_audit(act="set_apart", record=earmark, actor=actor, after={"rise": option.rise})
    return earmark
