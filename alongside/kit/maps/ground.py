"""What lies beneath a map, read from GeoJSON: the same file that Leaflet draws where a script runs."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

MILLBROOK = Path(__file__).parent.parent / "static" / "kit" / "map" / "millbrook.geojson"
"""The ground of the demonstration town, which does not exist (design/town.py draws it)."""
MILLBROOK_PLACES = MILLBROOK.with_name("millbrook-places.geojson")
"""Its neighbourhoods with their people, and twelve services."""
TOWNS = {"millbrook": MILLBROOK}
"""The grounds that a map can be asked for by name."""
KINDS = ("area", "green", "water", "rail", "building", "street", "road")
"""What a ground is made of, in the order of painting; a feature of any other kind is a street."""
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
