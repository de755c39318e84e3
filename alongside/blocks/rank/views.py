"""Pages of a vote for everybody: what it is about, the ballot, its result, its files."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.blocks.rank import results, rules
from alongside.blocks.rank.casting import Sheet, cast_ballot, paper_of, refuse_wrong
from alongside.blocks.rank.election import options_of
from alongside.blocks.rank.elsewhere import ways_on
from alongside.blocks.rank.models import Channel, Poll, RollEntry, VotingCode
from alongside.blocks.rank.papers import Filled, Turned, chosen_lines, lines_of, places_of, read_form
from alongside.blocks.rank.publishing import text_and_digest
from alongside.blocks.rank.visit import Visit
from alongside.blocks.rank.words import say_choice, say_rule
from alongside.core.contributions.rules import read_code
from alongside.core.initiatives.permissions import acts_open, memberships_of, roles_of
from alongside.core.people.actions import digest_of
from alongside.core.people.models import Party
from alongside.engines.budgeting import Rule
from alongside.kit import clock
from alongside.kit.money import money
from alongside.kit.refused import Refused

KIOSK = "polling-place"
MOST_COMPARED = 3


def find_poll(request: Visit, key: UUID) -> Poll:
    """Return the poll of a question of this organisation; while it is prepared, only to members of its initiative."""
    found = (
        Poll.objects.filter(
            organisation=request.organisation,
            question_id=key,
        )
        .select_related("question__initiative__service", "question__organisation", "question__decider__party")
        .first()
    )
    if found is None or (
        found.question.state == "draft"
        and not memberships_of(party=request.party, initiative=found.question.initiative)
    ):
        raise Http404
    return found


def page_of(request: Visit, poll: Poll, *, deep: bool = True) -> dict[str, Any]:
    """What every page of a vote knows."""
    question = poll.question
    crumbs = [(question.initiative.title, f"/initiatives/{question.initiative.slug}/")]
    if deep:
        crumbs.append((question.prompt, reverse("rank:question", args=[question.pk])))
    return {
        "poll": poll,
        "question": question,
        "crumbs": crumbs,
        "nav_current": "commission",
        "budget": money(poll.budget, poll.currency),
    }


def is_open(poll: Poll) -> bool:
    """Say whether people can vote now."""
    question, now = poll.question, clock.now()
    return bool(
        poll.state == Poll.State.OPEN
        and question.closes_at
        and question.opens_at
        and question.opens_at <= now < question.closes_at
    )


def may_now(request: Visit, poll: Poll) -> dict[str, bool]:
    """What the visitor may do in this initiative now, by act with _ for the dot."""
    initiative = poll.question.initiative
    roles = roles_of(party=request.party, initiative=initiative)
    return {act.replace(".", "_"): bool(allowed & roles) for act, allowed in acts_open(initiative).items()}


def question(request: Visit, key: UUID) -> HttpResponse:
    """What the vote is about and how to vote; once it is counted, its result."""
    poll = find_poll(request, key)
    if poll.state == Poll.State.COUNTED:
        context = page_of(request, poll, deep=False) | results.shown(poll)
        context |= {"may": may_now(request, poll), "ways": ways_on(poll.question.initiative) if poll.spends else []}
        return render(request, "rank/result.html", context)
    party = request.party
    options = options_of(poll)
    lines = lines_of(poll=poll, options=options, filled=Filled(), seed=_seed(poll=poll, party=party, code=""))
    context = page_of(request, poll, deep=False) | {
        "lines": lines,
        "is_open": is_open(poll),
        "rule": say_rule(Rule.from_json(poll.rule)) if poll.spends else say_choice(),
        "other_rule": say_rule(Rule.from_json(poll.other_rule)) if poll.other_rule else "",
        "has_voted": _has_voted(poll=poll, party=party),
        "may": may_now(request, poll),
        "kiosk": request.COOKIES.get(KIOSK) == str(poll.pk),
        "sign_in": f"{reverse('account_login')}?{urlencode({'next': reverse('rank:vote', args=[key])})}",
    }
    return render(request, "rank/question.html", context)


def _has_voted(*, poll: Poll, party: Party | None) -> bool:
    return (
        party is not None
        and RollEntry.objects.filter(organisation_id=poll.organisation_id, poll=poll, party=party, voted=True).exists()
    )


def _seed(*, poll: Poll, party: Party | None, code: str) -> str:
    """What a voter's own order is drawn from; a visitor who only looks sees one order for everybody."""
    return f"{poll.pk}:{party.pk if party and not code else digest_of(read_code(code)) if code else ''}"


def _check_code(*, poll: Poll, code: str) -> None:
    """Refuse a code that lets no ballot in, before somebody fills one in."""
    found = VotingCode.objects.filter(
        organisation_id=poll.organisation_id, poll=poll, digest=digest_of(read_code(code))
    ).first()
    if found is None:
        raise Refused(_("There is no code %(code)s for this vote. Look again at your letter.") % {"code": code}, "code")
    if found.state == VotingCode.State.USED:
        raise Refused(
            _("A ballot with the code %(code)s is in the box already. The first one counts.") % {"code": code}, "code"
        )
    if found.state == VotingCode.State.VOID:
        raise Refused(
            _("The code %(code)s was made void. Ask the returning officer for another.") % {"code": code}, "code"
        )


