"""Pages of the explorer: the map of all services, one service, one's own answers, one cell."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.core.explorer import actions, queries, rules, words
from alongside.core.explorer.cases import FIELD, SOURCES, cases_of
from alongside.core.explorer.models import ExplorerAnswer, ExplorerSheet
from alongside.core.initiatives.methods import KINDS, catalogue
from alongside.core.people.models import Party
from alongside.core.services.models import Service
from alongside.core.services.queries import current_services
from alongside.doors.explorer import shown
from alongside.doors.explorer.forms import AnswerForm, CouldForm, DepthForm, SideForm
from alongside.kit.refused import Refused

ON_A_PAGE = 20
FIRST = 4


def _party(request: HttpRequest) -> Party | None:
    return request.party  # type: ignore[attr-defined,no-any-return]  # set by the middleware


def service_of(request: HttpRequest, slug: str) -> Service:
    """Return the service of an address; 404 where there is none."""
    organisation = request.organisation  # type: ignore[attr-defined]  # set by the middleware
    return get_object_or_404(Service.objects.select_related("place"), organisation=organisation, slug=slug)


def crumbs_of(*places: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the way back from a page of the explorer."""
    return [(_("Explorer"), reverse("explorer")), *places]


def explorer(request: HttpRequest) -> HttpResponse:
    """Show all services against the seven kinds, as both sides see them, by name: it is no league table."""
    services = current_services(request.organisation)  # type: ignore[attr-defined]  # set by the middleware
    page = Paginator(services, ON_A_PAGE, allow_empty_first_page=True).get_page(request.GET.get("page"))
    rows = [shown.map_row(found) for found in queries.service_maps(list(page.object_list))]
    return render(request, "explorer/explorer.html", {"rows": rows, "page": page, "kinds": len(KINDS)})


