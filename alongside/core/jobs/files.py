"""Files that long work reads and makes: kept beside the database for a week, and forgotten."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from alongside.core.jobs.models import Job
from alongside.kit import clock, ids

KEPT_FOR = timedelta(days=7)


def keep_file(data: bytes) -> str:
    """Keep a file for a job, and return the name that its arguments or its result carry (under "file")."""
    return str(default_storage.save(f"jobs/{ids.uuid4()}", ContentFile(data)))


def kept_file(name: str) -> bytes:
    """Return a file that was kept; FileNotFoundError once it is forgotten."""
    with default_storage.open(name, "rb") as file:
        return bytes(file.read())


def forget_file(name: str) -> None:
    """Forget a file; one that is forgotten already stays so."""
    default_storage.delete(name)


def forget_old_files() -> int:
    """Forget the files of jobs that ended a week ago or longer, and return how many."""
    old = Job.objects.filter(ended_at__lt=clock.now() - KEPT_FOR)
    count = 0
    for one in old.exclude(arguments__file=None, result__file=None).iterator(chunk_size=500):
        for holder in (one.arguments, one.result):
            if name := holder.pop("file", ""):
                forget_file(name)
                count += 1
        one.save(update_fields=["arguments", "result"])
    return count
