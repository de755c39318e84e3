"""Writes of those who read: writing back, gathering under themes, checking."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.blocks.ask import rules
from alongside.core.contributions.actions import acknowledge
from alongside.core.contributions.models import Contribution
from alongside.core.contributions.theming import remove_theming, theme_by_rule, theme_contribution
from alongside.core.initiatives.permissions import require
from alongside.core.people.models import Party
from alongside.core.questions.actions import add_theme
from alongside.core.questions.models import Question, Theme
from alongside.kit.refused import Refused

ACKNOWLEDGEMENT_PLACEHOLDERS = ("name", "words", "date")


def check_personal(text: str, *, known: Iterable[str], personal: Iterable[str]) -> None:
    """Refuse a line to many that would say the same to all, and a placeholder that nothing fills."""
    allowed = list(known)
    unknown = rules.unknown_placeholders(text, allowed)
    if unknown:
        raise Refused(
            _("Nothing can be put in place of {%(name)s}. You can use %(known)s.")
            % {"name": unknown[0], "known": ", ".join(f"{{{name}}}" for name in allowed)},
            "text",
        )
    if not set(rules.PLACEHOLDER.findall(text)) & set(personal):
        raise Refused(
            _("Each person wrote something of their own. Use %(personal)s, so that each line says what it answers.")
            % {"personal": _(" or ").join(f"{{{name}}}" for name in personal)},
            "text",
        )


def name_of(contribution: Contribution) -> str:
    """Return how to call whoever gave it."""
    return contribution.party.name if contribution.party else _("neighbour")


@transaction.atomic
def acknowledge_many(*, contributions: Collection[Contribution], text: str, actor: Party) -> int:
    """Write back to several people, each with their name, their words or their date in the line. Returns how many.

    What somebody answered meanwhile is passed over. Refuses a line without a placeholder that is each person's own.
    """
    if not contributions:
        raise Refused(_("Choose at least one answer."), "chosen")
    check_personal(text, known=ACKNOWLEDGEMENT_PLACEHOLDERS, personal=("words", "name"))
    count = 0
    for contribution in contributions:
        if contribution.acknowledged_at or contribution.state != Contribution.State.RECEIVED:
            continue
        values = {
            "name": name_of(contribution),
            "words": f"“{rules.first_words(contribution.text)}”",
            "date": date_format(contribution.answer_by, "j F Y"),
        }
        acknowledge(contribution=contribution, text=rules.fill(text, values), actor=actor)
        count += 1
    return count


@transaction.atomic
def read_into_themes(
    *, contribution: Contribution, themes: Collection[Theme], actor: Party, new_theme: str = "", why: str = ""
) -> Contribution:
    """Say under which themes an answer belongs: what another reader chose is confirmed, or taken out with a reason.

    A theme counts once two people chose it. Refuses no theme at all, and taking out another's theme without a reason.
    """
    chosen = list(themes)
    if new_theme.strip() and contribution.question:
        chosen.append(add_theme(question=contribution.question, title=new_theme, actor=actor))
    if not chosen:
        raise Refused(_("Choose a theme, or name a new one."), "themes")
    existing = {theming.theme_id: theming for theming in contribution.themings.all()}
    keys = {theme.pk for theme in chosen}
    for key, theming in existing.items():
        own = theming.first_by_id == actor.pk and theming.second_by_id is None
        if key not in keys:
            if not own and not why.strip():
                raise Refused(_("Somebody else put it under another theme. Say why it does not belong there."), "why")
            remove_theming(theming=theming, actor=actor, why=why.strip() or _("Changed my mind"))
    for theme in chosen:
        before = existing.get(theme.pk)
        if before is None or (before.second_by_id is None and before.first_by_id != actor.pk):
            theme_contribution(contribution=contribution, theme=theme, actor=actor)
    contribution.refresh_from_db()
    return contribution


@transaction.atomic
def gather_wordless(*, question: Question, actor: Party) -> int:
    """Gather the answers that ticked boxes and wrote nothing under one theme: there are no words for two to read."""
    require("contribution.theme", party=actor, initiative=question.initiative)
    found = list(
        Contribution.objects.filter(
            organisation_id=question.organisation_id,
            question=question,
            state="received",
            themed_at__isnull=True,
            body__words=False,
        )
    )
    if not found:
        raise Refused(_("Every answer that is left has words in it: those are read."))
    theme_by_rule(question=question, groups={_("Ticked answers, nothing written"): found}, actor=actor)
    return len(found)
