"""Writes of the explorer. Nobody answers for somebody else, and no page shows one person's answer."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.core.audit.actions import audit_entry, write_audit, write_audits
from alongside.core.explorer import rules
from alongside.core.explorer.models import Could, ExplorerAnswer, ExplorerSheet, ExplorerTally
from alongside.core.explorer.queries import may_answer_as
from alongside.core.explorer.tally import add_to_tallies, counted_again, facts
from alongside.core.initiatives.actions import start_initiative
from alongside.core.initiatives.methods import catalogue, method
from alongside.core.initiatives.models import Initiative
from alongside.core.people.models import Party
from alongside.core.people.queries import roles_in_organisation
from alongside.core.services.models import Service
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused

_COLUMNS = ["answer", "why", "proof", "rung", "promises", "loop", "evidence"]
_COLUMNS += ["could", "could_reason", *rules.RATINGS, "at"]
"""What a later answer of the same person about the same method replaces."""


@transaction.atomic
def begin_sheet(*, service: Service, party: Party, side: str) -> ExplorerSheet:
    """Begin one's answers about a service, on the side on which one meets it; begun already, the same sheet comes back.

    Refuses the public side to somebody whom the organisation appointed to nothing and who has no part in the service,
    and a change of side: answers given as staff would become a resident's.
    """
    if party.organisation_id != service.organisation_id or party.erased_at:
        raise NotAllowed(_("Sign in first, so that nobody is counted twice."))
    if side not in may_answer_as(service=service, party=party):
        raise NotAllowed(_("Choose the side on which you meet this service."), "side")
    sheet, created = ExplorerSheet.objects.get_or_create(
        organisation_id=service.organisation_id, service=service, party=party, defaults={"side": side}
    )
    if sheet.side != side:
        raise Refused(_("You have begun to answer on the other side. One person answers on one side."), "side")
    if created:
        write_audit(act="begin_sheet", record=sheet, actor=party, after={"side": side})
    return sheet


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody says of one method: one of `rules.Presence`, why it could not apply, where one can see it."""

    answer: str
    why: str = ""
    proof: str = ""


def check_said(*, method_key: str, said: Said) -> None:
    """Refuse an unknown method or answer, and "could not apply here" without why."""
    _require_method(method_key)
    if said.answer not in set(rules.Presence):
        raise Refused(_("Choose one of the answers."), "answer")
    if said.answer == rules.Presence.NOT_HERE and not said.why.strip():
        raise Refused(_("Say in a few words why it could not apply here."), "why")


def _require_method(key: str) -> None:
    if key not in {one.key for one in catalogue()}:
        raise Refused(_("There is no such method."), "method")


def _save(*, sheet: ExplorerSheet, answers: Sequence[ExplorerAnswer], before: Mapping[str, Mapping[str, int]]) -> None:
    """Keep the answers of one sheet, what they change in the tallies, and an entry for each that says another thing."""
    changes, entries = {}, []
    for answer in answers:
        answer.at = clock.now()
        was, after = before.get(answer.method_key, {}), facts(answer)
        change = {key: after.get(key, 0) - was.get(key, 0) for key in {*after, *was}}
        changes[answer.method_key] = {key: count for key, count in change.items() if count}
        entry = audit_entry(
            act="answer_explorer",
            record=answer,
            actor=sheet.party or sheet.entered_by,
            before={"method": answer.method_key, "said": sorted(was)},
            after={"method": answer.method_key, "said": sorted(after)},
        )
        entries += [entry] if changes[answer.method_key] else []
    ExplorerAnswer.objects.bulk_create(answers, update_conflicts=True, unique_fields=["id"], update_fields=_COLUMNS)
    if entries:
        add_to_tallies(sheet=sheet, changes={key: change for key, change in changes.items() if change})
        write_audits(entries)


def _current(*, sheet: ExplorerSheet, methods: Collection[str]) -> dict[str, ExplorerAnswer]:
    """Return what was said before of these methods, by method, under a lock."""
    found = ExplorerAnswer.objects.select_for_update().filter(
        organisation_id=sheet.organisation_id, sheet=sheet, method_key__in=methods
    )
    return {answer.method_key: answer for answer in found.order_by("id")}


@transaction.atomic
def answer_explorer(
    *, sheet: ExplorerSheet, method_key: str, answer: str, why: str = "", proof: str = ""
) -> ExplorerAnswer:
    """Answer of one method how far it happens in this service; a later answer replaces it, and the audit keeps both.

    Refuses "could not apply here" without why. An answer that it does not happen clears what was said of its depth.
    """
    [row] = answer_methods(sheet=sheet, answers={method_key: Said(answer=answer, why=why, proof=proof)})
    return row


