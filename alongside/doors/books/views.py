"""The accounts of an initiative, and the statement of one: on a page, as CSV, as PDF. They belong to no person."""

import csv
import io
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.core.accounts.books import Books, as_beancount, as_csv
from alongside.core.accounts.models import Account
from alongside.core.accounts.statements import Statement, statement
from alongside.core.initiatives.models import Initiative
from alongside.core.people.visit import Visit
from alongside.doors.books.forms import PeriodForm
from alongside.doors.initiatives.views import inside, read_initiative
from alongside.kit import clock
from alongside.kit.money import money
from alongside.kit.paper import pdf

MOST_ACCOUNTS, MOST_LINES = 200, 200
FORMS = {"beancount": (as_beancount, "text/plain; charset=utf-8"), "csv": (as_csv, "text/csv; charset=utf-8")}


def amount_of(value: int, account: Account) -> str:
    """Write an amount of an account: money, or minutes as they stand in the books."""
    if account.unit == "minutes":
        return _("%(minutes)s min") % {"minutes": f"{value:,}"}
    return money(value, account.currency or "GBP")


def accounts(request: Visit, slug: str) -> HttpResponse:
    """Show every account of an initiative with its balance."""
    initiative, _grown = read_initiative(request, slug)
    rows = Account.objects.filter(
        organisation_id=initiative.organisation_id, initiative=initiative, party__isnull=True
    ).order_by("unit", "id")[:MOST_ACCOUNTS]
    lines = [(row, amount_of(row.balance, row)) for row in rows]
    return render(request, "books/accounts.html", inside(initiative) | {"lines": lines})


def taken_out(books: Books, form: str) -> StreamingHttpResponse:
    """Return books as a file, row by row."""
    if form not in FORMS:
        raise Http404
    write, kind = FORMS[form]
    response = StreamingHttpResponse(write(books), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="books.{form}"'
    return response


def take_out(request: Visit, slug: str, form: str) -> StreamingHttpResponse:
    """Give the books of an initiative as a file."""
    initiative, _grown = read_initiative(request, slug)
    return taken_out(Books(organisation=initiative.organisation, initiative=initiative), form)


def _account(request: Visit, key: UUID) -> tuple[Account, Initiative]:
    found = get_object_or_404(
        Account.objects.select_related("organisation", "initiative"),
        organisation=request.organisation,
        pk=key,
        party__isnull=True,
    )
    if found.initiative is None:
        raise Http404
    return found, read_initiative(request, found.initiative.slug)[0]


def _statement(request: Visit, account: Account) -> tuple[Statement, PeriodForm]:
    today = clock.today(zone=account.organisation.time_zone)
    form = PeriodForm(request.GET or None, today=today)
    since, until = form.period()
    if not form.is_bound:
        form = PeriodForm({"since": since, "until": until}, today=today)
    return statement(account=account, since=since, until=until), form


def _shown(found: Statement) -> dict[str, Any]:
    account = found.account
    return {
        "account": account,
        "statement": found,
        "opening": amount_of(found.opening, account),
        "closing": amount_of(found.closing, account),
        "came_in": amount_of(found.came_in, account),
        "went_out": amount_of(found.went_out, account),
        "lines": [(line, amount_of(line.amount, account), amount_of(line.balance, account)) for line in found.lines],
    }


def account(request: Visit, key: UUID) -> HttpResponse:
    """Show the statement of an account over a period."""
    found, initiative = _account(request, key)
    made, form = _statement(request, found)
    shown = inside(initiative)
    crumbs = [*shown["crumbs"], (_("The books"), reverse("books", args=[initiative.slug]))]
    context = shown | _shown(made) | {"crumbs": crumbs, "form": form, "query": request.GET.urlencode()}
    context |= {"lines": context["lines"][:MOST_LINES], "more": max(0, len(made.lines) - MOST_LINES)}
    return render(request, "books/statement.html", context, status=200 if form.is_valid() else 422)


def account_csv(request: Visit, key: UUID) -> HttpResponse:
    """Give the statement as CSV; amounts are integers in minutes or minor units."""
    made, _form = _statement(request, _account(request, key)[0])
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(("day", "what", "amount", "balance"))
    writer.writerow((made.since, "opening balance", "", made.opening))
    for line in made.lines:
        safe = f"'{line.what}" if line.what.startswith(("=", "+", "-", "@")) else line.what
        writer.writerow((line.day, safe, line.amount, line.balance))
    writer.writerow((made.until, "closing balance", "", made.closing))
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="statement.csv"'
    return response


def account_pdf(request: Visit, key: UUID) -> HttpResponse:
    """Give the statement as a tagged PDF."""
    found, initiative = _account(request, key)
    made, _form = _statement(request, found)
    context = _shown(made) | {"initiative": initiative, "organisation": found.organisation, "today": clock.today()}
    made_pdf = pdf(html=render_to_string("books/statement_pdf.html", context), styles=["books/statement.css"])
    response = HttpResponse(made_pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="statement.pdf"'
    return response
