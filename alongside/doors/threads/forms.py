"""The two small forms of a thread."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """The code on a receipt."""

    use_required_attribute = False

    code = forms.CharField(
        label=_("The code on your receipt"),
        help_text=_("Twelve letters and figures, like 3Z2S MNVY Y5RY. Spaces and small letters do not matter."),
        max_length=40,
        widget=forms.TextInput(
            {"class": "w-20", "autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}
        ),
        error_messages={"required": _("Type the code that stands on your receipt.")},
    )


class WithdrawForm(forms.Form):
    """Taking one's words back; whoever is not signed in shows the code once more."""

    use_required_attribute = False

    code = forms.CharField(
        label=_("The code on your receipt"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"class": "w-20", "autocomplete": "off", "spellcheck": "false"}),
    )
