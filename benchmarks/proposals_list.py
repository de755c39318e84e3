"""The list of proposals at 100 and at 10,000: each order, filter and search, in time and in queries.

    python benchmarks/proposals_list.py

Makes a database of its own in a folder that is thrown away (or uses BENCHMARK_DATABASE_URL, which must be empty), fills
two rounds of proposals (100 with 200 comments and 600 supports; 10,000 with 20,000 and 60,000), and asks for each page
many times, small and large in turn, warm. Prints the medians, their ratio and the number of queries. Exit 1 where a
page takes more than 1.5 times as long, or more than 10 queries.
"""

import logging
import os
import random
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

ROUNDS = 40
MOST_RATIO = 1.5
MOST_QUERIES = 10
SUBJECTS = ("streets", "green", "play", "rest", "culture")
NOUNS = ("bench", "tree", "crossing", "lamp", "shelter", "fountain", "swing", "garden", "mural", "rail", "stage", "oak")
PLACES = ("hill", "dock", "park", "square", "lane", "bridge", "market", "school", "station", "library", "hall", "mill")


def start(folder: str) -> None:
    """Set Django up on a scratch database."""
    os.environ["DATABASE_URL"] = os.environ.get("BENCHMARK_DATABASE_URL", f"sqlite:///{folder}/benchmark.sqlite3")
    os.environ["ALONGSIDE_DATA"] = folder
    os.environ["ALONGSIDE_DEBUG"] = (
        "1"  # Static files by their plain names; the queries are counted by the site itself.
    )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.DEBUG = False  # Otherwise Django keeps the text of every query, and the clock with it.
    logging.disable(logging.WARNING)
    call_command("migrate", verbosity=0)


# long: one piece, so that what is measured stands together
def fill(*, count: int, organisation: Any, service: Any, places: list[Any], people: list[Any]) -> Any:
    """Make one open round with `count` proposals, twice as many comments and six times as many supports."""
    from django.utils import timezone

    from alongside.core.initiatives.models import Initiative, Membership
    from alongside.core.questions.models import Question

    now, own = timezone.now(), {"organisation": organisation}
    initiative = Initiative.objects.create(
        **own, service=service, method_key="participatory_budget", title=f"Round {count}", slug=f"round-{count}"
    )
    decider = Membership.objects.create(**own, initiative=initiative, party=people[0], side="public", role="decider")
    question = Question.objects.create(
        **own,
        initiative=initiative,
        stage="propose",
        block="propose",
        prompt=f"{count} proposals",
        state="open",
        settings={"categories": [[key, key.title()] for key in SUBJECTS]},
        contribution_count=count,
        decider=decider,
        fixed="-",
        open_to_change="-",
        information="-",
        opens_at=now,
        closes_at=now + timedelta(days=300),
        answer_by=now.date() + timedelta(days=400),
    )
    draw = random.Random(count)  # noqa: S311  # the same town each time
    proposals = bring(draw=draw, question=question, count=count, places=places, most=len(people))
    talk(draw=draw, question=question, proposals=proposals, people=people)
    return question


# long: one piece, so that what is measured stands together
def bring(*, draw: random.Random, question: Any, count: int, places: list[Any], most: int) -> list[Any]:
    """Write the proposals with the words that a search finds them by."""
    from alongside.blocks.propose.models import Proposal, Word
    from alongside.blocks.propose.rules import words_of
    from alongside.core.contributions.models import Contribution

    own = {"organisation": question.organisation, "question": question}
    given = {"initiative": question.initiative, "form": "proposal", "text": "Words " * 40}
    due = {"acknowledge_by": question.closes_at, "answer_by": question.answer_by}
    contributions = Contribution.objects.bulk_create(
        (Contribution(**own, **given, **due) for _at in range(count)), batch_size=1000
    )
    proposals = Proposal.objects.bulk_create(
        (
            Proposal(
                **own,
                contribution=contribution,
                number=at,
                title=f"A {draw.choice(NOUNS)} at the {draw.choice(PLACES)} {at}",
                summary=f"Because the {draw.choice(PLACES)} needs a {draw.choice(NOUNS)}.",
                category=draw.choice(SUBJECTS),
                cost=draw.randint(1000, 900_000),
                neighbourhood=draw.choice(places),
                latitude=51 + draw.random(),
                longitude=draw.random(),
                status=draw.choice(["received", "feasible", "feasible", "not_feasible"]),
                support_count=min(int(draw.paretovariate(1.2)), most),
                comment_count=2,
            )
            for at, contribution in enumerate(contributions)
        ),
        batch_size=1000,
    )
    Word.objects.bulk_create(
        (
            Word(**own, proposal=one, number=one.number, word=word)
            for one in proposals
            for word in words_of(f"{one.title} {one.summary}")
        ),
        batch_size=2000,
    )
    return proposals


