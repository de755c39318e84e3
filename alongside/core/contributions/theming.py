"""Writes that gather contributions under themes: two people code, a resident checks."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from alongside.core.audit.actions import write_audit
from alongside.core.contributions.models import Contribution, Theming
from alongside.core.initiatives.permissions import memberships_of, require
from alongside.core.people.models import Party
from alongside.core.questions.models import Question, Theme
from alongside.core.threads.actions import tie
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused


def _count_unthemed(contribution: Contribution, change: int) -> None:
    """Keep the stored count of what is still to be read."""
    if contribution.question_id:
        Question.objects.filter(pk=contribution.question_id).update(unthemed_count=F("unthemed_count") + change)


def _mark_themed(contribution: Contribution) -> None:
    if contribution.themed_at is None:
        contribution.themed_at = clock.now()
        contribution.save(update_fields=["themed_at"])
        _count_unthemed(contribution, -1)


@transaction.atomic
def theme_contribution(*, contribution: Contribution, theme: Theme, actor: Party) -> Theming:
    """Put a contribution under a theme. The first person proposes it; it counts once a second one agrees."""
    require("contribution.theme", party=actor, initiative=contribution.initiative)
    contribution = Contribution.objects.select_for_update().get(pk=contribution.pk)
    if contribution.question_id != theme.question_id:
        raise Refused(_("This theme belongs to another question."))
    if contribution.state != Contribution.State.RECEIVED:
        raise Refused(_("It was withdrawn."))
    where = {"organisation_id": contribution.organisation_id, "contribution": contribution, "theme": theme}
    theming = Theming.objects.filter(**where).first()  # The contribution is locked: nobody writes another meanwhile.
    if theming is None:
        theming = Theming.objects.create(**where, first_by=actor)
        Theme.objects.filter(pk=theme.pk).update(contribution_count=F("contribution_count") + 1)
    elif theming.second_by_id is None:
        if theming.first_by_id == actor.pk:
            raise Refused(_("You chose this theme. A second person confirms it."))
        theming.second_by = actor
        theming.save(update_fields=["second_by"])
        # A link is never taken back: it is made once two people agree, so that a disputed theme leaves no trace of it.
        tie(source=contribution, target=theme, relation="themed")
        _mark_themed(contribution)
    write_audit(
        act="theme_contribution", record=theming, actor=actor, after={"second": theming.second_by_id is not None}
    )
    return theming


@transaction.atomic
def remove_theming(*, theming: Theming, actor: Party, why: str) -> None:
    """Take a contribution out of a theme where a coder or a resident disagrees; what was said stays in the audit."""
    require("contribution.theme", party=actor, initiative=theming.contribution.initiative)
    contribution = Contribution.objects.select_for_update().get(pk=theming.contribution_id)
    write_audit(act="remove_theming", record=theming, actor=actor, before={"theme": str(theming.theme_id)})
    Theme.objects.filter(pk=theming.theme_id).update(contribution_count=F("contribution_count") - 1)
    theming.delete()
    if contribution.themed_at and not contribution.themings.filter(second_by__isnull=False).exists():
        contribution.themed_at = None
        contribution.save(update_fields=["themed_at"])
        _count_unthemed(contribution, 1)


@transaction.atomic
def check_theming(*, theming: Theming, actor: Party, disputed: str = "") -> Theming:
    """Say, as a resident, that a contribution is rightly where it was put, or why it is not."""
    require("theme.check", party=actor, initiative=theming.contribution.initiative)
    sides = {m.side for m in memberships_of(party=actor, initiative=theming.contribution.initiative)}
    if "citizen" not in sides:
        raise NotAllowed(_("The themes are checked by somebody of the residents' side."))
    theming.checked_by = actor
    theming.disputed = disputed.strip()
    theming.save(update_fields=["checked_by", "disputed"])
    write_audit(act="check_theming", record=theming, actor=actor, after={"disputed": bool(disputed)})
    return theming


@transaction.atomic
def theme_by_rule(*, question: Question, groups: Mapping[str, Iterable[Contribution]], actor: Party) -> list[Theme]:
    """Gather contributions by a published rule (won, not enough support, …) instead of by reading; no second coder.

    Each contribution of `groups` must be one of the question. What was themed before under these titles stays.
    """
    require("contribution.theme", party=actor, initiative=question.initiative)
    themes = []
    for title, members in groups.items():
        theme, _created = Theme.objects.get_or_create(
            organisation_id=question.organisation_id, question=question, title=title
        )
        for contribution in members:
            _theming, created = Theming.objects.get_or_create(
                organisation_id=question.organisation_id,
                contribution=contribution,
                theme=theme,
                defaults={"first_by": actor},
            )
            if created:
                Theme.objects.filter(pk=theme.pk).update(contribution_count=F("contribution_count") + 1)
                tie(source=contribution, target=theme, relation="themed")
            _mark_themed(contribution)
        themes.append(theme)
    write_audit(act="theme_by_rule", record=question, actor=actor, after={"themes": len(themes)})
    return themes
