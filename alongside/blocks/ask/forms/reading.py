"""Forms of those who read, check and write back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.blocks.ask.forms.plain import Plain, WantedSome


class LineForm(Plain):
    """A line to one person, or to many with placeholders."""

    text = forms.CharField(label=_("Your line"), max_length=2000, widget=forms.Textarea({"rows": "4"}))

    def __init__(self, data: Any = None, *, label: Any = None, hint: Any = "", initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["text"].label = label or self.fields["text"].label
        self.fields["text"].help_text = hint


class ThemingForm(Plain):
    """Under which themes one answer belongs."""

    themes = WantedSome(label=_("Themes"), widget=forms.CheckboxSelectMultiple)
    new_theme = forms.CharField(label=_("Or a new theme"), max_length=200, required=False)
    why = forms.CharField(
        label=_("Why it does not belong where the first reader put it"), max_length=300, required=False
    )

    def __init__(
        self, data: Any = None, *, themes: Sequence[tuple[str, str]], second: bool, initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        self.fields["themes"].choices = themes  # type: ignore[attr-defined]  # MultipleChoiceField has it
        if not second:
            del self.fields["why"]


class CheckForm(Plain):
    """A resident says whether one answer is where it belongs."""

    belongs = forms.ChoiceField(
        label=_("Does it belong here?"),
        choices=[("yes", _("Yes, it belongs here")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label=_("If not, why?"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Want a reason for a no: the readers must be able to act on it."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("belongs") == "no" and not data.get("why", "").strip():
            self.add_error("why", _("Say in a few words why not, so that the readers can mend it."))
        return data
