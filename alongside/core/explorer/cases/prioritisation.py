"""Seen elsewhere: deciding together how money is shared."""

from django.utils.translation import gettext_lazy as _

from alongside.core.explorer.cases.case import Case, Cases

CASES: Cases = {
    "individual_budget": (
        Case(
            _("Councils pay the sum every four weeks on to a prepaid card, and the person plans what it is for."), "S7"
        ),
        Case(
            _("Somebody the person names, or a support organisation, looks after the money where they wish it."), "S7"
        ),
        Case(_("The plan is looked at again after six to eight weeks, and then each year."), "M"),
    ),
    "community_chest": (
        Case(
            _("Grants of up to £1,000 for groups with a constitution, a bank account and a safeguarding policy."), "S8"
        ),
        Case(_("A larger group may hold the money for one that is too small to have an account."), "S8"),
        Case(_("A short form and the receipts close each grant; without them there is no further one."), "S8"),
    ),
    "participatory_budget": (
        Case(
            _("“If it feels like someone else decided, it isn’t PB”: residents steer the rules as well as vote."), "S9"
        ),
        Case(_("The pot is set before ideas are asked for, and ideas are checked openly before the vote."), "S9"),
        Case(_("Places in the USA and Canada judge theirs by fifteen shared measures, such as who took part."), "S10"),
    ),
}
