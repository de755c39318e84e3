"""Seen elsewhere: shaping together how a service works."""

from django.utils.translation import gettext_lazy as _

from alongside.core.explorer.cases.case import Case, Cases

CASES: Cases = {
    "user_consultation": (
        Case(_("Four legal tests: early enough, with reasons, with time, and what comes in is truly weighed."), "S17"),
        Case(_("Councils publish what people said, what was decided, and how the one led to the other."), "S18"),
        Case(_("Where a body can only consult, it says so, and does not call it co-production."), "S20"),
    ),
    "design_lab": (
        Case(
            _("Staff and users tell what they lived through, see it side by side, and mend it in small groups."), "S19"
        ),
        Case(_("Six to nine months later all meet again: thanks, what changed, and a clear end."), "S19"),
        Case(_("Find out, define, develop, test: and stop openly where a test shows that it does not work."), "M"),
    ),
    "customer_journey": (
        Case(_("People draw their way through a service along two lines: time, and how it felt."), "S21"),
        Case(_("The same way is walked again after three to six months, to see whether the low points rose."), "M"),
        Case(_("The minutes and pounds that a service costs its user are counted at every step."), "M"),
    ),
}
