"""Forms of those who ask."""

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from alongside.blocks.ask.forms.plain import Plain, WantedDay, WantedOne, WantedText, name_and_role
from alongside.blocks.ask.models import Item
from alongside.core.initiatives.models import Membership
from alongside.core.questions.models import Question


class QuestionForm(Plain):
    """The question and the five things without which it does not open."""

    prompt = forms.CharField(
        label=_("What do you ask?"),
        max_length=300,
        widget=forms.Textarea({"rows": "2"}),
        help_text=_("One question that somebody can answer without knowing your plans."),
    )
    information = WantedText(
        label=_("Why do you ask, and what must people know to answer?"),
        widget=forms.Textarea({"rows": "6"}),
        help_text=_("The reason, the facts, the costs. Longer papers go into the information pack."),
    )
    fixed = WantedText(
        label=_("What is fixed?"),
        widget=forms.Textarea({"rows": "3"}),
        help_text=_("What cannot change whatever people say, and why."),
    )
    open_to_change = WantedText(label=_("What is open to change?"), widget=forms.Textarea({"rows": "3"}))
    rung = forms.ChoiceField(
        label=_("How far do you share the decision?"), choices=Question.Rung.choices, widget=forms.RadioSelect
    )
    decider = WantedOne(
        label=_("Who decides?"),
        queryset=Membership.objects.none(),
        empty_label=pgettext_lazy("person", "Choose"),
    )
    opens_on = forms.DateField(
        label=_("When does it open?"),
        required=False,
        help_text=_("Leave it empty to open at the moment when you say so."),
    )
    closes_on = WantedDay(label=_("On which day does it close?"))
    closes_time = forms.TimeField(label=_("At what time?"), required=False, help_text=_("17:00 if you leave it empty."))
    answer_by = WantedDay(label=_("By which day do you promise an answer?"))

    def __init__(
        self, data: Any = None, *, members: Any, zone: str, least_days: int, question: Question | None = None
    ) -> None:
        self.zone = ZoneInfo(zone)
        super().__init__(data, initial=self._initial(question) if question else {"rung": Question.Rung.CONSULTATION})
        decider = self.fields["decider"]
        decider.queryset = members  # type: ignore[attr-defined]  # ModelChoiceField has it
        decider.label_from_instance = name_and_role  # type: ignore[attr-defined]  # as above
        self.fields["closes_on"].help_text = _("At least %(days)s days after it opens.") % {"days": least_days}

    def _initial(self, question: Question) -> dict[str, Any]:
        closes = question.closes_at.astimezone(self.zone) if question.closes_at else None
        opens = question.opens_at.astimezone(self.zone) if question.opens_at else None
        return {
            "prompt": question.prompt,
            "information": question.information,
            "fixed": question.fixed,
            "open_to_change": question.open_to_change,
            "rung": question.rung,
            "decider": question.decider_id,
            "opens_on": opens.date() if opens else None,
            "closes_on": closes.date() if closes else None,
            "closes_time": closes.time() if closes else None,
            "answer_by": question.answer_by,
        }

    def details(self) -> dict[str, Any]:
        """Return the columns of Question that were typed in."""
        data = self.cleaned_data
        closes = data["closes_on"] and datetime.combine(
            data["closes_on"], data["closes_time"] or time(17), tzinfo=self.zone
        )
        opens = data["opens_on"] and datetime.combine(data["opens_on"], time(9), tzinfo=self.zone)
        columns = {
            name: data[name]
            for name in ("prompt", "information", "fixed", "open_to_change", "rung", "decider", "answer_by")
        }
        return columns | {"closes_at": closes or None, "opens_at": opens or None}


REFUSED_FIELDS: Mapping[str, str] = {"closes_at": "closes_on"}
"""Where a refusal of a column stands on the form."""


class ItemForm(Plain):
    """One item: what is asked, how it is answered, when it is asked."""

    kind = forms.ChoiceField(label=_("How is it answered?"), choices=Item.Kind.choices, widget=forms.RadioSelect)
    prompt = forms.CharField(label=_("What do you ask?"), max_length=300, widget=forms.Textarea({"rows": "2"}))
    hint = forms.CharField(label=_("A hint below it"), max_length=300, required=False)
    required = forms.BooleanField(label=_("It must be answered"), required=False)
    options = forms.CharField(
        label=_("The answers to choose from"),
        required=False,
        widget=forms.Textarea({"rows": "5"}),
        help_text=_("For choices: one on each line."),
    )
    low = forms.CharField(
        label=_("What the lowest step means"), required=False, max_length=60, help_text=_("For a scale: “Not at all”.")
    )
    high = forms.CharField(
        label=_("What the highest step means"), required=False, max_length=60, help_text=_("For a scale: “Very much”.")
    )
    steps = forms.IntegerField(
        label=_("How many steps"),
        min_value=2,
        max_value=11,
        initial=5,
        widget=forms.TextInput({"class": "w-2", "inputmode": "numeric"}),
    )
    least = forms.IntegerField(
        label=_("The smallest number"), required=False, widget=forms.TextInput({"class": "w-4", "inputmode": "numeric"})
    )
    most = forms.IntegerField(
        label=_("The largest number"), required=False, widget=forms.TextInput({"class": "w-4", "inputmode": "numeric"})
    )
    unit = forms.CharField(
        label=_("The unit of the number"), required=False, max_length=40, widget=forms.TextInput({"class": "w-10"})
    )
    shown_if = forms.ModelChoiceField(
        label=_("Ask it only after an answer to"),
        queryset=Item.objects.none(),
        required=False,
        empty_label=_("Ask it always"),
    )
    shown_values = forms.CharField(
        label=_("… if the answer was"),
        required=False,
        widget=forms.Textarea({"rows": "3"}),
        help_text=_("One answer on each line, as it stands there."),
    )

    def __init__(self, data: Any = None, *, earlier: Any, item: Item | None = None) -> None:
        initial = {"kind": Item.Kind.LONG, "steps": 5}
        if item:
            initial = {
                name: getattr(item, name)
                for name in ("kind", "prompt", "hint", "required", "low", "high", "steps", "least", "most", "unit")
            }
            initial |= {
                "options": "\n".join(item.options),
                "shown_values": "\n".join(item.shown_values),
                "shown_if": item.shown_if_id,
            }
        super().__init__(data, initial=initial)
        self.fields["shown_if"].queryset = earlier  # type: ignore[attr-defined]  # ModelChoiceField has it

    def details(self) -> dict[str, Any]:
        """Return the columns of Item that were typed in."""
        data = dict(self.cleaned_data)
        for name in ("options", "shown_values"):
            data[name] = [line.strip() for line in data[name].splitlines() if line.strip()]
        if data["kind"] not in {Item.Kind.ONE, Item.Kind.SEVERAL}:
            data["options"] = []
        return data


class DocumentForm(Plain):
    """One piece of the information pack."""

    title = forms.CharField(label=_("What is it?"), max_length=200)
    says = forms.CharField(label=_("What does it say, in a line?"), max_length=300, required=False)
    file = forms.FileField(
        label=_("A file"),
        required=False,
        help_text=_("PDF, Word, Excel, OpenDocument, CSV or plain text, up to 10 MB."),
    )
    url = forms.URLField(label=_("Or the address of a page"), required=False, assume_scheme="https")
