"""The forms of the method: the build-up, the ways to pay, households, prices, requests, takings, the look."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.models import Initiative, Membership
from alongside.kit.forms import MoneyField
from alongside.kit.steps import Plain
from alongside.methods.financing.charges.law import POWERS
from alongside.methods.financing.charges.models import Concession, CostLine, Look, Plan

MOST_USES = 2_000_000_000


def lines(rows: int = 3) -> forms.Textarea:
    """Return a box for several lines."""
    return forms.Textarea({"rows": rows})


class BeginForm(Plain):
    """What one use is, how many a year, and the law."""

    unit = forms.CharField(
        label=_("What is one use?"), max_length=40, help_text=_("A swim, a meal, an hour of the hall")
    )
    uses = forms.IntegerField(label=_("How many uses were there in a year?"), min_value=1, max_value=MOST_USES)
    year = forms.CharField(label=_("Which year are the figures from?"), max_length=40)
    power = forms.ChoiceField(
        label=_("Which law allows a charge?"),
        choices=[(one.key, one.title) for one in POWERS],
        widget=forms.RadioSelect,
    )
    power_words = forms.CharField(
        label=_("If another: which, and where it stands"), required=False, widget=lines(2), max_length=2000
    )


class CostForm(Plain):
    """One line of the cost."""

    what = forms.CharField(label=_("What does the money go on?"), max_length=200)
    kind = forms.ChoiceField(
        label=_("Does it depend on how often the service is used?"),
        choices=CostLine.Kind.choices,
        widget=forms.RadioSelect,
    )
    amount = MoneyField(label=_("How much?"), least_pence=1)
    source = forms.CharField(label=_("Where is the figure from?"), max_length=200)


class PlanForm(Plain):
    """One way to pay."""

    kind = forms.ChoiceField(
        label=_("Which kind of answer is it?"), choices=Plan.Kind.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(label=_("Its name, in a few words"), max_length=200)
    says = forms.CharField(
        label=_("What does it mean for the service and for people?"), widget=lines(), max_length=4000
    )
    saving = MoneyField(label=_("How much does it save in a year?"), required=False)
    saving_why = forms.CharField(label=_("How is that known?"), required=False, max_length=300)
    collecting = MoneyField(label=_("What does collecting cost in a year?"), required=False)


class _OnPlan(Plain):
    """A form about one of the plans."""

    plan = forms.ChoiceField(label=_("For which way?"))

    def __init__(self, *args: Any, plans: list[Plan], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plans = {str(plan.pk): plan for plan in plans}
        self.fields["plan"].choices = [(key, plan.title) for key, plan in self.plans.items()]  # type: ignore[attr-defined]  # a ChoiceField

    def chosen(self) -> Plan:
        """Return the plan that was chosen."""
        return self.plans[self.cleaned_data["plan"]]


class PriceForm(_OnPlan):
    """One price."""

    what = forms.CharField(label=_("What is paid for?"), max_length=120, help_text=_("An adult’s swim, a child’s swim"))
    amount = MoneyField(label=_("Price"), help_text=_("0 where there is no charge"))
    uses = forms.IntegerField(
        label=_("Uses expected in a year at this price, those who pay less among them"),
        min_value=1,
        max_value=MOST_USES,
    )


class ConcessionForm(_OnPlan):
    """Who pays less."""

    who = forms.CharField(
        label=_("Who pays less?"), max_length=120, help_text=_("Under 16; people on Universal Credit")
    )
    kind = forms.ChoiceField(label=_("In which way?"), choices=Concession.Kind.choices, widget=forms.RadioSelect)
    percent = forms.IntegerField(label=_("Percentage off"), required=False, min_value=1, max_value=99)
    amount = MoneyField(label=_("Their price, or the most they pay in a year"), required=False)
    what = forms.CharField(
        label=_("For what?"), max_length=120, required=False, help_text=_("Leave empty for everything")
    )
    uses = forms.IntegerField(
        label=_("Uses expected at the lower price"), required=False, min_value=0, max_value=MOST_USES
    )
    given_up = MoneyField(label=_("What a yearly limit is expected to cost"), required=False)
    proof = forms.CharField(label=_("What do they show?"), required=False, max_length=200)

    def details(self) -> dict[str, Any]:
        """Return the columns of a concession."""
        data = self.cleaned_data
        value = data["percent"] if data["kind"] == Concession.Kind.PERCENT else data["amount"]
        names = ("what", "uses", "given_up", "proof")
        return {"value": value or 0, **{name: data[name] for name in names}}


class UsesForm(Plain):
    """How often a household uses what, and what is true of it. The fields come from the prices and concessions."""

    def __init__(self, *args: Any, whats: list[str], whos: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.whats, self.whos = whats, whos
        for at, what in enumerate(whats):
            self.fields[f"uses-{at}"] = forms.IntegerField(
                label=_("%(what)s: how many times a year?") % {"what": what},
                required=False,
                min_value=0,
                max_value=10_000,
                widget=forms.NumberInput({"class": "w-4"}),
            )
        if whos:
            self.fields["entitled"] = forms.MultipleChoiceField(
                label=_("Which of these are true of your household?"),
                required=False,
                choices=[(who, who) for who in whos],
                widget=forms.CheckboxSelectMultiple,
            )

    def uses(self) -> dict[str, int]:
        """Return how often a year what is used."""
        return {what: self.cleaned_data.get(f"uses-{at}") or 0 for at, what in enumerate(self.whats)}

    def entitled(self) -> list[str]:
        """Return which concessions the household is entitled to."""
        return list(self.cleaned_data.get("entitled", []))


class ExampleForm(UsesForm):
    """An example household."""

    field_order = ("title",)
    title = forms.CharField(
        label=_("The household, in a line"),
        max_length=200,
        help_text=_("A pensioner who swims twice a week. Not a real one."),
    )


class AskForm(Plain):
    """The consultation on the ways to pay."""

    prompt = forms.CharField(label=_("What do you ask?"), max_length=300)
    fixed = forms.CharField(label=_("What is fixed and cannot change?"), widget=lines(2), max_length=2000)
    open_to_change = forms.CharField(label=_("What is open to change?"), widget=lines(2), max_length=2000)
    information = forms.CharField(label=_("What do people need to know?"), widget=lines(4), max_length=8000)
    closes_on = forms.DateField(label=_("Last day to answer"))
    answer_by = forms.DateField(label=_("Day by which you answer"))
    decider = forms.ChoiceField(label=_("Who decides?"))

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Membership.objects.filter(
            organisation_id=initiative.organisation_id,
            initiative=initiative,
            role="cabinet_member",
            valid_to__isnull=True,
        ).select_related("party")
        self.members = {str(one.pk): one for one in found}
        self.fields["decider"].choices = [(key, one.party.name) for key, one in self.members.items()]  # type: ignore[attr-defined]  # a ChoiceField

    def decides(self) -> Membership:
        """Return who decides."""
        return self.members[self.cleaned_data["decider"]]


class ChooseForm(_OnPlan):
    """Which way is chosen, and why."""

    reason = forms.CharField(label=_("Why, for those who hoped for another?"), widget=lines(), max_length=8000)


class AdaptForm(_OnPlan):
    """A copy of a way, to be changed after what people said."""

    title = forms.CharField(label=_("Name of the changed way"), max_length=200)
    says = forms.CharField(label=_("What is different, and what it means"), widget=lines(), max_length=4000)


class PublishForm(_OnPlan):
    """The next version of the prices."""

    starts_on = forms.DateField(label=_("First day of these prices"))
    reason = forms.CharField(label=_("Why these prices, for those who pay them?"), widget=lines(), max_length=4000)


class BookForm(Plain):
    """What came in during a period."""

    starts_on = forms.DateField(label=_("First day"))
    ends_on = forms.DateField(label=_("Last day"))
    uses = forms.IntegerField(label=_("Uses"), min_value=0, max_value=MOST_USES)
    income = MoneyField(label=_("What came in"))
    collecting = MoneyField(label=_("What collecting it cost"))


class LookForm(Plain):
    """The yearly look."""

    starts_on = forms.DateField(label=_("First day of the time you look at"))
    ends_on = forms.DateField(label=_("Last day"))
    cost = MoneyField(label=_("What the service really cost in this time"), least_pence=1)
    words = forms.CharField(
        label=_("What did you see? Who still comes, and who does not?"), widget=lines(4), max_length=8000
    )
    verdict = forms.ChoiceField(label=_("What follows?"), choices=Look.Verdict.choices, widget=forms.RadioSelect)


class WaiverForm(Plain):
    """Somebody asks to pay less."""

    words = forms.CharField(
        label=_("What would help you?"),
        widget=lines(4),
        max_length=5000,
        help_text=_("A sentence is enough. You need not prove anything here. Only you and one officer can read it."),
    )


class SomebodyForm(WaiverForm):
    """The same, written down for somebody on paper, the telephone or at the desk."""

    field_order = ("name", "contact", "words")
    name = forms.CharField(label=_("Their name"), max_length=200)
    contact = forms.CharField(label=_("E-mail or telephone"), max_length=200, required=False)


class DecideWaiverForm(Plain):
    """The answer to a request."""

    verdict = forms.ChoiceField(
        label=_("What is the answer?"),
        choices=[("granted", _("They pay less")), ("refused", _("Not granted"))],
        widget=forms.RadioSelect,
    )
    percent_off = forms.IntegerField(
        label=_("How much less, in per cent? 100 is nothing to pay."), required=False, min_value=1, max_value=100
    )
    until = forms.DateField(label=_("Until when?"), required=False)
    answer = forms.CharField(label=_("The reason, to the person"), widget=lines(3), max_length=4000)
