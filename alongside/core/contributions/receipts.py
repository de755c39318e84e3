"""The receipt that everybody gets at once (rule 8)."""

from django.utils.translation import get_language, ngettext, override

from alongside.core.contributions.models import Contribution
from alongside.core.recognition.models import Recognition
from alongside.core.threads.actions import tie
from alongside.kit import clock
from alongside.kit.time import say_date


def write_receipt(contribution: Contribution) -> Recognition:
    """Write the receipt in the language of who gave it, with the day by which they have their answer."""
    days, party = contribution.initiative.acknowledge_days, contribution.party
    with override((party.language if party else "") or get_language()):
        text = ngettext(
            "Received. A person will write back within %(days)s day, and you will have an answer by %(date)s.",
            "Received. A person will write back within %(days)s days, and you will have an answer by %(date)s.",
            days,
        ) % {"days": days, "date": say_date(contribution.answer_by)}
    receipt = Recognition.objects.create(
        organisation_id=contribution.organisation_id,
        initiative_id=contribution.initiative_id,
        contribution=contribution,
        to_party=contribution.party,
        form=Recognition.Form.RECEIPT,
        text=text,
        at=clock.now(),
    )
    tie(source=contribution, target=receipt, relation="received")
    return receipt
