"""For people without e-mail: letters to print, and codes to sign in with."""

from itertools import groupby
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.core.messages.actions import mark_letters_printed
from alongside.core.messages.queries import letters_waiting
from alongside.core.people.codes import issue_sign_in_code
from alongside.core.people.models import Party
from alongside.core.people.queries import people_named
from alongside.core.people.visit import Visit
from alongside.doors.account.office import officers_only
from alongside.doors.visit import signed_in
from alongside.kit import clock
from alongside.kit.refused import Refused

MOST_LETTERS = 50
MOST_FOUND = 20


class FindForm(forms.Form):
    """Whom to look for."""

    use_required_attribute = False
    q = forms.CharField(label=gettext_lazy("Name"), max_length=100, widget=forms.TextInput({"class": "w-20"}))


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Desk"), reverse("desk"))]


@officers_only
def letters(request: Visit) -> HttpResponse:
    """Show the letters that wait, one page of paper for each person; on POST take note that they were printed."""
    waiting = list(letters_waiting(request.organisation)[:MOST_LETTERS])
    if request.method == "POST":
        printed = set(request.POST.getlist("letter"))
        these = [one for one in waiting if str(one.pk) in printed]
        count = mark_letters_printed(letters=these, actor=signed_in(request))
        said = ngettext("One letter is on its way.", "%(n)s letters are on their way.", count) % {"n": count}
        messages.success(request, said)
        return redirect("desk_letters")
    people = [(party, list(parts)) for party, parts in groupby(waiting, key=lambda one: one.party)]
    context = {
        "nav_current": "desk",
        "crumbs": _crumbs(),
        "people": people,
        "count": len(waiting),
        "today": clock.today(zone=request.organisation.time_zone),
        "address": settings.SITE_ADDRESS,
    }
    return render(request, "desk/letters.html", context)


@officers_only
def codes(request: Visit) -> HttpResponse:
    """Find somebody without e-mail, and make a code to hand over; it is shown once."""
    form, slip, refused = FindForm(request.GET or None), None, None
    found: list[Party] = []
    if request.method == "POST":
        party = get_object_or_404(Party, organisation=request.organisation, pk=_key(request.POST.get("party", "")))
        try:
            code = issue_sign_in_code(party=party, actor=signed_in(request))
            slip = {"name": party.name, "code": "-".join(code[at : at + 4] for at in (0, 4, 8))}
        except Refused as problem:
            refused = problem
    elif form.is_valid():
        found = list(people_named(organisation=request.organisation, words=form.cleaned_data["q"])[:MOST_FOUND])
    shown = {"form": form, "slip": slip, "refused": refused, "found": found, "address": settings.SITE_ADDRESS}
    return render(request, "desk/codes.html", dict(nav_current="desk", crumbs=_crumbs(), **shown))


def _key(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
