"""Writes that move an initiative along its path."""

from collections.abc import Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.core.audit.actions import write_audit
from alongside.core.initiatives import methods, rules
from alongside.core.initiatives.choices import CitizenRole, Motive, Risk
from alongside.core.initiatives.models import Initiative, RiskCheck, StageRun
from alongside.core.initiatives.permissions import require
from alongside.core.initiatives.queries import readiness
from alongside.core.people.models import Party
from alongside.core.people.queries import require_officer
from alongside.core.services.models import Service
from alongside.core.threads.actions import tie
from alongside.kit import clock
from alongside.kit.refused import Refused

MISSING = {
    "risks": gettext_lazy("Look at every risk in the list first, and write what you do about it."),
    "public_promise": gettext_lazy("The public side has promised nothing that residents accepted."),
    "citizen_promise": gettext_lazy("The residents' side has promised nothing that the public side accepted."),
    "outcome_measure": gettext_lazy("No outcome of the service has a first reading, so nobody could see a change."),
    "efficiency_measure": gettext_lazy("No measure of what it takes has a first reading."),
    "actions": gettext_lazy("Some actions are neither done nor explained."),
    "thanks": gettext_lazy("Some people who gave something have not been thanked."),
}


def require_manager(*, initiative: Initiative, party: Party | None) -> None:
    """Refuse a party that may not manage this initiative now; None is the system itself."""
    if party is not None:
        require("initiative.manage", party=party, initiative=initiative)


# long: it names its keyword arguments one to a line
@transaction.atomic
def start_initiative(
    *,
    service: Service,
    method_key: str,
    title: str,
    actor: Party | None,
    summary: str = "",
    problem: str = "",
    grew_from: Any = None,
    **details: Any,
) -> Initiative:
    """Write down an idea: one run of one method about one service, in state `idea`.

    `grew_from` is the Decision that it came out of. `details` are other columns of Initiative (place, motives, …).
    Refuses who is not an officer, a method that is not in the catalogue and a title without a letter or digit.
    """
    if actor is not None:
        require_officer(actor)
    try:
        method = methods.method(method_key)
    except KeyError:
        raise Refused(_("There is no such method."), "method") from None
    slug = slugify(title)[:70]
    if not slug:
        raise Refused(_("Give it a title that people can say."), "title")
    taken = Initiative.objects.filter(organisation_id=service.organisation_id, slug__startswith=slug).count()
    initiative = Initiative.objects.create(
        organisation_id=service.organisation_id,
        service=service,
        method_key=method_key,
        title=title.strip(),
        slug=f"{slug}-{taken + 1}" if taken else slug,
        summary=summary,
        problem=problem,
        grew_from=grew_from,
        acknowledge_days=details.pop("acknowledge_days", method.acknowledge_days),
        answer_days=details.pop("answer_days", method.answer_days),
        **details,
    )
    if grew_from:
        tie(source=grew_from, target=initiative, relation="grew")
    write_audit(act="start_initiative", record=initiative, actor=actor, after={"method": method_key, "state": "idea"})
    return initiative


def _move(*, initiative: Initiative, to: str, actor: Party | None, **columns: Any) -> Initiative:
    """Move along the path, under a lock; `columns` change with the state."""
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    before = initiative.state
    if not rules.may_move(state=before, to=to):
        raise Refused(
            _("It cannot go from “%(before)s” to “%(to)s”.")
            % {"before": initiative.get_state_display(), "to": Initiative.State(to).label}
        )
    initiative.state = to
    for name, value in columns.items():
        setattr(initiative, name, value)
    try:
        with transaction.atomic():
            initiative.save(update_fields=["state", *columns])
    except IntegrityError as problem:
        raise Refused(str(problem)) from problem
    write_audit(act="move_initiative", record=initiative, actor=actor, before={"state": before}, after={"state": to})
    return initiative


@transaction.atomic
def shape_initiative(
    *, initiative: Initiative, problem: str, motives: Sequence[str], citizen_roles: Sequence[str], actor: Party | None
) -> Initiative:
    """Begin to shape an idea: the problem in a resident's words, why we do it together, and on whom it relies."""
    require_manager(initiative=initiative, party=actor)
    if not problem.strip():
        raise Refused(_("Write the problem in the words of somebody who lives with it."), "problem")
    if not motives or not set(motives) <= set(Motive.values):
        raise Refused(_("Say why you do this together: choose at least one motive."), "motives")
    if not citizen_roles or not set(citizen_roles) <= set(CitizenRole.values):
        raise Refused(_("Say what residents are to it: choose at least one role."), "citizen_roles")
    return _move(
        initiative=initiative,
        to="shaping",
        actor=actor,
        problem=problem.strip(),
        motives=list(motives),
        citizen_roles=list(citizen_roles),
    )


