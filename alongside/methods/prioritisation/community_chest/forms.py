"""The forms of those who apply, and of those who judge."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core.contributions.models import Channel
from alongside.core.initiatives.models import Membership
from alongside.core.services.models import Place
from alongside.kit.forms import MoneyField
from alongside.kit.money import money
from alongside.methods.prioritisation.community_chest.models import Application, Criterion, Group, Report, Round
from alongside.methods.prioritisation.community_chest.rules import MOST_POINTS

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
WORDS = {"rows": 4}


class Plain(forms.Form):
    """A form that leaves it to us to say what is missing."""

    use_required_attribute = False


class ApplyForm(Plain):
    """A light application: who, what, how much. It fits on a sheet of paper."""

    name = forms.CharField(label=_("What is your group called?"), max_length=120)
    sort = forms.ChoiceField(label=_("What sort of group is it?"), widget=forms.RadioSelect)
    charity_number = forms.CharField(label=_("Charity number"), max_length=12, required=False)
    company_number = forms.CharField(label=_("Company number"), max_length=12, required=False)
    has_account = forms.ChoiceField(
        label=_("Has the group a bank account of its own?"), choices=YES_NO, widget=forms.RadioSelect
    )
    host = forms.ChoiceField(
        label=_("If not: which larger group could hold the money for you?"),
        required=False,
        help_text=_("We ask them. If you know none, ring the fund officer: they help you to find one."),
    )
    title = forms.CharField(label=_("What will you do, in a few words?"), max_length=120)
    text = forms.CharField(
        label=_("Tell us more"), max_length=2000, widget=forms.Textarea({"rows": 6}),
        help_text=_("What, with whom, for whom. If you get the grant, everybody can read this."),
    )  # fmt: skip
    outcome = forms.CharField(
        label=_("What will be better, and how will one see it?"), max_length=300, widget=forms.Textarea({"rows": 2})
    )
    amount = MoneyField(label=_("How much do you ask for?"), least_pence=1)
    whole_cost = MoneyField(label=_("What does the whole cost?"), least_pence=1)
    match_hours = forms.IntegerField(
        label=_("About how many hours will people give?"), required=False, min_value=0, max_value=100_000
    )
    place = forms.ChoiceField(label=_("Where does it happen?"), required=False)
    starts_on = forms.DateField(label=_("When does it start?"))
    ends_on = forms.DateField(label=_("When is it done?"))

    def __init__(
        self, *args: Any, grant_round: Round, hosts: Sequence[Membership], entering: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if entering:
            self._ask_whose()
        sorts = [pair for pair in Group.Sort.choices if pair[0] != Group.Sort.PERSON or grant_round.persons_may]
        self.fields["sort"].choices = sorts  # type: ignore[attr-defined]  # a ChoiceField
        listed = [("", _("None of these")), *((str(one.pk), one.party.name) for one in hosts)]
        self.fields["host"].choices = listed  # type: ignore[attr-defined]  # a ChoiceField
        self.hosts = {str(one.pk): one for one in hosts}
        places = Place.objects.filter(organisation_id=grant_round.organisation_id, kind="neighbourhood").order_by(
            "name"
        )
        self.places = {str(one.pk): one for one in places}
        everywhere = [("", _("In the whole town")), *((key, one.name) for key, one in self.places.items())]
        self.fields["place"].choices = everywhere  # type: ignore[attr-defined]  # a ChoiceField
        least, most = money(grant_round.least, grant_round.currency), money(grant_round.most, grant_round.currency)
        self.fields["amount"].help_text = (
            _("From %(least)s to %(most)s.") % {"least": least, "most": most}
            if grant_round.least
            else _("Up to %(most)s.") % {"most": most}
        )

    def _ask_whose(self) -> None:
        """Somebody of the fund enters what a person brought on paper, said on the telephone or at the desk."""
        self.fields["whose"] = forms.CharField(
            label=_("Whose application do you enter?"),
            max_length=200,
            required=False,
            help_text=_("The name of the person who applies. Leave it empty if it is your own."),
        )
        ways = [pair for pair in Channel.choices if pair[0] != Channel.WEB]
        self.fields["channel"] = forms.ChoiceField(label=_("How did it reach you?"), choices=ways, required=False)
        self.fields["came_on"] = forms.DateField(label=_("On which day did it come?"), required=False)
        self.order_fields(["whose", "channel", "came_on"])

    def group(self) -> dict[str, Any]:
        """Return what `keep_group` takes."""
        data = self.cleaned_data
        names = ("name", "sort", "charity_number", "company_number")
        return {name: data[name] for name in names} | {"has_account": data["has_account"] == "yes"}

    def details(self) -> dict[str, Any]:
        """Return what `apply_for_grant` takes beside the group."""
        data = self.cleaned_data
        names = ("title", "text", "outcome", "amount", "whole_cost", "starts_on", "ends_on")
        return {name: data[name] for name in names} | {
            "match_minutes": (data["match_hours"] or 0) * 60,
            "place": self.places.get(data["place"]),
            "host": self.hosts.get(data["host"]) if data["has_account"] == "no" else None,
        }


class ChangeForm(Plain):
    """What can still be changed of an application while the round is open."""

    title = forms.CharField(label=_("What will you do, in a few words?"), max_length=120)
    text = forms.CharField(label=_("Tell us more"), max_length=2000, widget=forms.Textarea({"rows": 6}))
    outcome = forms.CharField(
        label=_("What will be better, and how will one see it?"), max_length=300, widget=forms.Textarea({"rows": 2})
    )
    amount = MoneyField(label=_("How much do you ask for?"), least_pence=1)
    whole_cost = MoneyField(label=_("What does the whole cost?"), least_pence=1)
    match_hours = forms.IntegerField(
        label=_("About how many hours will people give?"), required=False, min_value=0, max_value=100_000
    )
    starts_on = forms.DateField(label=_("When does it start?"))
    ends_on = forms.DateField(label=_("When is it done?"))

    @staticmethod
    def now(found: Application) -> dict[str, Any]:
        """Return what the application says now."""
        names = ("title", "outcome", "amount", "whole_cost", "starts_on", "ends_on")
        return {name: getattr(found, name) for name in names} | {
            "text": found.contribution.text,
            "match_hours": found.match_minutes // 60,
        }

    def details(self) -> dict[str, Any]:
        """Return what `change_application` takes."""
        data = dict(self.cleaned_data)
        minutes = (data.pop("match_hours") or 0) * 60
        return data | {"match_minutes": minutes}


class HostForm(Plain):
    """Another group to hold the money."""

    host = forms.ChoiceField(label=_("Which larger group could hold the money for you?"))

    def __init__(self, *args: Any, hosts: Sequence[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.hosts = {str(one.pk): one for one in hosts}
        self.fields["host"].choices = [(key, one.party.name) for key, one in self.hosts.items()]  # type: ignore[attr-defined]  # a ChoiceField


class WhyForm(Plain):
    """A reason."""

    why = forms.CharField(label=_("Why?"), max_length=300, widget=forms.Textarea({"rows": 2}))


class CheckForm(Plain):
    """Whether each of the round's rules is met, and why."""

    def __init__(self, *args: Any, checks: Sequence[Sequence[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [key for key, _words in checks]
        for key, words in checks:
            self.fields[f"met-{key}"] = forms.ChoiceField(label=words, choices=YES_NO, widget=forms.RadioSelect)
            self.fields[f"reason-{key}"] = forms.CharField(
                label=_("Why?"), max_length=300, help_text=_("The group reads it.")
            )

    def findings(self) -> dict[str, tuple[bool, str]]:
        """Return what `check_application` takes."""
        data = self.cleaned_data
        return {key: (data[f"met-{key}"] == "yes", data[f"reason-{key}"]) for key in self.keys}


class DeclareForm(Plain):
    """Whether somebody on the panel has a link to an application."""

    interest = forms.ChoiceField(
        label=_("Have you, your family or friends any link to it?"),
        choices=[("no", _("No link")), ("yes", _("Yes: I take no part in this one"))],
        widget=forms.RadioSelect,
        help_text=_("You are a member, you know them well, you would gain, they owe you money, and so on."),
    )
    what = forms.CharField(label=_("If yes: what links you?"), max_length=300, required=False)


class SheetForm(Plain):
    """The points of one member of the panel."""

    comment = forms.CharField(
        label=_("A line for the group: what spoke for it, what against?"), widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        scale = [(str(points), str(points)) for points in range(MOST_POINTS + 1)]
        for one in criteria:
            times = _("counts %(times)s times") % {"times": one.weight} if one.weight > 1 else ""
            self.fields[f"points-{one.pk}"] = forms.ChoiceField(
                label=one.title,
                help_text=" · ".join(filter(None, (one.asks, str(times)))),
                choices=scale,
                widget=forms.RadioSelect,
            )
        self.order_fields([*(f"points-{one.pk}" for one in criteria), "comment"])

    def points(self) -> dict[str, int]:
        """Return what `file_sheet` takes."""
        return {str(one.pk): int(self.cleaned_data[f"points-{one.pk}"]) for one in self.criteria}


class ReportForm(Plain):
    """What became of a grant."""

    kept = forms.ChoiceField(
        label=_("Did you do what you had said?"), choices=Report.Kept.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What did you do, and what came of it?"), max_length=4000, widget=forms.Textarea({"rows": 6}),
        help_text=_("In your own words. What did not work is worth as much as what did."),
    )  # fmt: skip
    people = forms.IntegerField(
        label=_("About how many people did it reach?"), required=False, min_value=0, max_value=10_000_000
    )
    hours = forms.IntegerField(
        label=_("About how many hours did people give?"), required=False, min_value=0, max_value=100_000
    )
    picture = forms.FileField(
        label=_("A picture"), required=False, help_text=_("We remove where and when it was taken.")
    )
    picture_alt = forms.CharField(label=_("What does the picture show?"), max_length=200, required=False)
    public = forms.BooleanField(label=_("Everybody may read this, as the story of our grant"), required=False)


class ReceiptForm(Plain):
    """A receipt, with its photograph."""

    what = forms.CharField(label=_("What was bought?"), max_length=200)
    amount = MoneyField(label=_("How much was it?"), least_pence=1)
    on = forms.DateField(label=_("On which day?"))
    number = forms.CharField(label=_("Number on the receipt"), max_length=60, required=False)
    picture = forms.FileField(label=_("A photograph of it"), required=False)
