"""Forms about the roll: what shows who one is, the rules before a vote, a roll to take in, what looks unusual."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.blocks.rank.models import Judgement, Poll

LARGEST = 20_000_000


class EvidenceForm(forms.Form):
    """What somebody says to show that they may vote: the fields that this vote asks for."""

    use_required_attribute = False

    def __init__(self, poll: Poll, *args: Any, telephone: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every: dict[str, forms.Field] = {
            "number": forms.CharField(
                label=_("Your number on the register"),
                max_length=40,
                help_text=_("It stands on the letter about this vote."),
            ),
            "name": forms.CharField(label=_("Your name"), max_length=200, help_text=_("As it stands on the register.")),
            "birth": forms.CharField(
                label=_("Your date of birth"), max_length=20, help_text=_("Day, month, year: 30/5/1961")
            ),
            "postcode": forms.CharField(label=_("Your postcode"), max_length=12),
        }
        for part in poll.evidence.split(","):
            self.fields[part] = every[part]
        if telephone:
            self.fields["telephone"] = forms.CharField(
                label=_("Your mobile telephone"),
                max_length=30,
                help_text=_("We send one text message to it, and do not keep the number."),
            )
        for field in self.fields.values():
            field.widget.attrs |= {"class": "w-20", "autocomplete": "off"}

    def clean(self) -> dict[str, Any]:
        """Say of an empty field what to write in it."""
        return {name: value for name, value in (super().clean() or {}).items() if isinstance(value, str)}


class RulesForm(forms.ModelForm):  # type: ignore[type-arg]  # no generic at run time
    """Who may vote and what shows it, before the vote."""

    use_required_attribute = False

    class Meta:
        model = Poll
        fields = ("roll_only", "evidence", "by_text", "wins")
        labels = {
            "roll_only": _("Only people on the roll may vote"),
            "evidence": _("What shows that somebody may vote, besides signing in and codes?"),
            "by_text": _("Ask for a text message as well"),
            "wins": _("Which ballot of a person counts?"),
        }
        widgets = {"evidence": forms.RadioSelect, "wins": forms.RadioSelect}


class RollForm(forms.Form):
    """A roll to take in."""

    use_required_attribute = False

    file = forms.FileField(label=_("The roll as a table (CSV)"))

    def clean_file(self) -> str:
        """Return the text of the file; refuse what is too large or no text."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("That file is larger than 20 MB."))
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError(_("That is no text. Save the table as CSV in UTF-8.")) from None


class JudgeForm(forms.Form):
    """What somebody made of something unusual."""

    use_required_attribute = False

    verdict = forms.ChoiceField(
        label=_("What did you find?"),
        widget=forms.RadioSelect,
        choices=[pair for pair in Judgement.Verdict.choices if pair[0] != Judgement.Verdict.OPEN],
    )
    why = forms.CharField(label=_("The reason"), max_length=500, help_text=_("It is published with your name."))


class WrongForm(forms.Form):
    """Ballots that should not have been cast and that nobody can find."""

    use_required_attribute = False

    count = forms.IntegerField(
        label=_("How many ballots?"), min_value=1, widget=forms.TextInput({"class": "w-4", "inputmode": "numeric"})
    )
    why = forms.CharField(label=_("What was found, and how?"), max_length=500)


class VoidBallotForm(forms.Form):
    """A ballot that its own voter wants taken out."""

    use_required_attribute = False

    receipt = forms.CharField(label=_("Receipt on the slip"), max_length=40, widget=forms.TextInput({"class": "w-20"}))
    change = forms.CharField(
        label=_("Code for changes on the slip"), max_length=40, widget=forms.TextInput({"class": "w-20"})
    )
    why = forms.CharField(label=_("Why is it taken out?"), max_length=200)
