"""The forms of the method: figures, options, words, panel, survey, vote, decision, earmark, and one's own bill."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.models import Initiative, Membership
from alongside.kit.forms import MoneyField
from alongside.kit.steps import Plain
from alongside.methods.financing.tax_agreement import law
from alongside.methods.financing.tax_agreement.models import Option, Purpose
from alongside.methods.financing.tax_agreement.wording import Finding

BANDS = "ABCDEFGHI"


def lines(rows: int = 3) -> forms.Textarea:
    """Return a box for several lines."""
    return forms.Textarea({"rows": rows})


class BaseForm(Plain):
    """What the options are worked out from."""

    nation = forms.ChoiceField(label=_("In which nation?"), choices=list(law.NATIONS.items()))
    authority = forms.ChoiceField(label=_("What kind of authority?"), choices=list(law.AUTHORITIES.items()))
    year = forms.IntegerField(
        label=_("In which year does the financial year begin?"),
        min_value=1993,
        max_value=2100,
        help_text=_("2026 for 2026/27"),
    )
    band_d = MoneyField(label=_("Band D now, this authority’s part alone, a year"), least_pence=1)
    collected = forms.DecimalField(
        label=_("What per cent of the tax is collected?"), min_value=1, max_value=100, max_digits=5, decimal_places=2
    )
    gap = MoneyField(label=_("How much is short in the year?"))
    gap_words = forms.CharField(label=_("Why, in plain words?"), widget=lines(), max_length=4000)
    advisory = forms.CharField(
        label=_("What does the result bind, and who decides in the end?"), widget=lines(2), max_length=2000
    )
    limit_percent = forms.DecimalField(
        label=_("This year’s limit in per cent, where yours is not known here or is another"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
    )
    limit_pence = MoneyField(label=_("This year’s limit in pounds on band D, if there is one"), required=False)
    limit_source = forms.CharField(label=_("Where that limit stands"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for band in BANDS:
            self.fields[f"homes-{band}"] = forms.DecimalField(
                label=_("Homes in band %(band)s, after discounts") % {"band": band},
                required=False,
                min_value=0,
                max_value=10_000_000,
                max_digits=10,
                decimal_places=2,
                widget=forms.NumberInput({"class": "w-10"}),
            )

    def details(self) -> dict[str, Any]:
        """Return the columns of a base."""
        data = self.cleaned_data
        names = ("nation", "authority", "year", "band_d", "gap", "gap_words", "advisory", "limit_pence", "limit_source")
        percent = data["limit_percent"]
        return {name: data[name] for name in names} | {
            "dwellings": {band: hundredths(data[f"homes-{band}"]) for band in BANDS if data.get(f"homes-{band}")},
            "collected": hundredths(data["collected"]),
            "limit_hundredths": None if percent is None else hundredths(percent),
        }


def hundredths(value: Decimal) -> int:
    """Return a number with at most two places as hundredths."""
    return int(value * 100)


class OptionForm(Plain):
    """One option."""

    title = forms.CharField(label=_("Name of the option"), max_length=200)
    rise = MoneyField(label=_("Rise of band D, pounds a year"), help_text=_("0 for no rise"))
    does = forms.CharField(label=_("What is done by this option?"), widget=lines(), max_length=4000)
    does_not = forms.CharField(label=_("What is not done by this option?"), widget=lines(), max_length=4000)


class PurposeForm(Plain):
    """What an option's money is for."""

    option = forms.ChoiceField(label=_("Of which option?"))
    what = forms.CharField(label=_("What is the money for?"), max_length=200)
    amount = MoneyField(label=_("How much a year?"), least_pence=1)

    def __init__(self, *args: Any, options: list[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = {str(one.pk): one for one in options if one.rise}
        self.fields["option"].choices = [(key, one.title) for key, one in self.options.items()]  # type: ignore[attr-defined]  # a ChoiceField

    def chosen(self) -> Option:
        """Return the option that was chosen."""
        return self.options[self.cleaned_data["option"]]


class StandForm(Plain):
    """A finding that may stand, with the reason."""

    digest = forms.ChoiceField(label=_("Which finding may stand?"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Why? Everybody reads it."), widget=lines(2), max_length=2000)

    def __init__(self, *args: Any, findings: list[Finding], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["digest"].choices = [(one.digest, f"{one.where}: {one.found}") for one in findings]  # type: ignore[attr-defined]  # a ChoiceField


class PanelForm(Plain):
    """What the panel found."""

    makeup = forms.CharField(
        label=_("How many were they, how were they drawn, how long did they meet, whom did they hear?"),
        widget=lines(),
        max_length=4000,
    )
    words = forms.CharField(label=_("What did the panel find, in its own words?"), widget=lines(6), max_length=20_000)
    dissent = forms.CharField(
        label=_("What did some of it see otherwise?"), widget=lines(), max_length=8000, required=False
    )


class AskForm(Plain):
    """The survey, or the vote."""

    prompt = forms.CharField(label=_("What do you ask?"), max_length=300)
    closes_on = forms.DateField(label=_("Last day"))
    answer_by = forms.DateField(label=_("Day by which the council decides"))
    decider = forms.ChoiceField(label=_("Who decides?"))

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Membership.objects.filter(
            organisation_id=initiative.organisation_id, initiative=initiative, role="council", valid_to__isnull=True
        ).select_related("party")
        self.members = {str(one.pk): one for one in found}
        self.fields["decider"].choices = [(key, one.party.name) for key, one in self.members.items()]  # type: ignore[attr-defined]  # a ChoiceField

    def decides(self) -> Membership:
        """Return who decides."""
        return self.members[self.cleaned_data["decider"]]


class VoteForm(AskForm):
    """The vote."""

    roll_only = forms.BooleanField(
        label=_("Without a code only those vote who have an account here now"), required=False
    )


class DecideForm(Plain):
    """What the council takes."""

    option = forms.ChoiceField(label=_("Which option does the council take?"), widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Why, for those who hoped for another?"), widget=lines(4), max_length=8000)
    owner = forms.ChoiceField(label=_("Who answers for it?"))
    due = forms.DateField(label=_("By when is the first account published?"))

    def __init__(self, *args: Any, initiative: Initiative, options: list[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Membership.objects.filter(
            organisation_id=initiative.organisation_id, initiative=initiative, side="public", valid_to__isnull=True
        ).select_related("party")
        self.members = {str(one.pk): one for one in found}
        self.options = {str(one.pk): one for one in options}
        self.fields["option"].choices = [(key, one.title) for key, one in self.options.items()]  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["owner"].choices = [(key, one.party.name) for key, one in self.members.items()]  # type: ignore[attr-defined]  # a ChoiceField

    def details(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = self.cleaned_data
        return {
            "option": self.options[data["option"]],
            "owner": self.members[data["owner"]],
            "reason": data["reason"],
            "due": data["due"],
        }


class CollectForm(Plain):
    """Extra tax that came in."""

    amount = MoneyField(label=_("How much came in?"), least_pence=1)
    on = forms.DateField(label=_("When?"))


class SpendForm(Plain):
    """A payment for one purpose."""

    purpose = forms.ChoiceField(label=_("For which purpose?"))
    amount = MoneyField(label=_("How much?"), least_pence=1)
    what = forms.CharField(label=_("What was paid for?"), max_length=200)
    on = forms.DateField(label=_("When?"))

    def __init__(self, *args: Any, purposes: list[Purpose], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.purposes = {str(one.pk): one for one in purposes}
        self.fields["purpose"].choices = [(key, one.what) for key, one in self.purposes.items()]  # type: ignore[attr-defined]  # a ChoiceField


class StatementForm(Plain):
    """The account of a year."""

    year = forms.IntegerField(label=_("Which year? The one in which it began."), min_value=1993, max_value=2100)
    words = forms.CharField(label=_("What did the money do, and what did it not do?"), widget=lines(5), max_length=8000)


class CheckForm(Plain):
    """A resident's look at a payment."""

    doubt = forms.CharField(
        label=_("If you doubt it: why?"),
        max_length=300,
        required=False,
        help_text=_("Leave empty if it is as promised."),
    )


class BillForm(Plain):
    """One's own home."""

    band = forms.ChoiceField(label=_("Which band is your home in?"), help_text=_("It stands on your bill."))
    alone = forms.BooleanField(label=_("I am the only adult: 25 % off"), required=False)

    def __init__(self, *args: Any, bands: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["band"].choices = [(band, band) for band in bands]  # type: ignore[attr-defined]  # a ChoiceField
