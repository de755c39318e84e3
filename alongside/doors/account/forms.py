"""Forms of signing in that allauth does not bring."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from alongside.doors.account.joining import NAME


class SignUpForm(forms.Form):
    """What we ask beside the address; allauth adds the address."""

    name = forms.CharField(
        label=_("What may we call you?"),
        help_text=_("Any name will do. Others see it only where you say so."),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name"}),
    )

    def signup(self, request: HttpRequest, user: Any) -> None:
        """Keep the name until the address is proved."""
        request.session[NAME] = self.cleaned_data["name"]


class JoinForm(forms.Form):
    """What somebody who is known elsewhere in this installation wants to be called here."""

    use_required_attribute = False
    name = SignUpForm.base_fields["name"]


class PaperCodeForm(forms.Form):
    """The code that an officer handed over on paper."""

    use_required_attribute = False
    code = forms.CharField(
        label=_("The code on your paper"),
        help_text=_("Twelve letters and digits. Capitals, spaces and dashes do not matter."),
        max_length=40,
        widget=forms.TextInput({"class": "w-20", "autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )
