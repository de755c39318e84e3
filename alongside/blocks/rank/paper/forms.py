"""Forms for paper: a stack as it comes, its papers as one person reads them, one paper that two read differently."""

from django import forms
from django.utils.translation import gettext_lazy as _

NUMERIC = {"class": "w-4", "inputmode": "numeric"}


class CheckInForm(forms.Form):
    """A stack as it comes."""

    use_required_attribute = False

    label = forms.CharField(label=_("Name of the batch"), max_length=120, help_text=_("Hill hall, 3 June, box 2."))
    arrived = forms.IntegerField(
        label=_("How many papers did you count?"),
        help_text=_("Count the stack by hand first: what you type below must come to the same."),
        min_value=1,
        widget=forms.TextInput(NUMERIC),
    )
    codes = forms.CharField(
        label=_("Codes on the counterfoils"),
        widget=forms.Textarea({"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("One to a line. Leave the ballots folded: nobody reads them now."),
    )


class PapersForm(forms.Form):
    """A batch as one person reads it."""

    use_required_attribute = False

    papers = forms.CharField(
        label=_("What is marked on each paper"),
        widget=forms.Textarea({"rows": 12, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("One paper to a line, in the order of the stack: 3, 7, 12"),
        strip=False,
    )


class SettleForm(forms.Form):
    """One paper that two people read differently."""

    use_required_attribute = False

    place = forms.IntegerField(label=_("Which paper?"), min_value=1, widget=forms.TextInput(NUMERIC))
    text = forms.CharField(
        label=_("What it says"),
        max_length=400,
        help_text=_("The numbers that are marked, or the letter of a spoiled paper."),
    )
