"""The record of who did what: facts only, never people's words."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.apps import apps
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from alongside.core.audit.models import AuditEntry
from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.doors.account.office import administrators_only
from alongside.doors.administration.views import context_of

PER_PAGE = 50


def _asked(request: Visit, name: str) -> UUID | None:
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None


def _facts(values: dict[str, Any]) -> str:
    """Write the facts of an entry in a line: states, amounts, dates."""
    said = {name: _fact(value) for name, value in values.items() if value is not None}
    return ", ".join(f"{name.replace('_', ' ')}: {fact}" for name, fact in said.items())


def _fact(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _kind(name: str) -> str:
    """Name a kind of thing as its table does: `stagerun` as "stage run"."""
    for app in apps.get_app_configs():
        if name in app.models:
            return str(app.models[name]._meta.verbose_name)
    return name


@administrators_only
# long: it names its keyword arguments one to a line
def record(request: Visit) -> HttpResponse:
    """Show the record, newest first; of one thing or of one person where asked."""
    thing, who, before = _asked(request, "thing"), _asked(request, "who"), _asked(request, "before")
    found = AuditEntry.objects.filter(organisation=request.organisation)
    if thing:
        found = found.filter(record_id=thing)
    if who:
        found = found.filter(actor_id=who)
    if before:
        found = found.filter(pk__lt=before)
    rows = list(found.order_by("-id")[: PER_PAGE + 1])
    actors = {one.actor_id for one in rows if one.actor_id} | ({who} if who else set())
    named = Party.objects.filter(organisation=request.organisation, pk__in=actors).values_list("pk", "name")
    names = {key: name or _("somebody erased") for key, name in named}
    lines = [
        {
            "entry": one,
            "act": one.act.replace("_", " "),
            "kind": _kind(one.record_kind),
            "who": names.get(one.actor_id, "") if one.actor_id else _("the system"),
            "before": _facts(one.before),
            "after": _facts(one.after),
        }
        for one in rows[:PER_PAGE]
    ]
    kept = {name: str(value) for name, value in (("thing", thing), ("who", who)) if value}
    older = kept | {"before": str(rows[PER_PAGE - 1].pk)} if len(rows) > PER_PAGE else {}
    context = context_of(
        request,
        lines=lines,
        thing=thing,
        who=names.get(who, "") if who else "",
        older=f"?{urlencode(older)}" if older else "",
        newer=f"{request.path}?{urlencode(kept)}" if before else "",
    )
    return render(request, "administration/record.html", context)
