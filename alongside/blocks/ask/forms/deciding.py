"""Forms of those who decide and do."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alongside.blocks.ask.forms.plain import Plain, WantedChoice, WantedText, name_and_role
from alongside.core.decisions.models import Answer
from alongside.core.initiatives.models import Membership
from alongside.core.services.models import Outcome


class DecisionForm(Plain):
    """What was decided, and why."""

    result = WantedText(
        label=_("What do you decide, in one sentence?"),
        max_length=300,
        widget=forms.Textarea({"rows": "2"}),
    )
    reason = WantedText(
        label=_("Why?"),
        widget=forms.Textarea({"rows": "8"}),
        help_text=_("So that somebody who hoped for something else can understand it."),
    )


class VerdictForm(Plain):
    """What is said to one theme."""

    verdict = WantedChoice(label=_("Your answer"), choices=Answer.Verdict.choices, widget=forms.RadioSelect)
    why = WantedText(label=_("Why, to the people who wrote it"), widget=forms.Textarea({"rows": "4"}))


class ActionForm(Plain):
    """What will be done, by whom, by when, to move what."""

    what = WantedText(label=_("What will be done?"), max_length=300, widget=forms.Textarea({"rows": "2"}))
    owner = forms.ModelChoiceField(
        label=_("Who does it?"), queryset=Membership.objects.none(), empty_label=pgettext_lazy("person", "Choose")
    )
    due = forms.DateField(label=_("By when?"))
    outcome = forms.ModelChoiceField(
        label=_("Which measure should it move?"),
        queryset=Outcome.objects.none(),
        required=False,
        empty_label=_("None of them"),
    )

    def __init__(self, data: Any = None, *, members: Any, outcomes: Any) -> None:
        super().__init__(data)
        owner = self.fields["owner"]
        owner.queryset = members  # type: ignore[attr-defined]  # ModelChoiceField has it
        owner.label_from_instance = name_and_role  # type: ignore[attr-defined]  # as above
        self.fields["outcome"].queryset = outcomes  # type: ignore[attr-defined]  # as above


class PublishForm(Plain):
    """The last step: the decider says that they have read what people said."""

    has_read = forms.BooleanField(label=_("I have read what people said"), required=False)


class ProofForm(Plain):
    """How others can see that it is done."""

    proof = WantedText(label=_("How can others see that it is done?"), widget=forms.Textarea({"rows": "4"}))
    picture = forms.FileField(
        label=_("A picture"),
        required=False,
        help_text=_("JPEG, PNG or WebP, up to 10 MB. Where it was taken is removed."),
    )


class WhyForm(Plain):
    """A reason."""

    why = WantedText(label=_("Why will it not be done?"), widget=forms.Textarea({"rows": "3"}))


class MissingForm(Plain):
    """Why it is not done yet, in the eyes of the other side."""

    why = WantedText(
        label=_("What is missing?"),
        help_text=_("It goes back to those who promised it. Everybody can read what you write here."),
        widget=forms.Textarea({"rows": "3"}),
    )
