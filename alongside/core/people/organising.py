"""Writes about the organisation itself, by its administrators."""

import re
from typing import Any
from zoneinfo import available_timezones

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from alongside.core.audit.models import AuditEntry
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.people.queries import require_administrator
from alongside.kit.parts.strands import LEAST_CONTRAST, NIGHT, PAPER, contrast, for_night
from alongside.kit.refused import Refused

SIDES = ("public", "citizens", "together")


def _save(*, organisation: Organisation, actor: Party | None, act: str, details: dict[str, Any]) -> Organisation:
    for name, value in details.items():
        setattr(organisation, name, value)
    organisation.save(update_fields=list(details))
    AuditEntry.objects.create(
        organisation=organisation,
        actor_id=actor.pk if actor else None,
        act=act,
        record_kind="organisation",
        record_id=organisation.pk,
        after={"changed": sorted(details)},
    )
    return organisation


@transaction.atomic
def change_organisation(*, organisation: Organisation, actor: Party | None, **details: Any) -> Organisation:
    """Change what the organisation says of itself: name, place, e-mail, time zone, quiet hours, languages."""
    if actor is not None:
        require_administrator(actor)
    if not str(details.get("name", organisation.name)).strip():
        raise Refused(_("Give the organisation its name."), "name")
    if details.get("time_zone", organisation.time_zone) not in available_timezones():
        raise Refused(_("There is no such time zone; they are written like Europe/London."), "time_zone")
    for name in ("quiet_from", "quiet_to"):
        if not 0 <= int(details.get(name, 0)) <= 23:
            raise Refused(_("Give an hour of the day, from 0 to 23."), name)
    known = {code for code, _name in settings.LANGUAGES}
    if "languages" in details and (not details["languages"] or not set(details["languages"]) <= known):
        raise Refused(_("Choose at least one language that the pages are written in."), "languages")
    return _save(organisation=organisation, actor=actor, act="change_organisation", details=details)


def colour_problem(colour: str) -> str:
    """Return what is wrong with a colour for text and lines, with the ratio and how to mend it; "" where it is good.

    By day the colour itself stands on our paper; by night a lightened one on the dark ground. Both need 4.5 to 1.
    Source: WCAG 2.2, success criterion 1.4.3.
    """
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        return _("Write the colour as # and six digits or letters from A to F, like #14506b.")
    day, night = contrast(colour, PAPER), contrast(for_night(colour), NIGHT)
    if day < LEAST_CONTRAST:
        return _(
            "%(colour)s on our paper has a contrast of %(ratio)s to 1, and people need 4.5 to 1 to read it. "
            "Make it darker: %(better)s would do."
        ) % {"colour": colour, "ratio": f"{int(day * 10) / 10}", "better": darker(colour)}
    if night < LEAST_CONTRAST:
        return _("By night its contrast is %(ratio)s to 1, and people need 4.5 to 1. Choose a lighter one.") % {
            "ratio": f"{int(night * 10) / 10}"
        }
    return ""


def darker(colour: str) -> str:
    """Return the lightest darker shade of a colour, its hue kept, that can be read on our paper."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    for percent in range(100, -1, -2):
        shade = "#" + "".join(f"{part * percent // 100:02x}" for part in (red, green, blue))
        if contrast(shade, PAPER) >= LEAST_CONTRAST:
            return shade
    return "#000000"


@transaction.atomic
def change_look(*, organisation: Organisation, actor: Party | None, **details: Any) -> Organisation:
    """Change the three colours (`colour_public`, …) or the logo. Refuses a colour that people cannot read.

    Two sides in one colour are refused too: the strands would be one.
    """
    if actor is not None:
        require_administrator(actor)
    colours = {side: str(details.get(f"colour_{side}", getattr(organisation, f"colour_{side}"))) for side in SIDES}
    for side, colour in colours.items():
        if problem := colour_problem(colour):
            raise Refused(problem, f"colour_{side}")
    if colours["public"].lower() == colours["citizens"].lower():
        raise Refused(_("Both sides have the same colour. Choose another: they must be told apart."), "colour_citizens")
    return _save(organisation=organisation, actor=actor, act="change_look", details=details)
