"""Boundaries: what is read, and which mistakes are named."""

import json
import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.kit.refused import Refused
from alongside.standards.geojson import read_boundary
from alongside.standards.geojson.reading import MOST_POINTS, kilometres

SQUARE = [[-1.5, 52.0], [-1.4, 52.0], [-1.4, 52.1], [-1.5, 52.1], [-1.5, 52.0]]
LONDON = (51.5, -0.1)


def file(found: Any) -> bytes:
    return json.dumps(found).encode()


def polygon(ring: list[list[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [ring]}


def test_an_area_is_read_wherever_the_file_holds_it() -> None:
    feature = {"type": "Feature", "properties": {}, "geometry": polygon(SQUARE)}
    for found in (polygon(SQUARE), feature, {"type": "FeatureCollection", "features": [feature]}):
        boundary = read_boundary(file(found), near=LONDON)
        assert (boundary.centre, boundary.points, boundary.notes) == ((52.05, -1.45), 5, ())
        assert boundary.geometry["type"] == "Polygon"


def test_several_areas_become_one() -> None:
    other = [[x + 1, y] for x, y in SQUARE]
    boundary = read_boundary(file({"type": "GeometryCollection", "geometries": [polygon(SQUARE), polygon(other)]}))
    assert (boundary.geometry["type"], boundary.points) == ("MultiPolygon", 10)
    assert boundary.notes == ("Several areas in the file were joined into one.",)


@given(st.floats(50, 59), st.floats(-7.9, 1.9))
def test_exchanged_numbers_are_noticed_all_over_britain(latitude: float, longitude: float) -> None:
    ring = [[longitude, latitude], [longitude + 0.1, latitude], [longitude, latitude + 0.1], [longitude, latitude]]
    read_boundary(file(polygon(ring)), near=LONDON)
    with pytest.raises(Refused, match="longitude comes first"):
        read_boundary(file(polygon([[y, x] for x, y in ring])), near=LONDON)


def test_exchanged_numbers_beyond_a_pole_are_noticed_without_a_neighbourhood() -> None:
    with pytest.raises(Refused, match="longitude comes first"):
        read_boundary(file(polygon([[-33.8, 151.0], [-33.9, 151.0], [-33.9, 151.2], [-33.8, 151.0]])))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"not json", "not a GeoJSON file"),
        (b"\xff\xfe", "not a GeoJSON file"),
        (b"[" * 100_000, "not a GeoJSON file"),
        (file([1]), "no area"),
        (file({"type": "Point", "coordinates": [1, 2]}), "no area"),
        (file({"type": "Polygon"}), "broken"),
        (file(polygon([[1, 2]])), "broken"),
        (file(polygon([["a", "b"], [1, 2], [3, 4], [1, 2]])), "broken"),
        (file(polygon([[0, 0], [1, 1], [2, 2], [0, 0]])), "empty"),
        (file(polygon([[430000, 280000], [440000, 280000], [440000, 290000], [430000, 280000]])), "metres"),
        (file(polygon([[190, 10], [191, 10], [191, 11], [190, 10]])), "beyond the earth"),
        (b" " * 2_000_001, "larger than 2 MB"),
    ],
)
def test_each_mistake_is_named(data: bytes, words: str) -> None:
    with pytest.raises(Refused, match=words) as refused:
        read_boundary(data)
    assert refused.value.field == "boundary"


def test_a_boundary_that_crosses_itself_is_mended() -> None:
    bow = [[0.0, 50.0], [1.0, 51.0], [1.0, 50.0], [0.0, 51.0], [0.0, 50.0]]
    assert read_boundary(file(polygon(bow))).geometry["type"] == "MultiPolygon"


def test_too_many_points_are_thinned_out() -> None:
    ring = [[math.cos(a / 5000 * math.tau), 51 + math.sin(a / 5000 * math.tau)] for a in range(5000)]
    boundary = read_boundary(file(polygon([*ring, *[ring[0]] * 8])))
    assert boundary.points <= MOST_POINTS
    assert "thinned out" in boundary.notes[0]


def test_the_distance_from_london_to_paris() -> None:
    assert kilometres((51.5074, -0.1278), (48.8566, 2.3522)) == pytest.approx(343.5, abs=1)
