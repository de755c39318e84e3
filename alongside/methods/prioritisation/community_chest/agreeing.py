"""Writes that turn scores or votes into a decision: amounts with reasons, two people, everybody answered.

long: from the scores to the decision, step by step.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from alongside.blocks.fund.actions import award_money
from alongside.blocks.fund.models import Award, Pot
from alongside.core.audit.actions import write_audit
from alongside.core.contributions.theming import theme_by_rule
from alongside.core.decisions.actions import draft_decision, drop_action, plan_action, publish_decision, write_answer
from alongside.core.decisions.models import Decision
from alongside.core.initiatives.models import Membership
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.core.questions.models import Question
from alongside.core.threads.actions import tie
from alongside.kit.money import money
from alongside.kit.refused import NotAllowed, Refused
from alongside.methods.prioritisation.community_chest.applying import locked, refuse_overdue
from alongside.methods.prioritisation.community_chest.models import (
    Application,
    Declaration,
    Grant,
    Recommendation,
    Round,
)
from alongside.methods.prioritisation.community_chest.queries import pot_of, ranking
from alongside.methods.prioritisation.community_chest.rules import points_of_100, reached
from alongside.methods.prioritisation.community_chest.voting import conclude_vote

State = Application.State
WAITS, STANDS, DECLINED = "proposed", "standing", "declined"


@transaction.atomic
def recommend_all(*, grant_round: Round, actor: Party) -> list[Recommendation]:
    """Propose an amount for each application down the order, while the round's money lasts, each with its reason.

    The panel then looks at each and changes what it must (`recommend`). Refuses before scoring has ended.
    """
    require("chest.agree", party=actor, initiative=grant_round.question.initiative)
    _require_scored(grant_round)
    ranked = ranking(grant_round)
    pot = pot_of(grant_round)
    amounts = reached(ranked=ranked, pot=min(grant_round.amount, pot.account.balance), least=grant_round.least)
    found = {
        one.number: one
        for one in Application.objects.filter(
            organisation_id=grant_round.organisation_id, grant_round=grant_round, state=State.ELIGIBLE
        ).select_related("group")
    }
    for place, one in enumerate(ranked, start=1):
        words = {"share": points_of_100(one.share), "place": place, "count": len(ranked)}
        reason = _("The panel gave it %(share)s of 100 points: place %(place)s of %(count)s.") % words
        if amounts[one.number] == 0:
            reason += " " + _("The money did not reach this far.")
        elif amounts[one.number] < one.asked:
            reason += " " + _("This is what was left of the round’s money.")
        _write(application=found[one.number], amount=amounts[one.number], reason=reason, actor=actor)
    write_audit(act="recommend_all", record=grant_round, actor=actor, after={"applications": len(ranked)})
    return list(
        Recommendation.objects.filter(organisation_id=grant_round.organisation_id, application__grant_round=grant_round)
    )


def _require_scored(grant_round: Round) -> None:
    if grant_round.decides_by == Round.DecidesBy.PANEL and grant_round.scoring_closed_at is None:
        raise Refused(_("Scoring has not ended yet."))
    if grant_round.question.state == Question.State.DECIDED:
        raise Refused(_("It has been decided."))


def _write(*, application: Application, amount: int, reason: str, actor: Party) -> Recommendation:
    made, _created = Recommendation.objects.update_or_create(
        organisation_id=application.organisation_id,
        application=application,
        defaults={"amount": amount, "reason": reason.strip(), "by": actor},
    )
    return made


@transaction.atomic
# long: each thing that can be wrong has its own words
def recommend(*, application: Application, amount: int, reason: str, actor: Party) -> Recommendation:
    """Propose what one application gets (minor units; 0 for nothing), and why; the group reads the reason.

    Refuses who has an interest in it, more than was asked for, a part below the smallest grant, more than the round
    holds together with the others, and a change while its award waits or stands.
    """
    application = locked(application)
    grant_round = application.grant_round
    require("chest.agree", party=actor, initiative=grant_round.question.initiative)
    _require_scored(grant_round)
    if application.state != State.ELIGIBLE:
        raise Refused(_("Only what can be funded is considered."))
    _refuse_interest(application=application, party=actor)
    if not reason.strip():
        raise Refused(_("Write the reason; the group reads it."), "reason")
    if amount > application.amount:
        raise Refused(_("That is more than was asked for."), "amount")
    if 0 < amount < grant_round.least:
        raise Refused(
            _("The smallest grant here is %(least)s.") % {"least": money(grant_round.least, grant_round.currency)},
            "amount",
        )
    others = Recommendation.objects.filter(
        organisation_id=grant_round.organisation_id,
        application__grant_round=grant_round,
        application__state=State.ELIGIBLE,
    ).exclude(application=application)
    left = grant_round.amount - (others.aggregate(all=Sum("amount"))["all"] or 0)
    if amount > left:
        raise Refused(
            _("Only %(left)s of the round is left. Give less here, or less to another.")
            % {"left": money(max(left, 0), grant_round.currency)},
            "amount",
        )
    if Award.objects.filter(contribution=application.contribution, state__in=[WAITS, STANDS]).exists():
        raise Refused(_("Its award is with the second person already. They can send it back with a no."))
    if amount:
        refuse_overdue(application.group)
    made = _write(application=application, amount=amount, reason=reason, actor=actor)
    write_audit(act="recommend", record=made, actor=actor, after={"amount": amount})
    return made


def _refuse_interest(*, application: Application, party: Party) -> None:
    if Declaration.objects.filter(
        organisation_id=application.organisation_id, application=application, member__party=party, interest=True
    ).exists():
        raise NotAllowed(_("You have declared an interest here: others judge this one."))


@transaction.atomic
def set_awards(*, grant_round: Round, actor: Party) -> list[Award]:
    """Take the money of every recommended award out of the pot, as the first of two people.

    The second one approves or sends back each (FUND's `approve_award`, `decline_award`). Refuses while an application
    has no recommendation; FUND refuses more than the pot holds. Again, it sets those that were sent back and changed.
    """
    require("fund.award", party=actor, initiative=grant_round.question.initiative)
    _require_scored(grant_round)
    pot, made = pot_of(grant_round), []
    eligible = list(_eligible(grant_round))
    for application in eligible:
        found = getattr(application, "recommendation", None)
        if found is None:
            raise Refused(_("Application %(number)s has no recommendation yet.") % {"number": application.number})
        _refuse_interest(application=application, party=actor)
        there = Award.objects.filter(
            organisation_id=grant_round.organisation_id,
            contribution=application.contribution,
            state__in=[WAITS, STANDS],
        ).exists()
        if found.amount and not there:
            made.append(_award(pot=pot, application=application, amount=found.amount, actor=actor))
    write_audit(act="set_awards", record=grant_round, actor=actor, after={"awards": len(made)})
    return made


def _award(*, pot: Pot, application: Application, amount: int, actor: Party) -> Award:
    """Its title says the number only: what and who is told once the decision is published and the terms accepted."""
    words = {"number": application.number, "round": application.grant_round.programme}
    return award_money(
        pot=pot,
        contribution=application.contribution,
        title=_("Application %(number)s, %(round)s") % words,
        amount=amount,
        asked=application.amount,
        terms=application.grant_round.terms,
        actor=actor,
    )


def _eligible(grant_round: Round):  # type: ignore[no-untyped-def]  # a query set of applications
    return (
        Application.objects.filter(
            organisation_id=grant_round.organisation_id, grant_round=grant_round, state=State.ELIGIBLE
        )
        .select_related("contribution", "recommendation", "grant_round", "group")
        .order_by("number")
    )


@transaction.atomic
def draft_result(*, grant_round: Round, actor: Party) -> Decision:
    """Draft what every applicant is told: each one its own reason, and those without money where else they can go.

    Applications stand in it by number, so that nobody who got nothing is named in public. Again, it writes it anew.
    """
    question = grant_round.question
    require("contribution.theme", party=actor, initiative=question.initiative)
    _require_scored(grant_round)
    told: dict[str, tuple[Application, str, str]] = {}
    for application in (
        Application.objects.filter(
            organisation_id=grant_round.organisation_id,
            grant_round=grant_round,
            state__in=[State.ELIGIBLE, State.NOT_ELIGIBLE],
        )
        .select_related("contribution", "recommendation")
        .prefetch_related("checks")
        .order_by("number")
    ):
        verdict, why = _answer(grant_round=grant_round, application=application)
        told[_("Application %(number)s") % {"number": application.number}] = (application, verdict, why)
    if not told:
        raise Refused(_("Nobody has applied."))
    themes = theme_by_rule(
        question=question, groups={title: [one[0].contribution] for title, one in told.items()}, actor=actor
    )
    given = [one[0].recommendation.amount for one in told.values() if one[1] in {"adopted", "adapted"}]
    words = {"count": len(given), "all": len(told), "sum": money(sum(given), grant_round.currency)}
    result = _("%(count)s of %(all)s applications get %(sum)s together.") % words
    decision = draft_decision(question=question, result=result, actor=actor)
    for theme in themes:
        _application, verdict, why = told[theme.title]
        write_answer(decision=decision, theme=theme, verdict=verdict, why=why, actor=actor)
    return decision


def _answer(*, grant_round: Round, application: Application) -> tuple[str, str]:
    """What an applicant is told: the verdict, and the reason in full."""
    if application.state == State.NOT_ELIGIBLE:
        reasons = " ".join(check.reason for check in application.checks.all() if not check.met)
        return "not_adopted", f"{reasons} {grant_round.elsewhere}".strip()
    found = getattr(application, "recommendation", None)
    if found is None:
        raise Refused(_("Application %(number)s has no recommendation yet.") % {"number": application.number})
    if not found.amount:
        return "not_adopted", f"{found.reason} {grant_round.elsewhere}".strip()
    words = {
        "amount": money(found.amount, grant_round.currency),
        "asked": money(application.amount, grant_round.currency),
    }
    said = (
        _("%(amount)s of the %(asked)s asked for.") if found.amount < application.amount else _("%(amount)s, in full.")
    )
    return ("adapted" if found.amount < application.amount else "adopted"), f"{said % words} {found.reason}"


@transaction.atomic
# long: it names its keyword arguments one to a line
def publish_result(*, grant_round: Round, reason: str, owner: Membership, due: date, actor: Party) -> Decision:
    """Publish the decision of a round as its decider: everybody is answered, those with money are offered its terms.

    `owner` sees to it that each grant is paid, by `due`. Refuses while a second person has not approved an award, a
    decider with an interest in something that gets money, and whatever publish_decision refuses.
    """
    question = Question.objects.select_related("initiative__organisation").get(pk=grant_round.question_id)
    require("decision.write", party=actor, initiative=question.initiative)
    draft = Decision.objects.filter(
        organisation_id=grant_round.organisation_id, question=question, state=Decision.State.DRAFT
    ).first()
    if draft is None:
        raise Refused(_("The fund officer first drafts what everybody is told."))
    awards = {}
    for application in _eligible(grant_round):
        _refuse_interest(application=application, party=actor)
        if application.recommendation.amount:
            awards[application.pk] = (application, _standing(application))
    draft = draft_decision(question=question, result=draft.result, reason=reason, actor=actor)
    for action in draft.actions.all():
        drop_action(action=action, actor=actor)
    for application, award in awards.values():
        words = {"number": application.number, "amount": money(award.amount, grant_round.currency)}
        what = _("Pay %(amount)s for application %(number)s, and hear how it went") % words
        action = plan_action(decision=draft, what=what, owner=owner, due=due, actor=actor)
        tie(source=application.contribution, target=action, relation="acted")
    if not awards:
        what = _("Say when the next round opens")
        plan_action(decision=draft, what=what, owner=owner, due=due, actor=actor)
    decision = publish_decision(decision=draft, actor=actor)
    for application, award in awards.values():
        _offer(application=application, award=award)
    conclude_vote(grant_round=grant_round, reason=reason, owner=owner, due=due, actor=actor)
    _eligible(grant_round).filter(recommendation__amount=0).update(state=State.NOT_AWARDED)
    write_audit(act="publish_result", record=grant_round, actor=actor, after={"awards": len(awards)})
    return decision


def _standing(application: Application) -> Award:
    found = Award.objects.filter(
        organisation_id=application.organisation_id, contribution=application.contribution, state__in=[WAITS, STANDS]
    ).first()
    number = {"number": application.number}
    if found is None:
        raise Refused(_("Set the award for application %(number)s first.") % number)
    if found.state == WAITS:
        raise Refused(_("A second person has not approved the award for application %(number)s yet.") % number)
    if found.amount != application.recommendation.amount:
        raise Refused(_("The award for application %(number)s is not what was recommended.") % number)
    return found


def _offer(*, application: Application, award: Award) -> None:
    report_by = application.ends_on + timedelta(days=application.grant_round.report_days)
    Grant.objects.create(
        organisation_id=application.organisation_id, application=application, award=award, report_by=report_by
    )
    application.state = State.AWARDED
    application.save(update_fields=["state"])
