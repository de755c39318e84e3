"""What an answer adds to the tallies. Kept apart, so that recounting and counting cannot differ."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from alongside.core.explorer.models import ExplorerAnswer, ExplorerSheet, ExplorerTally
from alongside.core.explorer.rules import RATINGS
from alongside.core.services.models import Service


def facts(answer: ExplorerAnswer) -> Counter[str]:
    """Return what one answer adds, without a word that a person wrote."""
    said = [f"answer:{answer.answer}"]
    said += [
        f"{name}:{value}" for name in ("rung", "evidence", *RATINGS) if (value := getattr(answer, name)) is not None
    ]
    said += [f"promises:{mark}" for mark in answer.promises] + [f"loop:{mark}" for mark in answer.loop]
    said += [f"could:{answer.could}"] if answer.could else []
    return Counter(said)


def add_to_tallies(*, sheet: ExplorerSheet, changes: Mapping[str, Mapping[str, int]]) -> None:
    """Add to a side's tallies, by method, the change (which may be below nought), under a lock on their rows."""
    where: dict[str, Any] = {
        "organisation_id": sheet.organisation_id,
        "service_id": sheet.service_id,
        "side": sheet.side,
    }
    # In the order of their keys, so that two who answer at the same time never wait for each other.
    wanted = ExplorerTally.objects.select_for_update().filter(**where, method_key__in=changes).order_by("method_key")
    tallies = list(wanted)
    if missing := sorted(set(changes) - {tally.method_key for tally in tallies}):
        fresh = [ExplorerTally(**where, method_key=key) for key in missing]
        ExplorerTally.objects.bulk_create(fresh, ignore_conflicts=True)
        tallies = list(wanted.all())
    for tally in tallies:
        counted = Counter(tally.counts)
        counted.update(changes[tally.method_key])
        tally.counts = {key: count for key, count in sorted(counted.items()) if count}
    ExplorerTally.objects.bulk_create(tallies, update_conflicts=True, unique_fields=["id"], update_fields=["counts"])


def counted_again(service: Service) -> dict[tuple[str, str], dict[str, int]]:
    """Count all answers about a service again, from the answers: (method, side) to counts."""
    found: dict[tuple[str, str], Counter[str]] = {}
    answers = ExplorerAnswer.objects.filter(
        organisation_id=service.organisation_id, sheet__service=service
    ).select_related("sheet")
    for answer in answers.iterator(chunk_size=2000):
        found.setdefault((answer.method_key, answer.sheet.side), Counter()).update(facts(answer))
    return {key: dict(sorted(counts.items())) for key, counts in found.items()}
