"""The form that every form here is."""

from django import forms

from alongside.core.initiatives.models import Membership
from alongside.kit.refused import Refused


class Plain(forms.Form):
    """A form whose problems are told by us, not by the browser, and to which a refusal can be added."""

    use_required_attribute = False

    def refuse(self, refused: Refused) -> None:
        """Put a refusal beside its field, line by line; at the head of the form where it has none."""
        field = refused.field if refused.field in self.fields else None
        for line in refused.message.split("\n"):
            self.add_error(field, line)


def name_and_role(member: Membership) -> str:
    """Return how a member is offered in a list: the name, and what they are here."""
    return f"{member.party.name}, {member.initiative.method.role(member.role).title}"
