"""What my place asks."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from alongside.core.messages.models import MessagePreference, Topic
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.services.models import Place


class DetailsForm(forms.ModelForm[Party]):
    """What somebody says of themselves."""

    use_required_attribute = False

    class Meta:
        model = Party
        fields = ("name", "language", "contact_by", "phone", "postal_address", "home_place", "access_needs")
        labels = {
            "name": _("What may we call you?"),
            "contact_by": _("How may we reach you?"),
            "phone": _("Telephone"),
            "postal_address": _("Where do letters reach you?"),
            "home_place": _("Where do you live?"),
            "access_needs": _("What do you need so that you can take part?"),
        }
        help_texts = {
            "name": _("Others see it only where you say so."),
            "home_place": _("We tell you of what is asked near you. Nobody else sees it."),
            "postal_address": _("Only for letters to you, where you chose letters above. Nobody else sees it."),
            "access_needs": _(
                "Large print, a hearing loop, a lift, an interpreter, somebody with you: whatever it is."
            ),
        }
        widgets = {
            "contact_by": forms.RadioSelect,
            "access_needs": forms.Textarea({"rows": 4}),
            "postal_address": forms.Textarea({"rows": 4, "autocomplete": "street-address"}),
            "phone": forms.TextInput({"class": "w-20", "type": "tel", "autocomplete": "tel"}),
            "name": forms.TextInput({"autocomplete": "name"}),
        }

    language = forms.ChoiceField(label=_("In which language?"), required=False)

    def __init__(self, *arguments: Any, organisation: Organisation, **named: Any) -> None:
        """Offer the organisation's languages and places."""
        super().__init__(*arguments, **named)
        known = [(code, name) for code, name in settings.LANGUAGES if code in (organisation.languages or [code])]
        choice = self.fields["language"]
        choice.choices = [("", _("As on my device")), *known]  # type: ignore[attr-defined]  # a ChoiceField
        places = Place.objects.filter(organisation=organisation).exclude(kind=Place.Kind.BUILDING).order_by("name")
        self.fields["home_place"].queryset = places  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["home_place"].empty_label = _("I would rather not say")  # type: ignore[attr-defined]  # as above

    def clean(self) -> dict[str, Any]:
        """Ask for an address where letters were chosen: without one no letter comes."""
        said = super().clean() or self.cleaned_data
        if said.get("contact_by") == Party.ContactBy.LETTER and not said.get("postal_address", "").strip():
            self.add_error("postal_address", _("Write the address that your letters should go to."))
        return said


class WaysForm(forms.Form):
    """For each kind of message, how somebody wants it."""

    use_required_attribute = False

    def __init__(self, *arguments: Any, topics: list[str], **named: Any) -> None:
        """Ask for each of these kinds."""
        super().__init__(*arguments, **named)
        for topic in topics:
            self.fields[topic] = forms.ChoiceField(
                label=Topic(topic).label, choices=MessagePreference.How.choices, widget=forms.RadioSelect
            )


class ReleaseForm(forms.Form):
    """Why a promise ends."""

    use_required_attribute = False
    why = forms.CharField(
        label=_("Why does it end?"),
        help_text=_("A sentence is enough. The other side counted on it, and reads this."),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
    )


class MissingForm(forms.Form):
    """Why something is not done yet, in the eyes of the other side."""

    use_required_attribute = False
    why = forms.CharField(
        label=_("What is missing?"),
        help_text=_("It goes back to those who promised it. Everybody can read what you write here."),
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
    )


class LeaveForm(forms.Form):
    """A second step before leaving."""

    use_required_attribute = False
    sure = forms.BooleanField(
        label=_("Yes, I leave, and my promises here end"),
        error_messages={"required": _("Tick the box if you want to leave.")},
    )


class EraseForm(forms.Form):
    """A second step before everything is gone."""

    use_required_attribute = False
    typed = forms.CharField(
        label=_("Type the word “erase”"),
        help_text=_("This cannot be undone, by you or by us."),
        widget=forms.TextInput({"class": "w-10", "autocomplete": "off"}),
    )

    def clean_typed(self) -> str:
        """Take nothing but the word, in English or in the language of the page."""
        said = str(self.cleaned_data["typed"]).strip().lower().strip("“”\"'")
        if said not in {"erase", str(_("erase"))}:
            raise forms.ValidationError(_("Type the word “erase”, and nothing else, if you are sure."))
        return said


class KeyForm(forms.Form):
    """What a new access key is for."""

    use_required_attribute = False
    name = forms.CharField(
        label=_("What is the key for?"),
        help_text=_("So that you know it again: our spreadsheet, the app."),
        max_length=100,
    )
    may_write = forms.BooleanField(
        label=_("It may also write"),
        help_text=_("Without this it only reads what you can read."),
        required=False,
    )
