"""A large file of answers and many sheets are long work: shown, resumed after a crash, whole or not at all."""

from io import BytesIO
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from alongside.blocks.ask.jobs import ENTER, PRINT
from alongside.blocks.ask.tests.test_sheets import HEADER
from alongside.blocks.ask.tests.world import day, make_asked, make_live, signed_in
from alongside.core.contributions.models import Contribution
from alongside.core.jobs import actions
from alongside.core.jobs.actions import Cancelled, run
from alongside.core.jobs.files import forget_old_files
from alongside.core.jobs.models import Job
from alongside.core.questions.models import Question
from alongside.core.tests.world import World
from alongside.kit import clock

pytestmark = pytest.mark.django_db
ROWS = 60


@pytest.fixture
def asked(settings: Any, tmp_path: Any) -> tuple[World, Question, Client]:
    settings.MEDIA_ROOT = tmp_path
    world = make_live()
    return world, make_asked(world), signed_in(world.lead)


def a_file(rows: int) -> Any:
    lines = [f"2026-01-11,paper,no,Tea number {number},Morning,,\n" for number in range(rows)]
    made = BytesIO((HEADER + "".join(lines)).encode())
    made.name = "answers.csv"
    return made


def sent(question: Question, client: Client, rows: int = ROWS) -> tuple[Job, str]:
    """Send a file; return the job and the address of its page."""
    answer = client.post(reverse("ask:import", args=[question.pk]), {"file": a_file(rows)})
    job = Job.objects.get(kind=ENTER)
    assert answer["Location"] == reverse("work", args=[job.pk])
    return job, answer["Location"]


def files() -> list[str]:
    return default_storage.listdir("jobs")[1]


def test_a_large_file_is_entered_by_the_worker_and_its_page_says_how_far(asked: tuple[World, Question, Client]) -> None:
    _world, question, client = asked
    with clock.at(day(5)):
        job, page = sent(question, client)
        assert "This takes a while." in client.get(page).content.decode()
        assert "<h1" not in client.get(page, headers={"HX-Request": "true"}).content.decode()
        assert (Contribution.objects.count(), len(files())) == (0, 1)
        run(str(job.pk))
        assert (Contribution.objects.count(), files()) == (ROWS, [])
        assert "60 answers were entered." in client.get(page).content.decode()
        assert Client().get(page).status_code == 302
        run(str(job.pk))
    assert Contribution.objects.count() == ROWS


def test_killed_in_the_middle_nothing_is_entered_and_it_begins_again(
    asked: tuple[World, Question, Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    _world, question, client = asked
    with clock.at(day(5)):
        job, page = sent(question, client)
        with monkeypatch.context() as killed:
            killed.setattr(actions.Running, "progress", lambda *_given: 1 / 0)
            run(str(job.pk))
        assert (Contribution.objects.count(), len(files())) == (0, 1)
        Job.objects.update(lease_until=clock.now())
        assert actions.revive_jobs() >= 0
        run(str(job.pk))
        assert Contribution.objects.count() == ROWS
        assert "60 answers were entered." in client.get(page).content.decode()


def test_it_is_stopped_when_asked(asked: tuple[World, Question, Client], monkeypatch: pytest.MonkeyPatch) -> None:
    _world, question, client = asked

    def stop(*_given: object) -> None:
        raise Cancelled

    with clock.at(day(5)):
        job, page = sent(question, client)
        with monkeypatch.context() as asked_to_stop:
            asked_to_stop.setattr(actions.Running, "progress", stop)
            run(str(job.pk))
        assert "It was stopped." in client.get(page).content.decode()
        assert Contribution.objects.count() == 0


def test_a_wrong_file_is_refused_before_it_becomes_work(asked: tuple[World, Question, Client]) -> None:
    _world, question, client = asked
    wrong = a_file(ROWS)
    wrong.seek(0, 2)
    wrong.write(b"2026-13-45,paper,no,Tea,Morning,,\n")
    wrong.seek(0)
    with clock.at(day(5)):
        answer = client.post(reverse("ask:import", args=[question.pk]), {"file": wrong})
    assert (answer.status_code, Job.objects.count()) == (422, 0)


def test_many_sheets_are_laid_out_by_the_worker_and_kept_a_week(asked: tuple[World, Question, Client]) -> None:
    world, question, client = asked
    with clock.at(day(5)):
        made = client.post(reverse("ask:paper", args=[question.pk]), {"count": 25, "pdf": "yes"}, follow=True)
        page = made.redirect_chain[-1][0]
        job = Job.objects.get(kind=PRINT)
        assert page == reverse("work", args=[job.pk])
        run(str(job.pk))
        job.refresh_from_db()
        assert (job.done_count, job.total_count) == (25, 25)
        link = job.result["link"]
        assert f'href="{link}"' in client.get(page).content.decode()
        assert client.get(link).content[:5] == b"%PDF-"
        assert signed_in(world.people["stranger"]).get(link).status_code == 403
    with clock.at(day(13)):
        assert (forget_old_files(), files(), client.get(link).status_code) == (1, [], 404)