def service_map(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one service: where the sides differ first, then how deep, then what could be, then every method."""
    service = service_of(request, slug)
    [found] = queries.service_maps([service])
    context = {
        "service": service,
        "crumbs": crumbs_of(),
        "headline": shown.headline(found),
        "gaps": shown.first_words(found.gaps, most=2 * FIRST),
        "present": [(cell, shown.cap_words(cell.depth)) for cell in found.present],
        "could": shown.first_words(found.empty, most=FIRST),
        "could_all": len(found.empty),
        "bays": shown.bays(found),
        "bubbles": shown.bubbles(found),
    }
    return render(request, "explorer/service.html", context)


def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer about one service on one page. Whatever is filled in is kept; the rest can wait."""
    service, party = service_of(request, slug), _party(request)
    if party is None:
        return redirect_to_login(request.get_full_path())
    sheet = queries.sheet_of(service=service, party=party)
    sides = queries.may_answer_as(service=service, party=party)
    posted = request.POST if request.method == "POST" else None
    side_form = SideForm(posted, sides=sides) if sheet is None and len(sides) > 1 else None
    own = queries.own_answers(sheet)
    forms = {one.key: AnswerForm(posted, method=one, current=own.get(one.key)) for one in catalogue()}
    if posted is not None and (side_form is None or side_form.is_valid()):
        side = sheet.side if sheet else side_form.cleaned_data["side"] if side_form else sides[0]
        kept, wrong = _keep(sheet=actions.begin_sheet(service=service, party=party, side=side), forms=forms)
        messages.success(request, ngettext("%(kept)s answer kept.", "%(kept)s answers kept.", kept) % {"kept": kept})
        if not wrong:
            return redirect("explorer_service", slug=slug)
        side_form = None
    context = {"sheet": sheet, "side_form": side_form} | _answer_context(service=service, forms=forms)
    return render(request, "explorer/answer.html", context)


def _answer_context(*, service: Service, forms: dict[str, AnswerForm]) -> dict[str, Any]:
    bays = [
        (words.KIND_QUESTIONS[kind], [form for form in forms.values() if form.method.kind == kind]) for kind in KINDS
    ]
    crumbs = crumbs_of((service.name, reverse("explorer_service", args=[service.slug])))
    return {"service": service, "crumbs": crumbs, "forms": list(forms.values()), "bays": bays}


def _keep(*, sheet: ExplorerSheet, forms: dict[str, AnswerForm]) -> tuple[int, int]:
    """Keep each answer that can be kept; what is refused stays on the page with the reason. Returns both counts."""
    good, wrong = {}, 0
    for key, form in forms.items():
        if not form.is_valid():
            wrong += 1
        elif form.cleaned_data["answer"]:
            said = actions.Said(**form.cleaned_data)
            try:
                actions.check_said(method_key=key, said=said)
                good[key] = said
            except Refused as refused:
                form.add_error(refused.field, refused.message)
                wrong += 1
    actions.answer_methods(sheet=sheet, answers=good)
    return len(good), wrong


def cell(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Show one method in one service, and take what somebody has to say of it."""
    service, party = service_of(request, slug), _party(request)
    [found] = queries.service_maps([service])
    one = get_cell(found, key)
    if request.method == "POST" and party is None:
        return redirect_to_login(request.path)
    own = queries.own_answers(queries.sheet_of(service=service, party=party)).get(key)
    form = _cell_form(request, own)
    if request.method == "POST" and party is not None:
        done = _post_cell(request, service=service, key=key, party=party, form=form, own=own)
        if done is not None:
            return done
    context = _cell_context(service=service, one=one) | {"own": own, "form": form}
    return render(request, "explorer/cell.html", context)


def get_cell(found: queries.ServiceMap, key: str) -> queries.Cell:
    """Return the cell of a method; 404 where the catalogue has none of that key."""
    for one in found.cells:
        if one.method.key == key:
            return one
    raise Http404


def _cell_form(request: HttpRequest, own: ExplorerAnswer | None) -> DepthForm | CouldForm | None:
    if own is None:
        return None
    data = request.POST if request.method == "POST" and "start" not in request.POST else None
    if rules.is_present(rules.Presence(own.answer)):
        before: dict[str, Any] = {name: getattr(own, name) for name in ("rung", "promises", "loop", "evidence")}
        return DepthForm(data, initial=before)
    ratings = {name: getattr(own, name) for name in rules.RATINGS}
    return CouldForm(data, initial={"could": own.could, "reason": own.could_reason, **ratings})


def _post_cell(
    request: HttpRequest,
    *,
    service: Service,
    key: str,
    party: Party,
    form: DepthForm | CouldForm | None,
    own: ExplorerAnswer | None,
) -> HttpResponse | None:
    if "start" in request.POST:
        begun = actions.start_from_explorer(service=service, method_key=key, actor=party)
        messages.success(
            request, _("“%(title)s” is an idea now. Shape it with those it is for.") % {"title": begun.title}
        )
        return redirect("initiative", slug=begun.slug)
    if form is None or own is None or not form.is_valid():
        return None
    try:
        if isinstance(form, DepthForm):
            actions.say_how_deep(sheet=own.sheet, method_key=key, **form.cleaned_data)
        else:
            could, reason = form.cleaned_data["could"], form.cleaned_data["reason"]
            actions.say_could_we(sheet=own.sheet, method_key=key, could=could, reason=reason, ratings=form.ratings)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        return None
    messages.success(request, _("Kept. Thank you."))
    return redirect("explorer_cell", slug=service.slug, key=key)


def _cell_context(*, service: Service, one: queries.Cell) -> dict[str, Any]:
    return {
        "service": service,
        "cell": one,
        "crumbs": crumbs_of((service.name, reverse("explorer_service", args=[service.slug]))),
        "row": shown.cell_row(one),
        "public_people": shown.people_words(one.public),
        "citizens_people": shown.people_words(one.citizens),
        "depth_rows": shown.depth_words(one),
        "cap": shown.cap_words(one.depth),
        "is_open": not rules.is_present(one.joint),
        "running": queries.running(service=service, method_key=one.method.key),
        "cases": [(case.words, SOURCES.get(case.mark, ""), case.mark == FIELD) for case in cases_of(one.method.key)],
        "reasons": queries.reasons(cell=one, service=service),
    }
