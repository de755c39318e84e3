"""Seen elsewhere: deciding together what a service is for."""

from django.utils.translation import gettext_lazy as _

from alongside.core.explorer.cases.case import Case, Cases

CASES: Cases = {
    "deliberative_panel": (
        Case(
            _("The public body says in public, before the panel meets, that it will answer each recommendation."), "S1"
        ),
        Case(
            _("The members write their recommendations themselves; the evidence and the books are open to them."), "S1"
        ),
        Case(_("Months later the members come back and “mark the homework”: what was done, and what was not."), "S2"),
    ),
    "model_and_cards": (
        Case(
            _("Residents, often with a school, build a model of their area and lay cards on it where people meet."),
            "S5",
        ),
        Case(
            _("Specialists stay silent until asked. Cards are anonymous, so that no factions form around people."), "S4"
        ),
        Case(_("Small groups sort the cards into high, medium and low, and so make the plan themselves."), "S4"),
    ),
    "open_space": (
        Case(
            _("People post the topics themselves on a wall of times and places, and go where they can give most."), "S6"
        ),
        Case(
            _("Each session writes its report at once, and all reports hang on the wall for everybody to read."), "S6"
        ),
        Case(_("A second, shorter open space turns the reports that people care for most into action groups."), "S6"),
    ),
}
