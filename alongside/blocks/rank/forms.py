"""The forms of the returning officer's desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.blocks.rank.models import CodeBatch
from alongside.blocks.rank.roll.codes import HANDED_OUT

KINDS = [(kind.value, kind.label) for kind in CodeBatch.Kind if kind in HANDED_OUT]


class IssueForm(forms.Form):
    """A batch of codes."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("How do they reach people?"),
        choices=KINDS,
    )
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
    """A ballot that somebody gives with a helper."""

    use_required_attribute = False

    code = forms.CharField(
        label=_("Their code"), max_length=40, widget=forms.TextInput({"class": "w-20", "autocomplete": "off"})
    )
    numbers = forms.CharField(
        label=_("Numbers that they choose"),
        max_length=400,
        help_text=_(
            "As they stand on the ballot, with commas: 3, 7, 12. Ranked ballots: the best first. With points: 3=5, 7=2."
            " With yes or no: 3=y, 7=n."
        ),
    )
