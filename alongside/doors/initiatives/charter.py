"""Who is in an initiative and what each side promises: offered, accepted, kept or released, by both sides."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from alongside.core.initiatives import charter
from alongside.core.initiatives.models import Commitment, Initiative, Membership
from alongside.core.initiatives.permissions import may, memberships_of
from alongside.core.people.visit import Visit
from alongside.doors.account.office import people_only
from alongside.doors.initiatives import queries, showing
from alongside.doors.initiatives.forms import JoinForm, MemberForm, OfferForm, WordsForm
from alongside.doors.initiatives.shaping import managed
from alongside.doors.initiatives.views import inside, read_initiative
from alongside.doors.visit import signed_in
from alongside.kit.refused import NotAllowed, Refused

PER_PAGE = 100


def members(request: Visit, slug: str) -> HttpResponse:
    """List who is in, by role, and give somebody a role."""
    this = managed(request, slug)
    form = MemberForm(request.POST or None, initiative=this)
    if form.is_valid():
        said = form.cleaned_data
        try:
            charter.add_member(
                initiative=this,
                party=said["person"],
                role=said["role"],
                named_publicly=said["named_publicly"],
                actor=request.party,
            )
            return redirect("initiative_members", slug=slug)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    current = Membership.objects.filter(organisation=this.organisation, initiative=this, valid_to__isnull=True)
    rows = list(current.select_related("party").order_by("side", "role", "id")[: PER_PAGE + 1])
    titles = {role.key: role.title for role in this.method.roles}
    context = inside(this) | {
        "form": form,
        "rows": [(row, titles.get(row.role, row.role)) for row in rows[:PER_PAGE]],
        "more": len(rows) > PER_PAGE,
    }
    return render(request, "initiatives/path/members.html", context)


def end(request: Visit, slug: str, id: UUID) -> HttpResponse:  # noqa: A002  # the name in the address
    """End somebody's role, once it was confirmed; what they promised is released with it."""
    this = managed(request, slug)
    membership = get_object_or_404(
        Membership.objects.select_related("party"),
        organisation=this.organisation,
        initiative=this,
        pk=id,
        valid_to__isnull=True,
    )
    if request.method == "POST":
        charter.end_membership(membership=membership, actor=request.party)
        return redirect("initiative_members", slug=slug)
    return render(request, "initiatives/path/member_end.html", inside(this) | {"membership": membership})


@people_only
def join(request: Visit, slug: str) -> HttpResponse:
    """Let somebody take a role themselves that is open to everybody."""
    this, _grown = read_initiative(request, slug)
    party = signed_in(request)
    form = JoinForm(request.POST or None, initiative=this, role=request.GET.get("role", ""))
    if form.is_valid():
        try:
            joined = charter.join_initiative(initiative=this, actor=party, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, refused.message)
        else:
            role = this.method.role(joined.role).title
            messages.success(request, _("You take part as %(role)s.") % {"role": role})
            return redirect("initiative_people", slug=slug)
    return render(request, "initiatives/join.html", inside(this) | {"form": form})


def _mine(request: Visit, this: Initiative) -> tuple[list[Membership], bool]:
    """Return the visitor's memberships here, and whether they manage it."""
    party = request.party
    if party is None:
        return [], False
    return memberships_of(party=party, initiative=this), may("initiative.manage", party=party, initiative=this)


def commitments(request: Visit, slug: str) -> HttpResponse:
    """Show every promise of both sides with what became of it; each side may answer the other's."""
    this, _grown = read_initiative(request, slug)
    mine, manages = _mine(request, this)
    sides = {one.side for one in mine}
    shown: dict[str, list[dict[str, Any]]] = {"public": [], "citizen": []}
    for one in queries.commitments_of(this):
        maker = one.membership
        if one.state == Commitment.State.OFFERED and not (mine or manages):
            continue
        what, note = showing.promise_line(one)
        shown[maker.side].append(
            {
                "one": one,
                "what": what,
                "note": note,
                "who": maker.party.name
                if maker.named_publicly or mine or manages
                else this.method.role(maker.role).title,
                "kind": {"accepted": "open", "kept": "kept", "offered": "care"}.get(one.state, ""),
                "may_answer": bool(sides - {maker.side}) and one.state in {"offered", "accepted"},
                "may_release": one.state in {"offered", "accepted"}
                and (manages or any(m.pk == maker.pk for m in mine)),
            }
        )
    context = inside(this) | {"shown": shown.items(), "may_offer": bool(mine) or manages}
    return render(request, "initiatives/charter.html", context)


