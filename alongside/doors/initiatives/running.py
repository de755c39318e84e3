"""Running an initiative: moving along the path, pausing, opening and closing stages."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.core.initiatives import actions
from alongside.core.initiatives.methods import OFFICER
from alongside.core.people.visit import Visit
from alongside.doors.initiatives import queries
from alongside.doors.initiatives.forms import WordsForm
from alongside.doors.initiatives.shaping import managed
from alongside.doors.initiatives.views import inside
from alongside.kit.refused import Refused

MOVES = {
    "committed": actions.commit_initiative,
    "live": actions.go_live,
    "assessing": actions.start_assessing,
    "resume": actions.resume_initiative,
}


@require_POST
def move(request: Visit, slug: str) -> HttpResponse:
    """Go one step along the path; a refusal says all that is missing."""
    this = managed(request, slug)
    act = MOVES.get(request.POST.get("to", ""))
    try:
        if act is None:
            raise Refused(_("There is no such step."))
        moved = act(initiative=this, actor=request.party)
        messages.success(request, _("It is now: %(state)s.") % {"state": moved.get_state_display()})
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("initiative_path", slug=slug)


def pause(request: Visit, slug: str) -> HttpResponse:
    """Pause, with a reason."""
    this = managed(request, slug)
    form = WordsForm(request.POST or None)
    if form.is_valid():
        try:
            actions.pause_initiative(initiative=this, why=form.cleaned_data["why"], actor=request.party)
            return redirect("initiative_path", slug=slug)
        except Refused as refused:
            form.add_error(refused.field, refused.message)
    context = {
        "form": form,
        "title": _("Pause it."),
        "send": _("Pause it"),
        "under_path": True,
        "lede": _("Nothing new comes in until it resumes. People are waiting for it, so say why."),
    }
    return render(request, "initiatives/path/form.html", inside(this) | context)


def _who(this: Any, keys: frozenset[str]) -> list[str]:
    """Return in words who may do an act."""
    general = {"anyone": _("everybody"), "person": _("everybody who signed in"), OFFICER: _("officers")}
    titles = {role.key: str(role.title) for role in this.method.roles}
    return sorted(str(general.get(key) or titles.get(key, key)) for key in keys)


def stages(request: Visit, slug: str) -> HttpResponse:
    """Show the stages of the method, what each lets whom do, and open or close them."""
    this = managed(request, slug)
    if request.method == "POST":
        act = actions.open_stage if request.POST.get("do") == "open" else actions.close_stage
        try:
            act(initiative=this, key=request.POST.get("stage", ""), actor=request.party)
        except Refused as refused:
            messages.error(request, refused.message)
        return redirect("initiative_stages", slug=slug)
    runs = {run.key: run for run in queries.stage_runs_of(this)}
    shown = [
        {
            "stage": stage,
            "run": runs.get(stage.key),
            "is_open": stage.key in runs and runs[stage.key].closed_at is None,
            "who": _who(this, frozenset().union(*stage.acts.values())) if stage.acts else [],
        }
        for stage in this.method.stages
    ]
    context = inside(this) | {"shown": shown, "may_open": this.state in {"live", "assessing"}}
    return render(request, "initiatives/path/stages.html", context)
