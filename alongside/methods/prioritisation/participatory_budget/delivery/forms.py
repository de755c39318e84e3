"""The forms with which those who deliver a winner report on it, and those who wait for it answer."""

from django import forms
from django.utils.translation import gettext_lazy as _


class StepForm(forms.Form):
    """A new step."""

    use_required_attribute = False

    what = forms.CharField(label=_("What is the next step?"), max_length=200)
    due = forms.DateField(label=_("Done by which day?"))


class DayForm(forms.Form):
    """On which day a step began, or was done."""

    use_required_attribute = False

    on = forms.DateField(label=_("On which day?"))


class MoveForm(forms.Form):
    """Another day for a step."""

    use_required_attribute = False

    due = forms.DateField(label=_("The new day"))
    reason = forms.CharField(
        label=_("Why?"), widget=forms.Textarea({"rows": 2}), help_text=_("Everybody who voted can read this.")
    )


class ScopeForm(forms.Form):
    """Something else is built than was voted on."""

    use_required_attribute = False

    before = forms.CharField(label=_("What was promised?"), max_length=300)
    after = forms.CharField(label=_("What comes instead?"), max_length=300)
    reason = forms.CharField(label=_("Why?"), widget=forms.Textarea({"rows": 3}))


class OpeningForm(forms.Form):
    """The opening day, and afterwards a picture."""

    use_required_attribute = False

    at = forms.DateTimeField(
        label=_("When is it opened?"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    words = forms.CharField(
        label=_("A word to whoever comes"),
        max_length=300,
        required=False,
        help_text=_("Where to meet, and who speaks."),
    )
    picture = forms.FileField(label=_("A picture of it"), required=False, help_text=_("JPEG, PNG or WebP, up to 8 MB."))
    picture_alt = forms.CharField(label=_("What does the picture show?"), max_length=200, required=False)


class DoneForm(forms.Form):
    """It is done."""

    use_required_attribute = False

    proof = forms.CharField(
        label=_("How can others see that it is done?"), widget=forms.Textarea({"rows": 3}), max_length=2000
    )


class WhyForm(forms.Form):
    """A reason: why it will not be done, or what is missing."""

    use_required_attribute = False

    why = forms.CharField(label=_("What is missing?"), widget=forms.Textarea({"rows": 3}), max_length=2000)


class DropForm(WhyForm):
    """It will not be done."""

    why = forms.CharField(
        label=_("Why not? To those who voted for it."), widget=forms.Textarea({"rows": 3}), max_length=2000
    )
