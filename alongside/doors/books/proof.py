"""The proof of the ledger, for administrators: what the last nights found, and counting again now."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from alongside.core.accounts.books import Books
from alongside.core.accounts.models import LedgerProof
from alongside.core.accounts.proving import prove
from alongside.core.people.visit import Visit
from alongside.doors.account.office import administrators_only
from alongside.doors.administration.views import context_of
from alongside.doors.books.views import taken_out

SHOWN = 14


@administrators_only
def books(request: Visit) -> HttpResponse:
    """Show the last proofs, newest first; on POST count again now."""
    if request.method == "POST":
        proof = prove(request.organisation)
        if proof.wrong_count:
            messages.error(request, _("Something is wrong: see below."))
        else:
            messages.success(request, _("Counted again: the books agree."))
        return redirect("admin_books")
    proofs = list(LedgerProof.objects.filter(organisation=request.organisation).order_by("-id")[:SHOWN])
    context = context_of(request, proofs=proofs, newest=proofs[0] if proofs else None)
    return render(request, "books/proof.html", context)


@administrators_only
def take_out(request: Visit, form: str) -> HttpResponseBase:
    """Give the books of the whole organisation as a file."""
    return taken_out(Books(organisation=request.organisation), form)
