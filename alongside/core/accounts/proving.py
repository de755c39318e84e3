"""The nightly proof of the ledger: everything is counted again, and what does not agree reaches the administrators."""

import logging
from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from alongside.core.accounts.models import Account, LedgerProof, Transaction
from alongside.core.accounts.queries import unbalanced_transactions, wrong_balances
from alongside.core.messages.actions import tell
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Appointment
from alongside.kit import clock

log = logging.getLogger(__name__)

Prover = Callable[[Organisation], list[str]]
_provers: dict[str, Prover] = {}
MOST_FINDINGS = 200


def prove_with(block: str, prover: Prover) -> None:
    """Let a block prove its own stored sums against the ledger: a line for each that is wrong. Said at the start."""
    _provers[block] = prover


def findings(organisation: Organisation) -> list[str]:
    """Return a line for each thing that is wrong in the books of an organisation; an empty list is the proof.

    Stored balances against their entries, transactions that do not sum to zero or were never posted, balances outside
    their limits, and what each block proves of its own.
    """
    wrong = [
        f"balance of {account.key}: stored {account.balance}, its entries sum to {recounted}"
        for account in wrong_balances(organisation)
        for recounted in [getattr(account, "recounted", None)]
    ]
    wrong += [f"transaction {posted.key} does not balance" for posted in unbalanced_transactions(organisation)]
    for name in sorted(_provers):
        wrong += _provers[name](organisation)
    return wrong


@transaction.atomic
def prove(organisation: Organisation) -> LedgerProof:
    """Prove the books now, keep what came of it, and tell the administrators what is wrong, once a day."""
    found = findings(organisation)
    proof = LedgerProof.objects.create(
        organisation=organisation,
        accounts=Account.objects.filter(organisation=organisation).count(),
        transactions=Transaction.objects.filter(organisation=organisation).count(),
        wrong_count=len(found),
        findings=found[:MOST_FINDINGS],
    )
    if found:
        log.error("The ledger of %s is wrong in %s places", organisation.slug, len(found))
        _tell_administrators(proof)
    return proof


def _tell_administrators(proof: LedgerProof) -> None:
    offices = Appointment.objects.filter(
        organisation_id=proof.organisation_id, role=Appointment.Role.ADMINISTRATOR, valid_to__isnull=True
    )
    for office in offices.select_related("party__organisation"):
        party = office.party
        with override(party.language or None):
            count = proof.wrong_count
            tell(
                party=party,
                topic="duty",
                key=f"ledger:{clock.today().isoformat()}",
                subject=_("The books do not agree"),
                text=ngettext(
                    "The nightly proof found %(count)s thing that is wrong.",
                    "The nightly proof found %(count)s things that are wrong.",
                    count,
                )
                % {"count": count},
                path="/administration/books/",
            )
