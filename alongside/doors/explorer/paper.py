"""The explorer on paper: sheets to print for a hall without screens, and typing them in later."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.core.explorer import words
from alongside.core.explorer.paper import enter_paper_sheet, new_codes
from alongside.core.initiatives.methods import KINDS, catalogue
from alongside.core.initiatives.models import Side
from alongside.core.people.visit import Visit
from alongside.doors.account.office import officers_only
from alongside.doors.explorer.forms import SIDES, AnswerForm, PaperForm
from alongside.doors.explorer.views import crumbs_of, service_of
from alongside.doors.visit import signed_in
from alongside.kit.refused import Refused

MOST_SHEETS = 50


@officers_only
def sheets(request: Visit, slug: str) -> HttpResponse:
    """Show sheets to print, each with a code of its own; ten unless the address says how many."""
    service = service_of(request, slug)
    wanted = request.GET.get("count", "")
    count = min(MOST_SHEETS, int(wanted)) if wanted.isdecimal() and int(wanted) else 10
    bays = [(words.KIND_QUESTIONS[kind], [method for method in catalogue() if method.kind == kind]) for kind in KINDS]
    context = {
        "service": service,
        "crumbs": crumbs_of((service.name, reverse("explorer_service", args=[slug]))),
        "codes": [f"{code[:4]} {code[4:]}" for code in new_codes(count)],
        "bays": bays,
        "answers": list(words.ANSWERS.values()),
        "sides": list(SIDES.values()),
    }
    return render(request, "explorer/paper.html", context)


@officers_only
def enter(request: Visit, slug: str) -> HttpResponse:
    """Type one sheet in; the next one is asked for at once."""
    service = service_of(request, slug)
    posted = request.POST if request.method == "POST" else None
    head = PaperForm(posted, sides=tuple(Side.values))
    forms = [AnswerForm(posted, method=one, current=None) for one in catalogue()]
    wrong = [one for one in (head, *forms) if not one.is_valid()]  # Each is looked at, so that each says what is wrong.
    if posted is not None and not wrong:
        said = {one.method.key: one.cleaned_data for one in forms if one.cleaned_data["answer"]}
        answers = {key: (one["answer"], one["why"]) for key, one in said.items()}
        try:
            enter_paper_sheet(service=service, answers=answers, actor=signed_in(request), **head.cleaned_data)
        except Refused as refused:
            head.add_error(refused.field if refused.field in head.fields else None, refused.message)
        else:
            messages.success(request, _("The sheet is entered. Type in the next one, or stop here."))
            return redirect("explorer_enter", slug=slug)
    context = {
        "service": service,
        "crumbs": crumbs_of((service.name, reverse("explorer_service", args=[slug]))),
        "head": head,
        "bays": [(words.KIND_QUESTIONS[kind], [one for one in forms if one.method.kind == kind]) for kind in KINDS],
    }
    return render(request, "explorer/enter.html", context, status=422 if posted is not None else 200)
