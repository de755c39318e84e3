"""What those who look after the fund can do with one application: check it, approve, pay, read its report, thank."""

from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from alongside.blocks.fund.actions import (
    approve_award,
    approve_payment,
    decline_award,
    fail_payment,
    pay,
    prepare_payment,
    return_rest,
)
from alongside.blocks.fund.models import Award, Payment
from alongside.core.contributions.actions import acknowledge
from alongside.core.decisions.doing import do_action
from alongside.core.decisions.models import Action
from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.core.recognition.actions import thank
from alongside.core.threads.models import Link
from alongside.methods.prioritisation.community_chest.agreeing import recommend
from alongside.methods.prioritisation.community_chest.finding import Visitor
from alongside.methods.prioritisation.community_chest.forms import CheckForm, ReportForm, WhyForm
from alongside.methods.prioritisation.community_chest.forms_desk import PaidForm, PaymentForm, RecommendForm, ThankForm
from alongside.methods.prioritisation.community_chest.granting import accept_grant, file_report, read_report
from alongside.methods.prioritisation.community_chest.judging import check_application
from alongside.methods.prioritisation.community_chest.models import Application, Grant, Report
from alongside.methods.prioritisation.community_chest.posting import Doing, sent


def keeping(request: Visit, found: Application, visitor: Visitor, payments: list[Payment]) -> dict[str, Doing]:
    """Return what this visitor, who looks after the fund, can do now with an application."""
    party = visitor.party
    assert party is not None  # noqa: S101 - said for the type checker; somebody who looks after it is signed in
    doings: dict[str, Doing] = {}
    if visitor.may("contribution.acknowledge") and found.contribution.acknowledged_at is None:
        doings["acknowledge"] = Doing(ThankForm(*sent(request, "acknowledge")), partial(_acknowledge, found, party))
    if visitor.may("chest.check") and _to_check(found):
        form = CheckForm(*sent(request, "check"), checks=found.grant_round.checks, initial=_checked(found))
        doings["check"] = Doing(form, partial(_check, found, party))
    waiting = _waiting(found)
    if visitor.may("chest.agree") and hasattr(found, "recommendation") and found.state == "eligible" and not waiting:
        initial = {"amount": found.recommendation.amount, "reason": found.recommendation.reason}
        wanted = RecommendForm(*sent(request, "recommend"), initial=initial)
        doings["recommend"] = Doing(wanted, partial(_recommend, found, party))
    if visitor.may("fund.approve") and waiting is not None:
        doings["approve_award"] = Doing(None, partial(_approve_award, waiting, party))
        doings["decline_award"] = Doing(WhyForm(*sent(request, "decline_award")), partial(_send_back, waiting, party))
    grant: Grant | None = getattr(found, "grant", None)
    if grant is not None:
        doings |= _money(request, grant, visitor, party, payments)
        doings |= _after(request, found, grant, visitor, party)
    return doings


def _waiting(found: Application) -> Award | None:
    """The award that a second person must look at; there is one only between the proposal and the decision."""
    if found.state != Application.State.ELIGIBLE or not hasattr(found, "recommendation"):
        return None
    return Award.objects.filter(contribution_id=found.contribution_id, state="proposed").first()


def _to_check(found: Application) -> bool:
    closed = found.grant_round.question.state == "closed" and found.grant_round.scoring_closed_at is None
    return closed and found.state in ("received", "eligible", "not_eligible") and not found.sheets.exists()


def _checked(found: Application) -> dict[str, str]:
    rows = list(found.checks.all())
    return {f"met-{one.key}": "yes" if one.met else "no" for one in rows} | {
        f"reason-{one.key}": one.reason for one in rows
    }


def _acknowledge(found: Application, party: Party, form: ThankForm) -> str:
    acknowledge(contribution=found.contribution, text=form.cleaned_data["text"], actor=party)
    return _("Sent.")


def _check(found: Application, party: Party, form: CheckForm) -> str:
    checked = check_application(application=found, findings=form.findings(), actor=party)
    return _("Checked: %(state)s.") % {"state": checked.get_state_display()}


def _recommend(found: Application, party: Party, form: RecommendForm) -> str:
    data = form.cleaned_data
    recommend(application=found, amount=data["amount"] or 0, reason=data["reason"], actor=party)
    return _("Written down.")


def _approve_award(award: Award, party: Party, _form: Any) -> str:
    approve_award(award=award, actor=party)
    return _("Approved. The decider can publish it.")


def _send_back(award: Award, party: Party, form: WhyForm) -> str:
    decline_award(award=award, why=form.cleaned_data["why"], actor=party)
    return _("Sent back. Its money is in the pot again.")


