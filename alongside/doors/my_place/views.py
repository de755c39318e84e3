"""The front page of my place, and its two long lists."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.core.people.visit import Visit
from alongside.core.recognition.actions import show_thanks
from alongside.core.recognition.models import Recognition
from alongside.doors.account.office import people_only
from alongside.doors.my_place import queries
from alongside.doors.my_place.showing import given_line
from alongside.doors.visit import signed_in

FIRST = 5


@people_only
def my_place(request: Visit) -> HttpResponse:
    """Show first what somebody is asked, then what became of what they gave, their promises and their thanks."""
    party = signed_in(request)
    memberships = queries.memberships_now(party)
    given = list(queries.given_by(party)[: FIRST + 1])
    promised = list(queries.promised_by(party)[: FIRST + 1])
    thanks = list(queries.thanks_to(party)[: FIRST + 1])
    context = {
        "nav_current": "my_place",
        "asked": queries.asked_of(party, memberships=memberships),
        "memberships": memberships[:FIRST],
        "given": [given_line(one) for one in given[:FIRST]],
        "promised": promised[:FIRST],
        "thanks": thanks[:FIRST],
        "more_given": len(given) > FIRST,
        "more_thanks": len(thanks) > FIRST,
    }
    return render(request, "my_place/my_place.html", context)


def _before(request: Visit) -> UUID | None:
    try:
        return UUID(request.GET.get("before", ""))
    except ValueError:
        return None


@people_only
def given(request: Visit) -> HttpResponse:
    """Show everything that somebody gave, newest first."""
    party = signed_in(request)
    before = _before(request)
    rows = list(queries.given_by(party, before=before)[: queries.PER_PAGE + 1])
    context = {
        "nav_current": "my_place",
        "given": [given_line(one) for one in rows[: queries.PER_PAGE]],
        "older": f"?before={rows[queries.PER_PAGE - 1].pk}" if len(rows) > queries.PER_PAGE else "",
        "newer": request.path if before else "",
    }
    return render(request, "my_place/given.html", context)


@people_only
def thanks(request: Visit) -> HttpResponse:
    """Show all thanks that somebody got."""
    party = signed_in(request)
    before = _before(request)
    rows = list(queries.thanks_to(party, before=before)[: queries.PER_PAGE + 1])
    context = {
        "nav_current": "my_place",
        "thanks": rows[: queries.PER_PAGE],
        "older": f"?before={rows[queries.PER_PAGE - 1].pk}" if len(rows) > queries.PER_PAGE else "",
        "newer": request.path if before else "",
    }
    return render(request, "my_place/thanks.html", context)


@require_POST
@people_only
def thanks_shown(request: Visit, key: UUID) -> HttpResponse:
    """Let everybody read one's thanks, or keep them between the two again."""
    party = signed_in(request)
    found = get_object_or_404(Recognition, organisation=request.organisation, to_party=party, pk=key)
    shown = request.POST.get("shown") == "yes"
    show_thanks(recognition=found, shown=shown, actor=party)
    said = _("Everybody can read these thanks now.") if shown else _("These thanks stay between the two of you.")
    messages.success(request, said)
    return redirect("my_thanks")
