"""Seen elsewhere: running a service or its buildings together."""

from django.utils.translation import gettext_lazy as _

from alongside.core.explorer.cases.case import Case, Cases

CASES: Cases = {
    "leisure_trust": (
        Case(
            _("A trust runs the centres on a contract of ten years and five more, and puts any surplus back in."), "S22"
        ),
        Case(
            _("The trust sets the prices, after asking; the council pays a yearly fee and checks what it gets."), "S22"
        ),
        Case(_("A forum of users puts questions to the board, and the answers are published."), "M"),
    ),
    "community_asset": (
        Case(
            _("Norwich publishes its time for each step, from the first notice (about four weeks) to the lease."), "S23"
        ),
        Case(_("Residents nominate a place they value; the council decides in eight weeks and publishes why."), "S24"),
        Case(
            _("A study of libraries run by residents found the main threat: who takes over from the managers."), "S25"
        ),
    ),
    "school_governors": (
        Case(
            _("In England at least two governors are parents, elected where possible, on a board of seven or more."),
            "S26",
        ),
        Case(_("The board meets at least three times a year, with seven days’ notice."), "S26"),
        Case(_("Each governor’s interests stand in a register that anybody can read."), "M"),
    ),
}
