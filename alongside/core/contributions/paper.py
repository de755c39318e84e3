"""What a desk does with a sheet of paper before it enters it: find its form, and write down whose it is."""

from django.utils.translation import gettext as _

from alongside.core.contributions import rules
from alongside.core.contributions.models import PaperForm
from alongside.core.people.actions import add_party
from alongside.core.people.models import Party
from alongside.core.questions.models import Question
from alongside.kit.refused import Refused


def claim_form(*, question: Question, code: str) -> PaperForm | None:
    """Return the printed form of a code, locked until the transaction ends; None for a loose sheet without a code.

    Refuses a code that no form of the question has, and a form that was entered before.
    """
    if not code.strip():
        return None
    paper = (
        PaperForm.objects.select_for_update()
        .filter(organisation_id=question.organisation_id, question=question, code=rules.read_code(code))
        .first()
    )
    if paper is None:
        raise Refused(
            _("No form of this question has the code %(code)s. Look again at the top of the sheet.") % {"code": code},
            "code",
        )
    if paper.contribution_id:
        raise Refused(_("The form %(code)s was entered before.") % {"code": code}, "code")
    return paper


def giver_of_sheet(*, question: Question, actor: Party, name: str, email: str, phone: str) -> Party | None:
    """Return the party of somebody who gave a name, so that what is said back reaches them; None for no name.

    Refuses an address or a number without a name.
    """
    if not name.strip():
        if email.strip() or phone.strip():
            raise Refused(_("Write down a name too, so that we know whom to write to."), "name")
        return None
    by = Party.ContactBy.EMAIL if email.strip() else Party.ContactBy.TEXT if phone.strip() else Party.ContactBy.LETTER
    return add_party(
        organisation=question.organisation,
        name=name,
        actor=actor,
        email=email.strip(),
        phone=phone.strip(),
        contact_by=by,
    )
