"""The forms of initiatives: narrowing a list, and each step of the path."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.core.initiatives.choices import CitizenRole, Motive
from alongside.core.initiatives.methods import KINDS, catalogue
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.reviews.models import ReviewFinding
from alongside.core.services.models import Outcome, Place, Service
from alongside.kit.forms import MoneyField

LONG = forms.Textarea({"rows": 4})
STATES = [
    ("", _("In any state")),
    ("now", _("Running now")),
    ("coming", _("Still to come")),
    ("ended", _("Ended or paused")),
]


class _Form(forms.Form):
    """Errors are said by us, in words, not by the browser's bubbles."""

    use_required_attribute = False


class NarrowForm(_Form):
    """Narrowing the list of initiatives."""

    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    place = forms.ChoiceField(label=_("Place"), required=False)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Place.objects.filter(organisation=organisation).order_by("name").values_list("slug", "name")
        self.fields["place"].choices = [("", _("Anywhere")), *places]  # type: ignore[attr-defined]  # a ChoiceField


class StartForm(_Form):
    """Writing an idea down: about which service, in which way, where."""

    title = forms.CharField(
        label=_("What is it called?"), max_length=200, help_text=_("As you would say it to a neighbour.")
    )
    summary = forms.CharField(
        label=_("What is it about, in a sentence or two?"),
        max_length=400,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    service = forms.ChoiceField(label=_("Which service is it to improve?"))
    method = forms.ChoiceField(label=_("In which way?"))
    place = forms.ChoiceField(label=_("Where?"), required=False)

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = Service.objects.filter(organisation=organisation, ended_on__isnull=True).order_by("name")
        places = Place.objects.filter(organisation=organisation).order_by("name")
        built = [method for method in catalogue() if method.built]
        groups = [(KINDS[kind], [(m.key, m.title) for m in built if m.kind == kind]) for kind in KINDS]
        choices = {
            "service": [("", _("Choose a service")), *services.values_list("id", "name")],
            "method": [("", _("Choose a way")), *(group for group in groups if group[1])],
            "place": [("", _("Everywhere")), *places.values_list("id", "name")],
        }
        for name, listed in choices.items():
            self.fields[name].choices = listed  # type: ignore[attr-defined]  # they are ChoiceFields


class ShapeForm(_Form):
    """The problem, why it is done together, and what residents are to it."""

    problem = forms.CharField(
        label=_("What is the problem, in the words of somebody who lives with it?"),
        widget=LONG,
        max_length=2000,
        help_text=_("Ask somebody, and write down what they say. It stands at the top of the page."),
    )
    motives = forms.MultipleChoiceField(
        label=_("Why do you do this together?"),
        choices=Motive.choices,
        widget=forms.CheckboxSelectMultiple,
        required=True,
    )
    citizen_roles = forms.MultipleChoiceField(
        label=_("What are residents to it?"),
        choices=CitizenRole.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The review will ask of each whether it held. Choose what you rely on, not what sounds well."),
    )


class RiskForm(_Form):
    """One known way in which it could go wrong."""

    likely = forms.ChoiceField(
        label=_("Is it likely here?"),
        choices=[("no", _("Not very")), ("yes", _("Yes, it could well happen"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("What could happen here, and what do you do about it?"),
        widget=LONG,
        max_length=2000,
        help_text=_("Everybody can read this."),
    )


class MeasureForm(_Form):
    """What should get better, and the one measure that would show it."""

    statement = forms.CharField(
        label=_("What should get better, in the words of those it is for?"),
        max_length=300,
        help_text=_("“I can get there when I am not at work.”"),
    )
    whose_words = forms.CharField(
        label=_("Whose words are these?"),
        max_length=200,
        required=False,
        help_text=_("As far as they agreed: “a carer, at the open evening”."),
    )
    measure = forms.CharField(
        label=_("How would you see it?"), max_length=200, help_text=_("“People who visited on a weekend”")
    )
    unit = forms.CharField(
        label=_("Unit"), max_length=40, widget=forms.TextInput({"class": "w-10"}), help_text=_("people, %, hours, £")
    )
    better = forms.ChoiceField(
        label=_("Which way is better?"), choices=Outcome.Better.choices, widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(label=_("What does it tell?"), choices=Outcome.Kind.choices, widget=forms.RadioSelect)


class ReadingForm(_Form):
    """One reading of a measure."""

    value = forms.DecimalField(
        label=_("Value"),
        max_digits=18,
        decimal_places=4,
        widget=forms.TextInput({"class": "w-10", "inputmode": "decimal"}),
    )
    on = forms.DateField(label=_("Of which day?"))
    n = forms.IntegerField(
        label=_("How many people or cases were counted?"),
        min_value=1,
        required=False,
        widget=forms.TextInput({"class": "w-10", "inputmode": "numeric"}),
    )
    source = forms.CharField(label=_("Where does the figure come from?"), max_length=200)


class WordsForm(_Form):
    """One reason or explanation, in words."""

    why = forms.CharField(label=_("Why?"), widget=LONG, max_length=300)


class JoinForm(_Form):
    """Taking a role oneself."""

    role = forms.ChoiceField(label=_("In which role?"), widget=forms.RadioSelect)
    named_publicly = forms.BooleanField(label=_("My name may be shown with this role"), required=False)

    def __init__(self, *args: Any, initiative: Initiative, role: str, **kwargs: Any) -> None:
        """Offer the roles that everybody may take; what is no such role is refused in words by the action."""
        super().__init__(*args, **kwargs)
        free = [(one.key, f"{one.title}: {one.does}") for one in initiative.method.roles if one.open]
        named = self.data.get("role") or role
        others = [(one.key, one.title) for one in initiative.method.roles if one.key == named and not one.open]
        self.fields["role"].choices = free + others  # type: ignore[attr-defined]  # a ChoiceField
        titles = ", ".join(str(one.title) for one in initiative.method.roles if one.open)
        self.fields["role"].error_messages["required"] = gettext("Say in which role you join: %(roles)s.") % {
            "roles": titles
        }
        self.fields["role"].initial = role or (free[0][0] if len(free) == 1 else "")


class MemberForm(_Form):
    """Giving somebody a role; the method says to which side the role belongs."""

    person = forms.CharField(
        label=_("Who?"),
        max_length=200,
        help_text=_("Their e-mail address, or their name just as they gave it. Somebody new joins by signing in once."),
    )
    role = forms.ChoiceField(label=_("In which role?"))
    named_publicly = forms.BooleanField(label=_("They agree that their name is shown with this role"), required=False)

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisation_id = initiative.organisation_id
        side = {"public": _("public side"), "citizen": _("residents")}
        roles = [(role.key, f"{role.title} ({side[role.side]})") for role in initiative.method.roles]
        self.fields["role"].choices = [("", _("Choose a role")), *roles]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_person(self) -> Party:
        """Find the one party that is meant."""
        said = self.cleaned_data["person"].strip()
        here = Party.objects.filter(organisation_id=self.organisation_id, erased_at__isnull=True)
        found = list(here.filter(email__iexact=said)[:2] if "@" in said else here.filter(name__iexact=said)[:2])
        if not found:
            raise forms.ValidationError(_("Nobody here has this address or name. They join by signing in once."))
        if len(found) > 1:
            raise forms.ValidationError(_("Several people have this name. Use the e-mail address."))
        return found[0]


class OfferForm(_Form):
    """A promise of one side to the other."""

    membership = forms.ChoiceField(label=_("Who promises?"))
    what = forms.CharField(
        label=_("What is promised?"),
        max_length=300,
        help_text=_("Something that the other side could see: “Somebody on the phone from 11 to 2”."),
    )
    hours = forms.DecimalField(
        label=_("How many hours?"),
        min_value=0,
        max_digits=7,
        decimal_places=2,
        required=False,
        widget=forms.TextInput({"class": "w-4", "inputmode": "decimal"}),
        help_text=_("Leave both empty where it is neither time nor money."),
    )
    pounds = MoneyField(label=_("Or how much money?"), required=False)
    period = forms.CharField(label=_("How often, or for how long?"), max_length=80, required=False)
    condition = forms.CharField(label=_("On what condition?"), max_length=200, required=False)
    lapses_on = forms.DateField(label=_("Until when?"), required=False, help_text=_("Empty: until it is released."))

    def __init__(self, *args: Any, members: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(str(one.pk), f"{one.party.name}, {one.initiative.method.role(one.role).title}") for one in members]
        self.fields["membership"].choices = listed  # type: ignore[attr-defined]  # a ChoiceField


class ReviewForm(_Form):
    """Whether each declared motive and role held, judged with a resident; one pair of fields for each."""

    summary = forms.CharField(label=_("What came of it, in a few sentences?"), widget=LONG, max_length=3000)
    citizen_assessor = forms.ChoiceField(label=_("Which resident judges with you?"))

    def __init__(
        self, *args: Any, declared: list[tuple[str, str, str]], assessors: list[Membership], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["citizen_assessor"].choices = [(str(one.pk), one.party.name) for one in assessors]  # type: ignore[attr-defined]  # a ChoiceField
        for about, key, label in declared:
            self.fields[f"{about}_{key}_held"] = forms.ChoiceField(
                label=label, choices=ReviewFinding.Held.choices, widget=forms.RadioSelect
            )
            self.fields[f"{about}_{key}_evidence"] = forms.CharField(
                label=_("How do you know?"), widget=forms.Textarea({"rows": 3}), max_length=2000
            )


class EndForm(_Form):
    """How it goes on, or ends."""

    state = forms.ChoiceField(
        label=_("What happens now?"),
        widget=forms.RadioSelect,
        choices=[
            ("sustained", _("It is kept going")),
            ("changed", _("It carries on as something else")),
            ("closed", _("It closes")),
        ],
    )
    review_on = forms.DateField(label=_("If it is kept going: when do you look at it next?"), required=False)
    successor = forms.ChoiceField(label=_("If it carries on as something else: as what?"), required=False)

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = (
            Initiative.objects.filter(organisation_id=initiative.organisation_id)
            .exclude(pk=initiative.pk)
            .order_by("-id")
        )
        self.fields["successor"].choices = [("", _("Nothing else")), *others.values_list("id", "title")[:200]]  # type: ignore[attr-defined]  # a ChoiceField
