"""The form that every form here is."""

from typing import Any

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


class Wanted(forms.Field):
    """Mixed into a field that must be filled in one day, but not for a draft to be kept: the action says when."""

    def validate(self, value: Any) -> None:
        """Judge what was typed; let nothing pass as nothing."""
        if value not in self.empty_values:
            super().validate(value)


class WantedText(Wanted, forms.CharField):
    """A text that is wanted."""


class WantedDay(Wanted, forms.DateField):
    """A day that is wanted."""


class WantedChoice(Wanted, forms.ChoiceField):
    """A choice that is wanted."""


class WantedOne(Wanted, forms.ModelChoiceField):  # type: ignore[type-arg]  # the rows differ by form
    """One of some rows that is wanted."""


class WantedSome(Wanted, forms.MultipleChoiceField):
    """Some choices that are wanted."""


def name_and_role(member: Membership) -> str:
    """Return how a member is offered in a list: the name, and what they are here."""
    return f"{member.party.name}, {member.initiative.method.role(member.role).title}"
