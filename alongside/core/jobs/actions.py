"""Starting, running, cancelling and reviving jobs."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django_tasks import task

from alongside.core.audit.actions import write_audit
from alongside.core.jobs.models import Job
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.kit import clock
from alongside.kit.refused import Refused

LEASE = timedelta(minutes=2)
MOST_ATTEMPTS = 4
log = logging.getLogger(__name__)

Work = Callable[["Running"], dict[str, Any]]
_kinds: dict[str, Work] = {}


class Cancelled(Exception):
    """Somebody asked for the job to stop; what it wrote in its transaction is rolled back."""


class Running:
    """What the work of a job is given: its row, its arguments, and a way to tell how far it is."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.arguments: dict[str, Any] = job.arguments

    def progress(self, done: int, total: int) -> None:
        """Tell how far it is, and hold the lease; raises Cancelled when somebody asked for that."""
        Job.objects.filter(pk=self.job.pk).update(done_count=done, total_count=total, lease_until=_real_now() + LEASE)
        if Job.objects.filter(pk=self.job.pk, cancel_asked=True).exists():
            raise Cancelled


def job(kind: str) -> Callable[[Work], Work]:
    """Register the work of a kind of job. It must be safe to run again from the start: it may be killed anywhere."""

    def register(work: Work) -> Work:
        _kinds[kind] = work
        return work

    return register


def _real_now() -> datetime:
    """Return the machine's own time: a lease is about this machine, not about the town's calendar."""
    return datetime.now(tz=clock.now().tzinfo)


@transaction.atomic
def start_job(*, organisation: Organisation, kind: str, arguments: dict[str, Any], actor: Party | None) -> Job:
    """Put long work in the queue, in the caller's transaction; the worker takes it from there."""
    started = Job.objects.create(organisation=organisation, kind=kind, arguments=arguments, asked_by=actor)
    write_audit(act="start_job", record=started, actor=actor, after={"kind": kind})
    run_job.enqueue(str(started.pk))
    return started


@transaction.atomic
def cancel_job(*, started: Job, actor: Party | None) -> Job:
    """Ask a job to stop; one that waits is cancelled at once."""
    started = Job.objects.select_for_update().get(pk=started.pk)
    if started.state not in {Job.State.WAITING, Job.State.RUNNING}:
        raise Refused(_("It has ended already."))
    started.cancel_asked = True
    if started.state == Job.State.WAITING:
        started.state, started.ended_at = Job.State.CANCELLED, clock.now()
    started.save(update_fields=["cancel_asked", "state", "ended_at"])
    write_audit(act="cancel_job", record=started, actor=actor)
    return started


@task()
def run_job(key: str) -> None:
    """Run a job that is due; called by the worker. Twice at once is kept apart by the lease."""
    run(key)


def _claim(key: str) -> Job | None:
    now = _real_now()
    claimed = Job.objects.filter(
        Q(state="waiting") | Q(state="running", lease_until__lt=now), pk=key, cancel_asked=False
    ).update(state=Job.State.RUNNING, lease_until=now + LEASE)
    if not claimed:
        return None
    found = Job.objects.select_related("organisation", "asked_by").get(pk=key)
    found.attempts += 1
    found.save(update_fields=["attempts"])
    return found


def run(key: str) -> None:
    """Run a job in this process. What it refuses ends it with that message; a bug is tried again a few times."""
    found = _claim(key)
    if found is None:
        return
    ended = threading.Event()
    holder = threading.Thread(target=_hold_lease, args=(key, ended), daemon=True)
    if connection.vendor == "postgresql":  # On SQLite the writer holds the only lock; its lease is held by progress.
        holder.start()
    try:
        result = _kinds[found.kind](Running(found))
        _end(found, state=Job.State.DONE, result=result)
    except Cancelled:
        _end(found, state=Job.State.CANCELLED)
    except Refused as refused:
        _end(found, state=Job.State.FAILED, problem=str(refused))
    except Exception as problem:
        log.exception("A job of kind %s failed", found.kind)
        if found.attempts >= MOST_ATTEMPTS:
            _end(found, state=Job.State.FAILED, problem=type(problem).__name__)
        else:
            Job.objects.filter(pk=key).update(lease_until=_real_now() + timedelta(seconds=5 * 4**found.attempts))
    finally:
        ended.set()


def _hold_lease(key: str, ended: threading.Event) -> None:
    while not ended.wait(LEASE.total_seconds() / 3):
        Job.objects.filter(pk=key, state="running").update(lease_until=_real_now() + LEASE)
    connection.close()


def _end(found: Job, *, state: str, result: dict[str, Any] | None = None, problem: str = "") -> None:
    Job.objects.filter(pk=found.pk).update(
        state=state, result=result or {}, problem=problem[:500], ended_at=clock.now(), lease_until=None
    )


def revive_jobs() -> int:
    """Queue again the jobs whose worker died, and return how many."""
    lost = Job.objects.filter(
        Q(state="running", lease_until__lt=_real_now()) | Q(state="waiting", asked_at__lt=_real_now() - LEASE)
    )
    keys = [str(key) for key in lost.values_list("pk", flat=True)[:100]]
    for key in keys:
        run_job.enqueue(key)
    return len(keys)
