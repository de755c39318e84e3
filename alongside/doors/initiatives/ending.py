"""Looking back at an initiative, and ending it well."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alongside.core.initiatives.choices import CitizenRole, Motive
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.people.visit import Visit
from alongside.core.reviews.actions import end_initiative, open_actions, review_initiative, unthanked
from alongside.doors.initiatives.forms import EndForm, ReviewForm
from alongside.doors.initiatives.shaping import managed
from alongside.doors.initiatives.views import inside
from alongside.doors.visit import signed_in
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


def _assessors(this: Initiative) -> list[Membership]:
    """Return those of the residents' side who may judge."""
    found = Membership.objects.filter(organisation=this.organisation, initiative=this, side="citizen")
    return list(found.filter(valid_to__isnull=True).select_related("party").order_by("id")[:500])


def _found(said: dict[str, str], *, about: str, key: str) -> tuple[str, str]:
    return said[f"{about}_{key}_held"], said[f"{about}_{key}_evidence"]


def review(request: Visit, slug: str) -> HttpResponse:
    """Write the review: of each hope and each role whether it held, and how one knows, judged with a resident."""
    this = managed(request, slug)
    assessors, declared = _assessors(this), _declared(this)
    form = ReviewForm(request.POST or None, declared=declared, assessors=assessors)
    if form.is_valid():
        said = form.cleaned_data
        try:
            review_initiative(
                initiative=this,
                summary=said["summary"],
                actor=signed_in(request),
                citizen_assessor=next(one for one in assessors if str(one.pk) == said["citizen_assessor"]),
                findings={(about, key): _found(said, about=about, key=key) for about, key, _label in declared},
            )
            messages.success(request, _("The review is public now."))
            return redirect("initiative_why", slug=slug)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    lede = _("Did each hope hold, and each part that residents were to have? A resident judges with you.")
    words = {"title": _("Did it hold?"), "lede": lede, "send": _("Publish the review"), "under_path": True}
    return render(request, "initiatives/path/form.html", inside(this) | words | {"form": form})


def end(request: Visit, slug: str) -> HttpResponse:
    """Keep it going, let it become something else, or close it once everything is done and everybody thanked."""
    this = managed(request, slug)
    form = EndForm(request.POST or None, initiative=this)
    if form.is_valid():
        said = form.cleaned_data
        others = Initiative.objects.filter(organisation=this.organisation)
        successor = others.filter(pk=said["successor"]).first() if said["successor"] else None
        try:
            end_initiative(
                initiative=this,
                state=said["state"],
                actor=signed_in(request),
                successor=successor,
                review_on=said["review_on"],
            )
            return redirect("initiative", slug=slug)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    words = {"title": _("How does it go on?"), "lede": _left(this), "send": _("Decide this"), "under_path": True}
    return render(request, "initiatives/path/form.html", inside(this) | words | {"form": form})


def _left(this: Initiative) -> str:
    """Say what still stands in the way of closing."""
    notes = []
    if left := open_actions(this):
        notes.append(_("Actions neither done nor explained: %(count)s.") % {"count": left})
    if waiting := unthanked(this):
        notes.append(_("People who gave something and were not thanked yet: %(count)s.") % {"count": waiting})
    return " ".join(notes) or _("Everything promised is done or explained, and everybody was thanked.")
