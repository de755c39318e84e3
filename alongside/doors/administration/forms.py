"""What administration asks."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Appointment
from alongside.core.people.organising import SIDES, colour_problem
from alongside.core.services.models import Place

HOURS = [(hour, f"{hour}:00") for hour in range(24)]


class OrganisationForm(forms.ModelForm[Organisation]):
    """What the organisation says of itself."""

    use_required_attribute = False

    class Meta:
        model = Organisation
        fields = ("name", "place_name", "email", "time_zone", "quiet_from", "quiet_to")
        labels = {
            "name": _("Name of the organisation"),
            "place_name": _("Its town or area, in short"),
            "email": _("Where people write to"),
            "quiet_from": _("No messages from"),
            "quiet_to": _("until"),
        }
        help_texts = {
            "place_name": _("As people say it: Millbrook. It stands at the top of every page."),
            "quiet_from": "",
            "quiet_to": _("What is ready in between leaves then. The same hour twice: no quiet hours."),
        }

    time_zone = forms.CharField(
        label=_("Time zone"), help_text=_("Like Europe/London"), widget=forms.TextInput({"class": "w-20"})
    )
    quiet_from = forms.TypedChoiceField(label=_("No messages from"), choices=HOURS, coerce=int)
    quiet_to = forms.TypedChoiceField(
        label=_("until"),
        help_text=_("What is ready in between leaves then. The same hour twice: no quiet hours."),
        choices=HOURS,
        coerce=int,
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the pages"),
        help_text=_("People choose between these. The words of initiatives stay as they were written."),
        choices=settings.LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Begin with the languages of today: all, where none was chosen."""
        super().__init__(*arguments, **named)
        self.initial["languages"] = self.instance.languages or [code for code, _name in settings.LANGUAGES]

    def clean_time_zone(self) -> str:
        """Refuse a zone that the calendar does not know."""
        zone = str(self.cleaned_data["time_zone"]).strip()
        if zone not in available_timezones():
            raise forms.ValidationError(_("There is no such time zone; they are written like Europe/London."))
        return zone


class LookForm(forms.Form):
    """The three colours and the logo. Every colour is looked at, so that one sees all that is wrong at once."""

    use_required_attribute = False
    colour_public = forms.CharField(label=_("Colour of the public side"), help_text=_("Like #14506b"), max_length=7)
    colour_citizens = forms.CharField(label=_("Colour of the residents’ side"), max_length=7)
    colour_together = forms.CharField(label=_("Colour of what both do together"), max_length=7)
    logo = forms.FileField(
        label=_("Logo"),
        help_text=_("PNG, JPEG or WebP, up to 2 MB. It stands at the top of every page, 44 pixels high."),
        required=False,
    )
    no_logo = forms.BooleanField(label=_("Take the logo away"), required=False)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        """Let colours be typed in short boxes."""
        super().__init__(*arguments, **named)
        for side in SIDES:
            self.fields[f"colour_{side}"].widget.attrs = {"class": "w-10", "spellcheck": "false", "autocomplete": "off"}

    def clean(self) -> dict[str, Any]:
        """Say of each colour what is wrong with it, and how to mend it."""
        found = super().clean() or {}
        for side in SIDES:
            name = f"colour_{side}"
            if name in found and (problem := colour_problem(str(found[name]).strip())):
                self.add_error(name, problem)
        return found


class FindForm(forms.Form):
    """Whom to look for."""

    use_required_attribute = False
    q = forms.CharField(label=_("Name, or how the e-mail begins"), max_length=100, required=False)


class PersonForm(forms.Form):
    """Somebody to be added, who becomes the same person when they sign in with this address."""

    use_required_attribute = False
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail"), help_text=_("When they sign in with it for the first time, they are this person.")
    )


class OfficeForm(forms.Form):
    """Which office somebody gets."""

    use_required_attribute = False
    role = forms.ChoiceField(label=_("Which office?"), choices=Appointment.Role.choices, widget=forms.RadioSelect)


class PlaceForm(forms.Form):
    """A new place, with a boundary from a file or a position."""

    use_required_attribute = False
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(
        label=_("How large is it?"), choices=Place.Kind.choices, widget=forms.RadioSelect, initial="neighbourhood"
    )
    parent = forms.ModelChoiceField(
        label=_("Part of"), queryset=Place.objects.none(), required=False, empty_label=_("nothing larger here")
    )
    boundary = forms.FileField(
        label=_("Boundary"), help_text=_("A GeoJSON file, up to 2 MB. The middle is found from it."), required=False
    )
    latitude = forms.FloatField(
        label=_("Latitude"),
        help_text=_("For a building or spot, like 51.5"),
        min_value=-90,
        max_value=90,
        required=False,
    )
    longitude = forms.FloatField(
        label=_("Longitude"),
        help_text=_("West is below nothing, like -0.12"),
        min_value=-180,
        max_value=180,
        required=False,
    )
    population = forms.IntegerField(label=_("How many people live there"), min_value=0, required=False)

    def __init__(self, *arguments: Any, organisation: Organisation, **named: Any) -> None:
        """Offer the larger places of the organisation."""
        super().__init__(*arguments, **named)
        larger = Place.objects.filter(organisation=organisation).exclude(kind=Place.Kind.BUILDING).order_by("name")
        self.fields["parent"].queryset = larger  # type: ignore[attr-defined]  # a ModelChoiceField
        for name in ("latitude", "longitude", "population"):
            self.fields[name].widget = forms.TextInput({"class": "w-10", "inputmode": "decimal"})


class DirectoryForm(forms.Form):
    """A directory of services."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("The directory"),
        help_text=_(
            "Open Referral UK, as JSON or as the table services.csv; up to 2 MB here, more by the command line."
        ),
    )
