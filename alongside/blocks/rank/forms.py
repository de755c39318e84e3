"""The forms of the returning officer's desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.blocks.rank.models import CodeBatch


class IssueForm(forms.Form):
    """A batch of codes."""

    use_required_attribute = False

    kind = forms.ChoiceField(label=_("How do they reach people?"), choices=CodeBatch.Kind.choices)
    label = forms.CharField(
        label=_("Name of the batch"), max_length=120, help_text=_("Letters to the Docks, library desk.")
    )
    count = forms.IntegerField(
        label=_("How many?"),
        min_value=1,
        max_value=5000,
        widget=forms.TextInput({"class": "w-4", "inputmode": "numeric"}),
    )


class VoidForm(forms.Form):
    """A code that must not be used any more."""

    use_required_attribute = False

    serial = forms.IntegerField(
        label=_("Number beside the code"), min_value=1, widget=forms.TextInput({"class": "w-4", "inputmode": "numeric"})
    )
    why = forms.CharField(label=_("Why?"), max_length=200)


class EnterForm(forms.Form):
    """A ballot that somebody filled in on paper, or with a helper."""

    use_required_attribute = False

    channel = forms.ChoiceField(
        label=_("How was it given?"),
        widget=forms.RadioSelect,
        choices=[("paper", _("On paper")), ("assisted", _("With my help, here"))],
        initial="paper",
    )
    code = forms.CharField(
        label=_("Code on the ballot"), max_length=40, widget=forms.TextInput({"class": "w-20", "autocomplete": "off"})
    )
    numbers = forms.CharField(
        label=_("Numbers that are ticked"),
        max_length=400,
        help_text=_(
            "As they stand on the ballot, with commas: 3, 7, 12. Ranked ballots: the best first. With points: 3=5, 7=2."
        ),
    )


def read_numbers(text: str) -> tuple[list[int], list[int]]:
    """Read “3, 7” or “3=5, 7=2” into numbers and points; raises ValueError for anything else."""
    numbers, points = [], []
    for part in filter(None, (part.strip() for part in text.replace(";", ",").split(","))):
        number, given, value = part.partition("=")
        numbers.append(int(number))
        if given:
            points.append(int(value))
    return numbers, points
