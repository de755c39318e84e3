"""Writes of those who decide, do and thank."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.blocks.ask import files, rules
from alongside.blocks.ask.actions.asking import stage_for
from alongside.blocks.ask.actions.reading import check_personal, name_of
from alongside.blocks.ask.models import Reading
from alongside.core.contributions.models import Contribution
from alongside.core.decisions.actions import publish_decision
from alongside.core.decisions.doing import do_action
from alongside.core.decisions.models import Action, Answer, Decision
from alongside.core.initiatives.actions import open_stage
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.core.questions.models import Question
from alongside.core.recognition.actions import thank
from alongside.kit import clock
from alongside.kit.refused import Refused

THANKS_PLACEHOLDERS = ("name", "words", "change")


@transaction.atomic
def publish(*, question: Question, actor: Party, has_read: bool) -> Decision:
    """Publish the draft decision, once the decider has said that they have read what people said.

    Opens the stage that comes after deciding, in which what was promised is done.
    """
    decision = Decision.objects.filter(
        organisation_id=question.organisation_id, question=question, state=Decision.State.DRAFT
    ).first()
    if decision is None:
        raise Refused(_("Write the decision first."), "result")
    if not has_read:
        raise Refused(_("Read what people said, and tick that you have. They gave their time for it."), "has_read")
    published = publish_decision(decision=decision, actor=actor)
    Reading.objects.update_or_create(
        organisation_id=question.organisation_id,
        question=question,
        party=actor,
        defaults={"at": clock.now(), "contribution_count": published.question.contribution_count},
    )
    deciding = stage_for(question=question, act="decision.write")
    keys = [stage.key for stage in question.initiative.method.stages]
    after = keys[keys.index(deciding.key) + 1 :] if deciding else []
    if after:
        # The stage follows from the decision, whoever may decide: a decider need not be a manager.
        open_stage(initiative=question.initiative, key=after[0], actor=None)
    return published


@transaction.atomic
def show_done(*, action: Action, proof: str, actor: Party, picture: Any = None) -> Action:
    """Say that something is done, with words and, if there is one, a picture that was checked to be a picture."""
    return do_action(
        action=action, proof=proof, actor=actor, proof_file=files.clean_picture(picture) if picture else ""
    )


def changes_of(contributions: Collection[Contribution]) -> dict[object, str]:
    """Return, for each contribution, what its themes came to, in words: “Sunday opening” was adopted."""
    answers = Answer.objects.filter(
        theme__themings__contribution__in=contributions, decision__state=Decision.State.PUBLISHED
    ).select_related("theme")
    by_theme = {
        answer.theme_id: f"“{answer.theme.title}”: {answer.get_verdict_display().lower()}" for answer in answers
    }
    said: dict[object, str] = {}
    for contribution in contributions:
        found = [by_theme[t.theme_id] for t in contribution.themings.all() if t.theme_id in by_theme]
        said[contribution.pk] = "; ".join(dict.fromkeys(found))
    return said


@transaction.atomic
def thank_many(*, question: Question, contributions: Collection[Contribution], text: str, actor: Party) -> int:
    """Thank several people, each for their own words or for what came of them. Returns how many.

    Refuses before the decision, and a line that would say the same to everybody.
    """
    require("thanks.send", party=actor, initiative=question.initiative)
    if question.state != Question.State.DECIDED:
        raise Refused(_("Thank people once you can say what came of it: it is not decided yet."))
    if not contributions:
        raise Refused(_("Choose at least one answer."), "chosen")
    check_personal(text, known=THANKS_PLACEHOLDERS, personal=("words", "change"))
    changes = changes_of(contributions)
    for contribution in contributions:
        values = {
            "name": name_of(contribution),
            "words": f"“{rules.first_words(contribution.text)}”",
            "change": changes[contribution.pk] or _("it is part of the decision"),
        }
        thank(
            initiative=question.initiative, text=rules.fill(text, values), from_party=actor, contribution=contribution
        )
    return len(contributions)
