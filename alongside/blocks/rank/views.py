"""Pages of a vote for everybody: what it is about, the ballot, its result, its files."""

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
from alongside.blocks.rank.models import Channel, Poll, Result, RollEntry
from alongside.blocks.rank.papers import Filled, Turned, chosen_lines, lines_of, places_of, read_form
from alongside.blocks.rank.publishing import receipts_text, rounds_text, text_and_digest
from alongside.blocks.rank.roll.codes import find_code
from alongside.blocks.rank.roll.limits import address_of, note_ballot, refuse_beyond
from alongside.blocks.rank.roll.rules import WRONG_CODE
from alongside.blocks.rank.visit import find_poll, is_kiosk, is_open, may_count, may_now, page_of, untold
from alongside.blocks.rank.words import say_choice, say_rule
from alongside.core.contributions.rules import read_code
from alongside.core.people.actions import digest_of
from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.engines.budgeting import Rule
from alongside.kit.money import money
from alongside.kit.refused import Refused

MOST_COMPARED = 3
KIOSK_DONE, KIOSK_IDLE = 20, 600
"""Seconds after which a polling screen begins anew: once a ballot is in the box, and where nobody presses anything."""


def question(request: Visit, key: UUID) -> HttpResponse:
    """What the vote is about and how to vote; once it is counted, its result."""
    poll = find_poll(request, key)
    if poll.state == Poll.State.COUNTED:
        context = page_of(request, poll, deep=False) | results.shown(poll)
        here = poll.spends and not context["as_published"]
        context["is_team"] = may_count(request, poll)
        context["ways"] = ways_on(poll.question.initiative) if here else []
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
        "kiosk": is_kiosk(request, poll),
        "seals": list(poll.seals.order_by("number")) if poll.state == Poll.State.CLOSED else [],
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


# long: one piece, so that every press of a button stands in one place
def vote(request: Visit, key: UUID) -> HttpResponse:
    """The ballot. Choices live in the form alone: not in the address, not in the session, nowhere until it is cast."""
    poll = find_poll(request, key)
    party = request.party
    code, change = (request.POST.get(name, "").strip()[:40] for name in ("code", "change"))
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
        _check_voter(request, poll=poll, code=code, change=change)
        if do in ("review", "cast") and (wrong := _wrong(poll=poll, filled=filled)):
            refuse_wrong(poll=poll, found=wrong)
        if do == "cast":
            sheet = Sheet(
                choices=filled.choices,
                points=filled.points,
                party=None if code else party,
                code=code,
                change=change,
            )
            return _cast(request, poll=poll, sheet=sheet)
    except Refused as problem:
        refused = problem
    return untold(_ballot_page(request, poll=poll, filled=filled, code=code, do=do, refused=refused))


def _check_voter(request: Visit, *, poll: Poll, code: str, change: str) -> None:
    """Refuse a code that lets nothing in, and who has voted, before a ballot is filled in; a wrong code is counted."""
    if change and poll.wins == Poll.Wins.LAST:
        return
    if not code:
        if _has_voted(poll=poll, party=request.party):
            raise Refused(_("You have voted already, and your ballot counts. Each person has one."))
        return
    try:
        find_code(poll=poll, code=code)
    except Refused:
        refuse_beyond(poll=poll, limit=WRONG_CODE, place=address_of(request))
        raise


def _wrong(*, poll: Poll, filled: Filled) -> rules.Wrong | None:
    return rules.wrong(paper=paper_of(poll), choices=filled.choices, points=filled.points)


def _cast(request: Visit, *, poll: Poll, sheet: Sheet) -> HttpResponse:
    kiosk = bool(sheet.code) and is_kiosk(request, poll)
    channel = Channel.KIOSK if kiosk else (Channel.CODE if sheet.code else Channel.WEB)
    slip = cast_ballot(poll=poll, sheet=sheet, channel=channel, actor=request.party)
    note_ballot(poll=poll, request=request, kiosk=kiosk)
    response = untold(render(request, "rank/cast.html", page_of(request, poll) | {"kiosk": kiosk, "slip": slip}))
    if kiosk:
        response["Refresh"] = f"{KIOSK_DONE}; url={reverse('rank:kiosk', args=[poll.question_id])}"
    return response


