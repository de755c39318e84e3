"""The card of an initiative and how its promises went, as several doors draw them."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from alongside.core.initiatives.models import Initiative
from alongside.kit.parts import Promises
from alongside.kit.suppression import LEAST

register = template.Library()
SIDES = {"live": "together", "assessing": "citizens", "sustained": "together"}


@register.inclusion_tag("initiatives/card.html")
def initiative_card(one: Initiative, *, level: int = 3) -> dict[str, Any]:
    """Draw an initiative: its state, its title, what it is about, the method and the place."""
    where = f" · {one.place.name}" if one.place_id and one.place else ""
    kicker = f"{one.method.title} · {one.get_state_display()}"
    foot = _("%(service)s%(where)s") % {"service": one.service.name, "where": where}
    return {"one": one, "level": level, "shown_side": SIDES.get(one.state, "public"), "kicker": kicker, "foot": foot}


@register.inclusion_tag("initiatives/kept.html")
def kept_promises(shown: Promises, *, few: bool = False) -> dict[str, Any]:
    """Draw how promises were kept; where fewer than ten were made, say it in words without numbers (rule 15).

    `few`: not fewer than ten altogether, but to one of the questions, which the total would tell.
    """
    enough = shown.total >= LEAST
    return {"shown": shown, "in_numbers": (enough and not few) or not shown.total, "in_share": enough and shown.due}
