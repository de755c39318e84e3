"""The council's decision, the account of the extra money, and each year's statement with one's own share."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.core.initiatives.models import Initiative
from alongside.core.people.models import Party
from alongside.core.people.visit import Visit
from alongside.kit import parts
from alongside.kit.money import money
from alongside.kit.steps import Step, run_steps
from alongside.methods.financing.tax_agreement import earmarking, rules, showing
from alongside.methods.financing.tax_agreement import forms as f
from alongside.methods.financing.tax_agreement.models import Earmark, Purpose, Spent, Statement
from alongside.methods.financing.tax_agreement.queries import bands_for, base_of, poll_of, survey_of
from alongside.methods.financing.tax_agreement.visit import around, begin, find, may_now
from alongside.methods.financing.tax_agreement.voting import decide_on_vote, most_wanted

MOST_PAYMENTS = 60


def decide(request: Visit, key: UUID) -> HttpResponse:
    """What most ballots chose, and the council's own decision with its reason."""
    initiative, party, may = begin(request, key)
    base, poll = base_of(initiative, purposes=False), poll_of(initiative)
    survey = survey_of(initiative)

    def done(form: f.DecideForm) -> str:
        decide_on_vote(initiative=initiative, actor=party, **form.details())
        return _("Decided and published. What is raised is set apart.")

    found = []
    counted = poll is not None and poll.state == "counted"
    if base and counted and poll and poll.question.state != "decided" and "decision.write" in may:
        form = partial(f.DecideForm, initiative=initiative, options=list(base.options.all()))
        found.append(
            Step(
                do="decide",
                title=_("The council decides"),
                says=_("The vote advises. Taking another option than most chose needs a reason that they can follow."),
                button=_("Publish the decision"),
                form=form,
                done=done,
            )
        )
    context = around(initiative, lead=True) | {
        "title": _("What the council takes."),
        "poll": poll,
        "survey": survey,
        "wanted": most_wanted(poll, base) if poll and base and counted else None,
    }
    return run_steps(request, steps=found, template="tax_agreement/lead_decide.html", context=context)


def _earmark(initiative: Initiative) -> Earmark:
    found = (
        Earmark.objects.filter(organisation_id=initiative.organisation_id, base__initiative=initiative)
        .select_related("account", "option", "base__initiative__organisation")
        .first()
    )
    if found is None:
        raise Http404
    return found


def account(request: Visit, key: UUID) -> HttpResponse:
    """Write down what came in and what was paid, and publish the account of a year."""
    initiative, party, may = begin(request, key)
    earmark = _earmark(initiative)
    purposes = list(Purpose.objects.filter(organisation_id=initiative.organisation_id, option=earmark.option_id))
    found = _account_steps(earmark, party, purposes) if "tax.account" in may else []
    context = around(initiative, lead=True) | {
        "title": _("The account of the extra money."),
        "left": money(earmark.account.balance),
        "link": reverse("tax_agreement:money", args=[initiative.pk]),
    }
    return run_steps(request, steps=found, template="tax_agreement/lead_account.html", context=context)


# long: three forms of one page
def _account_steps(earmark: Earmark, party: Party, purposes: list[Purpose]) -> list[Step]:
    def came(form: f.CollectForm) -> str:
        earmarking.collect(earmark=earmark, actor=party, **form.cleaned_data)
        return _("It stands in the account.")

    def paid(form: f.SpendForm) -> str:
        data = {name: form.cleaned_data[name] for name in ("amount", "what", "on")}
        earmarking.spend(purpose=form.purposes[form.cleaned_data["purpose"]], actor=party, **data)
        return _("The payment is written down. A resident looks at it.")

    def published(form: f.StatementForm) -> str:
        earmarking.publish_statement(earmark=earmark, actor=party, **form.cleaned_data)
        return _("Published. Everybody can read what their share did.")

    return [
        Step(
            do="collect",
            title=_("Extra tax came in"),
            says=_("It stands on the earmark’s own account, and can be spent on nothing else."),
            button=_("Write it down"),
            form=f.CollectForm,
            done=came,
        ),
        Step(
            do="spend",
            title=_("A payment"),
            says=_("For one of the purposes that were promised; more than is there is refused."),
            button=_("Write the payment down"),
            form=partial(f.SpendForm, purposes=purposes),
            done=paid,
        ),
        Step(
            do="statement",
            title=_("Publish the account of a year"),
            says=_("Once it is over and a resident has looked at every payment. It never changes."),
            button=_("Publish it"),
            form=f.StatementForm,
            done=published,
        ),
    ]


