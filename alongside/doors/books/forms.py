"""The period of a statement."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PeriodForm(forms.Form):
    """From a day to a day; without them, this year so far."""

    use_required_attribute = False
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("To"), required=False, widget=forms.DateInput({"type": "date"}))

    def __init__(self, *arguments: Any, today: date, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("This is before the first day."))
        return data

    def period(self) -> tuple[date, date]:
        """Return the first and the last day; the defaults where nothing usable was given."""
        data = self.cleaned_data if self.is_valid() else {}
        until = data.get("until") or self.today
        return data.get("since") or date(until.year, 1, 1), until
