"""The pages that everybody may read: the chest and its rounds, one round, its grants, the story of one; open data."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.core.people.visit import Visit
from alongside.core.questions.models import Question
from alongside.core.questions.rules import takes_contributions
from alongside.core.recognition.models import Recognition
from alongside.kit import clock, parts
from alongside.kit.money import money
from alongside.kit.time import say_hours
from alongside.methods.prioritisation.community_chest.finding import (
    Visitor,
    find_chest,
    find_round,
    page_of,
    visitor_of,
)
from alongside.methods.prioritisation.community_chest.models import Application, Grant, Report, Round
from alongside.methods.prioritisation.community_chest.opening import records_of, rounds_of, text_of
from alongside.methods.prioritisation.community_chest.queries import grants_of, who_applies
from alongside.standards.threesixtygiving import findings_of, write_csv


def home(request: Visit, key: UUID) -> HttpResponse:
    """The chest: its rounds, newest first, and from where nobody applies."""
    initiative = find_chest(request, key)
    visitor = visitor_of(request, initiative)
    rounds = [one for one in rounds_of(initiative) if one.question.state != "draft" or visitor.keeps][::-1]
    context = page_of(
        initiative,
        rounds=[_row(one) for one in rounds],
        areas=who_applies(rounds),
        visitor=visitor,
        may_write=visitor.may("question.write") and visitor.keeps,
    )
    return render(request, "chest/home.html", context)


def _row(grant_round: Round) -> dict[str, Any]:
    return {
        "round": grant_round,
        "amount": money(grant_round.amount, grant_round.currency),
        "most": money(grant_round.most, grant_round.currency),
        "open": is_open(grant_round),
    }


def is_open(grant_round: Round) -> bool:
    """Say whether groups can apply now."""
    asked = grant_round.question
    return takes_contributions(state=asked.state, opens_at=asked.opens_at, closes_at=asked.closes_at, now=clock.now())


# long: it hands the page its context, one name to a line
def question(request: Visit, key: UUID) -> HttpResponse:
    """One round: what it is for, its rules, whose turn it is, and, once decided, who got what."""
    try:
        grant_round = find_round(request, key)
    except Http404:
        return _without_round(request, key)
    initiative = grant_round.question.initiative
    visitor = visitor_of(request, initiative)
    mine = (
        list(
            Application.objects.filter(
                organisation_id=grant_round.organisation_id,
                grant_round=grant_round,
                contribution__party=visitor.party,
            ).order_by("number")
        )
        if visitor.party
        else []
    )
    context = page_of(
        initiative,
        grant_round,
        visitor=visitor,
        open=is_open(grant_round),
        mine=mine,
        asked_to_host=_asked_to_host(grant_round, visitor),
        criteria=list(grant_round.criteria.order_by("number")),
        checks=[words for _key, words in grant_round.checks],
        figures=_figures(grant_round),
        grants=[_shown(one) for one in grants_of(grant_round, public=True)]
        if grant_round.question.state == "decided"
        else [],
    )
    return render(request, "chest/round.html", context)


def _without_round(request: Visit, key: UUID) -> HttpResponse:
    """A question of a stage of the chest whose round is not written down yet leads to the chest."""
    found = Question.objects.filter(
        organisation=request.organisation, pk=key, block="chest", chest_round__isnull=True
    ).first()
    if found is None:
        raise Http404
    return home(request, found.initiative_id)


def _asked_to_host(grant_round: Round, visitor: Visitor) -> list[Application]:
    if visitor.party is None or "fiscal_host" not in visitor.roles:
        return []
    found = Application.objects.filter(
        organisation_id=grant_round.organisation_id,
        grant_round=grant_round,
        hostings__host__party=visitor.party,
        hostings__state="asked",
    )
    return list(found.select_related("group"))


def _figures(grant_round: Round) -> list[parts.Figure]:
    asked = grant_round.question
    figures = [
        parts.Figure(label=_("To give"), value=money(grant_round.amount, grant_round.currency), side="public"),
        parts.Figure(
            label=_("One grant, at most"), value=money(grant_round.most, grant_round.currency), side="citizens"
        ),
    ]
    if asked.closes_at and asked.answer_by:
        figures += [
            parts.Figure(label=_("Apply until"), value=asked.closes_at.strftime("%-d %b %Y")),
            parts.Figure(label=_("Answer by"), value=asked.answer_by.strftime("%-d %b %Y"), side="public"),
        ]
    return figures


def _shown(grant: Grant) -> dict[str, Any]:
    """One accepted grant, as everybody sees it. A person is never named."""
    application, award = grant.application, grant.award
    report: Report | None = getattr(grant, "report", None)
    person = application.group.sort == "person"
    currency = application.grant_round.currency
    return {
        "grant": grant,
        "title": _("A grant to a person") if person else application.title or award.title,
        "group": _("One person") if person else application.group.name,
        "place": "" if person else application.place,
        "amount": money(award.total, currency),
        "asked": money(application.amount, currency) if award.is_part else "",
        "paid": money(award.spent, currency),
        "left": award.total - award.spent - award.returned,
        "report": report if report and report.public and not person else None,
        "reported": report is not None,
        "late": report is None and grant.report_by < clock.today(),
    }


def grants(request: Visit, key: UUID) -> HttpResponse:
    """Everybody who got a grant in a round, with the file of open data and what its checks find."""
    grant_round = find_round(request, key)
    initiative = grant_round.question.initiative
    page = request.build_absolute_uri(reverse("chest:grants", args=[key]))
    records = records_of(grant_round, page=page)
    rows = [_shown(one) for one in grants_of(grant_round, public=True)]
    total = sum(row["grant"].award.total for row in rows)
    context = page_of(
        initiative,
        grant_round,
        rows=rows,
        total=money(total, grant_round.currency),
        findings=findings_of(records, today=clock.today()),
        count=len(records),
        visitor=visitor_of(request, initiative),
    )
    return render(request, "chest/grants.html", context)


def download(request: Visit, key: UUID, form: str) -> HttpResponse:
    """The grants of a round as a file: JSON in the form of the standard, or one table."""
    grant_round = find_round(request, key)
    initiative = grant_round.question.initiative
    page = request.build_absolute_uri(reverse("chest:grants", args=[key]))
    records = records_of(grant_round, page=page)
    if form == "csv":
        text, kind = write_csv(records), "text/csv; charset=utf-8"
    else:
        text, kind = (
            text_of(records, organisation=initiative.organisation, title=grant_round.programme),
            "application/json",
        )
    response = HttpResponse(text, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="grants-{initiative.slug}.{form}"'
    return response


def find_story(request: Visit, key: UUID) -> tuple[Grant, Report]:
    """Return a grant whose group lets everybody read what became of it; else 404."""
    grant = (
        Grant.objects.filter(organisation=request.organisation, pk=key, award__terms_accepted_at__isnull=False)
        .select_related(
            "application__group",
            "application__place",
            "application__contribution",
            "application__grant_round__question__initiative__organisation",
            "award",
            "report",
        )
        .first()
    )
    report: Report | None = getattr(grant, "report", None)
    if grant is None or report is None or not report.public or grant.application.group.sort == "person":
        raise Http404
    return grant, report


def story(request: Visit, key: UUID) -> HttpResponse:
    """What became of one grant, in the group's own words, with its money, the time given, and the thanks."""
    grant, report = find_story(request, key)
    grant_round = grant.application.grant_round
    thanks = Recognition.objects.filter(
        organisation_id=grant.organisation_id,
        contribution_id=grant.application.contribution_id,
        form="thanks",
        public=True,
    ).select_related("from_party")
    context = page_of(
        grant_round.question.initiative,
        grant_round,
        grant=grant,
        report=report,
        application=grant.application,
        shown=_shown(grant),
        thanks=list(thanks),
        hours=say_hours(report.minutes) if report.minutes else "",
    )
    return render(request, "chest/story.html", context)


def picture(request: Visit, key: UUID, size: str) -> FileResponse:
    """The picture of a story, wide or small, as we wrote it anew."""
    _grant, report = find_story(request, key)
    file = report.thumbnail if size == "small" else report.picture
    if not file:
        raise Http404
    response = FileResponse(file.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = "public, max-age=3600"
    return response


def to_sign_in(request: Visit) -> HttpResponse:
    """Lead somebody who is not signed in to where they do, and back."""
    return redirect(f"{reverse('account_login')}?next={request.path}")