# long: it names what the page shows one to a line
def _ballot_page(
    request: Visit, *, poll: Poll, filled: Filled, code: str, do: str, refused: Refused | None
) -> HttpResponse:
    party = request.party
    options = options_of(poll)
    lines = lines_of(poll=poll, options=options, filled=filled, seed=_seed(poll=poll, party=party, code=code))
    paper = paper_of(poll)
    spent = rules.spent(paper=paper, choices=filled.wanted)
    chosen = chosen_lines(lines=lines, filled=filled)
    closed = refused is not None and (
        refused.field == "code" or not is_open(poll) or _has_voted(poll=poll, party=party)
    )
    context = page_of(request, poll) | {
        "lines": lines,
        "chosen": chosen,
        "code": code,
        "change": request.POST.get("change", "").strip()[:40],
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
    response = render(request, template, context, status=409 if refused else 200)
    if is_kiosk(request, poll):
        response["Refresh"] = f"{KIOSK_IDLE}; url={reverse('rank:kiosk', args=[poll.question_id])}"
    return response


def _share(*, poll: Poll, spent: int, filled: Filled) -> int:
    """How much of what there is to give is given, in per cent: of the points where there are some, else of the pot."""
    if filled.points and poll.most_points:
        return sum(filled.points) * 100 // poll.most_points
    return spent * 100 // poll.budget


def kiosk(request: Visit, key: UUID) -> HttpResponse:
    """The screen of a polling place between two people: one field for the code, and nothing of whoever was before."""
    poll = find_poll(request, key)
    if not is_kiosk(request, poll):
        return redirect("rank:question", key=key)
    response = render(request, "rank/kiosk.html", page_of(request, poll) | {"is_open": is_open(poll)})
    response["Cache-Control"] = "no-store"
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def receipts_file(request: Visit, key: UUID) -> HttpResponse:
    """The sorted list of all receipts, as soon as the box is sealed."""
    poll = find_poll(request, key)
    if not poll.sealed_digest:
        raise Http404
    return HttpResponse(receipts_text(poll), content_type="text/plain; charset=utf-8")


def receipt(request: Visit, key: UUID) -> HttpResponse:
    """Say whether a receipt is in the sealed list. It is typed into the body of a form, which no log keeps."""
    poll = find_poll(request, key)
    given = request.POST.get("receipt", "").strip()[:40]
    listed = set(map(read_code, receipts_text(poll).split())) if poll.sealed_digest and given else set()
    found = read_code(given) in listed if given else None
    return render(request, "rank/receipt.html", page_of(request, poll) | {"given": given, "found": found})


def result(request: Visit, key: UUID) -> HttpResponse:
    """The address of the result; the same page as the question once it is counted."""
    return redirect("rank:question", key=find_poll(request, key).question_id)


def ballots_file(request: Visit, key: UUID) -> HttpResponse:
    """All ballots as a .pb file, once the vote is counted: whoever wants to can count again."""
    poll, official = _counted(request, key)
    text, _digest = text_and_digest(poll, winners=official.winners)
    return _attached(text, f"{poll.question_id}.pb", "text/plain")


def certificate_file(request: Visit, key: UUID) -> HttpResponse:
    """Every number that decided, as it was written down when the vote was counted."""
    poll, official = _counted(request, key)
    if not official.certificate:
        raise Http404
    return _attached(official.certificate, f"{poll.question_id}.certificate.json", "application/json")


def rounds_file(request: Visit, key: UUID) -> HttpResponse:
    """Equal shares round by round as CSV: of each project the money behind it and its effective votes."""
    return _attached(rounds_text(*_counted(request, key)), f"{key}.rounds.csv", "text/csv")


def _counted(request: Visit, key: UUID) -> tuple[Poll, Result]:
    """The poll and its official result, once it is counted."""
    poll = find_poll(request, key)
    official = poll.results.filter(official=True).first()
    if poll.state != Poll.State.COUNTED or official is None:
        raise Http404
    return poll, official


def _attached(text: str, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
