"""What is known about somebody: details, messages, ways to sign in, keys, data, and its end."""

from typing import Any
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.core.messages.actions import set_preference
from alongside.core.messages.models import Topic
from alongside.core.messages.queries import preferences
from alongside.core.people.actions import change_party, make_token, revoke_token
from alongside.core.people.models import ApiToken
from alongside.core.people.queries import roles_in_organisation
from alongside.core.people.visit import Visit
from alongside.core.personal_data.actions import erase_person
from alongside.core.personal_data.queries import personal_tables, rows_of, take_out
from alongside.doors.account.office import people_only
from alongside.doors.my_place.forms import DetailsForm, EraseForm, KeyForm, WaysForm
from alongside.doors.my_place.telling import row_in_words, table_name, when
from alongside.doors.visit import signed_in
from alongside.kit.refused import Refused

PER_PAGE = 20


def _context(**more: Any) -> dict[str, Any]:
    return {"nav_current": "my_place", "crumbs": [(_("My place"), reverse("my_place"))], **more}


@people_only
def details(request: Visit) -> HttpResponse:
    """Show and change what somebody says of themselves."""
    party, organisation = signed_in(request), request.organisation
    form = DetailsForm(request.POST or None, instance=party, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            change_party(party=party, actor=party, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, refused.message)
        else:
            messages.success(request, _("Kept."))
            return redirect("my_details")
    return render(request, "my_place/details.html", _context(form=form))


@people_only
def message_ways(request: Visit) -> HttpResponse:
    """Ask for each kind of message how somebody wants it."""
    party = signed_in(request)
    topics = [topic for topic in Topic.values if topic != Topic.DUTY or roles_in_organisation(party)]
    form = WaysForm(request.POST or None, topics=topics, initial=preferences(party))
    if request.method == "POST" and form.is_valid():
        for topic in form.changed_data:
            set_preference(party=party, topic=topic, how=form.cleaned_data[topic])
        messages.success(request, _("Kept. It holds for every message from now on."))
        return redirect("my_messages")
    return render(request, "my_place/messages.html", _context(form=form))


@people_only
def sign_in(request: Visit) -> HttpResponse:
    """Show all ways in which somebody signs in, with where to change each."""
    kinds = list(Authenticator.objects.filter(user_id=request.user.pk).values_list("type", flat=True))
    context = _context(
        passkeys=kinds.count("webauthn"),
        app="totp" in kinds,
        addresses=list(EmailAddress.objects.filter(user_id=request.user.pk).order_by("-primary", "email")),
        sessions=UserSession.objects.filter(user_id=request.user.pk).count(),
        has_password=request.user.is_authenticated and request.user.has_usable_password(),
    )
    return render(request, "my_place/sign_in.html", context)


@people_only
def keys(request: Visit) -> HttpResponse:
    """Show the access keys of somebody, and make one; the key itself is shown once and kept nowhere."""
    party = signed_in(request)
    form, made = KeyForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _token, made = make_token(party=party, **form.cleaned_data)
            form = KeyForm()
        except Refused as refused:
            form.add_error(refused.field, refused.message)
    found = ApiToken.objects.filter(organisation_id=party.organisation_id, party=party, revoked_at__isnull=True)
    context = _context(form=form, made=made, keys=list(found.order_by("-id")[:50]))
    return render(request, "my_place/keys.html", context)


@require_POST
@people_only
def revoke(request: Visit, key: UUID) -> HttpResponse:
    """Make one of one's own keys useless."""
    party = signed_in(request)
    token = get_object_or_404(ApiToken, organisation_id=party.organisation_id, party=party, pk=key)
    revoke_token(token=token, actor=party)
    messages.success(request, _("The key “%(name)s” opens nothing any more.") % {"name": token.name})
    return redirect("my_keys")


@people_only
def data(request: Visit) -> HttpResponse:
    """Say what is held about somebody, table by table, with a file of all of it."""
    tables = [(table._meta.label_lower, table_name(table)) for table in personal_tables()]
    return render(request, "my_place/data.html", _context(tables=sorted(tables, key=lambda pair: pair[1])))


@people_only
def data_table(request: Visit, label: str) -> HttpResponse:
    """Show what one table holds about somebody, newest first, in words as far as they go."""
    party = signed_in(request)
    table = next((one for one in personal_tables() if one._meta.label_lower == label), None)
    if table is None:
        raise Http404
    found = rows_of(party=party, table=table).order_by("-pk")
    if before := request.GET.get("before"):
        try:
            found = found.filter(pk__lt=UUID(before))
        except ValueError:
            raise Http404 from None
    others = [field.name for field in table._meta.concrete_fields if field.is_relation and field.name != "organisation"]
    rows = list(found.select_related(*others)[: PER_PAGE + 1])
    context = _context(
        title=table_name(table),
        rows=[(when(row), row_in_words(row)) for row in rows[:PER_PAGE]],
        older=f"?before={rows[PER_PAGE - 1].pk}" if len(rows) > PER_PAGE else "",
        newer=request.path if before else "",
    )
    context["crumbs"].append((_("My data"), reverse("my_data")))
    return render(request, "my_place/data_table.html", context)


@people_only
def data_file(request: Visit) -> HttpResponse:
    """Give everything that is held about somebody as a file that programs can read."""
    party = signed_in(request)
    answer = JsonResponse(take_out(party), json_dumps_params={"indent": 1, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer


@people_only
def erase(request: Visit) -> HttpResponse:
    """Say what erasing means, ask for a word, and erase; then nobody is signed in any more."""
    party = signed_in(request)
    form = EraseForm(request.POST or None)
    if form.is_valid():
        try:
            erase_person(party=party, actor=party)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            logout(request)
            messages.success(request, _("You are erased. What you gave still counts, and says nothing of you."))
            return redirect("home")
    return render(request, "my_place/erase.html", _context(form=form))
