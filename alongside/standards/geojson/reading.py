"""Reading a boundary from a file that somebody exported from a map program."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import Any

from shapely.errors import ShapelyError
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union
from shapely.validation import make_valid

from alongside.kit.refused import Refused

MOST_BYTES = 2_000_000
MOST_POINTS = 5_000
"""A page carries the boundary of a place; five thousand points draw any of them."""
DIGITS = 6
"""Decimals kept of a degree: about a tenth of a metre."""
FAR, TIMES = 500.0, 5.0
"""Kilometres, and how many times farther than with both numbers exchanged, from which an exchange is certain."""

Position = tuple[float, float]
"""Latitude and longitude, in degrees of WGS 84."""


@dataclass(frozen=True)
class Boundary:
    """An area: its GeoJSON geometry (longitude first), its middle, how many points it has, and what was done to it."""

    geometry: dict[str, Any]
    centre: Position
    points: int
    notes: tuple[str, ...] = ()


def read_boundary(data: bytes, *, near: Position | None = None) -> Boundary:
    """Read one area from a GeoJSON file. `near` is a position in the neighbourhood, to notice exchanged numbers.

    Refuses, saying how to mend it: what is no GeoJSON, holds no area, is in the metres of a national grid, has latitude
    before longitude, or crosses itself beyond repair. Several areas become one; too many points are thinned out.
    """
    if len(data) > MOST_BYTES:
        raise Refused("The file is larger than 2 MB. Export it with less detail.", "boundary")
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Refused(
            "This is not a GeoJSON file. In your map program choose “export as GeoJSON”.", "boundary"
        ) from None
    areas = [_area(one) for one in _geometries(found)]
    if not areas:
        raise Refused("There is no area in this file. A boundary is a polygon, not points or lines.", "boundary")
    for area in areas:
        _check_numbers(area)
    whole = unary_union(areas)
    _check_order(whole, near)
    return _kept(whole, notes=("Several areas in the file were joined into one.",) if len(areas) > 1 else ())


def _geometries(found: Any) -> Iterator[dict[str, Any]]:
    """Give each geometry that is an area, however deep features and collections hold it."""
    if not isinstance(found, dict):
        return
    if found.get("type") in ("Polygon", "MultiPolygon"):
        yield found
    for name in ("features", "geometries"):
        inner = found.get(name)
        for one in inner if isinstance(inner, list) else []:
            yield from _geometries(one)
    if found.get("type") == "Feature":
        yield from _geometries(found.get("geometry"))


def _area(found: dict[str, Any]) -> BaseGeometry:
    try:
        area = shape(found)
        if not area.is_valid:
            area = make_valid(area)
    except (ShapelyError, ValueError, TypeError, KeyError, IndexError, AttributeError):
        raise Refused("A polygon in this file is broken. Export it again.", "boundary") from None
    if area.is_empty or not area.area:
        raise Refused("The area in this file is empty.", "boundary")
    return area


def _check_numbers(area: BaseGeometry) -> None:
    west, south, east, north = area.bounds
    if max(abs(west), abs(south), abs(east), abs(north)) > 1000:
        raise Refused(
            "The numbers are metres of a national grid. Export it again in degrees: WGS 84, also called EPSG:4326.",
            "boundary",
        )
    if max(abs(west), abs(east)) <= 90 < max(abs(south), abs(north)) <= 180:
        raise _exchanged()
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
        raise Refused("Some positions lie beyond the earth. Export it again in degrees: WGS 84.", "boundary")


def _exchanged() -> Refused:
    return Refused(
        "Latitude and longitude are exchanged: in GeoJSON the longitude comes first. "
        "Export it again, or exchange them.",
        "boundary",
    )


def _check_order(area: BaseGeometry, near: Position | None) -> None:
    """Notice exchanged numbers that are both possible: with them the place lies far away, without them close by."""
    if near is None:
        return
    longitude, latitude = area.centroid.x, area.centroid.y
    if abs(longitude) > 90:
        return
    as_it_is = kilometres((latitude, longitude), near)
    other_way = kilometres((longitude, latitude), near)
    if as_it_is > FAR and as_it_is > TIMES * other_way:
        raise _exchanged()


def kilometres(one: Position, other: Position) -> float:
    """Return the distance of two positions along the earth's surface, in kilometres, to within half a percent.

    Source: the haversine formula on a sphere of 6,371 km.
    """
    latitudes = radians(one[0]), radians(other[0])
    across, along = latitudes[1] - latitudes[0], radians(other[1] - one[1])
    half = sin(across / 2) ** 2 + cos(latitudes[0]) * cos(latitudes[1]) * sin(along / 2) ** 2
    return 2 * 6371 * asin(min(1.0, sqrt(half)))


def _points(area: BaseGeometry) -> int:
    parts = getattr(area, "geoms", [area])
    return sum(len(part.exterior.coords) + sum(len(ring.coords) for ring in part.interiors) for part in parts)


def _kept(area: BaseGeometry, *, notes: tuple[str, ...]) -> Boundary:
    """Keep only areas, thinned out to what a page can draw, in round numbers."""
    areas = [part for part in getattr(area, "geoms", [area]) if part.geom_type == "Polygon"]
    whole = unary_union(areas)
    tolerance = 0.00001
    while _points(whole) > MOST_POINTS:
        whole, tolerance = unary_union(areas).simplify(tolerance), tolerance * 2
    if tolerance > 0.00001:
        notes = (*notes, f"It was thinned out to {_points(whole):,} points.")
    centre = (round(whole.centroid.y, DIGITS), round(whole.centroid.x, DIGITS))
    geometry = json.loads(json.dumps(mapping(whole)), parse_float=lambda said: round(float(said), DIGITS))
    return Boundary(geometry=geometry, centre=centre, points=_points(whole), notes=notes)
