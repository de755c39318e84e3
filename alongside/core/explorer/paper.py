"""Sheets of the explorer that were filled in on paper, and typed in by somebody of the organisation."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from alongside.core.audit.actions import write_audit
from alongside.core.contributions.rules import read_code
from alongside.core.explorer.actions import Said, answer_methods
from alongside.core.explorer.models import ExplorerSheet
from alongside.core.initiatives.models import Side
from alongside.core.people.models import Party
from alongside.core.people.queries import require_officer
from alongside.core.services.models import Service
from alongside.kit import ids
from alongside.kit.refused import Refused

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Letters that nobody mistakes for one another. Source: Crockford's base 32."""
LETTERS = 8


def new_codes(count: int) -> list[str]:
    """Return codes for so many printed sheets: forty random bits each, so that no two are alike."""
    return [ids.letters(alphabet=ALPHABET, count=LETTERS) for _sheet in range(count)]


@transaction.atomic
def enter_paper_sheet(
    *, service: Service, side: str, code: str, answers: Mapping[str, tuple[str, str]], actor: Party
) -> ExplorerSheet:
    """Enter what somebody ticked on a printed sheet; `answers` maps a method to the answer and why it could not apply.

    Who typed it in is kept; whose sheet it is, nobody knows. Refuses a sheet that was entered before, by the code on
    it, one without an answer, and whoever is no officer.
    """
    require_officer(actor)
    meant = read_code(code)
    if len(meant) != LETTERS or set(meant) - set(ALPHABET):
        raise Refused(_("Type the eight letters and figures that stand at the top of the sheet."), "code")
    if side not in Side.values:
        raise Refused(_("Say on which side whoever filled it in meets the service."), "side")
    if not answers:
        raise Refused(_("Nothing is ticked on it: there is nothing to enter."))
    try:
        with transaction.atomic():
            sheet = ExplorerSheet.objects.create(
                organisation_id=service.organisation_id, service=service, side=side, entered_by=actor, paper_code=meant
            )
    except IntegrityError:
        raise Refused(_("This sheet was entered before. Nothing was entered a second time."), "code") from None
    write_audit(act="enter_explorer_sheet", record=sheet, actor=actor, after={"side": side})
    answer_methods(sheet=sheet, answers={key: Said(answer=answer, why=why) for key, (answer, why) in answers.items()})
    return sheet
