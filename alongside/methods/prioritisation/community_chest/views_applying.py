"""The pages of who applies, who holds the money, and who looks after one application."""

from collections.abc import Callable
from datetime import datetime, time
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import OuterRef, Prefetch, Subquery
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alongside.blocks.fund.actions import keep_receipt
from alongside.blocks.fund.models import Payment, Receipt
from alongside.core.contributions.actions import withdraw_contribution
from alongside.core.contributions.models import Channel
from alongside.core.people.actions import add_party
from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.core.recognition.models import Recognition
from alongside.kit import clock
from alongside.kit.money import money
from alongside.kit.refused import Refused
from alongside.methods.prioritisation.community_chest.applying import (
    answer_host,
    apply_for_grant,
    ask_host,
    change_application,
    keep_group,
)
from alongside.methods.prioritisation.community_chest.finding import (
    Visitor,
    find_application,
    find_round,
    hosts_of,
    page_of,
    visitor_of,
)
from alongside.methods.prioritisation.community_chest.forms import (
    ApplyForm,
    ChangeForm,
    HostForm,
    ReceiptForm,
    ReportForm,
    WhyForm,
)
from alongside.methods.prioritisation.community_chest.granting import (
    accept_grant,
    add_photo,
    decline_grant,
)
from alongside.methods.prioritisation.community_chest.models import Application, Grant, Group, Hosting, Photo, Round
from alongside.methods.prioritisation.community_chest.posting import Doing, carried_out, sent
from alongside.methods.prioritisation.community_chest.views import is_open, to_sign_in
from alongside.methods.prioritisation.community_chest.views_keeping import keep_report, keeping