def offer(request: Visit, slug: str) -> HttpResponse:
    """Offer a promise: for oneself, or, as who manages, typed in for a member who said it."""
    this, _grown = read_initiative(request, slug)
    mine, manages = _mine(request, this)
    if not (mine or manages):
        raise NotAllowed(_("Promises are made by those who have a role here."))
    current = Membership.objects.filter(organisation=this.organisation, initiative=this, valid_to__isnull=True)
    found = current.select_related("party", "initiative").order_by("side", "id")
    listed = list(found[:500] if manages else found.filter(pk__in=[one.pk for one in mine]))
    form = OfferForm(request.POST or None, members=listed)
    if form.is_valid():
        said = dict(form.cleaned_data)
        hours, pence = said.pop("hours"), said.pop("pounds")
        amount, unit = (round(hours * 60), "minutes") if hours else (pence, "money") if pence else (None, "")
        chosen = said.pop("membership")
        membership = next(one for one in listed if str(one.pk) == chosen)
        try:
            if hours and pence:
                raise Refused(_("Hours or money: make it two promises."), "pounds")
            charter.offer_commitment(membership=membership, amount=amount, unit=unit, actor=request.party, **said)
            messages.success(request, _("Offered. It counts once somebody of the other side accepts it."))
            return redirect("initiative_charter", slug=slug)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    lede = _("Something that the other side could see, and count on. It counts once they accept it.")
    context = {"form": form, "title": _("Promise something."), "lede": lede, "send": _("Offer this promise")}
    return render(request, "initiatives/path/form.html", inside(this) | context)


def _do(do: str, *, commitment: Commitment, form: WordsForm, actor: Any) -> bool:
    """Do what was asked with a promise; say whether anything was done."""
    if do == "accept":
        charter.accept_commitment(commitment=commitment, actor=actor)
    elif do == "keep":
        charter.keep_commitment(commitment=commitment, actor=actor)
    elif do == "release" and form.is_valid():
        charter.release_commitment(commitment=commitment, why=form.cleaned_data["why"], actor=actor)
    else:
        return False
    return True


def answer(request: Visit, slug: str, id: UUID) -> HttpResponse:  # noqa: A002  # the name in the address
    """Accept a promise of the other side, say that it was kept, or release one's own with a reason."""
    this, _grown = read_initiative(request, slug)
    found = Commitment.objects.select_related("membership__party", "membership__initiative")
    commitment = get_object_or_404(found, organisation=this.organisation, membership__initiative=this, pk=id)
    mine, manages = _mine(request, this)
    if not (mine or manages):
        raise NotAllowed(_("Promises are answered by those who have a role here."))
    do = request.POST.get("do", "")
    form = WordsForm(request.POST if do == "release" else None)
    try:
        if _do(do, commitment=commitment, form=form, actor=request.party):
            return redirect("initiative_charter", slug=slug)
    except Refused as refused:
        form = WordsForm({"why": request.POST.get("why", "")})
        form.add_error(None, refused.message)
    what, note = showing.promise_line(commitment)
    maker = commitment.membership
    context = inside(this) | {
        "commitment": commitment,
        "what": what,
        "note": note,
        "form": form,
        "maker": maker,
        "may_answer": any(one.side != maker.side for one in mine),
        "may_release": manages or any(one.pk == maker.pk for one in mine),
    }
    return render(request, "initiatives/commitment.html", context)
