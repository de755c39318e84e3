"""The form of the search."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SearchForm(forms.Form):
    """Words to look for."""

    use_required_attribute = False

    q = forms.CharField(
        label=_("What are you looking for?"),
        max_length=200,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
        error_messages={"required": _("Type a word or two.")},
    )
