"""Form controls: a renderer that draws every Django form in our markup, and the fields that Django lacks.

Settings name the renderer (`FORM_RENDERER = "alongside.kit.forms.Renderer"`), so that `{{ form }}` looks right
anywhere, in a library's pages too.
"""

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.translation import gettext_lazy as _


class Renderer(DjangoTemplates):
    """Draws forms and fields with the templates in `kit/fields/`."""

    form_template_name = "kit/fields/form.html"
    field_template_name = "kit/fields/field.html"


class DayInput(forms.MultiWidget):
    """Three small boxes for a date that people know by heart: day, month, year."""

    use_fieldset = True
    template_name = "kit/fields/day.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, remembered: str = "") -> None:
        """Make the boxes; `remembered="bday"` lets a browser fill in the visitor's own birthday."""
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {}
        for name, width in (("day", "w-2"), ("month", "w-2"), ("year", "w-4")):
            box = {"class": f"govuk-input {width}", "inputmode": "numeric"}
            if remembered:
                box["autocomplete"] = f"{remembered}-{name}"
            boxes[name] = forms.TextInput(box)
        super().__init__(boxes, attrs)

    def decompress(self, value: datetime.date | None) -> list[Any]:
        """Spread a date over the three boxes."""
        return [value.day, value.month, value.year] if value else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give each box its own label."""
        context = super().get_context(name, value, attrs)
        labels = (_("Day"), _("Month"), _("Year"))
        for box, label in zip(context["widget"]["subwidgets"], labels, strict=True):
            box["label"] = label
        return context


class DayField(forms.MultiValueField):
    """A date typed as day, month and year. Refuses a date that is not in the calendar."""

    widget = DayInput
    default_error_messages = {
        "invalid": _("This must be a real date, like 27 3 2026"),
        "incomplete": _("The date needs a day, a month and a year"),
    }

    def __init__(self, **options: Any) -> None:
        """Make the field; options as for any Django field."""
        whole = dict.fromkeys(("invalid", "min_value", "max_value"), self.default_error_messages["invalid"])
        parts = (
            forms.IntegerField(min_value=1, max_value=31, error_messages=whole),
            forms.IntegerField(min_value=1, max_value=12, error_messages=whole),
            forms.IntegerField(min_value=1000, max_value=9999, error_messages=whole),
        )
        super().__init__(parts, **options)

    def compress(self, data_list: list[int]) -> datetime.date | None:
        """Join the three numbers into a date."""
        if not data_list:
            return None
        day, month, year = data_list
        try:
            return datetime.date(year, month, day)
        except ValueError as problem:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from problem

    def clean(self, value: Any) -> Any:
        """Say one thing about the whole date, however many of its boxes are wrong."""
        try:
            return super().clean(value)
        except forms.ValidationError as problem:
            raise forms.ValidationError(problem.messages[0]) from problem


class MoneyInput(forms.TextInput):
    """A box with the currency's sign before it; it holds pounds and pence and shows them as people write them."""

    sign = "£"

    def format_value(self, value: Any) -> str | None:
        """Show whole pence as pounds: 1250 as 12.50, 1200 as 12; what was typed is shown back unchanged."""
        if isinstance(value, int):
            pounds, pence = divmod(value, 100)
            return f"{pounds}.{pence:02d}" if pence else str(pounds)
        shown: str | None = super().format_value(value)
        return shown


class MoneyField(forms.Field):
    """An amount of money. Accepts 12, 12.50, £1,200; gives pence as an integer, at least 0. Refuses anything finer."""

    widget = MoneyInput
    default_error_messages = {
        "invalid": _("Enter an amount in pounds, like 12 or 12.50"),
        "least": _("The amount must be at least £%(pounds)s"),
        "most": _("The amount must be £%(pounds)s or less"),
    }

    def __init__(self, *, least_pence: int = 0, most_pence: int | None = None, **options: Any) -> None:
        """Make the field; both bounds are in pence and included."""
        self.least_pence, self.most_pence = least_pence, most_pence
        super().__init__(**options)

    def to_python(self, value: Any) -> int | None:
        """Read pounds and pence into pence without ever passing through a fraction."""
        text = str(value or "").strip().removeprefix("£").replace(",", "").replace(" ", "")
        if not text:
            return None
        pounds, point, pence = text.partition(".")
        plain = text.isascii() and pounds.isdigit() and len(pounds) <= 12
        if not plain or (point and not (pence.isdigit() and 1 <= len(pence) <= 2)):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return int(pounds) * 100 + int(pence.ljust(2, "0") or 0)

    def validate(self, value: Any) -> None:
        """Hold the amount within its bounds."""
        super().validate(value)
        if value is None:
            return
        for wrong, code, bound in (
            (value < self.least_pence, "least", self.least_pence),
            (self.most_pence is not None and value > self.most_pence, "most", self.most_pence),
        ):
            if wrong and bound is not None:
                pounds = MoneyInput().format_value(bound)
                raise forms.ValidationError(self.error_messages[code], code=code, params={"pounds": pounds})

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare amounts, not the ways of writing them."""
        try:
            return bool(self.to_python(data) != initial)
        except forms.ValidationError:
            return True


def control_kind(widget: forms.Widget) -> str:
    """Name the template in `kit/fields/` that draws this widget.

    Most particular first: a radio list is a Select by descent, a password box a text box.
    """
    for kind_of, name in KINDS.items():
        if isinstance(widget, kind_of):
            return name
    return "text"


KINDS: Mapping[type[forms.Widget], str] = {
    forms.CheckboxSelectMultiple: "checkboxes",
    forms.RadioSelect: "radios",
    forms.CheckboxInput: "checkbox",
    forms.Textarea: "textarea",
    forms.Select: "select",
    forms.FileInput: "file",
    forms.PasswordInput: "password",
    MoneyInput: "money",
    forms.MultiWidget: "several",
    forms.SelectDateWidget: "several",
}
