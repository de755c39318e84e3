"""The forms with which people pledge, and with which a team leads a campaign."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.blocks.fund.models import Campaign, Pledge
from alongside.core.initiatives.models import Membership
from alongside.kit.forms import MoneyField

YES_NO = [("yes", gettext_lazy("Yes")), ("no", gettext_lazy("No"))]


class PledgeForm(forms.Form):
    """What somebody promises; a visitor also says who they are, and by which address they are reached."""

    use_required_attribute = False

    kind = forms.ChoiceField(label=gettext_lazy("What do you pledge?"), widget=forms.RadioSelect)
    money = MoneyField(label=gettext_lazy("How much money?"), least_pence=100, most_pence=10**9, required=False)
    hours = forms.IntegerField(
        label=gettext_lazy("How many hours?"),
        min_value=1,
        max_value=500,
        required=False,
        widget=forms.TextInput({"class": "w-4", "inputmode": "numeric"}),
    )
    thing = forms.ChoiceField(label=gettext_lazy("Which thing?"), required=False, widget=forms.RadioSelect)
    count = forms.IntegerField(
        label=gettext_lazy("How many of it?"),
        min_value=1,
        max_value=1000,
        required=False,
        widget=forms.TextInput({"class": "w-4", "inputmode": "numeric"}),
    )
    name = forms.CharField(label=gettext_lazy("Your name"), max_length=200, required=False)
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        required=False,
        help_text=gettext_lazy("We send one link to it. Your pledge counts once you have opened it."),
    )
    words = forms.CharField(
        label=gettext_lazy("Why do you want it?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    named = forms.BooleanField(label=gettext_lazy("Show my name and these words on the page"), required=False)

    def __init__(self, *arguments: Any, campaign: Campaign, guest: bool, paper: bool = False, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.campaign = campaign
        kinds = [("money", _("Money"))]
        if campaign.minutes_wanted:
            kinds.append(("time", _("Time")))
        if campaign.things:
            kinds.append(("thing", _("Something that is needed")))
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # it is a choice field
        self.fields["kind"].initial = "money"
        things = [(str(at), thing["what"]) for at, thing in enumerate(campaign.things)]
        self.fields["thing"].choices = things  # type: ignore[attr-defined]  # as above
        if not campaign.things:
            del self.fields["thing"], self.fields["count"]
        if not campaign.minutes_wanted:
            del self.fields["hours"]
        self.fields["name"].required = guest or paper
        self.fields["email"].required = guest and not paper
        if paper:
            self.fields["name"].label = _("The name on the form")
            self.fields["email"].label, self.fields["email"].help_text = _("The e-mail address on the form"), ""
        elif not guest:
            del self.fields["name"], self.fields["email"]

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen kind needs."""
        data = super().clean() or {}
        needed = {"money": ["money"], "time": ["hours"], "thing": ["thing", "count"]}.get(data.get("kind", ""), [])
        for name in needed:
            if name not in self.errors and data.get(name) in (None, ""):
                self.add_error(name, _("Say how much."))
        return data

    def given(self) -> dict[str, Any]:
        """Return what the action takes."""
        data = self.cleaned_data
        amounts = {"money": data.get("money"), "time": (data.get("hours") or 0) * 60, "thing": data.get("count")}
        return {
            "kind": data["kind"],
            "amount": amounts[data["kind"]] or 0,
            "thing": int(data["thing"]) if data["kind"] == Pledge.Kind.THING else None,
            "words": data["words"],
            "public": data["named"],
            "named": data["named"],
            "name": data.get("name", ""),
            "email": data.get("email", ""),
        }


class PaperPledgeForm(PledgeForm):
    """A form on paper that somebody of the team types in."""

    received_on = forms.DateField(label=gettext_lazy("On which day did it come in?"))


class OpenForm(forms.Form):
    """What the public side says when it opens a campaign."""

    use_required_attribute = False

    looked = forms.MultipleChoiceField(
        label=gettext_lazy("What have you looked at?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("costs", gettext_lazy("The costs are real, and nothing is forgotten")),
            ("people", gettext_lazy("Those who want to do it can do it")),
            ("consents", gettext_lazy("Land, permits and insurance are settled, or will be before any money is spent")),
            ("duty", gettext_lazy("It replaces nothing that taxes should pay for")),
        ],
    )
    answer_by = forms.DateField(label=gettext_lazy("Until when do you tell everybody what comes of it?"))
    decider = forms.ChoiceField(label=gettext_lazy("Who decides when it has ended?"))
    area = forms.ChoiceField(label=gettext_lazy("Where is it?"), required=False)

    def __init__(self, *arguments: Any, deciders: list[Membership], areas: Mapping[str, str], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.deciders = {str(one.pk): one for one in deciders}
        choices = [(key, one.party.name) for key, one in self.deciders.items()]
        self.fields["decider"].choices = choices  # type: ignore[attr-defined]  # it is a choice field
        whole = ("", _("The whole place"))
        self.fields["area"].choices = [whole, *areas.items()]  # type: ignore[attr-defined]  # as above

    def clean_looked(self) -> list[str]:
        """Refuse while something was not looked at."""
        looked: list[str] = self.cleaned_data["looked"]
        if len(looked) < 4:
            raise forms.ValidationError(_("Open it once you have looked at all four."))
        return looked


class WhyForm(forms.Form):
    """A reason."""

    use_required_attribute = False
    why = forms.CharField(label=gettext_lazy("Why?"), max_length=300)


class StatementForm(forms.Form):
    """A bank statement."""

    use_required_attribute = False
    file = forms.FileField(
        label=gettext_lazy("The statement"),
        help_text=gettext_lazy("The file that your bank calls camt.053 (XML), version 02 or 08."),
    )


class RuleForm(forms.Form):
    """The rule by which a pot adds to what people pledge."""

    use_required_attribute = False

    percent = forms.IntegerField(
        label=gettext_lazy("How many pence does the pot add for each pound?"),
        min_value=1,
        max_value=1000,
        widget=forms.TextInput({"class": "w-4", "inputmode": "numeric"}),
    )
    most_per_backer = MoneyField(
        label=gettext_lazy("Of one person’s pledge to one project, at most how much counts?"), required=False
    )
    most_per_person = MoneyField(
        label=gettext_lazy("Over all projects, at most how much of one person’s pledges counts?"), required=False
    )
    most_per_project = MoneyField(label=gettext_lazy("At most how much does one project get?"), required=False)
    least_backers = forms.IntegerField(
        label=gettext_lazy("How many people must pledge at least?"),
        min_value=0,
        required=False,
        widget=forms.TextInput({"class": "w-4", "inputmode": "numeric"}),
    )
    weights = forms.CharField(
        label=gettext_lazy("Where is the need greater?"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("One place a line with its share: “Quay: 150” adds half as much again there."),
    )

    def __init__(self, *arguments: Any, places: Mapping[str, str], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.places = places  # name -> identity

    def clean_weights(self) -> dict[str, int]:
        """Read the lines; refuse a place that is not here, and a share that is none."""
        found = {}
        for line in filter(None, map(str.strip, self.cleaned_data["weights"].splitlines())):
            name, _colon, share = line.rpartition(":")
            if name.strip() not in self.places or not share.strip().isdigit():
                raise forms.ValidationError(_("“%(line)s” is not a place of ours with its share.") % {"line": line})
            found[self.places[name.strip()]] = int(share)
        return found

    def rule(self) -> dict[str, Any]:
        """Return the rule as data."""
        return {name: value for name, value in self.cleaned_data.items() if value is not None} | {
            "least_backers": self.cleaned_data.get("least_backers") or 0
        }
