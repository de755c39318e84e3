"""A map drawn on the server as SVG: for a page without a script, and for paper.

Nothing here comes from another host, and no words of a file are drawn unescaped.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alongside.kit.maps.ground import Ground
from alongside.kit.parts import Place

WIDTH = 1000


@dataclass(frozen=True, kw_only=True)
class TownMap:
    """A map with numbered places; the list beside it says the same in words. `title` names it for a screen reader.

    `numbers` are those of the places, where the list does not count them from 1.
    """

    title: str
    ground: Ground
    places: tuple[Place, ...] = ()
    numbers: tuple[int, ...] = ()

    def svg(self) -> SafeString:
        """Draw it, 1000 units wide, in the page's own colours (kit/map/town.css). Equal input gives equal text."""
        west, south, east, north = self.ground.box()
        squeeze = math.cos(math.radians((south + north) / 2))
        scale = WIDTH / ((east - west) * squeeze)
        height = round((north - south) * scale)

        def at(x: float, y: float) -> tuple[int, int]:
            return round((x - west) * squeeze * scale), round((north - y) * scale)

        parts = [f'<rect class="ground-land" width="{WIDTH}" height="{height}"/>']
        for kind, lines in self.ground.lines:
            path = "".join(_path(at(x, y) for x, y in line) for line in lines)
            if path:
                parts.append(f'<path class="ground-{kind}" d="{path}"/>')
        pins = [at(place.longitude, place.latitude) for place in self.places]
        for name, x, y in self.ground.names:
            left, top = _clear(at(x, y), half=8 * len(name), pins=pins)
            parts.append(f'<text class="ground-name" x="{left}" y="{top}">{escape(name)}</text>')
        numbers = self.numbers or range(1, len(pins) + 1)
        for number, place, where in zip(numbers, self.places, pins, strict=True):
            parts.append(_pin(number, place.side, *where))
        label = escape(_("Map: %(title)s. The list beside it says the same.") % {"title": self.title})
        return SafeString(
            f'<svg class="town-map" viewBox="0 0 {WIDTH} {height}" role="img" xmlns="http://www.w3.org/2000/svg">'
            f"<title>{label}</title>{''.join(parts)}</svg>"
        )


def _path(points: Iterable[tuple[int, int]]) -> str:
    """Write a line in whole units, each step relative to the last; steps of nothing are left out."""
    drawn, last = "", None
    for point in points:
        if last is None:
            drawn = f"M{point[0]} {point[1]}l"
        elif point != last:
            x, y = point[0] - last[0], point[1] - last[1]
            drawn += f"{x}{y}" if y < 0 else f"{x} {y}"
            drawn += " "
        last = point
    return drawn.rstrip(" ").removesuffix("l")


def _clear(wanted: tuple[int, int], *, half: int, pins: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Move a name up or down until no pin covers it; one that finds no room stays where it was."""
    left, top = wanted
    for move in (0, -40, 40, -75, 75, -110, 110):
        if all(abs(x - left) > half + 18 or not -34 < y - (top + move) < 20 for x, y in pins):
            return left, top + move
    return wanted


def _pin(number: int, side: str, x: int, y: int) -> str:
    """Draw a numbered mark in its side's shape: square, round, or diamond."""
    shapes = {
        "public": f'<rect x="{x - 15}" y="{y - 15}" width="30" height="30"/>',
        "citizens": f'<circle cx="{x}" cy="{y}" r="16"/>',
        "together": f'<path d="M{x} {y - 20}l20 20-20 20-20-20z"/>',
    }
    shape = shapes.get(side, shapes["citizens"])
    kind = side if side in shapes else "plain"
    return f'<g class="map-pin {kind}">{shape}<text x="{x}" y="{y + 6}">{number}</text></g>'