def apply(request: Visit, key: UUID) -> HttpResponse:
    """Apply for a grant on one short page."""
    grant_round = find_round(request, key)
    party = request.party
    if party is None:
        return to_sign_in(request)
    initiative = grant_round.question.initiative
    entering = visitor_of(request, initiative).may("initiative.manage")
    last = Group.objects.filter(organisation=request.organisation, keeper=party).order_by("-id").first()
    form = ApplyForm(
        request.POST or None,
        grant_round=grant_round,
        hosts=hosts_of(initiative),
        entering=entering,
        initial={} if entering else _known(last),
    )
    if request.method == "POST" and form.is_valid():
        try:
            made, code = _take_in(grant_round, party, form)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        else:
            request.session["chest_code"] = "-".join((code[:4], code[4:8], code[8:]))
            return redirect("chest:application", key=made.pk)
    context = page_of(initiative, grant_round, form=form, open=is_open(grant_round))
    return render(request, "chest/apply.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _take_in(grant_round: Round, party: Party, form: ApplyForm) -> tuple[Application, str]:
    """Take an application in: one's own, or somebody else's that came on paper, by telephone or at the desk."""
    data, organisation = form.cleaned_data, grant_round.organisation
    giver: Party = party
    more: dict[str, Any] = {}
    if data.get("whose"):
        giver = add_party(organisation=organisation, name=data["whose"], actor=party, contact_by="letter")
        more = {"channel": data["channel"] or Channel.PAPER}
        if data["came_on"]:
            zone = ZoneInfo(grant_round.question.initiative.organisation.time_zone)
            more["received_at"] = min(clock.now(), datetime.combine(data["came_on"], time(12), tzinfo=zone))
    group = keep_group(organisation=organisation, actor=party, keeper=giver, **form.group())
    return apply_for_grant(grant_round=grant_round, group=group, actor=party, party=giver, **form.details(), **more)


def _known(group: Group | None) -> dict[str, Any]:
    """What somebody told us of their group the last time."""
    if group is None:
        return {}
    names = ("name", "sort", "charity_number", "company_number")
    return {name: getattr(group, name) for name in names} | {"has_account": "yes" if group.has_account else "no"}


def application(request: Visit, key: UUID) -> HttpResponse:
    """One application: how far it is, what was said of it, and what each one who may see it can do now."""
    found, visitor = find_application(request, key)
    party = visitor.party
    assert party is not None  # noqa: S101 - said for the type checker; find_application has looked
    own = found.contribution.party_id == party.pk
    hostings = list(found.hostings.select_related("host__party").order_by("id"))
    payments = _payments(found)
    doings: dict[str, Doing] = {}
    if own:
        doings |= _own_doings(request, found, party, hostings, payments)
    asked = next((one for one in hostings if one.host.party_id == party.pk and one.state == "asked"), None)
    if asked is not None:
        doings |= _host_doings(request, asked, party)
    if visitor.keeps:
        doings |= keeping(request, found, visitor, payments)
    if carried_out(request, doings):
        return redirect("chest:application", key=key)
    wrong = request.method == "POST"
    context = _context(request, found, visitor, hostings, payments) | {
        "own": own,
        "asked": asked,
        "forms": {name: one.form for name, one in doings.items()},
        "doings": set(doings),
    }
    return render(request, "chest/application.html", context, status=409 if wrong else 200)


def _payments(found: Application) -> list[Payment]:
    grant = getattr(found, "grant", None)
    if grant is None:
        return []
    photos = Photo.objects.filter(receipt=OuterRef("pk")).values("pk")[:1]
    receipts = Receipt.objects.annotate(photo_id=Subquery(photos)).order_by("id")
    return list(
        Payment.objects.filter(award=grant.award).prefetch_related(Prefetch("receipts", receipts)).order_by("id")
    )


Act = Callable[[Any], str]


def _said(act: Callable[..., Any], words: str, **given: Any) -> Act:
    """Return what carries out an action without a form's help and says so."""

    def do(_form: Any) -> str:
        act(**given)
        return words

    return do


# long: what the applicant can do, one thing to a line
def _own_doings(
    request: Visit, found: Application, party: Party, hostings: list[Hosting], payments: list[Payment]
) -> dict[str, Doing]:
    """What who applied can do now."""
    doings: dict[str, Doing] = {}
    grant: Grant | None = getattr(found, "grant", None)
    if found.state in ("received", "eligible", "not_eligible"):
        withdraw = partial(withdraw_contribution, contribution=found.contribution, actor=party)
        doings["withdraw"] = Doing(None, _said(withdraw, _("Taken back.")))
        if is_open(found.grant_round):
            change = ChangeForm(*sent(request, "change"), initial=ChangeForm.now(found))
            doings["change"] = Doing(change, partial(_change, found, party))
        if not found.group.has_account and all(one.state == "refused" for one in hostings):
            form = HostForm(*sent(request, "host"), hosts=hosts_of(found.grant_round.question.initiative))
            doings["host"] = Doing(form, partial(_ask, found, party))
    if grant is None or grant.declined_at:
        return doings
    if grant.award.terms_accepted_at is None:
        doings["accept"] = Doing(
            None, _said(partial(accept_grant, grant=grant, actor=party), _("Accepted. We pay it now."))
        )
        doings["decline"] = Doing(WhyForm(*sent(request, "decline")), partial(_decline, grant, party))
        return doings
    if any(one.state == "paid" for one in payments):
        doings["receipt"] = Doing(ReceiptForm(*sent(request, "receipt")), partial(_receipt, payments, party))
        if getattr(grant, "report", None) is None:
            doings["report"] = Doing(ReportForm(*sent(request, "report")), partial(keep_report, grant, party))
    return doings


def _change(found: Application, party: Party, form: ChangeForm) -> str:
    change_application(application=found, actor=party, **form.details())
    return _("Changed.")


def _ask(found: Application, party: Party, form: HostForm) -> str:
    ask_host(application=found, host=form.hosts[form.cleaned_data["host"]], actor=party)
    return _("Asked. They say yes or no here.")


def _decline(grant: Grant, party: Party, form: WhyForm) -> str:
    decline_grant(grant=grant, why=form.cleaned_data["why"], actor=party)
    return _("Declined. Thank you for telling us why.")


def _receipt(payments: list[Payment], party: Party, form: ReceiptForm) -> str:
    data = form.cleaned_data
    paid = [one for one in payments if one.state == "paid"]
    open_ = [one for one in paid if sum(row.amount for row in one.receipts.all()) + data["amount"] <= one.amount]
    receipt = keep_receipt(
        payment=(open_ or paid)[0],
        what=data["what"],
        amount=data["amount"],
        on=data["on"],
        number=data["number"],
        actor=party,
    )
    if data["picture"]:
        add_photo(receipt=receipt, picture=data["picture"], actor=party)
    return _("Kept.")


def _host_doings(request: Visit, asked: Hosting, party: Party) -> dict[str, Doing]:
    def no(form: WhyForm) -> str:
        answer_host(hosting=asked, holds=False, why=form.cleaned_data["why"], actor=party)
        return _("They are told, and can ask another group.")

    yes = partial(answer_host, hosting=asked, holds=True, actor=party)
    return {
        "hold": Doing(None, _said(yes, _("Thank you. You hold the money if they get the grant."))),
        "refuse_host": Doing(WhyForm(*sent(request, "refuse_host")), no),
    }


# long: it hands the page its context, one name to a line
def _context(
    request: Visit, found: Application, visitor: Visitor, hostings: list[Hosting], payments: list[Payment]
) -> dict[str, Any]:
    grant_round = found.grant_round
    grant: Grant | None = getattr(found, "grant", None)
    said = Recognition.objects.filter(
        organisation_id=found.organisation_id, contribution_id=found.contribution_id
    ).select_related("from_party")
    return page_of(
        grant_round.question.initiative,
        grant_round,
        application=found,
        visitor=visitor,
        code=request.session.pop("chest_code", ""),
        amount=money(found.amount, grant_round.currency),
        whole_cost=money(found.whole_cost, grant_round.currency),
        hostings=hostings,
        checks=[
            (dict(grant_round.checks).get(one.key, one.key), one)
            for one in sorted(found.checks.all(), key=lambda one: one.pk)
        ],
        said=list(said.order_by("id")),
        grant=grant,
        award=grant.award if grant else None,
        awarded=money(grant.award.total, grant_round.currency) if grant else "",
        recommended=money(found.recommendation.amount, grant_round.currency)
        if hasattr(found, "recommendation")
        else "",
        report=getattr(grant, "report", None),
        payments=[
            {
                "payment": one,
                "amount": money(one.amount, grant_round.currency),
                "receipts": [
                    (row, money(row.amount, grant_round.currency), getattr(row, "photo_id", None))
                    for row in one.receipts.all()
                ],
            }
            for one in payments
        ],
    )


def photo(request: Visit, key: UUID, photo_key: UUID) -> FileResponse:
    """The photograph of a receipt, to the group and those who look after the money."""
    found, visitor = find_application(request, key)
    grant = getattr(found, "grant", None)
    own = visitor.party is not None and found.contribution.party_id == visitor.party.pk
    kept = Photo.objects.filter(
        organisation=request.organisation, pk=photo_key, receipt__payment__award=grant.award if grant else None
    ).first()
    if kept is None or grant is None or not (own or visitor.keeps) or not kept.picture:
        raise Http404
    response = FileResponse(kept.picture.open("rb"), content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    return response
