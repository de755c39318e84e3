"""The forms of those who run a round: its rules, the amounts, the decision, the payments, the thanks."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.models import Initiative, Membership
from alongside.kit.forms import MoneyField
from alongside.methods.prioritisation.community_chest.forms import Plain
from alongside.methods.prioritisation.community_chest.models import Round
from alongside.standards.threesixtygiving.codes import PURPOSES, REASONS, codes

MOST_LINES = 12


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()][:MOST_LINES]


class RoundForm(Plain):
    """Everything that a round says before it opens."""

    question_names = ("prompt", "information", "fixed", "open_to_change", "answer_by")

    prompt = forms.CharField(label=_("What do you ask groups?"), max_length=300)
    programme = forms.CharField(label=_("What is the fund called?"), max_length=120)
    amount = MoneyField(label=_("How much can this round give in all?"), least_pence=100)
    least = MoneyField(label=_("The smallest grant"), required=False)
    most = MoneyField(label=_("The largest grant"), least_pence=100)
    closes_on = forms.DateField(label=_("Last day to apply"))
    answer_by = forms.DateField(label=_("Day by which every group has its answer"))
    decider = forms.ChoiceField(label=_("Who publishes the decision?"))
    decides_by = forms.ChoiceField(
        label=_("Who chooses?"), choices=Round.DecidesBy.choices, widget=forms.RadioSelect, initial="panel"
    )
    names_hidden = forms.BooleanField(
        label=_("The panel does not see which group applies"), required=False, initial=True
    )
    persons_may = forms.BooleanField(label=_("A person may apply without a group"), required=False)
    criteria = forms.CharField(
        label=_("What does the panel look at?"),
        widget=forms.Textarea({"rows": 5}),
        help_text=_("One on a line; “x 2” at its end lets it count twice: “How many people it reaches x 2”."),
    )
    checks = forms.CharField(
        label=_("What must every application meet?"), widget=forms.Textarea({"rows": 4}), help_text=_("One on a line.")
    )
    information = forms.CharField(label=_("What do groups need to know?"), widget=forms.Textarea({"rows": 4}))
    fixed = forms.CharField(label=_("What is fixed?"), widget=forms.Textarea({"rows": 2}))
    open_to_change = forms.CharField(label=_("What is open?"), widget=forms.Textarea({"rows": 2}))
    terms = forms.CharField(label=_("What does a group agree to when it accepts?"), widget=forms.Textarea({"rows": 4}))
    elsewhere = forms.CharField(label=_("Where else can those go who get nothing?"), widget=forms.Textarea({"rows": 3}))
    report_days = forms.IntegerField(
        label=_("Within how many days after its end does a group say how it went?"),
        min_value=1,
        max_value=365,
        initial=42,
    )
    publisher_prefix = forms.CharField(
        label=_("Your prefix as a publisher of open data"),
        max_length=40,
        required=False,
        help_text=_("Given by 360Giving. Without it the file of grants says so."),
    )
    funder_identifier = forms.CharField(
        label=_("Your own identifier in a register"), max_length=60, required=False, help_text=_("Like GB-LAE-ABC.")
    )
    person_reason = forms.ChoiceField(label=_("Why persons get a grant, in the open data"), required=False)
    person_purpose = forms.ChoiceField(label=_("What for, in the open data"), required=False)

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = ZoneInfo(initiative.organisation.time_zone)
        found = Membership.objects.filter(
            organisation_id=initiative.organisation_id, initiative=initiative, role="decider", valid_to__isnull=True
        ).select_related("party")
        self.deciders = {str(one.pk): one for one in found}
        self.fields["decider"].choices = [(key, one.party.name) for key, one in self.deciders.items()]  # type: ignore[attr-defined]  # a ChoiceField
        for name, listed in (("person_reason", REASONS), ("person_purpose", PURPOSES)):
            self.fields[name].choices = [("", _("Not said")), *codes(listed).items()]  # type: ignore[attr-defined]  # a ChoiceField

    def question(self) -> dict[str, Any]:
        """Return the columns of the question; the round closes at the end of its last day."""
        data = self.cleaned_data
        closes = datetime.combine(data["closes_on"] + timedelta(days=1), time(0), tzinfo=self.zone)
        return {name: data[name] for name in self.question_names} | {
            "closes_at": closes,
            "decider": self.deciders[data["decider"]],
            "rung": "co_production",
        }

    def round(self) -> dict[str, Any]:
        """Return what `create_round` takes beside the question."""
        data = self.cleaned_data
        names = set(self.fields) - {*self.question_names, "closes_on", "decider", "least", "criteria", "checks"}
        return {name: data[name] for name in names} | {
            "least": data["least"] or 0,
            "criteria": [_weighed(line) for line in _lines(data["criteria"])],
            "checks": [(str(number), line) for number, line in enumerate(_lines(data["checks"]), start=1)],
        }


def _weighed(line: str) -> tuple[str, str, int]:
    """Read a line of the criteria: its title, and how many times it counts."""
    title, _x, times = line.rpartition(" x ")
    if title and times.strip().isdigit() and 1 <= int(times) <= 10:
        return title.strip()[:120], "", int(times)
    return line[:120], "", 1


class RecommendForm(Plain):
    """What one application gets, and why."""

    amount = MoneyField(label=_("How much?"), help_text=_("0 for nothing."))
    reason = forms.CharField(
        label=_("Why?"), widget=forms.Textarea({"rows": 3}), help_text=_("The group reads it, and so can everybody.")
    )


class PublishForm(Plain):
    """The decision: why, and who sees to the payments."""

    reason = forms.CharField(
        label=_("The reason, for those who hoped for something else"), widget=forms.Textarea({"rows": 4})
    )
    owner = forms.ChoiceField(label=_("Who sees to it that each grant is paid?"))
    due = forms.DateField(label=_("By when?"))

    def __init__(self, *args: Any, owners: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owners = {str(one.pk): one for one in owners}
        self.fields["owner"].choices = [(key, one.party.name) for key, one in self.owners.items()]  # type: ignore[attr-defined]  # a ChoiceField


class VoteForm(Plain):
    """Until when everybody votes."""

    closes_on = forms.DateField(label=_("Last day of the vote"))
    answer_by = forms.DateField(label=_("Day by which the result is published"))


class PaymentForm(Plain):
    """A payment of a grant."""

    amount = MoneyField(label=_("How much is paid?"), least_pence=1)
    reference = forms.CharField(label=_("What will stand on the bank statement?"), max_length=60, required=False)


class PaidForm(Plain):
    """The day on which a payment left the bank."""

    on = forms.DateField(label=_("On which day did it leave the bank?"))


class ThankForm(Plain):
    """Thanks, in a person's own words."""

    text = forms.CharField(
        label=_("Thank them: for what, and what came of it?"), widget=forms.Textarea({"rows": 3}), max_length=1000
    )
