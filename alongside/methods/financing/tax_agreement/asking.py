"""Writes about weighing: the panel's findings, and the open survey that carries them."""

from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from alongside.blocks.ask.actions import asking as ask
from alongside.blocks.ask.answers import items_of
from alongside.blocks.ask.models import Item
from alongside.core.audit.actions import write_audit
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.core.questions.actions import add_document, edit_question
from alongside.core.questions.models import Question
from alongside.kit.money import money
from alongside.kit.refused import Refused
from alongside.methods.financing.tax_agreement.models import Base, Panel
from alongside.methods.financing.tax_agreement.options import refuse_wording
from alongside.methods.financing.tax_agreement.queries import Worked, base_of, wording_of, worked

SETTING = "tax_agreement"
"""Where the survey keeps which of its items is which, and which answer to the check of understanding is right."""


def signed_base(initiative: Initiative) -> Base:
    """Return the signed figures and options; refuse while they are not signed."""
    base = base_of(initiative)
    if base is None or base.signed_at is None:
        raise Refused(_("First the finance officer signs the figures and the options."))
    return base


@transaction.atomic
def record_panel(*, initiative: Initiative, makeup: str, words: str, actor: Party, dissent: str = "") -> Panel:
    """Write down what the panel found, in its own words, and what some of it saw otherwise.

    Refuses before the options are signed, twice, and findings without how the panel was made up.
    """
    require("tax.panel", party=actor, initiative=initiative)
    base = signed_base(initiative)
    if not makeup.strip():
        raise Refused(_("Say how many they were, how they were drawn, and whom they heard."), "makeup")
    if not words.strip():
        raise Refused(_("Write down what the panel found, in its own words."), "words")
    if Panel.objects.filter(organisation_id=base.organisation_id, base=base).exists():
        raise Refused(_("The panel’s findings stand already."))
    panel = Panel.objects.create(
        organisation_id=base.organisation_id,
        base=base,
        makeup=makeup.strip(),
        words=words.strip(),
        dissent=dissent.strip(),
        by=actor,
    )
    write_audit(act="record_panel", record=panel, actor=actor)
    return panel


@transaction.atomic
# long: it names its keyword arguments one to a line
def ask_everybody(
    *,
    initiative: Initiative,
    prompt: str,
    decider: Membership,
    closes_at: datetime,
    answer_by: date,
    actor: Party,
) -> Question:
    """Draft the survey: which option, why, and a check that the question is understood; the panel's findings with it.

    Refuses before the options are signed, before the panel has spoken, and a question that is not neutral.
    """
    base = signed_base(initiative)
    panel = Panel.objects.filter(organisation_id=base.organisation_id, base=base).first()
    if panel is None:
        raise Refused(_("First the panel says what it found: everybody reads it before they answer."))
    refuse_wording(base, wording_of(base, prompt=prompt))
    found = worked(base)
    question = ask.write_question(
        initiative=initiative,
        stage="weigh",
        prompt=prompt,
        actor=actor,
        fixed=base.advisory,
        open_to_change=_("Which option, and what the money is for."),
        information=information_of(base, found),
        decider=decider,
        closes_at=closes_at,
        answer_by=answer_by,
        rung="engagement",
    )
    _attach_panel(question=question, panel=panel, actor=actor)
    _items(question=question, found=found, actor=actor)
    question.refresh_from_db()
    return question


def information_of(base: Base, found: list[Worked]) -> str:
    """Return what people need to know, each option in the same words: bills, what is done, what is not done."""
    parts = [base.gap_words]
    for one in found:
        band = "D" if "D" in {line.band for line in one.lines} else one.lines[0].band
        line = one.line(band)
        parts.append(
            _(
                "%(title)s. A band %(band)s home pays %(more)s more a year. It brings %(brings)s a year. "
                "Done: %(does)s Not done: %(does_not)s"
            )
            % {
                "title": one.option.title,
                "band": band,
                "more": money(line.more),
                "brings": money(one.brings),
                "does": one.option.does,
                "does_not": one.option.does_not,
            }
        )
    return "\n\n".join(parts)


def _attach_panel(*, question: Question, panel: Panel, actor: Party) -> None:
    parts = [_("How the panel was made up"), panel.makeup, _("What it found"), panel.words]
    if panel.dissent:
        parts += [_("What some of it saw otherwise"), panel.dissent]
    add_document(
        question=question,
        title=_("What the panel found"),
        says=_("People drawn by lot weighed the options. Read this before you answer."),
        file=ContentFile("\n\n".join(parts).encode(), name="panel.txt"),
        actor=actor,
    )


# long: three items, one after the other
def _items(*, question: Question, found: list[Worked], actor: Party) -> None:
    """Ask for words, for one option, and, where there is a rise, whether the amount is understood."""
    ask.save_item(
        question=question,
        item=items_of(question)[0],
        actor=actor,
        prompt=_("What matters to you in this choice?"),
        hint=_("A sentence or two is enough."),
        required=False,
    )
    option = ask.save_item(
        question=question,
        actor=actor,
        kind=Item.Kind.ONE,
        prompt=_("Which option would you choose?"),
        options=[one.option.title for one in found],
        required=True,
    )
    kept = {"option": option.key}
    amounts = list(dict.fromkeys(money(one.lines[0].more) for one in found if one.lines))
    rises = [one for one in found if one.option.rise and one.lines]
    if rises and len(amounts) > 1:
        right = rises[0]
        check = ask.save_item(
            question=question,
            actor=actor,
            kind=Item.Kind.ONE,
            prompt=_(
                "To see whether we were clear: by “%(title)s”, how much more would a band %(band)s home pay a year?"
            )
            % {"title": right.option.title[:120], "band": right.lines[0].band},
            options=amounts,
        )
        kept |= {"check": check.key, "right": money(right.lines[0].more)}
    edit_question(question=question, actor=actor, settings={**question.settings, SETTING: kept})
