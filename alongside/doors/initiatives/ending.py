"""Looking back at an initiative, and ending it well."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alongside.core.initiatives.choices import CitizenRole, Motive
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.reviews.actions import end_initiative, open_actions, review_initiative, unthanked
from alongside.doors.initiatives.forms import EndForm, ReviewForm
from alongside.doors.initiatives.shaping import managed
from alongside.doors.initiatives.views import inside
from alongside.kit.refused import Refused


def _declared(this: Initiative) -> list[tuple[str, str, str]]:
    motives = [
        ("motive", key, _("Did we get what we hoped for? %(label)s") % {"label": Motive(key).label})
        for key in this.motives
    ]
    roles = [
        ("role", key, _("Did residents have this part? %(label)s") % {"label": CitizenRole(key).label})
        for key in this.citizen_roles
    ]
    return motives + roles


def review(request: HttpRequest, slug: str) -> HttpResponse:
    """Write the review: of each hope and each role whether it held, and how one knows, judged with a resident."""
    this = managed(request, slug)
    assessors = list(
        Membership.objects.filter(
            organisation=this.organisation, initiative=this, side="citizen", valid_to__isnull=True
        )
        .select_related("party")
        .order_by("id")[:500]
    )
    declared = _declared(this)
    form = ReviewForm(request.POST or None, declared=declared, assessors=assessors)
    if form.is_valid():
        said = form.cleaned_data
        try:
            review_initiative(
                initiative=this,
                summary=said["summary"],
                actor=request.party,  # type: ignore[attr-defined]  # set by the middleware
                citizen_assessor=next(one for one in assessors if str(one.pk) == said["citizen_assessor"]),
                findings={
                    (about, key): (said[f"{about}_{key}_held"], said[f"{about}_{key}_evidence"])
                    for about, key, _label in declared
                },
            )
            messages.success(request, _("The review is public now."))
            return redirect("initiative_why", slug=slug)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    context = {
        "form": form,
        "title": _("Did it hold?"),
        "send": _("Publish the review"),
        "under_path": True,
        "lede": _(
            "You say of each hope, and of each part that residents were to have, whether it held. A resident judges with you."
        ),
    }
    return render(request, "initiatives/form.html", inside(this) | context)


def end(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep it going, let it become something else, or close it once everything is done and everybody thanked."""
    this = managed(request, slug)
    form = EndForm(request.POST or None, initiative=this)
    if form.is_valid():
        said = form.cleaned_data
        successor = Initiative.objects.filter(organisation=this.organisation, pk=said["successor"] or None).first()
        try:
            end_initiative(
                initiative=this,
                state=said["state"],
                actor=request.party,
                successor=successor,  # type: ignore[attr-defined]  # set by the middleware
                review_on=said["review_on"],
            )
            return redirect("initiative", slug=slug)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    open_ones, waiting = open_actions(this), unthanked(this)
    notes = []
    if open_ones:
        notes.append(_("Actions neither done nor explained: %(count)s.") % {"count": open_ones})
    if waiting:
        notes.append(_("People who gave something and were not thanked yet: %(count)s.") % {"count": waiting})
    lede = " ".join(notes) or _("Everything promised is done or explained, and everybody was thanked.")
    context = {
        "form": form,
        "title": _("How does it go on?"),
        "lede": lede,
        "send": _("Decide this"),
        "under_path": True,
    }
    return render(request, "initiatives/form.html", inside(this) | context)
