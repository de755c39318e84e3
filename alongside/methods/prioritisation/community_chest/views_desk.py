"""The desk of a round: opening it, its applications, ending the scoring, amounts, two people, the decision."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alongside.blocks.fund.models import Award
from alongside.core.decisions.models import Answer
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.core.questions.actions import close_question, draft_question, open_question
from alongside.kit import clock
from alongside.kit.money import money
from alongside.kit.refused import NotAllowed
from alongside.methods.prioritisation.community_chest.actions import create_round
from alongside.methods.prioritisation.community_chest.agreeing import (
    draft_result,
    publish_result,
    recommend_all,
    set_awards,
)
from alongside.methods.prioritisation.community_chest.finding import (
    Visitor,
    find_chest,
    find_round,
    page_of,
    visitor_of,
)
from alongside.methods.prioritisation.community_chest.forms_desk import PublishForm, RoundForm, VoteForm
from alongside.methods.prioritisation.community_chest.judging import close_scoring
from alongside.methods.prioritisation.community_chest.models import Application, Hosting, Round
from alongside.methods.prioritisation.community_chest.posting import Doing, carried_out, sent
from alongside.methods.prioritisation.community_chest.queries import applications_of, ranking
from alongside.methods.prioritisation.community_chest.rules import Scored, points_of_100, ties
from alongside.methods.prioritisation.community_chest.views import to_sign_in
from alongside.methods.prioritisation.community_chest.voting import poll_of, prepare_vote, recommend_by_vote


def new(request: Visit, key: UUID) -> HttpResponse:
    """Write a round down, with all its rules, before it opens."""
    initiative = find_chest(request, key)
    if request.party is None:
        return to_sign_in(request)
    visitor = visitor_of(request, initiative)
    if not (visitor.may("question.write") and visitor.keeps):
        raise NotAllowed(_("This is for those who look after the fund."))
    form = RoundForm(*sent(request, "round"), initiative=initiative)
    made: list[Round] = []

    def write(form: RoundForm) -> str:
        made.append(_write(initiative, visitor.party, form))
        return _("The round is written down. Look it over, then open it.")

    if carried_out(request, {"round": Doing(form, write)}):
        return redirect("chest:desk", key=made[0].question_id)
    context = page_of(initiative, form=form)
    return render(request, "chest/new.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _write(initiative: Initiative, party: Party | None, form: RoundForm) -> Round:
    question = draft_question(initiative=initiative, stage="apply", actor=party, **form.question())
    return create_round(question=question, actor=party, **form.round())


# long: it hands the page its context, one name to a line
def desk(request: Visit, key: UUID) -> HttpResponse:
    """What those who run a round do next; each step is there only while it is its turn."""
    grant_round = find_round(request, key)
    if request.party is None:
        return to_sign_in(request)
    initiative = grant_round.question.initiative
    visitor = visitor_of(request, initiative)
    if not visitor.keeps:
        raise NotAllowed(_("This is for those who look after the fund."))
    hostings = Hosting.objects.select_related("host__party").order_by("id")
    applications = list(applications_of(grant_round).prefetch_related(Prefetch("hostings", hostings)))
    awards = {
        one.contribution_id: one
        for one in Award.objects.filter(
            organisation_id=grant_round.organisation_id,
            contribution__in=[one.contribution_id for one in applications],
        ).exclude(state="declined")
    }
    answers = Answer.objects.select_related("theme").order_by("id")
    draft = (
        grant_round.question.decisions.filter(state="draft").prefetch_related(Prefetch("answers", answers)).first()
        if grant_round.question.state == "closed"
        else None
    )
    doings = _doings(request, grant_round, visitor, applications, awards, drafted=draft is not None)
    if carried_out(request, doings):
        return redirect("chest:desk", key=key)
    context = _context(grant_round, visitor, applications, awards) | {
        "draft": draft,
        "forms": {name: one.form for name, one in doings.items()},
        "doings": set(doings),
    }
    return render(request, "chest/desk.html", context, status=409 if request.method == "POST" else 200)


Awards = dict[UUID, Award]


def _said(act: Callable[..., Any], words: str) -> Callable[[Any], str]:
    def do(_form: Any) -> str:
        act()
        return words

    return do


# long: the steps of a round in their order, one to a line
def _doings(
    request: Visit,
    grant_round: Round,
    visitor: Visitor,
    applications: list[Application],
    awards: Awards,
    *,
    drafted: bool,
) -> dict[str, Doing]:
    asked, party = grant_round.question, visitor.party
    assert party is not None  # noqa: S101 - said for the type checker; the desk has looked
    doings: dict[str, Doing] = {}
    if asked.state == "draft" and visitor.may("question.open"):
        words = _("The round is open.")
        doings["open"] = Doing(None, _said(partial(open_question, question=asked, actor=party), words))
    if asked.state == "open" and asked.closes_at and clock.now() >= asked.closes_at:
        words = _("The round is closed. Now check what can be funded.")
        doings["close"] = Doing(None, _said(partial(close_question, question=asked, actor=party), words))
    if asked.state != "closed":
        return doings
    eligible = [one for one in applications if one.state == Application.State.ELIGIBLE]
    unready = [one for one in eligible if not hasattr(one, "recommendation")]
    if visitor.may("chest.agree") and not awards:
        doings |= _agreeing(request, grant_round, party)
    if visitor.may("fund.award") and eligible and not unready and _unset(eligible, awards):
        words = _("The money is out of the pot. A second person approves each award.")
        doings["set"] = Doing(None, _said(partial(set_awards, grant_round=grant_round, actor=party), words))
    if visitor.may("contribution.theme") and not unready and not any(one.state == "received" for one in applications):
        words = _("Each group’s answer is drafted. The decider publishes it.")
        doings["draft"] = Doing(None, _said(partial(draft_result, grant_round=grant_round, actor=party), words))
    if asked.decider and asked.decider.party_id == party.pk and drafted:
        form = PublishForm(*sent(request, "publish"), owners=_owners(asked.initiative))
        doings["publish"] = Doing(form, partial(_publish, grant_round, party))
    return doings


def _unset(eligible: list[Application], awards: Awards) -> bool:
    return any(one.recommendation.amount and one.contribution_id not in awards for one in eligible)


def _agreeing(request: Visit, grant_round: Round, party: Party) -> dict[str, Doing]:
    """Ending the scoring and proposing amounts; or the vote, and what its count proposes."""
    if grant_round.decides_by == Round.DecidesBy.VOTE:
        poll = poll_of(grant_round)
        if poll is None:
            form = VoteForm(*sent(request, "vote"))
            return {"vote": Doing(form, partial(_vote, grant_round, party))}
        if poll.state == "counted":
            act = partial(recommend_by_vote, grant_round=grant_round, actor=party)
            return {"by_vote": Doing(None, _said(act, _("What the count says is proposed.")))}
        return {}
    if grant_round.scoring_closed_at is None:
        words = _("Scoring has ended.")
        return {"end": Doing(None, _said(partial(close_scoring, grant_round=grant_round, actor=party), words))}
    words = _("An amount is proposed for each. Look at every one with the panel.")
    return {"recommend_all": Doing(None, _said(partial(recommend_all, grant_round=grant_round, actor=party), words))}


def _vote(grant_round: Round, party: Party, form: VoteForm) -> str:
    zone = ZoneInfo(grant_round.question.initiative.organisation.time_zone)
    closes_at = datetime.combine(form.cleaned_data["closes_on"] + timedelta(days=1), time(0), tzinfo=zone)
    prepare_vote(grant_round=grant_round, closes_at=closes_at, answer_by=form.cleaned_data["answer_by"], actor=party)
    return _("The vote is prepared. Open it at its desk.")


def _publish(grant_round: Round, party: Party, form: PublishForm) -> str:
    data = form.cleaned_data
    publish_result(
        grant_round=grant_round,
        reason=data["reason"],
        owner=form.owners[data["owner"]],
        due=data["due"],
        actor=party,
    )
    return _("Published. Every group has its answer, and those with a grant are asked to accept it.")


def _owners(initiative: Initiative) -> list[Membership]:
    found = Membership.objects.filter(
        organisation_id=initiative.organisation_id, initiative=initiative, side="public", valid_to__isnull=True
    )
    return list(found.select_related("party").order_by("id"))


# long: it hands the page its context, one name to a line
def _context(grant_round: Round, visitor: Visitor, applications: list[Application], awards: Awards) -> dict[str, Any]:
    asked = grant_round.question
    scores: dict[int, tuple[int, Scored]] = {}
    tied: set[int] = set()
    if grant_round.scoring_closed_at is not None and grant_round.decides_by == Round.DecidesBy.PANEL:
        ranked = ranking(grant_round, applications)
        tied = ties(ranked)
        scores = {one.number: (place, one) for place, one in enumerate(ranked, start=1)}
    rows = []
    for one in sorted(
        applications, key=lambda one: (one.number not in scores, scores.get(one.number, (one.number,))[0])
    ):
        place, score = scores.get(one.number, (None, None))
        award = awards.get(one.contribution_id)
        found = getattr(one, "recommendation", None)
        rows.append(
            {
                "application": one,
                "amount": money(one.amount, grant_round.currency),
                "host": next((row for row in one.hostings.all() if row.state != "refused"), None),
                "place": place,
                "score": points_of_100(score.share) if score else None,
                "spread": points_of_100(score.spread) if score else None,
                "tied": one.number in tied,
                "recommended": money(found.amount, grant_round.currency) if found else "",
                "award": award,
            }
        )
    recommended = sum(one.recommendation.amount for one in applications if hasattr(one, "recommendation"))
    return page_of(
        asked.initiative,
        grant_round,
        visitor=visitor,
        rows=rows,
        scored=bool(scores),
        recommended=money(recommended, grant_round.currency),
        whole=money(grant_round.amount, grant_round.currency),
        poll=poll_of(grant_round) if grant_round.decides_by == Round.DecidesBy.VOTE else None,
    )