def money_page(request: Visit, key: UUID) -> HttpResponse:
    """Where the extra money is: what came in, what each purpose had, every payment with a resident's look at it."""
    initiative = find(request, key)
    may = may_now(request, initiative)
    earmark = _earmark(initiative)
    if request.method == "POST":
        return _check(request, earmark=earmark)
    rows = Spent.objects.filter(organisation_id=initiative.organisation_id, purpose__option__earmark=earmark)
    payments = list(rows.select_related("purpose", "checked_by").order_by("-on", "-id")[:MOST_PAYMENTS])
    statements = Statement.objects.filter(organisation_id=initiative.organisation_id, earmark=earmark)
    context = around(initiative) | {
        "earmark": earmark,
        "figures": _figures(earmark),
        "payments": [(one, money(one.amount)) for one in payments],
        "statements": [(one, rules.said_year(one.year)) for one in statements.order_by("-year")],
        "may_check": "tax.check" in may,
        "form": f.CheckForm(),
    }
    return render(request, "tax_agreement/money.html", context)


def _check(request: Visit, *, earmark: Earmark) -> HttpResponse:
    wanted = request.POST.get("payment", "")
    rows = Spent.objects.filter(organisation_id=earmark.organisation_id, purpose__option__earmark=earmark)
    spent = next(
        (one for one in rows.select_related("purpose__option__base__initiative") if str(one.pk) == wanted), None
    )
    if spent is None or request.party is None:
        raise Http404
    earmarking.check_payment(spent=spent, actor=request.party, doubt=request.POST.get("doubt", ""))
    messages.success(request, _("Thank you. What you say stands beside the payment."))
    return redirect(request.path)


def _figures(earmark: Earmark) -> list[parts.Figure]:
    came = sum(earmark.collections.values_list("amount", flat=True))
    left = earmark.account.balance
    return [
        parts.Figure(label=_("Came in"), value=money(came), of=_("extra tax, set apart"), side="citizens"),
        parts.Figure(
            label=_("Spent"), value=money(came - left), of=_("of %(came)s") % {"came": money(came)}, side="public"
        ),
        parts.Figure(label=_("In the account"), value=money(left), of=_("nobody can spend it on anything else")),
    ]


def statement(request: Visit, key: UUID, year: int) -> HttpResponse:
    """The account of one year, with "your £x": what a home of each band paid more, and what that paid for."""
    initiative = find(request, key)
    base, earmark = base_of(initiative), _earmark(initiative)
    found = (
        Statement.objects.filter(organisation_id=initiative.organisation_id, earmark=earmark, year=year)
        .select_related("earmark", "by")
        .first()
    )
    bands = bands_for(base) if base else None
    if found is None or base is None or bands is None:
        raise Http404
    band = request.GET.get("band", "D")
    chosen = band if band in bands.parts else "D"
    context = around(initiative) | {
        "statement": found,
        "year": rules.said_year(year),
        "opening": money(found.opening),
        "collected": money(found.collected),
        "left": money(found.left),
        "spent": [(what, money(amount)) for what, amount in found.spent],
        "share": showing.your_share(found, base=base, band=chosen),
        "bands": list(bands.parts),
    }
    return render(request, "tax_agreement/statement.html", context)
