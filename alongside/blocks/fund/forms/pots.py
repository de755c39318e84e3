"""The forms of a pot."""

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.kit.forms import MoneyField


class RingfenceForm(forms.Form):
    """Money that is set aside."""

    use_required_attribute = False

    amount = MoneyField(label=_("How much is set aside?"), least_pence=1)
    source = forms.CharField(label=_("From which budget?"), max_length=200)


class SpendForm(forms.Form):
    """A payment against an award."""

    use_required_attribute = False

    amount = MoneyField(label=_("How much was paid?"), least_pence=1)
    what = forms.CharField(label=_("For what?"), max_length=200)
    on = forms.DateField(label=_("On which day?"))
