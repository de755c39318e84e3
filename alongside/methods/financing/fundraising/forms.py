"""The forms of the method: the campaign of an idea, and what came of it."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.core.initiatives.models import Membership
from alongside.kit import clock
from alongside.kit.forms import MoneyField

LINES = forms.Textarea({"rows": 5})
NUMBER = {"class": "w-4", "inputmode": "numeric"}


class CampaignForm(forms.Form):
    """What a campaign asks for, until when."""

    use_required_attribute = False

    title = forms.CharField(label=gettext_lazy("What will there be, in a few words?"), max_length=200)
    summary = forms.CharField(
        label=gettext_lazy("Why is it needed, and who will make it?"), max_length=3000, widget=LINES
    )
    costs = forms.CharField(
        label=gettext_lazy("What does it cost?"),
        widget=LINES,
        help_text=gettext_lazy("One thing a line with its amount: “Wood: 450”. Their sum is the target."),
    )
    hours = forms.IntegerField(
        label=gettext_lazy("How many hours of help does it need?"),
        required=False,
        min_value=0,
        max_value=10_000,
        widget=forms.TextInput(NUMBER),
    )
    things = forms.CharField(
        label=gettext_lazy("Which things would help?"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("One thing a line with how many: “A ladder: 2”."),
    )
    all_or_nothing = forms.BooleanField(
        label=gettext_lazy("All or nothing: below the target nothing is collected"), required=False, initial=True
    )
    closes_on = forms.DateField(label=gettext_lazy("The last day for pledges"))
    deliver_by = forms.DateField(label=gettext_lazy("By when will it be there?"), required=False)

    def _lines(self, name: str) -> list[tuple[str, str]]:
        found = []
        for line in filter(None, map(str.strip, self.cleaned_data[name].splitlines())):
            what, _colon, value = line.rpartition(":")
            if not what.strip():
                raise forms.ValidationError(_("“%(line)s” has no colon and number at its end.") % {"line": line})
            found.append((what.strip(), value.strip()))
        return found

    def clean_costs(self) -> list[dict[str, Any]]:
        """Read the lines as what and pence."""
        money = MoneyField(least_pence=1)
        return [{"what": what, "pence": money.clean(value)} for what, value in self._lines("costs")]

    def clean_things(self) -> list[dict[str, Any]]:
        """Read the lines as what and count."""
        lines = self._lines("things")
        wrong = next((what for what, value in lines if not (value.isdigit() and 1 <= int(value) <= 1000)), None)
        if wrong is not None:
            raise forms.ValidationError(_("Say how many of “%(what)s” you need.") % {"what": wrong})
        return [{"what": what, "count": int(value)} for what, value in lines]

    def clean_closes_on(self) -> Any:
        """Refuse a day so near that nobody has time."""
        day = self.cleaned_data["closes_on"]
        if day < clock.today() + timedelta(days=14):
            raise forms.ValidationError(_("Give people at least two weeks."))
        return day


class OutcomeForm(forms.Form):
    """What the decider says once a campaign has ended."""

    use_required_attribute = False

    reason = forms.CharField(
        label=gettext_lazy("The reason, for everybody who pledged"), widget=forms.Textarea({"rows": 4})
    )
    next_step = forms.CharField(label=gettext_lazy("What is done now?"), max_length=300)
    owner = forms.ChoiceField(label=gettext_lazy("Who does it?"))
    due = forms.DateField(label=gettext_lazy("By which day?"))

    def __init__(self, *arguments: Any, members: list[Membership], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.members = {str(one.pk): one for one in members}
        names = [(key, one.party.name) for key, one in self.members.items()]
        self.fields["owner"].choices = names  # type: ignore[attr-defined]  # it is a choice field


class ThanksForm(forms.Form):
    """A word of thanks, with what it bought."""

    use_required_attribute = False

    text = forms.CharField(
        label=gettext_lazy("What did it bring you? Write as you would speak."),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("Everybody who gave something reads it, and it stands on the page."),
    )
