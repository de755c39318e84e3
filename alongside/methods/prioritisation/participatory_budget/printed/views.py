"""Pages of the booklet: for anybody to print, and for the returning officer with the codes on the ballot papers."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.blocks.rank.models import Poll, VotingCode
from alongside.blocks.rank.rules import group_of_code
from alongside.core.contributions.rules import read_code
from alongside.core.initiatives.models import Initiative
from alongside.core.initiatives.permissions import may, memberships_of, require
from alongside.core.people.actions import digest_of
from alongside.core.people.visit import Visit
from alongside.kit.refused import Refused
from alongside.methods.prioritisation.participatory_budget.outcome.ballots import polls_of
from alongside.methods.prioritisation.participatory_budget.printed.booklet import booklet as make
from alongside.methods.prioritisation.participatory_budget.steering.views import find_initiative

MOST_CODES = 100


class CodesForm(forms.Form):
    """The codes of one batch, to be printed on as many booklets."""

    use_required_attribute = False

    poll = forms.ChoiceField(label=gettext_lazy("For which ballot?"))
    codes = forms.CharField(
        label=gettext_lazy("The codes, one on a line"),
        widget=forms.Textarea({"rows": 6, "autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("As the desk of the vote shows them once. At most 100 at a time; nothing is kept here."),
    )
    large = forms.BooleanField(label=gettext_lazy("In large print"), required=False)

    def __init__(self, *args: object, polls: list[Poll], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # what a form takes is handed on
        field = self.fields["poll"]
        field.choices = [(str(poll.pk), poll.question.prompt) for poll in polls]  # type: ignore[attr-defined]  # a ChoiceField


def _shown_polls(request: Visit, initiative: Initiative) -> list[Poll]:
    """The ballots of a round; while they are being prepared, only to its team."""
    polls = polls_of(initiative)
    if not memberships_of(party=request.party, initiative=initiative):
        polls = [poll for poll in polls if poll.state != Poll.State.PREPARING]
    if not polls:
        raise Http404
    return polls


def booklet(request: Visit, key: UUID) -> HttpResponse:
    """Where the booklet is to be had; the returning officer makes them with a code each."""
    initiative = find_initiative(request, key)
    polls = _shown_polls(request, initiative)
    may_codes = may("rank.issue_codes", party=request.party, initiative=initiative)
    form = CodesForm(request.POST or None, polls=polls)
    if request.method == "POST":
        require("rank.issue_codes", party=request.party, initiative=initiative)
        if form.is_valid():
            try:
                return _with_codes(initiative=initiative, polls=polls, form=form)
            except Refused as refused:
                form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    context = {
        "initiative": initiative,
        "polls": polls,
        "form": form if may_codes else None,
        "nav_current": "commission",
        "crumbs": [(initiative.title, f"/initiatives/{initiative.slug}/")],
    }
    return render(request, "participatory_budget/booklet.html", context, status=409 if form.errors else 200)


def _with_codes(*, initiative: Initiative, polls: list[Poll], form: CodesForm) -> HttpResponse:
    """A booklet for each code. Refuses a code that could let no ballot in, so that nobody is handed a dead one."""
    data = form.cleaned_data
    poll = next(one for one in polls if str(one.pk) == data["poll"])
    written = list(dict.fromkeys(read_code(line) for line in data["codes"].split("\n") if line.strip()))
    if not 0 < len(written) <= MOST_CODES:
        raise Refused(_("Between 1 and 100 codes at a time."), "codes")
    digests = {digest_of(code): code for code in written}
    usable = set(
        VotingCode.objects.filter(
            organisation_id=poll.organisation_id, poll=poll, digest__in=digests, state=VotingCode.State.ISSUED
        ).values_list("digest", flat=True)
    )
    dead = [code for digest, code in digests.items() if digest not in usable]
    if dead:
        raise Refused(
            _("The code %(code)s lets no ballot in: it is not of this vote, was used, or is void.")
            % {"code": group_of_code(dead[0])},
            "codes",
        )
    grouped = [group_of_code(code) for code in written]
    response = _file(make(initiative=initiative, polls=[poll], large=data["large"], codes=grouped))
    response["Cache-Control"] = "no-store"
    return response


def booklet_file(request: Visit, key: UUID) -> HttpResponse:
    """The booklet without a code; `?large=1` in large print."""
    initiative = find_initiative(request, key)
    polls = _shown_polls(request, initiative)
    return _file(make(initiative=initiative, polls=polls, large=request.GET.get("large") == "1"))


def _file(data: bytes) -> HttpResponse:
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="booklet.pdf"'
    return response
