"""The page of the rules: every version, who agreed it, and for the steering group the form of the next one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alongside.blocks.rank.models import Poll
from alongside.blocks.rank.words import say_rule
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.initiatives.permissions import may, memberships_of
from alongside.core.initiatives.queries import shown_initiative
from alongside.core.people.visit import Visit
from alongside.core.services.models import Place
from alongside.kit.refused import Refused
from alongside.methods.prioritisation.participatory_budget.method import METHOD
from alongside.methods.prioritisation.participatory_budget.models import RulesVersion
from alongside.methods.prioritisation.participatory_budget.rules import LAST, Terms
from alongside.methods.prioritisation.participatory_budget.steering.actions import ACT, agree_rules, write_rules
from alongside.methods.prioritisation.participatory_budget.steering.forms import RulesForm, initial_of


def find_initiative(request: Visit, key: UUID) -> Initiative:
    """Return a participatory budget of this organisation; one that is not shown to everybody only to its own people."""
    found = shown_initiative(organisation=request.organisation, party=request.party, key=key, method_key=METHOD.key)
    if found is None:
        raise Http404
    return found


# long: it hands the page its context, one name to a line
def rules(request: Visit, key: UUID) -> HttpResponse:
    """All versions, the newest first; the steering group agrees it or writes the next one."""
    initiative = find_initiative(request, key)
    versions = list(
        RulesVersion.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
        .select_related("by__party", "public_agreed_by__party", "citizen_agreed_by__party")
        .order_by("-number")
    )
    newest = versions[0] if versions else None
    is_steering = may(ACT, party=request.party, initiative=initiative)
    sent = request.method == "POST"
    writing = sent and request.POST.get("do") == "write"
    form = RulesForm(
        request.POST if writing else None,
        organisation=request.organisation,
        initial=initial_of(newest.said if newest else None),
    )
    if sent:
        try:
            if words := _change(request, initiative=initiative, newest=newest, form=form if writing else None):
                messages.success(request, words)
                return redirect("participatory_budget:rules", key=key)
        except Refused as refused:
            if not writing:
                raise
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    sides = {one.side for one in memberships_of(party=request.party, initiative=initiative)} if is_steering else set()
    context = {
        "initiative": initiative,
        "newest": _shown(newest) if newest else None,
        "earlier": [_shown(one) for one in versions[1:]],
        "form": form,
        "is_steering": is_steering,
        "may_agree": newest is not None and any(not getattr(newest, f"{side}_agreed_at") for side in sides),
        "nav_current": "commission",
        "crumbs": [(initiative.title, f"/initiatives/{initiative.slug}/")],
    }
    wrong = sent and bool(form.errors)
    return render(request, "participatory_budget/rules.html", context, status=409 if wrong else 200)


def _change(request: Visit, *, initiative: Initiative, newest: RulesVersion | None, form: RulesForm | None) -> str:
    if form is None:
        if newest is None:
            raise Http404
        agreed = agree_rules(version=newest, actor=request.party)
        return _("Agreed by both sides: a vote can open by them.") if agreed.is_agreed else _("Agreed for your side.")
    if not form.is_valid():
        return ""
    write_rules(initiative=initiative, terms=form.terms, why=form.cleaned_data["why"], actor=request.party)
    return _("Written, and agreed for your side. Now the other side reads it.")


def _shown(version: RulesVersion) -> dict[str, Any]:
    terms = version.said
    return {
        "version": version,
        "lines": say_terms(terms, places=_names(terms)),
        "agreed": [
            (side, words, _name(getattr(version, f"{side}_agreed_by")), getattr(version, f"{side}_agreed_at"))
            for side, words in (("public", _("Public side")), ("citizen", _("Residents")))
        ],
    }


def _name(member: Membership | None) -> str:
    """Who agreed, by name where they let it be shown."""
    if member is None:
        return ""
    return member.party.name if member.named_publicly else str(METHOD.role(member.role).title)


def _names(terms: Terms) -> dict[str, str]:
    if not terms.by_district:
        return {}
    return {str(place.pk): place.name for place in Place.objects.filter(pk__in=list(terms.people))}


def say_terms(terms: Terms, *, places: dict[str, str]) -> list[tuple[str, str]]:
    """Say rules line by line: a label and plain words."""
    limit = terms.most_choices or terms.most_points
    ballot = str(Poll.Kind(terms.ballot_kind).label)
    lines = [
        (_("Who may vote"), terms.who or _("Everybody who signs in or has a code")),
        (_("The ballot"), _("%(ballot)s, at most %(limit)s") % {"ballot": ballot, "limit": limit} if limit else ballot),
        (_("The count"), say_rule(terms.rule)),
        (_("Two ballots of one person"), _("The last counts") if terms.repeat == LAST else _("The first counts")),
    ]
    if terms.rule.threshold:
        words = _("At least %(count)s votes") % {"count": terms.rule.threshold}
        lines.append((_("To take part in the count"), words))
    if terms.roll_only:
        lines.append((_("The roll"), _("Only who is on it when the vote opens")))
    if terms.by_district:
        said = ", ".join(f"{places.get(key, key)} ({count:,})" for key, count in sorted(terms.people.items()))
        lines.append((_("Districts"), _("Each its own pot, by its people: %(said)s") % {"said": said}))
        if terms.whole_percent:
            lines.append((_("The whole town"), _("%(part)s per cent of the money") % {"part": terms.whole_percent}))
    else:
        lines.append((_("Districts"), _("One pot and one count for everybody")))
    if terms.other_rule:
        lines.append((_("Shown beside it"), say_rule(terms.other_rule)))
    return lines


def rules_file(request: Visit, key: UUID, number: int) -> JsonResponse:
    """One version as data, every parameter."""
    initiative = find_initiative(request, key)
    version = RulesVersion.objects.filter(
        organisation_id=initiative.organisation_id, initiative=initiative, number=number
    ).first()
    if version is None:
        raise Http404
    told = {
        "initiative": str(initiative.pk),
        "version": version.number,
        "written": version.at.date().isoformat(),
        "why": version.why,
        "agreed": {
            side: at.date().isoformat() if (at := getattr(version, f"{side}_agreed_at")) else None
            for side in ("public", "citizen")
        },
        "rules": version.terms,
    }
    return JsonResponse(told, json_dumps_params={"indent": 2, "ensure_ascii": False})
