"""The form in which the steering group writes the rules."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.blocks.rank.actions import USUAL_RULE
from alongside.blocks.rank.models import Poll
from alongside.core.organisations.models import Organisation
from alongside.core.services.models import Place
from alongside.engines.budgeting import Rule
from alongside.engines.budgeting.rule import COMPLETIONS, EQUAL_SHARES, GREEDY, PHRAGMEN, STARTS, UTILITIES
from alongside.kit.refused import Refused
from alongside.methods.prioritisation.participatory_budget.rules import FIRST, LAST, Terms

KINDS = [
    (EQUAL_SHARES, _("Equal shares: each voter directs the same share of the money")),
    (GREEDY, _("Most votes first, while the money lasts")),
    (PHRAGMEN, _("By earning: voters earn money evenly, and buy together (Phragmén)")),
]
TIES = [
    ("lowest-cost,most-votes,id", _("The cheaper, then the one with more votes, then the first on the ballot")),
    ("most-votes,lowest-cost,id", _("The one with more votes, then the cheaper, then the first on the ballot")),
    ("id", _("The first on the ballot")),
]
UTILITY_WORDS = {
    "cost": _("Every pound that goes to what they chose"),
    "cardinality": _("Every project that they chose"),
    "points": _("The points that they gave"),
    "borda": _("The places that they gave"),
    "cost-points": _("The pounds, by the points that they gave"),
    "cost-borda": _("The pounds, by the places that they gave"),
}
COMPLETION_WORDS = {
    "none": _("Leave it in the pot"),
    "utilitarian": _("To the projects with most votes that fit"),
    "add1-overspend": _("Raise every share until the next step would spend too much"),
    "add1-exhaustive": _("Raise every share until nothing more fits"),
    "add1-overspend-utilitarian": _("Raise the shares as far as it fits, then to those with most votes"),
    "add1-exhaustive-utilitarian": _("Raise the shares until nothing more fits, then to those with most votes"),
    "epsilon": _("To projects that voters almost paid for"),
}


def _said(keys: tuple[str, ...], words: dict[str, Any]) -> list[tuple[str, Any]]:
    """Choices for parameters of the engine; one that has no words here yet is shown by its name."""
    return [(key, words.get(key, key)) for key in keys]


class RulesForm(forms.Form):
    """Every rule, with those that few change behind a fold on the page."""

    use_required_attribute = False
    FINE = ("utility", "completion", "step", "start", "ties", "threshold", "skip", "other_kind")

    ballot_kind = forms.ChoiceField(label=_("What may a ballot say?"), choices=Poll.Kind.choices)
    most_choices = forms.IntegerField(label=_("At most how many choices?"), required=False, min_value=1)
    most_points = forms.IntegerField(label=_("At most how many points?"), required=False, min_value=1)
    kind = forms.ChoiceField(label=_("How is it counted?"), choices=KINDS, widget=forms.RadioSelect)
    utility = forms.ChoiceField(label=_("What counts for a voter?"), choices=_said(UTILITIES, UTILITY_WORDS))
    completion = forms.ChoiceField(
        label=_("With equal shares, where does money go that is left over?"),
        choices=_said(COMPLETIONS, COMPLETION_WORDS),
    )
    step = forms.DecimalField(
        label=_("Shares are raised in steps of"), min_value=0, help_text=_("In whole units of the money: 1 is a pound.")
    )
    start = forms.ChoiceField(
        label=_("The first share is"),
        choices=[pair for pair in (("exact", _("exact")), ("whole", _("rounded down"))) if pair[0] in STARTS],
    )
    ties = forms.ChoiceField(label=_("Of two that are equal, which comes first?"), choices=TIES)
    threshold = forms.IntegerField(
        label=_("Fewest votes that a project needs to take part"), min_value=0, help_text=_("0 for none.")
    )
    skip = forms.BooleanField(label=_("One that is too dear is passed over, and the count goes on"), required=False)
    other_kind = forms.ChoiceField(
        label=_("Which other rule is shown beside it?"), choices=[("", _("None")), *KINDS], required=False
    )
    who = forms.CharField(label=_("Who may vote?"), max_length=300, widget=forms.Textarea({"rows": 2}))
    roll_only = forms.BooleanField(label=_("Only who is on the roll when the vote opens"), required=False)
    repeat = forms.ChoiceField(
        label=_("If somebody sends two ballots"),
        choices=[(FIRST, _("the first counts")), (LAST, _("the last counts"))],
        widget=forms.RadioSelect,
    )
    by_district = forms.BooleanField(label=_("Each district has a pot and a count of its own"), required=False)
    whole_percent = forms.IntegerField(
        label=_("Per cent kept for the whole town"), min_value=0, max_value=90, required=False
    )
    why = forms.CharField(
        label=_("Why these rules?"), max_length=300, help_text=_("Everybody can read this beside the version.")
    )

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Place.objects.filter(organisation=organisation, kind="neighbourhood").order_by("name")
        self.places = list(found)
        for place in self.places:
            self.fields[f"people-{place.pk}"] = forms.IntegerField(
                label=_("People in %(place)s") % {"place": place.name},
                min_value=1,
                required=False,
                initial=place.population,
            )

    @property
    def district_fields(self) -> list[forms.BoundField]:
        """The fields of the districts, for the page."""
        return [self[f"people-{place.pk}"] for place in self.places]

    def clean(self) -> dict[str, Any]:
        """Read the rules whole: a parameter that does not go with another is said at its field."""
        data: dict[str, Any] = self.cleaned_data
        if self.errors:
            return data
        if data["by_district"] and not self._people():
            self.add_error("by_district", _("Say how many people live in each district."))
        try:
            self.terms = self._terms()
        except Refused as refused:
            self.add_error(refused.field if refused.field in self.fields else None, refused.message)
        return data

    def _people(self) -> dict[str, int]:
        data = self.cleaned_data
        return {str(place.pk): data[f"people-{place.pk}"] for place in self.places if data.get(f"people-{place.pk}")}

    def _terms(self) -> Terms:
        data = self.cleaned_data
        shares = data["kind"] == EQUAL_SHARES
        rule = Rule(
            kind=data["kind"],
            utility=data["utility"],
            completion=data["completion"] if shares else "none",
            step=Fraction(data["step"]) if shares else Fraction(1),
            start=data["start"] if shares else "exact",
            ties=data["ties"],
            threshold=Fraction(data["threshold"]),
            skip=data["skip"] or data["kind"] != GREEDY,
        )
        return Terms(
            ballot_kind=data["ballot_kind"],
            most_choices=data["most_choices"],
            most_points=data["most_points"],
            rule=rule,
            other_rule=_other(data["other_kind"], rule),
            who=data["who"].strip(),
            roll_only=data["roll_only"],
            repeat=data["repeat"],
            people=self._people() if data["by_district"] else {},
            whole_percent=(data["whole_percent"] or 0) if data["by_district"] else 0,
        )


def _other(kind: str, rule: Rule) -> Rule | None:
    """The usual form of the rule that is shown beside, by points where these count; None for the same kind."""
    if not kind or kind == rule.kind:
        return None
    utility = "cost-points" if "points" in rule.utility and kind != PHRAGMEN else "cost"
    if kind == EQUAL_SHARES:
        return replace(USUAL_RULE, utility=utility)
    return Rule(kind=kind, utility=utility, ties="most-votes,lowest-cost,id")


def initial_of(terms: Terms | None) -> dict[str, Any]:
    """Return what stands in the form at first: the version before, or the usual rules."""
    if terms is None:
        rule, other = USUAL_RULE, GREEDY
        first: dict[str, Any] = {"ballot_kind": "approval", "repeat": FIRST, "whole_percent": 0}
    else:
        rule, other = terms.rule, terms.other_rule.kind if terms.other_rule else ""
        first = terms.as_data() | {"by_district": terms.by_district}
        first |= {f"people-{place}": count for place, count in terms.people.items()}
    fine = {name: getattr(rule, name) for name in ("kind", "utility", "completion", "start", "ties", "skip")}
    return {**first, **fine, "step": rule.step.numerator, "threshold": int(rule.threshold), "other_kind": other}
