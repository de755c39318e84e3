"""The pages from which the team prepares it: what to do next, figures and options, panel, survey and vote."""

from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.core.initiatives.models import Initiative
from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.kit.parts import Task
from alongside.kit.steps import Plain, Step, run_steps
from alongside.methods.financing.tax_agreement import asking, showing, voting
from alongside.methods.financing.tax_agreement import forms as f
from alongside.methods.financing.tax_agreement import options as acts
from alongside.methods.financing.tax_agreement.models import Base, Option
from alongside.methods.financing.tax_agreement.queries import base_of, poll_of, standing, survey_of, wording_of
from alongside.methods.financing.tax_agreement.visit import around, begin
from alongside.methods.financing.tax_agreement.wording import Finding


def lead(request: Visit, key: UUID) -> HttpResponse:
    """What there is to do, in its order, each leading to its page."""
    initiative, _party, _may = begin(request, key)
    base, survey, poll = base_of(initiative), survey_of(initiative), poll_of(initiative)
    rows = [
        (_("Write the figures and the options, and sign them"), "lead_options", bool(base and base.signed_at)),
        (_("Panel, survey and vote"), "lead_ask", poll is not None),
        (_("Let the council decide"), "lead_decide", bool(poll and poll.question.state == "decided")),
    ]
    if base is not None and hasattr(base, "earmark"):
        rows.append((_("Keep the account of the extra money"), "lead_account", False))
    tasks = [
        Task(
            label=label,
            link=reverse(f"tax_agreement:{name}", args=[initiative.pk]),
            status=_("Done") if done else "",
            kind="kept" if done else "",
        )
        for label, name, done in rows
    ]
    context = around(initiative) | {"tasks": tasks, "survey": survey, "poll": poll}
    return render(request, "tax_agreement/lead.html", context)


def options(request: Visit, key: UUID) -> HttpResponse:
    """The figures, the options with what they pay for, the words, the officer's name."""
    initiative, party, may = begin(request, key)
    base = base_of(initiative)
    if base and request.POST.get("do") == "drop":
        _drop(base=base, party=party, option=request.POST.get("option", ""))
        return redirect(request.path)
    findings = wording_of(base) if base else []
    left = standing(base, findings) if base else []
    found: list[Step] = []
    if "tax.write" in may and (base is None or base.signed_at is None):
        found = [_base_step(initiative, party, base)]
        if base is not None:
            found = [*_option_steps(base, party), *_closing_steps(base, party, left), *found]
    context = around(initiative, lead=True) | {
        "title": _("Figures and options."),
        "base": base,
        "options": showing.options_shown(base) if base else [],
        "findings": left,
    }
    return run_steps(request, steps=found, template="tax_agreement/lead_options.html", context=context)


def _drop(*, base: Base, party: Party, option: str) -> None:
    rows = {str(one.pk): one for one in Option.objects.filter(organisation_id=base.organisation_id, base=base)}
    if option in rows:
        acts.drop_option(option=rows[option], actor=party)


def _initial(base: Base | None) -> dict[str, Any]:
    """Return what was written before, so that it can be changed."""
    if base is None:
        return {"collected": "100"}
    names = ("nation", "authority", "year", "band_d", "gap", "gap_words", "advisory", "limit_pence", "limit_source")
    homes = {f"homes-{band}": count / 100 for band, count in base.dwellings.items()}
    limit = None if base.limit_hundredths is None else base.limit_hundredths / 100
    return (
        {name: getattr(base, name) for name in names}
        | homes
        | {
            "collected": base.collected / 100,
            "limit_percent": limit,
        }
    )


def _base_step(initiative: Initiative, party: Party, base: Base | None) -> Step:
    def done(form: f.BaseForm) -> str:
        acts.write_base(initiative=initiative, actor=party, **form.details())
        return _("Written down.")

    return Step(
        do="base",
        title=_("The figures"),
        says=_("What is short, whose tax, band D now, homes by band."),
        button=_("Write them down"),
        form=partial(f.BaseForm, initial=_initial(base)),
        done=done,
        folded=base is not None,
    )


