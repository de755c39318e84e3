"""Reads about proposals: a page of the list in each order, one proposal with all that belongs to it, proofs."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from alongside.blocks.propose import rules
from alongside.blocks.propose.models import Appraisal, Comment, Merge, Proposal, Support, Word
from alongside.core.decisions.models import Action
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.questions.models import Question
from alongside.core.recognition.models import Recognition
from alongside.core.threads.models import Link

ORDERS = ("mixed", "newest", "supported")


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a visitor wants to see: filters ("" for all), words to search, the order, their own seed, where to go on."""

    neighbourhood: str = ""
    category: str = ""
    status: str = ""
    words: str = ""
    order: str = "mixed"
    seed: int = 0
    after: str = ""


@dataclass(frozen=True)
class Page:
    """One page of the list, and where the next one goes on ("" where there is none)."""

    items: list[Proposal]
    after: str


def _matching(question: Question, wanted: Wanted) -> QuerySet[Proposal]:
    found = Proposal.objects.filter(organisation_id=question.organisation_id, question=question, listed=True)
    for name, value in (
        ("neighbourhood_id", wanted.neighbourhood),
        ("category", wanted.category),
        ("status", wanted.status),
    ):
        if value:
            found = found.filter(**{name: value})
    for with_word in _word_rows(question, wanted.words):
        found = found.filter(number__in=with_word.values("number"))
    return found.select_related("neighbourhood")


def _word_rows(question: Question, text: str) -> list[QuerySet[Word]]:
    """For each word of a search (five at most) the rows of words that begin with it."""
    words = Word.objects.filter(organisation_id=question.organisation_id, question=question)
    return [
        words.filter(word__gte=word, word__lt=word + "\uffff")
        for word in sorted(rules.words_of(text), key=len)[::-1][:5]
    ]


def list_page(*, question: Question, wanted: Wanted) -> Page:
    """Return a page of 20 proposals. Each order walks an index and stops after a page, however many there are."""
    found = _matching(question, wanted)
    if wanted.order == "newest":
        return _newest(found, wanted.after)
    if wanted.order == "supported":
        return _supported(found, wanted.after)
    return _mixed(question=question, found=found, wanted=wanted)


def _newest(found: QuerySet[Proposal], after: str) -> Page:
    if key := _uuid(after):
        found = found.filter(pk__lt=key)
    items = list(found.order_by("-id")[: rules.PAGE + 1])
    return Page(items[: rules.PAGE], str(items[rules.PAGE - 1].pk) if len(items) > rules.PAGE else "")


def _supported(found: QuerySet[Proposal], after: str) -> Page:
    count, _dot, text = after.partition(".")
    if count.isdigit() and (key := _uuid(text)):
        found = found.filter(Q(support_count__lt=int(count)) | Q(support_count=int(count), pk__lt=key))
    items = list(found.order_by("-support_count", "-id")[: rules.PAGE + 1])
    last = items[rules.PAGE - 1] if len(items) > rules.PAGE else None
    return Page(items[: rules.PAGE], f"{last.support_count}.{last.pk}" if last else "")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _mixed(*, question: Question, found: QuerySet[Proposal], wanted: Wanted) -> Page:
    """The visitor's own order: places of a permutation are looked up until a page is full."""
    numbers = Proposal.objects.filter(organisation_id=question.organisation_id, question=question)
    last = numbers.order_by("-number").values_list("number", flat=True).first()
    if last is None:
        return Page([], "")
    bits = max(1, last.bit_length())
    start = int(wanted.after) if wanted.after.isdigit() and len(wanted.after) < 12 else 0
    if rules.words_of(wanted.words):
        found = _matching(question, replace(wanted, words=""))
        return _mixed_few(question=question, found=found, wanted=wanted, bits=bits, start=start)
    items: list[tuple[int, Proposal]] = []
    at, end = start, 1 << bits
    while at < end and len(items) <= rules.PAGE:
        look = rules.next_look(start=at, end=end, found=len(items), looked=at - start)
        place = {rules.own_place(place=one, seed=wanted.seed, bits=bits): one for one in look}
        here = [(place[proposal.number], proposal) for proposal in found.filter(number__in=list(place))]
        items += sorted(here, key=lambda pair: pair[0])
        at = look.stop
    return _cut(items)


