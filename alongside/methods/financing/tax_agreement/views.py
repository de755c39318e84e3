"""The pages that everybody reads: the options in pounds, one's own bill, and how the words were checked."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from alongside.blocks.ask.report import tallies_of
from alongside.core.initiatives.models import Initiative
from alongside.core.people.visit import Visit
from alongside.core.questions.models import Question
from alongside.kit.money import money
from alongside.kit.suppression import shown_total, suppressed
from alongside.methods.financing.tax_agreement import law, rules, showing, wording
from alongside.methods.financing.tax_agreement.asking import SETTING
from alongside.methods.financing.tax_agreement.forms import BillForm
from alongside.methods.financing.tax_agreement.models import Base
from alongside.methods.financing.tax_agreement.queries import (
    bands_for,
    base_of,
    passed_in,
    standing,
    survey_and_poll,
    wording_of,
)
from alongside.methods.financing.tax_agreement.visit import TEAM, around, find, may_now


def shown_base(request: Visit, initiative: Initiative) -> tuple[Base | None, frozenset[str]]:
    """Return the signed figures, or to the team those being written; None while there is nothing to see."""
    may = may_now(request, initiative)
    base = base_of(initiative)
    return (base if base and (base.signed_at or may & TEAM) else None), may


def home(request: Visit, key: UUID) -> HttpResponse:
    """What is short, the options in pounds by band, what follows both ways, the law, the panel, whose turn it is."""
    initiative = find(request, key)
    base, may = shown_base(request, initiative)
    survey, poll = survey_and_poll(initiative)
    found = showing.options_shown(base) if base else []
    context = around(initiative, deep=False) | {
        "base": base,
        "year": rules.said_year(base.year) if base else "",
        "gap": money(base.gap) if base and base.gap else "",
        "options": found,
        "rows": showing.band_table([one.one for one in found]),
        "law": showing.law_shown(base) if base else {},
        "official": law.OFFICIAL,
        "panel": getattr(base, "panel", None) if base else None,
        "survey": survey if survey and survey.state != Question.State.DRAFT else None,
        "poll": poll if poll and poll.state != "preparing" else None,
        "understood": understood(survey) if survey and survey.state in ("closed", "decided") else "",
        "is_team": bool(may & TEAM),
        "has_account": bool(base and hasattr(base, "earmark")),
    }
    return render(request, "tax_agreement/home.html", context)


def understood(survey: Question) -> str:
    """Say how many of those who answered the check understood the amount; nothing where few did."""
    kept = survey.settings.get(SETTING, {})
    if "check" not in kept:
        return ""
    counts = {value: count for (about, value), count in tallies_of(survey).items() if about == kept["check"]}
    whole = shown_total(sum(counts.values()))
    right = suppressed(
        {"right": counts.get(kept["right"], 0), "wrong": sum(counts.values()) - counts.get(kept["right"], 0)}
    )
    if whole is None or right["right"] is None:
        return _("Too few answered the check to show how well the question was understood.")
    return _("%(right)s of %(whole)s who answered the check knew what the rise would be for them.") % {
        "right": right["right"],
        "whole": whole,
    }


def bill(request: Visit, key: UUID) -> HttpResponse:
    """What a visitor's own home would pay by each option. It is worked out and forgotten: nothing is kept."""
    initiative = find(request, key)
    base, _may = shown_base(request, initiative)
    bands = bands_for(base) if base else None
    if base is None or bands is None:
        raise Http404
    form = BillForm(request.POST if request.method == "POST" else None, bands=list(bands.parts))
    rows = []
    if request.method == "POST" and form.is_valid():
        rows = showing.bill_rows(base, band=form.cleaned_data["band"], alone=form.cleaned_data["alone"])
    context = around(initiative) | {"form": form, "rows": rows, "source": bands.source, "url": bands.url}
    answer = render(request, "tax_agreement/bill.html", context, status=409 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


def words(request: Visit, key: UUID) -> HttpResponse:
    """How the words were checked: every rule, what is found now, and what an officer let stand, with the reason."""
    initiative = find(request, key)
    base, _may = shown_base(request, initiative)
    passed = passed_in(base) if base else []
    context = around(initiative) | {
        "rules": wording.rules_in_words(),
        "findings": standing(base, wording_of(base), passed=passed) if base else [],
        "passed": passed,
    }
    return render(request, "tax_agreement/words.html", context)