# long: two forms of one page
def _option_steps(base: Base, party: Party) -> list[Step]:
    def written(form: f.OptionForm) -> str:
        acts.write_option(base=base, actor=party, **form.cleaned_data)
        return _("Added. Its pounds by band stand above.")

    def purposed(form: f.PurposeForm) -> str:
        data = form.cleaned_data
        acts.set_purpose(option=form.chosen(), what=data["what"], amount=data["amount"], actor=party)
        return _("Written down.")

    found = [
        Step(
            do="option",
            title=_("Add an option"),
            says=_("One of them changes nothing. Each says what is done and what is not, in about as many words."),
            button=_("Add it"),
            form=f.OptionForm,
            done=written,
        )
    ]
    rises = [one for one in base.options.all() if one.rise]
    if rises:
        found.append(
            Step(
                do="purpose",
                title=_("Say what the money is for"),
                says=_("Payments are held to it later. The same name again changes the amount."),
                button=_("Write it down"),
                form=partial(f.PurposeForm, options=rises),
                done=purposed,
            )
        )
    return found


# long: two forms of one page
def _closing_steps(base: Base, party: Party, left: list[Finding]) -> list[Step]:
    def stood(form: f.StandForm) -> str:
        acts.let_stand(base=base, digest=form.cleaned_data["digest"], reason=form.cleaned_data["reason"], actor=party)
        return _("It stands, with your reason beside it in public.")

    def signed(_form: Plain) -> str:
        acts.sign_options(base=base, actor=party)
        return _("Signed. Everybody can read it now.")

    found = []
    if left:
        found.append(
            Step(
                do="stand",
                title=_("Let a finding stand"),
                says=_("Mend the words where you can. Where they are right as they are, say why."),
                button=_("Let it stand"),
                form=partial(f.StandForm, findings=left),
                done=stood,
                folded=True,
            )
        )
    found.append(
        Step(
            do="sign",
            title=_("Sign it"),
            says=_("You say that the figures are right. Neither they nor the words change after that."),
            button=_("Sign"),
            form=Plain,
            done=signed,
        )
    )
    return found


def ask(request: Visit, key: UUID) -> HttpResponse:
    """The panel's findings, the survey, and the vote."""
    initiative, party, may = begin(request, key)
    base, survey, poll = base_of(initiative, purposes=False), survey_of(initiative), poll_of(initiative)
    found = []
    if base and base.signed_at:
        if not hasattr(base, "panel") and "tax.panel" in may:
            found.append(_panel_step(initiative, party))
        if survey is None and "question.write" in may:
            found.append(_survey_step(initiative, party))
        if poll is None and "question.write" in may:
            found.append(_vote_step(initiative, party, folded=survey is None))
    context = around(initiative, lead=True) | {
        "title": _("Panel, survey and vote."),
        "survey": survey,
        "poll": poll,
        "panel": getattr(base, "panel", None) if base else None,
    }
    return run_steps(request, steps=found, template="tax_agreement/lead_ask.html", context=context)


def _times(initiative: Initiative, form: f.AskForm) -> dict[str, Any]:
    data = form.cleaned_data
    zone = ZoneInfo(initiative.organisation.time_zone)
    closes_at = datetime.combine(data["closes_on"] + timedelta(days=1), time(0), tzinfo=zone)
    return {
        "prompt": data["prompt"],
        "closes_at": closes_at,
        "answer_by": data["answer_by"],
        "decider": form.decides(),
    }


def _panel_step(initiative: Initiative, party: Party) -> Step:
    def done(form: f.PanelForm) -> str:
        asking.record_panel(initiative=initiative, actor=party, **form.cleaned_data)
        return _("It stands in what everybody reads.")

    return Step(
        do="panel",
        title=_("What the panel found"),
        says=_("People drawn by lot weighed the options. Their words stay as they are."),
        button=_("Write it down"),
        form=f.PanelForm,
        done=done,
    )


def _survey_step(initiative: Initiative, party: Party) -> Step:
    def done(form: f.AskForm) -> str:
        asking.ask_everybody(initiative=initiative, actor=party, **_times(initiative, form))
        return _("The survey is written. Look it over, then open it.")

    return Step(
        do="survey",
        title=_("Ask everybody"),
        says=_("Options, amounts and the panel’s findings are in it; you write the question and the times."),
        button=_("Write the survey"),
        form=partial(f.AskForm, initiative=initiative),
        done=done,
    )


def _vote_step(initiative: Initiative, party: Party, *, folded: bool) -> Step:
    def done(form: f.VoteForm) -> str:
        roll_only = form.cleaned_data["roll_only"]
        voting.put_to_vote(initiative=initiative, actor=party, roll_only=roll_only, **_times(initiative, form))
        return _("The vote is prepared. Open it at its desk.")

    return Step(
        do="vote",
        title=_("Put it to the vote"),
        says=_("Each ballot names one option. It advises the council; a referendum by law is held elsewhere."),
        button=_("Prepare the vote"),
        form=partial(f.VoteForm, initiative=initiative),
        done=done,
        folded=folded,
    )
