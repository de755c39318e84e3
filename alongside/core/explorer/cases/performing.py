"""Seen elsewhere: doing part of the work, for oneself or for others."""

from django.utils.translation import gettext_lazy as _

from alongside.core.explorer.cases.case import Case, Cases

CASES: Cases = {
    "peer_support": (
        Case(_("Six weekly sessions, led by people who live with the condition themselves, often in pairs."), "S27"),
        Case(
            _("A trial with 629 people: confidence and energy rose; the use of other services hardly changed."), "S27"
        ),
        Case(_("A warning: such groups draw those who are confident already, unless others are sought out."), "S27"),
    ),
    "home_visiting": (
        Case(_("A nurse visits first-time mothers who wish it, from pregnancy on; the mother sets the goals."), "S28"),
        Case(_("The licensed programme aims for three in four of those asked to join, most before week 16."), "S28"),
        Case(
            _("It counts the visits that took place of those planned; the goals are 80, 65 and 60 % by phase."), "S28"
        ),
    ),
    "meals_on_wheels": (
        Case(_("A driver who gets no answer phones the diner, then the duty line, before leaving the door."), "S29"),
        Case(_("After that comes the emergency contact, and then the police look in."), "S29"),
        Case(_("Diners choose the menu, judge the meals, and phone each other."), "M"),
    ),
    "neighbourhood_watch": (
        Case(
            _("Members choose who may reach them; the coordinator passes details to nobody, not even the police."),
            "S30",
        ),
        Case(_("A scheme that sleeps answers its four founding questions anew, and starts again or closes."), "S30"),
        Case(_("It lasts where police and neighbours both take part, and each can see that the other does."), "S31"),
    ),
}