def talk(*, draw: random.Random, question: Any, proposals: list[Any], people: list[Any]) -> None:
    """Write two comments and six supports for each."""
    from alongside.blocks.propose.models import Comment, Support

    own = {"organisation": question.organisation}
    Comment.objects.bulk_create(
        (
            Comment(**own, proposal=one, party=draw.choice(people), text="Yes, and soon.")
            for one in proposals
            for _twice in range(2)
        ),
        batch_size=2000,
    )
    Support.objects.bulk_create(
        (Support(**own, proposal=one, party=party) for one in proposals for party in draw.sample(people, 6)),
        batch_size=2000,
    )


# long: one piece, so that what is measured stands together
def main() -> int:
    """Fill, ask, print."""
    with tempfile.TemporaryDirectory() as folder:
        start(folder)
        from django.db import connection
        from django.test import Client

        from alongside.core.organisations.models import Organisation
        from alongside.core.people.models import Party
        from alongside.core.services.models import Place, Service

        organisation = Organisation.objects.create(slug="benchmark", name="Benchmark")
        service = Service.objects.create(organisation=organisation, name="Streets", slug="streets", summary="Streets")
        places = [
            Place.objects.create(organisation=organisation, name=f"Area {at}", slug=f"area-{at}") for at in range(8)
        ]
        people = Party.objects.bulk_create([Party(organisation=organisation, name=f"Person {at}") for at in range(400)])
        small = fill(count=100, organisation=organisation, service=service, places=places, people=people)
        large = fill(count=10_000, organisation=organisation, service=service, places=places, people=people)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        client = Client(HTTP_X_FIGURES="1")
        client.cookies["order"] = "4711"
        pages = {
            "mixed": "",
            "newest": "order=newest",
            "most supported": "order=supported",
            "map": "view=map",
            "neighbourhood": f"neighbourhood={places[3].pk}",
            "subject, newest": "category=green&order=newest",
            "status, supported": "status=feasible&order=supported",
            "words": "words=fountain+market",
            "second page": "order=newest&after={after}",
        }
        return report(client, pages, small, large)


def ask(client: Any, question: Any, query: str) -> tuple[float, int]:
    """Ask once; milliseconds and queries."""
    began = time.perf_counter()
    response = client.get(f"/propose/{question.pk}/?{query}")
    taken = (time.perf_counter() - began) * 1000
    if response.status_code != 200:
        raise SystemExit(f"{query}: {response.status_code}")
    return taken, int(response.headers["Server-Timing"].split('"')[1])


def report(client: Any, pages: dict[str, str], small: Any, large: Any) -> int:
    """Time each page on both, in turn, and print the medians; 1 where one is too slow or asks too much."""
    from alongside.blocks.propose.models import Proposal

    failed = 0
    print(f"{'page':20} {'100':>9} {'10,000':>9} {'ratio':>6} {'queries':>9}")
    for name, query in pages.items():
        queries = {}
        times: dict[int, list[float]] = {100: [], 10_000: []}
        for turn in range(ROUNDS + 3):
            for count, question in ((100, small), (10_000, large)):
                middle = (
                    Proposal.objects.filter(question=question, number=count // 2).values_list("pk", flat=True).first()
                )
                taken, queries[count] = ask(client, question, query.format(after=middle))
                if turn >= 3:
                    times[count].append(taken)
        first, second = (statistics.median(times[count]) for count in (100, 10_000))
        ratio = second / first
        bad = ratio > MOST_RATIO or max(queries.values()) > MOST_QUERIES
        failed += bad
        figures = f"{first:6.1f} ms {second:6.1f} ms {ratio:6.2f} {queries[100]:4} {queries[10_000]:4}"
        print(f"{name:20} {figures}{'  TOO MUCH' if bad else ''}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
