"""Pages of the catalogue: all methods, and one."""

from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from alongside.core.initiatives import methods as recipes
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.queries import listed_initiatives
from alongside.doors.methods.guides import guide_html
from alongside.doors.methods.shelves import CO_TITLES, KIND_TITLES, bays, co_of
from alongside.kit import parts
from alongside.methods.acts import act_title, permissions_of, role_titles
from alongside.methods.registry import guide_of

RUNNING = (Initiative.State.LIVE, Initiative.State.ASSESSING, Initiative.State.SUSTAINED)
SHOWN = 12


def methods(request: HttpRequest) -> HttpResponse:
    """Show every method by the four co's and the seven kinds, with what each side gives."""
    return render(request, "methods/methods.html", {"bays": bays()})


def method(request: HttpRequest, key: str) -> HttpResponse:
    """Show one method: its guide card, its stages, who may do what, its times and measures, where it runs here."""
    try:
        found = recipes.method(key)
    except KeyError:
        raise Http404 from None
    co = co_of(found)
    context = {
        "method": found,
        "nav_current": co,
        "crumbs": [(_("Methods"), reverse("methods"))],
        "co_title": CO_TITLES[co],
        "kind_title": KIND_TITLES[found.kind],
        "charter": _charter(found),
        "guide": guide_html(guide_of(found, language=get_language() or "")),
        "times": _times(found),
        "stages": _stages(found),
        "sides": [(side, [role for role in found.roles if role.side == side]) for side in ("public", "citizen")],
        "running": _running(request, found),
        "start": _start(found),
    }
    return render(request, "methods/method.html", context)


def _charter(found: recipes.Method) -> parts.Charter:
    return parts.Charter(
        public=parts.CharterSide(label=_("The public side gives"), promises=((str(found.public_gives), ""),)),
        citizens=parts.CharterSide(label=_("Residents give"), promises=((str(found.citizens_give), ""),)),
    )


def _times(found: recipes.Method) -> list[parts.Figure]:
    """Return the promised times, in days."""
    told = (
        (_("A person writes back"), found.acknowledge_days, _("at most, after you give something")),
        (_("You have an answer"), found.answer_days, _("at most, and sooner if a question says so")),
        (_("A question stays open"), found.least_open_days, _("at least")),
    )
    return [
        parts.Figure(label=label, value=ngettext("%(n)s day", "%(n)s days", days) % {"n": days}, of=of)
        for label, days, of in told
    ]


def _stages(found: recipes.Method) -> list[dict[str, Any]]:
    """Return each stage with its acts in words and who may do them; what is always open comes last."""
    spoken = {
        key: [(act_title(one.act), role_titles(method=found, roles=one.roles)) for one in permissions]
        for key, permissions in groupby(permissions_of(found), key=lambda one: one.stage)
    }
    shown = [
        {"title": stage.title, "happens": stage.happens, "acts": spoken.get(stage.key, [])} for stage in found.stages
    ]
    if "" in spoken:
        shown.append({"title": _("All the time"), "happens": "", "acts": spoken[""]})
    return shown


def _running(request: HttpRequest, found: recipes.Method) -> list[Initiative]:
    organisation = getattr(request, "organisation", None)
    if organisation is None:
        return []
    running = listed_initiatives(organisation=organisation).filter(method_key=found.key, state__in=RUNNING)
    return list(running[:SHOWN])


def _start(found: recipes.Method) -> str:
    """Return the address at which an initiative of this method is started; "" for a method that is not built."""
    if not found.built:
        return ""
    try:
        return f"{reverse('initiative_start')}?method={found.key}"
    except NoReverseMatch:  # The door through which initiatives start is not part of every deployment.
        return ""
