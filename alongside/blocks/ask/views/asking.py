"""Pages for those who ask: the question, its items, its pack, and the place from which all is done."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from alongside.blocks.ask.actions import asking
from alongside.blocks.ask.forms.asking import REFUSED_FIELDS, DocumentForm, ItemForm, QuestionForm
from alongside.blocks.ask.models import Item
from alongside.blocks.ask.queries import members_of, menu_of, zone_of
from alongside.blocks.ask.views.visit import Visit, address, crumbs_of, needs, page
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import require
from alongside.core.questions.actions import edit_question
from alongside.core.questions.models import Question
from alongside.kit.refused import Refused


def new(request: Visit, slug: str) -> HttpResponseBase:
    """Begin a question for an initiative."""
    initiative = get_object_or_404(
        Initiative.objects.select_related("organisation", "place"), organisation=request.organisation, slug=slug
    )
    if request.party is None:
        return redirect_to_login(request.get_full_path())
    require("question.write", party=request.party, initiative=initiative)
    stage = next((s for s in initiative.method.stages if s.block == "ask" and "contribution.add" in s.acts), None)
    if stage is None:
        raise Http404
    zone = initiative.place.time_zone if initiative.place else initiative.organisation.time_zone
    form = QuestionForm(
        request.POST or None, members=members_of(initiative), zone=zone, least_days=initiative.method.least_open_days
    )
    if request.method == "POST" and form.is_valid():
        try:
            question = asking.write_question(
                initiative=initiative, stage=stage.key, actor=request.party, **form.details()
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Your draft is kept. Nobody else sees it until it opens."))
            return redirect(address("items", question))
    return _draw_new(request, initiative, form)


def _draw_new(request: Visit, initiative: Initiative, form: QuestionForm) -> HttpResponse:
    from django.shortcuts import render

    context = {
        "form": form,
        "initiative": initiative,
        "crumbs": crumbs_of(initiative),
        "nav_current": menu_of(initiative),
    }
    return render(request, "ask/write.html", context, status=422 if form.errors else 200)


@needs("question.write")
def write(request: Visit, question: Question) -> HttpResponse:
    """Change a draft; every refusal of opening stands beside its field."""
    if question.state != Question.State.DRAFT:
        raise Refused(_("People have begun to answer: the question stays as it was asked."))
    initiative = question.initiative
    form = QuestionForm(
        request.POST or None,
        members=members_of(initiative),
        zone=zone_of(question),
        least_days=initiative.method.least_open_days,
        question=question,
    )
    if request.method == "POST" and form.is_valid():
        try:
            changed = edit_question(question=question, actor=request.party, **form.details())
        except Refused as refused:
            form.refuse(Refused(refused.message, REFUSED_FIELDS.get(refused.field or "", refused.field)))
        else:
            if "open" not in request.POST:
                messages.success(request, _("Your draft is kept. Nobody else sees it until it opens."))
                return redirect(address("manage", changed))
            if _open(request, changed, form):
                return redirect(address("question", changed))
    return page(
        request,
        question,
        "write.html",
        form=form,
        may_open="question.open" in request.standing.acts,
        status=422 if form.errors else 200,
    )


def _open(request: Visit, question: Question, form: QuestionForm) -> bool:
    """Open the question, or put everything that keeps it from opening beside its field."""
    for name, problem in asking.problems_of(question).items():
        form.add_error(REFUSED_FIELDS.get(name, name), problem)
    if form.errors:
        return False
    try:
        asking.open_now(question=question, actor=request.party)
    except Refused as refused:
        form.refuse(Refused(refused.message, REFUSED_FIELDS.get(refused.field or "", refused.field)))
        return False
    messages.success(request, _("It is open. People can answer now."))
    return True


@needs("question.write")
def items(request: Visit, question: Question) -> HttpResponseBase:
    """List what is asked; move, remove."""
    if request.method == "POST":
        item = get_object_or_404(Item, question=question, pk=request.POST.get("item") or None)
        if "remove" in request.POST:
            asking.remove_item(item=item, actor=request.party)
        else:
            asking.move_item(item=item, up=request.POST.get("move") == "up", actor=request.party)
        return redirect(address("items", question))
    rows = list(Item.objects.filter(question=question).select_related("shown_if").order_by("position", "id"))
    return page(request, question, "items.html", rows=rows)


@needs("question.write")
def item(request: Visit, question: Question, item_key: UUID | None = None) -> HttpResponseBase:
    """Add an item, or change one."""
    edited = get_object_or_404(Item, question=question, pk=item_key) if item_key else None
    earlier = Item.objects.filter(question=question, kind__in=["one", "several", "scale"]).order_by("position")
    if edited:
        earlier = earlier.filter(position__lt=edited.position)
    form = ItemForm(request.POST or None, earlier=earlier, item=edited)
    if request.method == "POST" and form.is_valid():
        try:
            asking.save_item(question=question, actor=request.party, item=edited, **form.details())
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect(address("items", question))
    return page(request, question, "item.html", form=form, edited=edited, status=422 if form.errors else 200)


@needs("question.write")
def pack(request: Visit, question: Question) -> HttpResponseBase:
    """Add to the information pack, also while the question is open: more to know harms nobody."""
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            asking.add_to_pack(question=question, actor=request.party, **form.cleaned_data)
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect(address("pack", question))
    documents = list(question.documents.order_by("id"))
    return page(request, question, "pack.html", form=form, documents=documents, status=422 if form.errors else 200)
