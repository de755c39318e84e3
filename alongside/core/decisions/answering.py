"""Giving everybody who contributed to a question what its decision says to them."""

from collections.abc import Iterable
from itertools import groupby

from django.db.models import F

from alongside.core.contributions.models import Contribution, PromiseTally, Theming
from alongside.core.contributions.rules import quarter_of
from alongside.core.decisions.models import Decision
from alongside.core.recognition.models import Recognition
from alongside.core.threads.models import Link
from alongside.kit import clock


def answer_everybody(decision: Decision) -> None:
    """Give each contributor the answers to the themes of what they gave, and count each promise."""
    answers = {answer.theme_id: answer for answer in decision.answers.select_related("theme")}
    contributions = Contribution.objects.filter(
        organisation_id=decision.organisation_id,
        question_id=decision.question_id,
        state="received",
        answered_at__isnull=True,
    )
    themings = (
        Theming.objects.filter(organisation_id=decision.organisation_id, contribution__in=contributions)
        .select_related("contribution")
        .order_by("contribution_id")
    )
    now = clock.now()
    told: list[tuple[Contribution, str]] = []
    for _id, rows in groupby(themings.iterator(chunk_size=2000), key=lambda row: row.contribution_id):
        group = list(rows)
        said = [answers[row.theme_id] for row in group if row.theme_id in answers]
        text = "\n".join(f"{answer.theme.title}: {answer.get_verdict_display()}. {answer.why}" for answer in said)
        told.append((group[0].contribution, text or decision.result))
    _write_answers(decision=decision, told=told)
    _tally_answers(decision=decision, contributions=[contribution for contribution, _text in told])
    contributions.update(answered_at=now)


# long: it names its keyword arguments one to a line
def _write_answers(*, decision: Decision, told: list[tuple[Contribution, str]]) -> None:
    recognitions = Recognition.objects.bulk_create(
        (
            Recognition(
                organisation_id=decision.organisation_id,
                initiative_id=contribution.initiative_id,
                contribution=contribution,
                to_party_id=contribution.party_id,
                from_party_id=decision.decided_by.party_id if decision.decided_by else None,
                form=Recognition.Form.ANSWER,
                text=text,
                at=clock.now(),
            )
            for contribution, text in told
        ),
        batch_size=500,
    )
    Link.objects.bulk_create(
        (
            Link(
                organisation_id=decision.organisation_id,
                source_kind="contribution",
                source_id=contribution.pk,
                target_kind="recognition",
                target_id=one.pk,
                relation="answered",
                at=clock.now(),
            )
            for (contribution, _text), one in zip(told, recognitions, strict=True)
        ),
        batch_size=500,
        ignore_conflicts=True,
    )


def _tally_answers(*, decision: Decision, contributions: Iterable[Contribution]) -> None:
    now, today = clock.now(), clock.today()
    counts: dict[int, list[int]] = {}
    for contribution in contributions:
        late = contribution.answer_by < today
        counts.setdefault(max(0, (now - contribution.at).days), [0, 0])[late] += 1
    for days, (kept, late_count) in counts.items():
        tally, _created = PromiseTally.objects.get_or_create(
            organisation_id=decision.organisation_id,
            initiative_id=decision.question.initiative_id,
            promise=PromiseTally.Promise.ANSWER,
            quarter=quarter_of(today),
            days=days,
        )
        PromiseTally.objects.filter(pk=tally.pk).update(
            kept_count=F("kept_count") + kept, late_count=F("late_count") + late_count
        )
