"""Template tags that draw form fields: `{% form_errors form %}`, `{% field form.name %}`."""

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField, BoundWidget
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alongside.kit.forms import control_kind

register = template.Library()
CLASSES = {
    "text": "govuk-input",
    "money": "govuk-input",
    "password": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    "textarea": "govuk-textarea govuk-js-character-count",
    "select": "govuk-select",
    "file": "govuk-file-upload",
    "checkbox": "govuk-checkboxes__input",
}
# Django's own date and time boxes are plain text; a browser's picker is kinder. DayField is the choice for birthdays.
TYPES = {"DateInput": "date", "TimeInput": "time", "DateTimeInput": "datetime-local"}
FORMATS = {"date": "%Y-%m-%d", "time": "%H:%M", "datetime-local": "%Y-%m-%dT%H:%M"}


@register.filter
def kind(bound: BoundField) -> str:
    """Name what sort of control a field has: text, textarea, radios, checkboxes, select, money, file and so on."""
    return control_kind(bound.field.widget)


@register.simple_tag
def control(bound: BoundField) -> SafeString:
    """Draw a field's control alone, with our classes beside whatever classes the widget names itself."""
    widget = bound.field.widget
    own = widget.attrs.get("class", "")
    attrs: dict[str, Any] = {"class": f"{CLASSES.get(control_kind(widget), '')} {own}".strip()}
    if native := TYPES.get(type(widget).__name__):
        attrs["class"] += " w-10"
        widget.input_type = native
        widget.format = FORMATS[native]
    if isinstance(widget, forms.Textarea):
        attrs["rows"] = widget.attrs["rows"] if widget.attrs.get("rows") not in (None, "10") else "5"
    if control_kind(widget) == "money":
        attrs |= {"inputmode": "decimal", "autocomplete": "off"}
    if attrs["class"] == "":
        del attrs["class"]
    return bound.as_widget(attrs=attrs)


@register.simple_tag
def option_control(option: BoundWidget, css_class: str) -> SafeString:
    """Draw the box or dot of one choice."""
    option.data["attrs"]["class"] = css_class
    option.data["attrs"].pop("aria-describedby", None)
    return SafeString(option.tag())


@register.inclusion_tag("kit/fields/field.html")
def field(bound: BoundField, *, large: bool = False, inline: bool = False) -> dict[str, Any]:
    """Draw one field: label, hint, error, control. `large` makes its label the heading of a one-question page."""
    return {"field": bound, "large": large, "inline": inline}


def _target(bound: BoundField) -> str:
    """Give the id that an error's link jumps to: the first choice or box of a group, else the control itself."""
    first_of_several = forms.RadioSelect | forms.CheckboxSelectMultiple | forms.MultiWidget
    return f"{bound.auto_id}_0" if isinstance(bound.field.widget, first_of_several) else bound.id_for_label


@register.filter
def problems(bound: BoundField, *, named: bool = False) -> list[str]:
    """Say what is wrong with a field. Django's "This field is required." becomes a friendlier sentence.

    `named` puts the field's label before it, since in a summary of five one could not tell which is meant.
    """
    bare = str(forms.Field.default_error_messages["required"])
    words = _("This still needs an answer")
    if named:
        words = _("%(label)s: still needs an answer") % {"label": str(bound.label).rstrip("?:. ")}
    return [words if str(said) == bare else str(said) for said in bound.errors]


@register.inclusion_tag("kit/fields/summary.html")
def form_errors(*found: forms.BaseForm, focus: bool = True) -> dict[str, Any]:
    """Draw one error summary for all the forms given, each line linked to its field; nothing if nothing is wrong.

    The page opens with the summary in focus, so that a screen reader reads it first, unless `focus` is False.
    """
    lines: list[dict[str, str]] = []
    for form in found:
        lines += [{"words": str(words), "target": ""} for words in form.non_field_errors()]
        for bound in form:
            target = "" if bound.is_hidden else _target(bound)
            lines += [{"words": words, "target": target} for words in problems(bound, named=True)]
    return {"problems": lines, "focus": focus}
