"""Seen elsewhere: paying together, knowingly and willingly."""

from django.utils.translation import gettext_lazy as _

from alongside.core.explorer.cases.case import Case, Cases

CASES: Cases = {
    "fundraising": (
        Case(
            _("A council pledges as “one of the crowd” beside many small givers, by criteria that it published."), "S12"
        ),
        Case(_("No pledge is collected unless the whole target is reached by the deadline."), "S12"),
        Case(_("A warning: in a field experiment, gifts for givers lowered giving, most among the generous."), "S13"),
    ),
    "charges": (
        Case(_("In England a charge for a service that need not be given may not bring in more than it costs."), "S14"),
        Case(
            _("Users are asked before the budget is set: asking about a settled matter fails the first legal test."),
            "S17",
        ),
        Case(
            _("Each option, no charge among them, is shown for example households with less and with more money."), "M"
        ),
    ),
    "tax_agreement": (
        Case(
            _("Milton Keynes, 1999: three rises with what each would mean. 46 % chose 9.8 %, and 24 % chose 15 %."),
            "S16",
        ),
        Case(_("Bedfordshire, 2015: one question, 15.8 %, no amount in pounds. Lost by 69.5 to 30.5."), "S16"),
        Case(_("Bristol, 2001: the poll itself cost £120,000, which is part of what people should be told."), "S16"),
    ),
}
