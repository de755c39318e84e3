"""A map drawn on the server as SVG: for a page without a script, and for paper. The same GeoJSON serves Leaflet.

Nothing here comes from another host, and no words of a file are drawn unescaped.
"""

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from alongside.kit.parts import Place

MILLBROOK = Path(__file__).parent / "static" / "kit" / "map" / "millbrook.geojson"
"""The ground of the demonstration town, which does not exist (design/town.py draws it)."""
MILLBROOK_PLACES = MILLBROOK.with_name("millbrook-places.geojson")
"""Its neighbourhoods with their people, and twelve services."""
TOWNS = {"millbrook": MILLBROOK}
"""The grounds that a map can be asked for by name."""
KINDS = ("area", "green", "water", "rail", "building", "street", "road")
"""What a ground is made of, in the order of painting; a feature of any other kind is a street."""
WIDTH = 1000
Box = tuple[float, float, float, float]  # West, south, east, north, in degrees.


@dataclass(frozen=True, kw_only=True)
class Ground:
    """What lies beneath: for each kind the lines and rings of its features, in degrees, longitude first; and names."""

    lines: tuple[tuple[str, tuple[tuple[tuple[float, float], ...], ...]], ...]
    names: tuple[tuple[str, float, float], ...]

    def box(self, *, kind: str = "area") -> Box:
        """Return the bounds of a kind, of everything where there is none of it. ValueError for an empty ground."""
        points = [p for name, lines in self.lines if name == kind for line in lines for p in line]
        points = points or [p for _, lines in self.lines for line in lines for p in line]
        if not points:
            raise ValueError("There is nothing on this map.")
        east_west, north_south = [x for x, _ in points], [y for _, y in points]
        return min(east_west), min(north_south), max(east_west), max(north_south)


def read_ground(found: dict[str, Any]) -> Ground:
    """Read a GeoJSON FeatureCollection: a feature is painted by its `kind`, and the `name` of an area written on it."""
    by_kind: dict[str, list[tuple[tuple[float, float], ...]]] = {kind: [] for kind in KINDS}
    names = []
    for feature in found["features"]:
        said = feature.get("properties") or {}
        kind = said.get("kind") if said.get("kind") in KINDS else "street"
        lines = list(_lines(feature["geometry"]))
        by_kind[str(kind)] += lines
        if kind == "area" and said.get("name") and lines:
            x, y = _middle(lines[0])
            names.append((str(said["name"]), x, y))
    return Ground(lines=tuple((kind, tuple(by_kind[kind])) for kind in KINDS), names=tuple(names))


@lru_cache(maxsize=8)
def ground_of(path: Path) -> Ground:
    """Read a ground from a file of ours, once."""
    return read_ground(json.loads(path.read_text("utf-8")))


def _lines(geometry: dict[str, Any]) -> Iterator[tuple[tuple[float, float], ...]]:
    """Give every line and ring of a geometry; points have none."""
    deep = {"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}.get(geometry["type"], 0)

    def walk(value: Any, depth: int) -> Iterator[tuple[tuple[float, float], ...]]:
        if depth == 1:
            yield tuple((float(point[0]), float(point[1])) for point in value)
        elif depth > 1:
            for one in value:
                yield from walk(one, depth - 1)

    yield from walk(geometry.get("coordinates", []), deep)


def _middle(ring: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the centroid of a ring. Source: the shoelace formula."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        cross = (x1 - ring[0][0]) * (y2 - ring[0][1]) - (x2 - ring[0][0]) * (y1 - ring[0][1])
        area += cross
        x += (x1 + x2 - 2 * ring[0][0]) * cross
        y += (y1 + y2 - 2 * ring[0][1]) * cross
    if area == 0:
        return ring[0]
    return ring[0][0] + x / (3 * area), ring[0][1] + y / (3 * area)


@dataclass(frozen=True, kw_only=True)
class TownMap:
    """A map with numbered places; the list beside it says the same in words. `title` names it for a screen reader."""

    title: str
    ground: Ground
    places: tuple[Place, ...] = ()

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
        for number, (place, where) in enumerate(zip(self.places, pins, strict=True), start=1):
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
