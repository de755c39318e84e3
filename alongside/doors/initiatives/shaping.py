"""Writing an idea down and shaping it: the path as a list of steps with what is missing, then one thing at a time."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from alongside.core.initiatives.actions import answer_risk, require_manager, shape_initiative, start_initiative
from alongside.core.initiatives.charter import add_member
from alongside.core.initiatives.choices import Risk
from alongside.core.initiatives.methods import Method
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.queries import readiness
from alongside.core.initiatives.rules import missing_for_live
from alongside.core.people.queries import require_officer
from alongside.core.people.visit import Visit
from alongside.core.services.actions import add_outcome, observe
from alongside.core.services.models import Outcome, Place, Service
from alongside.doors.initiatives import path, queries
from alongside.doors.initiatives.forms import MeasureForm, ReadingForm, RiskForm, ShapeForm, StartForm
from alongside.doors.initiatives.views import inside
from alongside.doors.visit import signed_in
from alongside.kit import parts
from alongside.kit.refused import Refused


def managing_role(method: Method) -> str:
    """Return the public role of a method that manages; "" where it is left to every officer."""
    manages = method.always.get("initiative.manage", frozenset())
    return next((role.key for role in method.roles if role.side == "public" and role.key in manages), "")


def start(request: Visit) -> HttpResponse:
    """Write an idea down, as an officer; whoever does becomes the one who leads it."""
    organisation, party = request.organisation, signed_in(request)
    require_officer(party)
    chosen = {name: request.GET.get(name, "") for name in ("service", "method", "place")}
    form = StartForm(request.POST or None, organisation=organisation, initial=chosen)
    if form.is_valid():
        said = form.cleaned_data
        try:
            with transaction.atomic():
                made = start_initiative(
                    service=Service.objects.get(organisation=organisation, pk=said["service"]),
                    method_key=said["method"],
                    title=said["title"],
                    summary=said["summary"],
                    actor=party,
                    place=Place.objects.filter(organisation=organisation, pk=said["place"]).first()
                    if said["place"]
                    else None,
                )
                if role := managing_role(made.method):
                    add_member(initiative=made, party=party, role=role, actor=party)
            return redirect("initiative_path", slug=made.slug)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    lede = _("It is only an idea until both sides have promised something. Everybody can read it from now on.")
    words = {"title": _("Begin something new."), "send": _("Write it down"), "lede": lede}
    return render(request, "initiatives/path/form.html", words | {"form": form})


def managed(request: Visit, slug: str) -> Initiative:
    """Return the initiative of this address for somebody who may manage it; refuse everybody else (403)."""
    organisation = request.organisation
    found = get_object_or_404(
        Initiative.objects.select_related("service", "place"), organisation=organisation, slug=slug
    )
    found.organisation = organisation  # Known already; its pages need not read it again.
    require_manager(initiative=found, party=signed_in(request))
    return found


def steps(request: Visit, slug: str) -> HttpResponse:
    """Show the whole path: what is done, what is missing, and what comes next."""
    this = managed(request, slug)
    missing = missing_for_live(readiness(this))
    context = inside(this) | {
        "tasks": path.tasks_of(this, missing=missing),
        "next": path.next_move(this, missing=missing),
        "afterwards": path.later_tasks(this, questions=queries.every_question_of(this)),
        "missing": missing,
    }
    return render(request, "initiatives/path/steps.html", context)


def _form_page(request: Visit, this: Initiative, form: Any, **words: Any) -> HttpResponse:
    return render(request, "initiatives/path/form.html", inside(this) | {"form": form, "under_path": True, **words})


def problem(request: Visit, slug: str) -> HttpResponse:
    """Write down the problem, the motives and the roles of residents: the idea begins to be shaped."""
    this = managed(request, slug)
    form = ShapeForm(request.POST or None, initial={"problem": this.problem})
    if form.is_valid():
        try:
            shape_initiative(initiative=this, actor=request.party, **form.cleaned_data)
            return redirect("initiative_path", slug=slug)
        except Refused as refused:
            form.add_error(refused.field, refused.message)
    return _form_page(request, this, form, title=_("What is it for?"), send=_("Begin to shape it"))


def risks(request: Visit, slug: str) -> HttpResponse:
    """List the known risks: which were looked at, which not yet."""
    this = managed(request, slug)
    checks = queries.risks_of(this)
    tasks = [
        parts.Task(
            label=str(label),
            link=f"{key}/",
            note=checks[key].answer if key in checks else "",
            status=_("Looked at") if key in checks else _("Not yet"),
            kind="kept" if key in checks else "care",
        )
        for key, label in Risk.choices
    ]
    context = inside(this) | {"tasks": tasks, "done": len(checks), "total": len(tasks)}
    return render(request, "initiatives/path/risks.html", context)


def risk(request: Visit, slug: str, risk: str) -> HttpResponse:
    """Look at one risk; then lead to the next one that was not looked at."""
    if risk not in Risk.values:
        raise Http404
    this = managed(request, slug)
    checks = queries.risks_of(this)
    known = checks.get(risk)
    initial = {"likely": "yes" if known.likely else "no", "answer": known.answer} if known else {}
    form = RiskForm(request.POST or None, initial=initial)
    if form.is_valid():
        answer_risk(
            initiative=this,
            risk=risk,
            likely=form.cleaned_data["likely"] == "yes",
            answer=form.cleaned_data["answer"],
            actor=request.party,
        )
        left = [key for key in Risk.values if key not in checks and key != risk]
        return redirect("initiative_risk", slug=slug, risk=left[0]) if left else redirect("initiative_risks", slug=slug)
    number = Risk.values.index(risk) + 1
    kicker = _("Risk %(number)s of %(total)s") % {"number": number, "total": len(Risk.values)}
    return _form_page(request, this, form, title=Risk(risk).label, kicker=kicker, send=_("Save and go on"))


def measures(request: Visit, slug: str) -> HttpResponse:
    """List the measures of the service, and whether each has a first reading."""
    this = managed(request, slug)
    outcomes = Outcome.objects.filter(
        organisation=this.organisation, service=this.service, ended_on__isnull=True
    ).order_by("kind", "id")
    read = queries.measures_of(this.service_id, organisation=this.organisation)
    counts = {outcome.pk: len(readings) for outcome, readings in read.items()}
    context = inside(this) | {
        "outcomes": [(outcome, counts.get(outcome.pk, 0)) for outcome in outcomes],
        "offered": list(this.method.measures),
        "missing": [key for key in missing_for_live(readiness(this)) if key.endswith("_measure")],
    }
    return render(request, "initiatives/path/measures.html", context)


def new_measure(request: Visit, slug: str) -> HttpResponse:
    """Add a measure to the service; the method's usual ones can be taken as a start."""
    this = managed(request, slug)
    usual = request.GET.get("usual", "")
    start = this.method.measures[int(usual)] if usual.isdigit() and int(usual) < len(this.method.measures) else None
    initial = (
        {name: getattr(start, name) for name in ("statement", "measure", "unit", "better", "kind")} if start else {}
    )
    form = MeasureForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            made = add_outcome(service=this.service, actor=request.party, **form.cleaned_data)
            return redirect("initiative_reading", slug=slug, id=made.pk)
        except Refused as refused:
            form.add_error(refused.field, refused.message)
    return _form_page(request, this, form, title=_("What should get better?"), send=_("Save this measure"))


def reading(request: Visit, slug: str, id: UUID) -> HttpResponse:  # noqa: A002  # the name in the address
    """Write down one reading; the first one of a measure is its baseline."""
    this = managed(request, slug)
    outcome = get_object_or_404(Outcome, organisation=this.organisation, service=this.service, pk=id)
    is_first = not outcome.observations.exists()
    form = ReadingForm(request.POST or None)
    if form.is_valid():
        try:
            observe(outcome=outcome, initiative=this, actor=request.party, baseline=is_first, **form.cleaned_data)
            messages.success(request, _("Written down. It stands on the page of the measure now."))
            return redirect("initiative_measures", slug=slug)
        except Refused as refused:
            form.add_error(refused.field, refused.message)
    kicker = _("The first reading: what everything later is compared with") if is_first else ""
    return _form_page(request, this, form, title=outcome.measure, kicker=kicker, send=_("Write it down"))
