"""The forms with which a team leads a participatory budget from proposals to answers."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.blocks.rank.models import Option
from alongside.core.initiatives.models import Initiative, Membership
from alongside.kit.forms import MoneyField


class PrepareForm(forms.Form):
    """What is voted on and until when; what a ballot may say and how it is counted stands in the agreed rules."""

    use_required_attribute = False

    prompt = forms.CharField(label=_("What do people choose?"), max_length=260)
    budget = MoneyField(label=_("How much can be spent?"), least_pence=100)
    closes_on = forms.DateField(label=_("Last day of the vote"))
    answer_by = forms.DateField(label=_("Day by which the result is published"))
    information = forms.CharField(label=_("What do people need to know?"), widget=forms.Textarea({"rows": 4}))


class SortForm(forms.Form):
    """Where a proposal that did not win can go next."""

    use_required_attribute = False

    elsewhere = forms.CharField(
        label=_("Where else can a proposal go that did not win?"),
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Everybody who did not win reads this after their reason."),
    )


class AnnounceForm(forms.Form):
    """Who delivers each winner, by when, and the reason for the decision."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("The reason, for those who hoped for something else"), widget=forms.Textarea({"rows": 4})
    )

    def __init__(self, *args: Any, initiative: Initiative, winners: list[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.winners = winners
        members = Membership.objects.filter(
            organisation_id=initiative.organisation_id, initiative=initiative, side="public", valid_to__isnull=True
        ).select_related("party")
        self.members = {str(member.pk): member for member in members}
        choices = [
            (key, f"{member.party.name}, {initiative.method.role(member.role).title}")
            for key, member in self.members.items()
        ]
        for option in winners:
            self.fields[f"owner-{option.pk}"] = forms.ChoiceField(
                label=_("Who delivers “%(title)s”?") % {"title": option.title}, choices=choices
            )
            self.fields[f"due-{option.pk}"] = forms.DateField(label=_("By when?"))

    def owners(self) -> dict[UUID, tuple[Membership, date]]:
        """Return for each winner who delivers it and by when."""
        data = self.cleaned_data
        return {
            option.pk: (self.members[data[f"owner-{option.pk}"]], data[f"due-{option.pk}"]) for option in self.winners
        }
