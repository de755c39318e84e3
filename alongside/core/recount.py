"""Proving the stored counters of the core by counting again."""

from django.db.models import Count, F, Q

from alongside.core.contributions.models import Contribution
from alongside.core.initiatives.models import Initiative
from alongside.core.organisations.models import Organisation
from alongside.core.questions.models import Question, Theme

STILL_COUNTED = Q(contributions__state__in=["received", "erased"])


def wrong_counters(organisation: Organisation) -> list[str]:
    """Return a line for each stored counter that is not what counting gives; an empty list is the proof."""
    wrong = []
    initiatives = Initiative.objects.filter(organisation=organisation).annotate(
        counted=Count("contributions", filter=STILL_COUNTED)
    )
    wrong += [f"contributions of initiative {row.slug}" for row in initiatives.exclude(contribution_count=F("counted"))]
    questions = Question.objects.filter(organisation=organisation).annotate(
        counted=Count("contributions", filter=STILL_COUNTED),
        unthemed=Count(
            "contributions", filter=Q(contributions__state="received", contributions__themed_at__isnull=True)
        ),
    )
    wrong += [
        f"contributions of question {row.pk}"
        for row in questions.exclude(contribution_count=F("counted"), unthemed_count=F("unthemed"))
    ]
    withdrawn = Contribution.State.WITHDRAWN
    themes = Theme.objects.filter(organisation=organisation).annotate(
        counted=Count("themings", filter=~Q(themings__contribution__state=withdrawn))
    )
    wrong += [f"contributions under theme {row.pk}" for row in themes.exclude(contribution_count=F("counted"))]
    return wrong
