"""Seen elsewhere: judging together how well a service works."""

from django.utils.translation import gettext_lazy as _

from alongside.core.explorer.cases.case import Case, Cases

CASES: Cases = {
    "tenant_inspectors": (
        Case(_("Trained tenants test the real thing: calls, visits, a day beside a member of staff."), "S32"),
        Case(_("Their reports go to the board and the managers, and their training carries a certificate."), "S32"),
        Case(_("Results are laid beside the regulator’s yearly questions to all tenants."), "S33"),
    ),
    "online_ratings": (
        Case(
            _("Stories are read against published rules; a serious one waits five to seven working days."),
            "S34",
        ),
        Case(_("A service that says “we changed this” is checked before the claim is shown."), "S34"),
        Case(_("Ratings of the NHS go with its surveys; in the USA they say little of clinical quality."), "S35"),
    ),
    "village_appraisal": (
        Case(_("The community owns, leads and carries out the study of itself; a guide names twelve steps."), "S36"),
        Case(_("Offers of help and requests stand on a back page, kept apart from the answers."), "S36"),
        Case(
            _("Neighbours bring and fetch the questionnaire, street by street; the plan is looked at each year."), "M"
        ),
    ),
}
