"""The pages of the panel: the list of cases, and one case: declaring, giving points, reading the others' then."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.kit.money import money
from alongside.kit.parts import Task
from alongside.kit.refused import NotAllowed
from alongside.methods.prioritisation.community_chest.finding import find_round, page_of, visitor_of
from alongside.methods.prioritisation.community_chest.forms import DeclareForm, SheetForm
from alongside.methods.prioritisation.community_chest.judging import declare, file_sheet
from alongside.methods.prioritisation.community_chest.models import Application, Round
from alongside.methods.prioritisation.community_chest.posting import Doing, carried_out, sent
from alongside.methods.prioritisation.community_chest.queries import Case, cases_for
from alongside.methods.prioritisation.community_chest.rules import points_of_100, sheet_share
from alongside.methods.prioritisation.community_chest.views import to_sign_in


def panel(request: Visit, key: UUID) -> HttpResponse:
    """What one member of the panel has still to do in a round. It shows nobody's points but their own."""
    grant_round = find_round(request, key)
    if request.party is None:
        return to_sign_in(request)
    visitor = visitor_of(request, grant_round.question.initiative)
    if not visitor.judges:
        raise NotAllowed(_("This is for the panel."))
    cases = cases_for(grant_round=grant_round, party=request.party)
    context = page_of(
        grant_round.question.initiative,
        grant_round,
        cases=[_task(grant_round, one) for one in cases],
        done=sum(1 for one in cases if one.own or one.barred),
        total=len(cases),
        closed=grant_round.scoring_closed_at is not None,
    )
    return render(request, "chest/panel.html", context)


def _task(grant_round: Round, case: Case) -> Task:
    """One case as a line of what there is to do."""
    words, kind = _state(case)
    application = case.application
    return Task(
        label=f"{application.number}. {application.title}",
        link=reverse("chest:case", args=[grant_round.question_id, application.number]),
        note=money(application.amount, grant_round.currency),
        status=words,
        kind=kind,
    )


def _state(case: Case) -> tuple[str, str]:
    """How far a member is with a case, in words and as a kind of status."""
    if case.barred:
        return _("You have an interest: others judge it"), "care"
    if case.own:
        return _("You have scored it"), "kept"
    if case.declared:
        return _("To score"), "open"
    return _("First say whether you have a link to it"), "open"


def case(request: Visit, key: UUID, number: int) -> HttpResponse:
    """One application as the panel sees it: by its number, without who applies where the round hides that."""
    grant_round = find_round(request, key)
    party = request.party
    if party is None:
        return to_sign_in(request)
    if not visitor_of(request, grant_round.question.initiative).judges:
        raise NotAllowed(_("This is for the panel."))
    cases = {one.application.number: one for one in cases_for(grant_round=grant_round, party=party)}
    if number not in cases:
        raise Http404
    found = cases[number]
    doings = _doings(request, grant_round, found, party)
    if carried_out(request, doings):
        return redirect("chest:case", key=key, number=number)
    following = next((n for n, one in cases.items() if n != number and not (one.own or one.barred)), None)
    context = page_of(
        grant_round.question.initiative,
        grant_round,
        case=found,
        application=found.application,
        hidden=grant_round.names_hidden,
        amount=money(found.application.amount, grant_round.currency),
        whole_cost=money(found.application.whole_cost, grant_round.currency),
        forms={name: one.form for name, one in doings.items()},
        sheets=_sheets(found, grant_round),
        following=following,
        closed=grant_round.scoring_closed_at is not None,
    )
    return render(request, "chest/case.html", context, status=409 if request.method == "POST" else 200)


def _doings(request: Visit, grant_round: Round, found: Case, party: Party) -> dict[str, Doing]:
    """What a member can do with a case: declare, then score; a link that comes to light later can still be said."""
    if grant_round.scoring_closed_at is not None or found.application.state != Application.State.ELIGIBLE:
        return {}
    application = found.application

    def say(form: DeclareForm) -> str:
        interest = form.cleaned_data["interest"] == "yes"
        declare(application=application, interest=interest, what=form.cleaned_data["what"], actor=party)
        return _("Noted. Others judge this one.") if interest else _("Noted. Now give your points.")

    def score(form: SheetForm) -> str:
        file_sheet(application=application, points=form.points(), comment=form.cleaned_data["comment"], actor=party)
        return _("Filed. You can now read what others gave.")

    doings: dict[str, Doing] = {}
    if not found.barred:
        initial = {"interest": "no"} if found.declared else {}
        doings["declare"] = Doing(DeclareForm(*sent(request, "declare"), initial=initial), say)
    if found.declared and not found.barred and not found.own and grant_round.decides_by == "panel":
        criteria = list(grant_round.criteria.order_by("number"))
        doings["score"] = Doing(SheetForm(*sent(request, "score"), criteria=criteria), score)
    return doings


def _sheets(found: Case, grant_round: Round) -> list[dict[str, object]]:
    """The sheets that the member may read, their own first."""
    weights = {str(one.pk): one.weight for one in grant_round.criteria.all()}
    shown = [*([found.own] if found.own else []), *(found.others if found.sees else [])]
    return [
        {
            "own": sheet is found.own,
            "side": "public" if sheet.member.side == "public" else "citizens",
            "comment": sheet.comment,
            "marks": [(mark.criterion.title, mark.points) for mark in sheet.marks.all()],
            "share": points_of_100(
                sheet_share(points={str(mark.criterion_id): mark.points for mark in sheet.marks.all()}, weights=weights)
            ),
        }
        for sheet in shown
    ]