def _mixed_few(*, question: Question, found: QuerySet[Proposal], wanted: Wanted, bits: int, start: int) -> Page:
    """The same order over what a search finds: the places of those are worked out and sorted, then looked up.

    The words are put together within their own table, whose index holds all that this needs.
    """
    first, *others = _word_rows(question, wanted.words)
    for other in others:
        first = first.filter(number__in=other.values("number"))
    numbers = set(first.values_list("number", flat=True))
    places = {rules.place_of(number=number, seed=wanted.seed, bits=bits): number for number in numbers}
    ahead = sorted(place for place in places if place >= start)
    items: list[tuple[int, Proposal]] = []
    at, size = 0, rules.PAGE + 4  # Nearly all that has the words is listed, so that a page is full at once.
    while at < len(ahead) and len(items) <= rules.PAGE:
        here = {places[place]: place for place in ahead[at : at + size]}
        rows = found.filter(number__in=list(here))
        items += sorted(((here[proposal.number], proposal) for proposal in rows), key=lambda pair: pair[0])
        at, size = at + size, size * 8
    return _cut(items)


def _cut(items: list[tuple[int, Proposal]]) -> Page:
    """Cut what was found, by place, to one page."""
    after = str(items[rules.PAGE][0]) if len(items) > rules.PAGE else ""
    return Page([proposal for _place, proposal in items[: rules.PAGE]], after)


def one_proposal(*, organisation: Organisation, key: UUID, party: Party | None = None) -> Proposal | None:
    """Return a proposal with its question, initiative and proposer.

    With it, read at once: `answer_text`, what the decision said to its proposer, and `supported_now`, by `party`.
    """
    answers = Recognition.objects.filter(
        organisation=organisation, contribution_id=OuterRef("contribution_id"), form="answer"
    ).order_by("-id")
    supports = Support.objects.filter(organisation=organisation, proposal=OuterRef("pk"), party=party)
    return (
        Proposal.objects.filter(organisation=organisation, pk=key)
        .select_related("question__initiative__service", "contribution__party", "neighbourhood")
        .annotate(  # type: ignore[no-redef]  # the model declares them, for whoever reads
            supported_now=Exists(supports), answer_text=Subquery(answers.values("text")[:1])
        )
        .first()
    )


def comments_of(proposal: Proposal, *, most: int = 50) -> list[Comment]:
    """Return the newest comments, hidden ones among them, oldest of them first."""
    found = Comment.objects.filter(organisation_id=proposal.organisation_id, proposal=proposal)
    return list(reversed(found.select_related("party").order_by("-id")[:most]))


def newest_appraisal(proposal: Proposal) -> Appraisal | None:
    """Return the check that holds, with its appeal if there is one."""
    found = Appraisal.objects.filter(organisation_id=proposal.organisation_id, proposal=proposal)
    return found.select_related("by", "appeal").order_by("-id").first()


def merges_of(proposal: Proposal) -> list[Merge]:
    """Return what was suggested to join with it, and what was joined."""
    found = Merge.objects.filter(
        Q(source=proposal) | Q(target=proposal), organisation_id=proposal.organisation_id, refused_at__isnull=True
    )
    return list(found.select_related("source__contribution", "target__contribution").order_by("id"))


def actions_of(proposal: Proposal) -> list[Action]:
    """Return what was promised for it in a published decision."""
    keys = Link.objects.filter(
        organisation_id=proposal.organisation_id, source_id=proposal.contribution_id, relation="acted"
    ).values("target_id")
    found = Action.objects.filter(organisation_id=proposal.organisation_id, pk__in=keys)
    return list(found.exclude(decision__state="draft").select_related("owner__party").order_by("due"))


def wrong_counters(organisation: Organisation) -> list[Proposal]:
    """Return the proposals whose stored counters are not what a recount gives: the nightly proof expects none."""
    found = Proposal.objects.filter(organisation=organisation).annotate(
        supports_there=Count("supports", distinct=True),
        comments_there=Count("comments", filter=Q(comments__hidden_at__isnull=True), distinct=True),
    )
    return list(found.exclude(support_count=F("supports_there"), comment_count=F("comments_there")))