@transaction.atomic
def answer_methods(*, sheet: ExplorerSheet, answers: Mapping[str, Said]) -> list[ExplorerAnswer]:
    """Answer of several methods, by their keys, as `answer_explorer` does of one; all are kept or none."""
    for key, said in answers.items():
        check_said(method_key=key, said=said)
    current = _current(sheet=sheet, methods=list(answers))
    before = {key: facts(answer) for key, answer in current.items()}
    rows = []
    for key, said in answers.items():
        row = current.get(key) or ExplorerAnswer(organisation_id=sheet.organisation_id, sheet=sheet, method_key=key)
        row.answer = said.answer
        row.why = said.why.strip() if said.answer == rules.Presence.NOT_HERE else ""
        row.proof = said.proof.strip()
        if not rules.is_present(rules.Presence(said.answer)):
            row.rung, row.evidence, row.promises, row.loop = None, None, [], []
        rows.append(row)
    _save(sheet=sheet, answers=rows, before=before)
    return rows


@transaction.atomic
def say_how_deep(
    *,
    sheet: ExplorerSheet,
    method_key: str,
    rung: int,
    promises: Collection[str],
    loop: Collection[str],
    evidence: int,
) -> ExplorerAnswer:
    """Say of a way of working that happens at all who decides, what both sides promise, whether people are answered.

    `rung` is 0 to 6, `evidence` 0 to 3, both marks from the lists in the rules. Refuses where it does not happen.
    """
    row = _current(sheet=sheet, methods=[method_key]).get(method_key)
    if row is None or not rules.is_present(rules.Presence(row.answer)):
        raise Refused(_("First say that it happens, at least once."), "answer")
    if not 0 <= rung < len(rules.RUNGS) or not 0 <= evidence < len(rules.EVIDENCE):
        raise Refused(_("Choose one of the answers."), "rung")
    before = facts(row)
    row.rung, row.evidence = rung, evidence
    row.promises = [mark for mark in rules.PROMISES if mark in promises]
    row.loop = [mark for mark in rules.LOOP if mark in loop]
    _save(sheet=sheet, answers=[row], before={method_key: before})
    return row


@transaction.atomic
def say_could_we(
    *, sheet: ExplorerSheet, method_key: str, could: str, reason: str, ratings: Mapping[str, int | None]
) -> ExplorerAnswer:
    """Say of an empty cell whether it could be: yes, maybe or no, why, and five ratings from 0 to 4 or None each.

    Somebody who has not answered yet is taken to have said "never" only if they say so: it refuses without an answer.
    """
    row = _current(sheet=sheet, methods=[method_key]).get(method_key)
    if row is None:
        raise Refused(_("First say how far it happens now."), "answer")
    if could not in Could.values:
        raise Refused(_("Choose yes, maybe or no."), "could")
    if not reason.strip():
        raise Refused(_("Give the reason in a sentence."), "reason")
    if set(ratings) - set(rules.RATINGS) or any(
        value is not None and not 0 <= value <= 4 for value in ratings.values()
    ):
        raise Refused(_("A rating goes from 0 to 4."), "importance")
    before = facts(row)
    row.could, row.could_reason = could, reason.strip()
    for name in rules.RATINGS:
        setattr(row, name, ratings.get(name))
    _save(sheet=sheet, answers=[row], before={method_key: before})
    return row


@transaction.atomic
def start_from_explorer(*, service: Service, method_key: str, actor: Party) -> Initiative:
    """Turn a cell into an initiative in state `idea`; one that is an idea already comes back instead of a second one.

    Only an officer or administrator starts one: it promises people an answer.
    """
    _require_method(method_key)
    if not {"officer", "administrator"} & roles_in_organisation(actor):
        raise NotAllowed(_("An officer starts an initiative. Tell one of them which idea you would like to try."))
    Service.objects.select_for_update().get(pk=service.pk)
    begun = Initiative.objects.filter(
        organisation_id=service.organisation_id, service=service, method_key=method_key, state=Initiative.State.IDEA
    ).first()
    if begun:
        return begun
    title = _("%(method)s for %(service)s") % {"method": method(method_key).title, "service": service.name}
    return start_initiative(service=service, method_key=method_key, title=title[:200], actor=actor, place=service.place)


@transaction.atomic
def recount_explorer(*, service: Service) -> int:
    """Count the answers about a service again, mend each tally that differs, return how many did: 0 is proof."""
    true = counted_again(service)
    wrong = 0
    tallies = ExplorerTally.objects.select_for_update().filter(organisation_id=service.organisation_id, service=service)
    for tally in tallies:
        counts: dict[str, Any] = true.pop((tally.method_key, tally.side), {})
        if tally.counts != counts:
            wrong += 1
            tally.counts = counts
            tally.save(update_fields=["counts"])
    for (method_key, side), counts in true.items():
        wrong += 1
        ExplorerTally.objects.create(
            organisation_id=service.organisation_id, service=service, method_key=method_key, side=side, counts=counts
        )
    return wrong
