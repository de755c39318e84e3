"""The forms of proposals."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.blocks.propose.models import Status
from alongside.core.questions.models import Question
from alongside.core.services.models import Place
from alongside.kit.forms import MoneyField

ORDERS = [("mixed", _("Mixed, your own order")), ("supported", _("Most support")), ("newest", _("Newest"))]


def neighbourhoods(question: Question) -> list[tuple[str, str]]:
    """Return the neighbourhoods that a proposal can be in, as choices."""
    found = Place.objects.filter(organisation_id=question.organisation_id, kind="neighbourhood").order_by("name")
    return [(str(key), name) for key, name in found.values_list("pk", "name")]


class FilterForm(forms.Form):
    """What to show, in which order."""

    use_required_attribute = False

    words = forms.CharField(label=_("Words"), required=False, max_length=80)
    neighbourhood = forms.ChoiceField(label=_("Where"), required=False)
    category = forms.ChoiceField(label=_("Subject"), required=False)
    status = forms.ChoiceField(label=_("How far"), required=False)
    order = forms.ChoiceField(label=_("Order"), choices=ORDERS, required=False)

    def __init__(self, *args: Any, question: Question, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        statuses = [choice for choice in Status.choices if choice[0] not in ("merged", "withdrawn")]
        categories = [tuple(pair) for pair in question.settings.get("categories", [])]
        for name, choices, everything in (
            ("neighbourhood", places, _("Everywhere")),
            ("category", categories, _("All subjects")),
            ("status", statuses, _("All")),
        ):
            self.fields[name].choices = [("", everything), *choices]  # type: ignore[attr-defined]  # a ChoiceField
            if not choices:
                del self.fields[name]
        for field in self.fields.values():
            field.required = True  # A filter is never "optional": the label would say so of every one.


class ProposalForm(forms.Form):
    """What somebody wants done."""

    use_required_attribute = False

    title = forms.CharField(label=_("What should be done, in a few words?"), max_length=120)
    summary = forms.CharField(
        label=_("Say it in a sentence or two"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("This is what people see in the list."),
    )
    text = forms.CharField(
        label=_("Say more"),
        max_length=6000,
        required=False,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("Why it is needed, for whom, and what you have seen."),
    )
    category = forms.ChoiceField(label=_("Subject"), required=False)
    neighbourhood = forms.ChoiceField(label=_("Neighbourhood"), required=False)
    where = forms.CharField(
        label=_("Where exactly?"), max_length=120, required=False, help_text=_("A street, a corner, a park.")
    )
    latitude = forms.FloatField(label=_("Latitude"), required=False, min_value=-90, max_value=90)
    longitude = forms.FloatField(label=_("Longitude"), required=False, min_value=-180, max_value=180)
    cost = MoneyField(
        label=_("What might it cost?"),
        required=False,
        help_text=_("Your guess, or leave it empty: a checker works it out for everybody to see."),
    )
    picture = forms.FileField(
        label=_("A picture"),
        required=False,
        help_text=_("JPEG, PNG or WebP, up to 8 MB. We remove where and when it was taken."),
    )
    picture_alt = forms.CharField(label=_("What does the picture show?"), max_length=200, required=False)
    named = forms.BooleanField(label=_("Show my name with it"), required=False)

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        categories = [tuple(pair) for pair in question.settings.get("categories", [])]
        for name, choices in (("category", categories), ("neighbourhood", neighbourhoods(question))):
            self.fields[name].choices = [("", _("Choose one")), *choices]  # type: ignore[attr-defined]  # a ChoiceField
            if not choices:
                del self.fields[name]

    def details(self) -> dict[str, Any]:
        """Return the columns of the proposal that the form fills; an empty point counts as none."""
        data = self.cleaned_data
        found = {name: data.get(name) for name in ("category", "cost", "where", "latitude", "longitude")}
        if found["latitude"] is None or found["longitude"] is None:
            found["latitude"] = found["longitude"] = None
        place = data.get("neighbourhood")
        found["neighbourhood"] = Place.objects.get(pk=place) if place else None
        return found | {"category": found["category"] or "", "where": found["where"] or ""}


class AppraisalForm(forms.Form):
    """What a checker found."""

    use_required_attribute = False

    feasible = forms.ChoiceField(
        label=_("Can it be done?"), choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect
    )
    checked_cost = MoneyField(label=_("What does it cost?"), required=False, help_text=_("Needed for a yes."))
    reason = forms.CharField(label=_("Why?"), widget=forms.Textarea({"rows": 4}), max_length=2000)


class PrintForm(forms.Form):
    """How many sheets."""

    use_required_attribute = False

    count = forms.IntegerField(
        label=_("How many sheets?"),
        min_value=1,
        max_value=500,
        initial=20,
        widget=forms.TextInput({"class": "w-4", "inputmode": "numeric"}),
    )


class EnterForm(ProposalForm):
    """A proposal that came on paper: the sheet's code, the day, what is written on it, and whose it is."""

    code = forms.CharField(
        label=_("The code at the top of the sheet"),
        required=False,
        max_length=20,
        widget=forms.TextInput({"class": "w-10", "autocomplete": "off"}),
        help_text=_("Leave it empty for a loose sheet."),
    )
    received_on = forms.DateField(label=_("When did it come in?"))
    name = forms.CharField(label=_("Their name, if they gave it"), required=False, max_length=200)
    email = forms.EmailField(label=_("Their e-mail address, if they gave it"), required=False)
    phone = forms.CharField(label=_("Their telephone, if they gave it"), required=False, max_length=40)
    named = forms.BooleanField(label=_("Their name may be shown with it"), required=False)