def _money(request: Visit, grant: Grant, visitor: Visitor, party: Party, payments: list[Payment]) -> dict[str, Doing]:
    """The steps of a payment, each by the person whose step it is."""
    if not visitor.may("fund.pay"):
        return {}
    doings: dict[str, Doing] = {}
    if grant.award.left > 0 and grant.award.terms_accepted_at:
        form = PaymentForm(*sent(request, "prepare"), initial={"amount": grant.award.left})
        doings["prepare"] = Doing(form, partial(_prepare, grant, party))
    if grant.award.left > 0 and (grant.declined_at or hasattr(grant, "report")):
        doings["return"] = Doing(WhyForm(*sent(request, "return")), partial(_return, grant, party))
    under_way = next((one for one in payments if one.state in ("prepared", "approved")), None)
    if under_way is not None and under_way.state == "prepared":
        doings["approve_payment"] = Doing(None, partial(_approve_payment, under_way, party))
    if under_way is not None and under_way.state == "approved":
        doings["paid"] = Doing(PaidForm(*sent(request, "paid")), partial(_paid, under_way, party))
    if under_way is not None:
        doings["fail"] = Doing(WhyForm(*sent(request, "fail")), partial(_fail, under_way, party))
    return doings


def _prepare(grant: Grant, party: Party, form: PaymentForm) -> str:
    application = grant.application
    hosting = application.hostings.filter(state="confirmed").select_related("host__party").first()
    prepare_payment(
        award=grant.award,
        amount=form.cleaned_data["amount"],
        what=_("Grant: %(title)s") % {"title": application.title},
        to=hosting.host.party.name if hosting else application.group.name,
        reference=form.cleaned_data["reference"],
        actor=party,
    )
    return _("Prepared. A second person approves it.")


def _return(grant: Grant, party: Party, form: WhyForm) -> str:
    return_rest(award=grant.award, why=form.cleaned_data["why"], actor=party)
    return _("The rest is back in the pot.")


def _approve_payment(payment: Payment, party: Party, _form: Any) -> str:
    approve_payment(payment=payment, actor=party)
    return _("Approved. It can be paid now.")


def _paid(payment: Payment, party: Party, form: PaidForm) -> str:
    pay(payment=payment, on=form.cleaned_data["on"], actor=party)
    return _("Written down as paid.")


def _fail(payment: Payment, party: Party, form: WhyForm) -> str:
    fail_payment(payment=payment, why=form.cleaned_data["why"], actor=party)
    return _("It is not paid; its money is with the award again.")


def keep_report(grant: Grant, party: Party, form: ReportForm) -> str:
    """File a report, by who applied or for them."""
    data = form.cleaned_data
    file_report(
        grant=grant,
        text=data["text"],
        kept=data["kept"],
        people=data["people"],
        minutes=(data["hours"] or 0) * 60,
        picture=data["picture"],
        picture_alt=data["picture_alt"],
        public=data["public"],
        actor=party,
    )
    return _("Thank you. Somebody reads it and writes back.")


def _after(request: Visit, found: Application, grant: Grant, visitor: Visitor, party: Party) -> dict[str, Doing]:
    """Reading the report, saying that what was promised is done, and thanking."""
    doings: dict[str, Doing] = {}
    report: Report | None = getattr(grant, "report", None)
    if visitor.may("fund.approve") and not grant.award.terms_accepted_at and not grant.declined_at:
        doings["signed"] = Doing(None, partial(_signed, grant, party))
    if report is None and grant.award.spent and visitor.may("chest.report") and visitor.may("initiative.manage"):
        doings["report"] = Doing(ReportForm(*sent(request, "report")), partial(keep_report, grant, party))
    if report is not None and report.read_at is None and visitor.may("initiative.manage"):
        doings["read"] = Doing(None, partial(_read, found, report, party))
    if report is not None and visitor.may("thanks.send"):
        doings["thank"] = Doing(ThankForm(*sent(request, "thank")), partial(_thank, found, party))
    return doings


def _signed(grant: Grant, party: Party, _form: Any) -> str:
    accept_grant(grant=grant, actor=party, on_paper=True)
    return _("Written down as signed.")


def _read(found: Application, report: Report, party: Party, _form: Any) -> str:
    """The report is read: what the decision promised of this grant, to pay it and hear how it went, is done."""
    read_report(report=report, actor=party)
    keys = Link.objects.filter(
        organisation_id=found.organisation_id, source_id=found.contribution_id, relation="acted"
    ).values("target_id")
    for action in Action.objects.filter(pk__in=keys, done_at__isnull=True).exclude(decision__state="draft"):
        do_action(action=action, proof=_("It was paid, and its report is read."), actor=party)
    return _("Read. The group can now confirm that the council did its part.")


def _thank(found: Application, party: Party, form: ThankForm) -> str:
    thank(
        initiative=found.grant_round.question.initiative,
        contribution=found.contribution,
        text=form.cleaned_data["text"],
        from_party=party,
    )
    return _("Sent.")
