"""Forms of those who answer, and of those who enter answers for them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.blocks.ask import rules
from alongside.blocks.ask.answers import SHORT_TEXT, read_answer
from alongside.blocks.ask.forms.plain import Plain
from alongside.blocks.ask.models import Item
from alongside.core.contributions.models import Channel
from alongside.core.contributions.rules import LONGEST_TEXT
from alongside.kit.refused import Refused


class ItemField(forms.Field):
    """The control of one item; what is typed in is read as everywhere else."""

    def __init__(self, item: Item, *, places: Sequence[str], demand: bool) -> None:
        self.item, self.places, self.demand = item, places, demand
        self.max_length = LONGEST_TEXT if item.kind == Item.Kind.LONG else None
        super().__init__(
            label=item.prompt, help_text=item.hint, required=item.required and demand, widget=_control(item, places)
        )

    def clean(self, value: Any) -> Any:
        """Read the answer; a refusal becomes the field's error."""
        try:
            return read_answer(self.item, value, places=self.places, demand=self.demand)
        except Refused as refused:
            raise forms.ValidationError(refused.message) from None


def _control(item: Item, places: Sequence[str]) -> forms.Widget:
    choices = [(choice, item.label_of(choice)) for choice in item.choices]
    if item.kind == Item.Kind.LONG:
        return forms.Textarea({"rows": "8"})
    if item.kind in {Item.Kind.ONE, Item.Kind.SCALE}:
        return forms.RadioSelect(choices=choices)
    if item.kind == Item.Kind.SEVERAL:
        return forms.CheckboxSelectMultiple(choices=choices)
    if item.kind == Item.Kind.PLACE:
        return forms.Select(choices=[("", _("Choose")), *((name, name) for name in places)])
    if item.kind == Item.Kind.NUMBER:
        return forms.TextInput({"class": "w-4", "inputmode": "decimal"})
    return forms.TextInput({"maxlength": str(SHORT_TEXT)})


class AnswerForm(Plain):
    """One page of a question's form: the items on it, by their keys."""

    def __init__(
        self,
        data: Any = None,
        *,
        items: Sequence[Item],
        places: Sequence[str],
        demand: bool = True,
        initial: Any = None,
    ) -> None:
        super().__init__(data, initial=initial)
        for item in items:
            self.fields[item.key] = ItemField(item, places=places, demand=demand)


class SendForm(Plain):
    """The last page before sending: which words may be shown, and with which name."""

    publish = forms.MultipleChoiceField(
        label=_("Which of your words may we show?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing is shown unless you tick it. We never show how you ticked boxes."),
    )
    named = forms.BooleanField(label=_("Show my name with them"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, max_length=80)

    def __init__(
        self, data: Any = None, *, texts: Sequence[tuple[str, str]], signed_in: bool, initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        if texts:
            self.fields["publish"].choices = texts  # type: ignore[attr-defined]  # MultipleChoiceField has it
        else:
            del self.fields["publish"]
        if not signed_in or not texts:
            del self.fields["named"]


class EnterForm(AnswerForm):
    """Entering for somebody else: how and when it came, what was said, how to reach the person."""

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options, demand=False)
        answers = dict(self.fields)
        self.fields = {
            "channel": forms.ChoiceField(
                label=_("How did it reach you?"),
                widget=forms.RadioSelect,
                choices=[(value, label) for value, label in Channel.choices if value != Channel.WEB],
            ),
            "code": forms.CharField(
                label=_("The code at the top of the sheet"),
                required=False,
                max_length=20,
                widget=forms.TextInput({"class": "w-10", "autocomplete": "off"}),
                help_text=_("Leave it empty for a loose sheet, a call or a visit."),
            ),
            "received_on": forms.DateField(label=_("When did it come in?")),
            **answers,
            "may_show": forms.BooleanField(label=_("They ticked that their words may be shown"), required=False),
            "name": forms.CharField(label=_("Their name, if they gave it"), required=False, max_length=200),
            "email": forms.EmailField(label=_("Their e-mail address, if they gave it"), required=False),
            "phone": forms.CharField(label=_("Their telephone, if they gave it"), required=False, max_length=40),
            "named": forms.BooleanField(label=_("Their name may be shown with their words"), required=False),
            "key": forms.CharField(widget=forms.HiddenInput, max_length=80),
        }


class FileForm(Plain):
    """A file of answers."""

    file = forms.FileField(label=_("The file"), help_text=_("CSV, up to 5 MB and 2,000 answers."))


class PrintForm(Plain):
    """How many sheets."""

    count = forms.IntegerField(
        label=_("How many sheets?"),
        min_value=1,
        max_value=500,
        initial=20,
        widget=forms.TextInput({"class": "w-4", "inputmode": "numeric"}),
    )


class CodeForm(Plain):
    """A receipt's code."""

    code = forms.CharField(
        label=_("The code on your receipt"),
        max_length=20,
        widget=forms.TextInput({"class": "w-10", "autocomplete": "off"}),
    )


def texts_of(items: Sequence[Item], answers: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the texts somebody gave, to be ticked for showing: key of the item, and how the words begin."""
    given = [item for item in items if item.is_words and answers.get(item.key)]
    return [(item.key, f"“{rules.first_words(str(answers[item.key]), most=80)}”") for item in given]
