"""Forms of the explorer."""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alongside.core.explorer import rules, words
from alongside.core.explorer.models import Could, ExplorerAnswer
from alongside.core.initiatives.methods import Method
from alongside.core.initiatives.models import Side

SIDES = {
    Side.PUBLIC: _("I work for it, or answer for it"),
    Side.CITIZEN: _("I use it, or live with it"),
}


class SideForm(forms.Form):
    """On which side one meets the service; asked only of those who could be on either."""

    use_required_attribute = False

    side = forms.ChoiceField(label=_("How do you meet this service?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, sides: tuple[str, ...], **options: Any) -> None:
        """Offer the sides that this visitor may answer on."""
        super().__init__(*args, **options)
        self.fields["side"].choices = [(side, SIDES[Side(side)]) for side in sides]  # type: ignore[attr-defined]  # a ChoiceField


class PaperForm(SideForm):
    """What stands at the head of a printed sheet."""

    code = forms.CharField(
        label=_("The code at the top of the sheet"),
        max_length=20,
        widget=forms.TextInput({"class": "w-10", "autocomplete": "off", "autocapitalize": "characters"}),
    )


class AnswerForm(forms.Form):
    """How far one method happens in this service."""

    use_required_attribute = False

    answer = forms.ChoiceField(
        choices=[(one.value, label) for one, label in words.ANSWERS.items()], widget=forms.RadioSelect, required=False
    )
    why = forms.CharField(
        label=_("If it could not apply here: why not?"),
        max_length=300,
        required=False,
        help_text=_("Do not name people."),
    )
    proof = forms.CharField(
        label=_("Where can one see it?"), max_length=300, required=False, help_text=_("An address, a minute, a notice.")
    )

    def __init__(self, data: Any = None, *, method: Method, current: ExplorerAnswer | None) -> None:
        """Show what was answered before."""
        before = {name: getattr(current, name) for name in ("answer", "why", "proof")} if current else {}
        super().__init__(data, prefix=method.key, initial=before)
        self.method = method
        self.current = current
        self.fields["answer"].label = str(method.title)


class DepthForm(forms.Form):
    """How deep a way of working together goes."""

    use_required_attribute = False
    inline = False

    rung = forms.TypedChoiceField(
        label=_("Who decides?"), choices=list(enumerate(words.RUNGS)), coerce=int, widget=forms.RadioSelect
    )
    promises = forms.MultipleChoiceField(
        label=_("What have both sides promised?"),
        choices=list(words.PROMISES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick what you have seen yourself."),
    )
    loop = forms.MultipleChoiceField(
        label=_("Were people answered?"),
        choices=list(words.LOOP.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Tick what you have seen yourself."),
    )
    evidence = forms.TypedChoiceField(
        label=_("How do we know what changed?"),
        choices=list(enumerate(words.EVIDENCE)),
        coerce=int,
        widget=forms.RadioSelect,
    )


class CouldForm(forms.Form):
    """Could we? With the reason, and five ratings that need not all be given."""

    use_required_attribute = False
    inline = True

    could = forms.ChoiceField(label=_("Could we?"), choices=Could.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why, or why not?"),
        max_length=300,
        help_text=_("Shown on this page without your name, once three people have given a reason. Do not name people."),
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        """Add the five ratings."""
        super().__init__(*args, **options)
        for name in rules.RATINGS:
            question, least, most = words.RATINGS[name]
            self.fields[name] = forms.TypedChoiceField(
                label=str(question),
                choices=[(number, number) for number in range(5)],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
                help_text=format_lazy(_("0: {least}. 4: {most}."), least=least, most=most),
            )

    @property
    def ratings(self) -> dict[str, int | None]:
        """The five ratings as given, None for each left out."""
        return {name: self.cleaned_data[name] for name in rules.RATINGS}
