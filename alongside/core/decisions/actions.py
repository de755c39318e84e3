"""Writes about decisions."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.core.audit.actions import write_audit
from alongside.core.contributions.models import Theming
from alongside.core.decisions import rules
from alongside.core.decisions.answering import answer_everybody
from alongside.core.decisions.events import DecisionPublished
from alongside.core.decisions.models import Action, Answer, Decision
from alongside.core.initiatives.models import Membership
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.core.questions.models import Question, Theme
from alongside.core.threads.actions import tie
from alongside.kit import clock, events
from alongside.kit.refused import NotAllowed, Refused

MISSING = {
    "decided": gettext_lazy("This question has a published decision. A new one must replace it, with a reason."),
    "closed": gettext_lazy("People can still answer. A decision is published only after the question closed."),
    "decider": gettext_lazy("Only the person who was named as decider can publish it."),
    "unthemed": gettext_lazy("Some contributions have not been read into a theme by two people yet."),
    "unchecked": gettext_lazy("Some themes have not been checked by a resident, or a resident disagrees."),
    "answers": gettext_lazy("Some themes have no answer yet. Each gets one, with a reason."),
    "reason": gettext_lazy("Write the reason, so that somebody who hoped for something else can understand it."),
    "actions": gettext_lazy("Say what will be done, by whom and by when: at least one action."),
}


@transaction.atomic
def draft_decision(*, question: Question, result: str, actor: Party, reason: str = "") -> Decision:
    """Write down a decision as a draft; while there is a draft, it is changed."""
    require("decision.write", party=actor, initiative=question.initiative)
    if not result.strip():
        raise Refused(_("Say in one sentence what was decided."), "result")
    decision, _created = Decision.objects.update_or_create(
        organisation_id=question.organisation_id,
        question=question,
        state=Decision.State.DRAFT,
        defaults={"result": result.strip(), "reason": reason.strip()},
    )
    write_audit(act="draft_decision", record=decision, actor=actor, after={"state": "draft"})
    return decision


def _require_draft(decision: Decision) -> None:
    if decision.state != Decision.State.DRAFT:
        raise Refused(_("A published decision never changes. Replace it with a new one, and say why."))


@transaction.atomic
def write_answer(*, decision: Decision, theme: Theme, verdict: str, why: str, actor: Party) -> Answer:
    """Say to one theme whether it was adopted, adapted, not adopted or noted, and why."""
    require("decision.write", party=actor, initiative=decision.question.initiative)
    _require_draft(decision)
    if verdict not in Answer.Verdict.values:
        raise Refused(_("Choose one of the four answers."), "verdict")
    if not why.strip():
        raise Refused(_("Say why, to the people who wrote it."), "why")
    if theme.question_id != decision.question_id:
        raise Refused(_("This theme belongs to another question."), "theme")
    answer, _created = Answer.objects.update_or_create(
        organisation_id=decision.organisation_id,
        decision=decision,
        theme=theme,
        defaults={"verdict": verdict, "why": why.strip()},
    )
    write_audit(act="write_answer", record=answer, actor=actor, after={"verdict": verdict})
    return answer


@transaction.atomic
def plan_action(
    *, decision: Decision, what: str, owner: Membership, due: date, actor: Party, outcome: Any = None
) -> Action:
    """Promise in a draft decision what will be done, by whom, by when, and which measure it means to move."""
    require("decision.write", party=actor, initiative=decision.question.initiative)
    _require_draft(decision)
    if not what.strip():
        raise Refused(_("Say what will be done."), "what")
    if owner.initiative_id != decision.question.initiative_id:
        raise Refused(_("The owner must be a member of this initiative."), "owner")
    action = Action.objects.create(
        organisation_id=decision.organisation_id,
        decision=decision,
        what=what.strip(),
        owner=owner,
        due=due,
        outcome=outcome,
    )
    write_audit(act="plan_action", record=action, actor=actor, after={"due": due.isoformat()})
    return action


@transaction.atomic
def drop_action(*, action: Action, actor: Party) -> None:
    """Take an action out of a draft; what was promised in a published decision stays."""
    require("decision.write", party=actor, initiative=action.decision.question.initiative)
    _require_draft(action.decision)
    write_audit(act="drop_action", record=action, actor=actor, before={"due": action.due.isoformat()})
    action.delete()


# long: it names its keyword arguments one to a line
def standing_in_the_way(*, decision: Decision, actor: Party | None) -> tuple[str, ...]:
    """Return the keys of `MISSING` that stand between this draft and publication (rule 6)."""
    question = Question.objects.select_related("decider").get(pk=decision.question_id)
    now = clock.now()
    decider = question.decider
    by_decider = (
        decider is not None
        and actor is not None
        and decider.party_id == actor.pk
        and decider.valid_from <= now
        and (decider.valid_to is None or now < decider.valid_to)
    )
    themes = Theme.objects.filter(organisation_id=question.organisation_id, question=question, contribution_count__gt=0)
    needs_check = question.block == "ask"
    checked = Theming.objects.filter(
        organisation_id=question.organisation_id, theme__question=question, checked_by__isnull=False, disputed=""
    ).values("theme")
    disputed = Theming.objects.filter(organisation_id=question.organisation_id, theme__question=question).exclude(
        disputed=""
    )
    unconfirmed = themes.exclude(pk__in=checked).count() + disputed.count() if needs_check else 0
    return rules.missing_to_publish(
        rules.Draft(
            question_state=question.state,
            closes_at=question.closes_at,
            now=now,
            by_decider=by_decider,
            reason=decision.reason,
            unthemed=question.unthemed_count,
            unconfirmed_themes=unconfirmed,
            themes=themes.count(),
            answered_themes=decision.answers.filter(theme__in=themes).count(),
            actions=decision.actions.count(),
        )
    )


@transaction.atomic
def publish_decision(*, decision: Decision, actor: Party) -> Decision:
    """Publish a decision and answer everybody who contributed (rules 6 to 8).

    Refuses, naming each thing that is missing. Of two who publish at once, the second is told that it was decided.
    """
    question = Question.objects.select_for_update().get(pk=decision.question_id)
    decision = Decision.objects.select_for_update().select_related("question").get(pk=decision.pk)
    missing = standing_in_the_way(decision=decision, actor=actor)
    if "decider" in missing:
        raise NotAllowed(str(MISSING["decider"]))
    if missing:
        raise Refused(" ".join(str(MISSING[key]) for key in missing))
    _require_draft(decision)
    decision.decided_by, decision.published_at = question.decider, clock.now()
    decision.state = Decision.State.PUBLISHED
    try:
        with transaction.atomic():
            decision.save(update_fields=["decided_by", "published_at", "state"])
    except IntegrityError:
        raise Refused(str(MISSING["decided"])) from None
    if question.state != Question.State.DECIDED:
        question.state = Question.State.DECIDED
        question.save(update_fields=["state"])
    _tie_decision(decision)
    answer_everybody(decision)
    write_audit(
        act="publish_decision", record=decision, actor=actor, before={"state": "draft"}, after={"state": "published"}
    )
    events.tell(DecisionPublished(decision=decision))
    return decision


def _tie_decision(decision: Decision) -> None:
    for answer in decision.answers.select_related("theme"):
        tie(source=answer.theme, target=decision, relation="answered")
    for action in decision.actions.all():
        tie(source=decision, target=action, relation="acted")
    tie(source=decision.question, target=decision, relation="decided")


CARRIED = ("what", "owner", "due", "outcome", "returned_by", "returned_at", "returned_why", "return_count")


def _carry_over(*, decision: Decision, later: Decision) -> None:
    """Give a later decision the answers, and the actions that are still open, as they stood."""
    for answer in decision.answers.all():
        Answer.objects.create(
            organisation_id=answer.organisation_id,
            decision=later,
            theme=answer.theme,
            verdict=answer.verdict,
            why=answer.why,
        )
    for action in decision.actions.filter(done_at__isnull=True, explained=""):
        columns = {name: getattr(action, name) for name in CARRIED}
        Action.objects.create(organisation_id=action.organisation_id, decision=later, **columns)


# long: it names its keyword arguments one to a line
@transaction.atomic
def supersede_decision(*, decision: Decision, result: str, reason: str, actor: Party) -> Decision:
    """Replace a published decision by a new one of the same decider, with the reason for the change (rule 7).

    The answers and the actions that are still open are carried over as they stood; contributors are told anew.
    """
    decision = Decision.objects.select_for_update(of=("self",)).select_related("question__decider").get(pk=decision.pk)
    if decision.state != Decision.State.PUBLISHED:
        raise Refused(_("Only the published decision can be replaced."))
    decider = decision.question.decider
    if decider is None or decider.party_id != actor.pk:
        raise NotAllowed(str(MISSING["decider"]))
    if not result.strip() or not reason.strip():
        raise Refused(_("Say what is decided now, and why it changed."), "reason")
    decision.state = Decision.State.SUPERSEDED
    decision.save(update_fields=["state"])
    later = Decision.objects.create(
        organisation_id=decision.organisation_id,
        question=decision.question,
        result=result.strip(),
        reason=reason.strip(),
        supersedes=decision,
    )
    _carry_over(decision=decision, later=later)
    later.decided_by, later.published_at, later.state = decider, clock.now(), Decision.State.PUBLISHED
    later.save(update_fields=["decided_by", "published_at", "state"])
    tie(source=decision, target=later, relation="superseded")
    _tie_decision(later)
    write_audit(
        act="supersede_decision",
        record=later,
        actor=actor,
        before={"decision": str(decision.pk)},
        after={"state": "published"},
    )
    events.tell(DecisionPublished(decision=later))
    return later