@transaction.atomic
def answer_risk(*, initiative: Initiative, risk: str, likely: bool, answer: str, actor: Party | None) -> RiskCheck:
    """Say of one known risk what could happen here and what is done about it; a later answer replaces it."""
    require_manager(initiative=initiative, party=actor)
    if risk not in Risk.values:
        raise Refused(_("There is no such risk in the list."), "risk")
    if not answer.strip():
        raise Refused(_("Write a sentence: what could happen here, and what you do about it."), "answer")
    check, _created = RiskCheck.objects.update_or_create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        risk=risk,
        defaults={"likely": likely, "answer": answer.strip(), "by": actor, "at": clock.now()},
    )
    write_audit(act="answer_risk", record=check, actor=actor, after={"risk": risk, "likely": likely})
    return check


@transaction.atomic
def commit_initiative(*, initiative: Initiative, actor: Party | None) -> Initiative:
    """Fix the first charter: both sides have promised something that the other accepted (rule 1)."""
    require_manager(initiative=initiative, party=actor)
    if not initiative.method.built:
        raise Refused(_("This method has only its guide so far; it cannot be run here yet. The idea stays."))
    missing = [
        key for key in rules.missing_for_live(readiness(initiative)) if key.endswith("_promise") or key == "risks"
    ]
    if missing:
        raise Refused(" ".join(str(MISSING[key]) for key in missing))
    return _move(initiative=initiative, to="committed", actor=actor)


@transaction.atomic
def go_live(*, initiative: Initiative, actor: Party | None) -> Initiative:
    """Go live. Refuses, naming all that is missing, without two sides' promises and both measures (rules 1 and 2)."""
    require_manager(initiative=initiative, party=actor)
    missing = rules.missing_for_live(readiness(initiative))
    if missing:
        raise Refused(" ".join(str(MISSING[key]) for key in missing))
    return _move(initiative=initiative, to="live", actor=actor, live_at=clock.now())


@transaction.atomic
def pause_initiative(*, initiative: Initiative, why: str, actor: Party | None) -> Initiative:
    """Pause from any state that has a next one; nothing new comes in until it resumes."""
    require_manager(initiative=initiative, party=actor)
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if not rules.may_pause(initiative.state):
        raise Refused(_("There is nothing left to pause."))
    if not why.strip():
        raise Refused(_("Say why it pauses: people are waiting for it."), "why")
    initiative.state, initiative.paused_from = "paused", initiative.state
    initiative.save(update_fields=["state", "paused_from"])
    write_audit(
        act="pause_initiative",
        record=initiative,
        actor=actor,
        before={"state": initiative.paused_from},
        after={"state": "paused"},
    )
    return initiative


@transaction.atomic
def resume_initiative(*, initiative: Initiative, actor: Party | None) -> Initiative:
    """Go back to where it paused; to `live` only if it may go live now (rule 1)."""
    require_manager(initiative=initiative, party=actor)
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if initiative.state != Initiative.State.PAUSED:
        raise Refused(_("It is not paused."))
    if initiative.paused_from == Initiative.State.LIVE:
        missing = rules.missing_for_live(readiness(initiative))
        if missing:
            raise Refused(" ".join(str(MISSING[key]) for key in missing))
    initiative.state, initiative.paused_from = initiative.paused_from, ""
    initiative.save(update_fields=["state", "paused_from"])
    write_audit(
        act="resume_initiative",
        record=initiative,
        actor=actor,
        before={"state": "paused"},
        after={"state": initiative.state},
    )
    return initiative


@transaction.atomic
def open_stage(*, initiative: Initiative, key: str, actor: Party | None) -> StageRun:
    """Open a stage of the method; several may be open at once. The initiative must be live."""
    require_manager(initiative=initiative, party=actor)
    if initiative.state not in {Initiative.State.LIVE, Initiative.State.ASSESSING}:
        raise Refused(_("A stage opens only while the initiative is running."))
    if key not in {stage.key for stage in initiative.method.stages}:
        raise Refused(_("This method has no such stage."), "stage")
    run, created = StageRun.objects.get_or_create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        key=key,
        closed_at=None,
        defaults={"opened_at": clock.now()},
    )
    if created:
        write_audit(act="open_stage", record=run, actor=actor, after={"stage": key})
    return run


@transaction.atomic
def close_stage(*, initiative: Initiative, key: str, actor: Party | None) -> None:
    """Close a stage; closing one that is not open changes nothing."""
    require_manager(initiative=initiative, party=actor)
    for run in StageRun.objects.filter(
        organisation_id=initiative.organisation_id, initiative=initiative, key=key, closed_at__isnull=True
    ):
        run.closed_at = clock.now()
        run.save(update_fields=["closed_at"])
        write_audit(act="close_stage", record=run, actor=actor, after={"stage": key})


@transaction.atomic
def start_assessing(*, initiative: Initiative, actor: Party | None) -> Initiative:
    """Begin to judge what came of it."""
    require_manager(initiative=initiative, party=actor)
    return _move(initiative=initiative, to="assessing", actor=actor)
