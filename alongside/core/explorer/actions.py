"""Writes of the explorer. Nobody answers for somebody else, and no page shows one person's answer."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.core.audit.actions import write_audit
from alongside.core.explorer import rules
from alongside.core.explorer.models import Could, ExplorerAnswer, ExplorerSheet, ExplorerTally
from alongside.core.explorer.queries import may_answer_as
from alongside.core.explorer.tally import add_to_tally, counted_again, facts
from alongside.core.initiatives.actions import start_initiative
from alongside.core.initiatives.methods import catalogue, method
from alongside.core.initiatives.models import Initiative
from alongside.core.people.models import Party
from alongside.core.people.queries import roles_in_organisation
from alongside.core.services.models import Service
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused


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


def _require_method(key: str) -> None:
    if key not in {one.key for one in catalogue()}:
        raise Refused(_("There is no such method."), "method")


def _save(*, answer: ExplorerAnswer, before: Mapping[str, int]) -> None:
    answer.at = clock.now()
    answer.save()
    after = facts(answer)
    change = {key: after.get(key, 0) - before.get(key, 0) for key in {*after, *before}}
    change = {key: count for key, count in change.items() if count}
    if change:
        add_to_tally(sheet=answer.sheet, method_key=answer.method_key, change=change)
        write_audit(
            act="answer_explorer",
            record=answer,
            actor=answer.sheet.party or answer.sheet.entered_by,
            before={"method": answer.method_key, "said": sorted(before)},
            after={"method": answer.method_key, "said": sorted(after)},
        )


def _current(*, sheet: ExplorerSheet, method_key: str) -> ExplorerAnswer | None:
    return (
        ExplorerAnswer.objects.select_for_update(of=("self",))
        .select_related("sheet__party", "sheet__entered_by")
        .filter(organisation_id=sheet.organisation_id, sheet=sheet, method_key=method_key)
        .first()
    )


@transaction.atomic
def answer_explorer(
    *, sheet: ExplorerSheet, method_key: str, answer: str, why: str = "", proof: str = ""
) -> ExplorerAnswer:
    """Answer of one method how far it happens in this service; a later answer replaces it, and the audit keeps both.

    Refuses "could not apply here" without why. An answer that it does not happen clears what was said of its depth.
    """
    _require_method(method_key)
    if answer not in set(rules.Presence):
        raise Refused(_("Choose one of the answers."), "answer")
    if answer == rules.Presence.NOT_HERE and not why.strip():
        raise Refused(_("Say in a few words why it could not apply here."), "why")
    current = _current(sheet=sheet, method_key=method_key)
    before = facts(current) if current else {}
    row = current or ExplorerAnswer(organisation_id=sheet.organisation_id, sheet=sheet, method_key=method_key)
    row.answer = answer
    row.why = why.strip() if answer == rules.Presence.NOT_HERE else ""
    row.proof = proof.strip()
    if not rules.is_present(rules.Presence(answer)):
        row.rung, row.evidence, row.promises, row.loop = None, None, [], []
    _save(answer=row, before=before)
    return row


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
    row = _current(sheet=sheet, method_key=method_key)
    if row is None or not rules.is_present(rules.Presence(row.answer)):
        raise Refused(_("First say that it happens, at least once."), "answer")
    if not 0 <= rung < len(rules.RUNGS) or not 0 <= evidence < len(rules.EVIDENCE):
        raise Refused(_("Choose one of the answers."), "rung")
    before = facts(row)
    row.rung, row.evidence = rung, evidence
    row.promises = [mark for mark in rules.PROMISES if mark in promises]
    row.loop = [mark for mark in rules.LOOP if mark in loop]
    _save(answer=row, before=before)
    return row


@transaction.atomic
def say_could_we(
    *, sheet: ExplorerSheet, method_key: str, could: str, reason: str, ratings: Mapping[str, int | None]
) -> ExplorerAnswer:
    """Say of an empty cell whether it could be: yes, maybe or no, why, and five ratings from 0 to 4 or None each.

    Somebody who has not answered yet is taken to have said "never" only if they say so: it refuses without an answer.
    """
    row = _current(sheet=sheet, method_key=method_key)
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
    _save(answer=row, before=before)
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