# long: one piece, so that every press of a button stands in one place
def vote(request: Visit, key: UUID) -> HttpResponse:
    """The ballot. Choices live in the form alone: not in the address, not in the session, nowhere until it is cast."""
    poll = find_poll(request, key)
    party = request.party
    code = request.POST.get("code", "").strip()[:40]
    do = request.POST.get("do", "")
    filled = read_form(
        kind=poll.ballot_kind,
        data=request.POST,
        ticked=request.POST.getlist("choice"),
        removed=request.POST.get("remove", ""),
    )
    turned = Turned(*(Filled.of_text(request.POST.get(name, "")) for name in ("now", "was")))
    if do == "undo":
        filled = turned.undone(filled)
    if party is None and not code:
        return redirect("rank:question", key=key)
    refused: Refused | None = None
    try:
        if not is_open(poll):
            raise Refused(_("The vote is not open. Nothing was cast."))
        if code:
            _check_code(poll=poll, code=code)
        elif _has_voted(poll=poll, party=party):
            raise Refused(_("You have voted already, and your ballot counts. Each person has one."))
        if do in ("review", "cast") and (wrong := _wrong(poll=poll, filled=filled)):
            refuse_wrong(poll=poll, found=wrong)
        if do == "cast":
            return _cast(request, poll=poll, filled=filled, code=code)
    except Refused as problem:
        refused = problem
    return _ballot_page(request, poll=poll, filled=filled, code=code, do=do, refused=refused)


def _wrong(*, poll: Poll, filled: Filled) -> rules.Wrong | None:
    return rules.wrong(paper=paper_of(poll), choices=filled.choices, points=filled.points)


def _cast(request: Visit, *, poll: Poll, filled: Filled, code: str) -> HttpResponse:
    kiosk = bool(code) and request.COOKIES.get(KIOSK) == str(poll.pk)
    party = None if code else request.party
    channel = Channel.KIOSK if kiosk else (Channel.CODE if code else Channel.WEB)
    sheet = Sheet(choices=filled.choices, points=filled.points, party=party, code=code)
    cast_ballot(poll=poll, sheet=sheet, channel=channel, actor=request.party)
    return redirect("rank:cast", key=poll.question_id)


# long: it hands the page its context, one name to a line
def _ballot_page(
    request: Visit, *, poll: Poll, filled: Filled, code: str, do: str, refused: Refused | None
) -> HttpResponse:
    party = request.party
    options = options_of(poll)
    lines = lines_of(poll=poll, options=options, filled=filled, seed=_seed(poll=poll, party=party, code=code))
    paper = paper_of(poll)
    spent = rules.spent(paper=paper, choices=filled.choices)
    chosen = chosen_lines(lines=lines, filled=filled)
    closed = refused is not None and (
        refused.field == "code" or not is_open(poll) or _has_voted(poll=poll, party=party)
    )
    context = page_of(request, poll) | {
        "lines": lines,
        "chosen": chosen,
        "code": code,
        "refused": refused,
        "filled": filled,
        "cannot": (closed and not code) or (refused is not None and refused.field == "code"),
        "spent": money(spent, poll.currency),
        "left": money(max(0, poll.budget - spent), poll.currency),
        "over": money(spent - poll.budget, poll.currency) if spent > poll.budget else "",
        "share": min(100, _share(poll=poll, spent=spent, filled=filled)),
        "was": request.POST.get("now", "")[:4000],
        "compare": chosen[:MOST_COMPARED] if do == "compare" and len(chosen) > 1 else [],
        "too_few": do == "compare" and len(chosen) < 2,
        "points_left": (poll.most_points or 0) - sum(filled.points),
        "places": places_of(lines) if do == "map" else [],
        "has_places": any(line.option.latitude is not None for line in lines),
    }
    template = "rank/review.html" if do == "review" and refused is None else "rank/vote.html"
    return render(request, template, context, status=409 if refused else 200)


def _share(*, poll: Poll, spent: int, filled: Filled) -> int:
    """How much of what there is to give is given, in per cent: of the points where there are some, else of the pot."""
    if filled.points and poll.most_points:
        return sum(filled.points) * 100 // poll.most_points
    return spent * 100 // poll.budget


def cast(request: Visit, key: UUID) -> HttpResponse:
    """The ballot is in the box."""
    poll = find_poll(request, key)
    kiosk = request.COOKIES.get(KIOSK) == str(poll.pk)
    return render(request, "rank/cast.html", page_of(request, poll) | {"kiosk": kiosk})


def result(request: Visit, key: UUID) -> HttpResponse:
    """The address of the result; the same page as the question once it is counted."""
    return redirect("rank:question", key=find_poll(request, key).question_id)


def ballots_file(request: Visit, key: UUID) -> HttpResponse:
    """All ballots as a .pb file, once the vote is counted: whoever wants to can count again."""
    poll = find_poll(request, key)
    official = poll.results.filter(official=True).first()
    if poll.state != Poll.State.COUNTED or official is None:
        raise Http404
    text, _digest = text_and_digest(poll, winners=official.winners)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{poll.question_id}.pb"'
    return response
