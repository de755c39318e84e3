"""The map of the demonstration town: small, in the sea, and the same for a script, for none, and on paper."""

import gzip
import json
import re

import pytest
from django.template import Context, Template
from shapely.geometry import Point, shape

from alongside.kit.maps import KINDS, MILLBROOK, MILLBROOK_PLACES, Ground, TownMap, ground_of, read_ground
from alongside.kit.parts import Place

GROUND = json.loads(MILLBROOK.read_text("utf-8"))
PLACES = json.loads(MILLBROOK_PLACES.read_text("utf-8"))["features"]
AREAS = [one for one in PLACES if one["properties"]["kind"] == "neighbourhood"]
SERVICES = [one for one in PLACES if one["properties"]["kind"] == "service"]
PINS = tuple(
    Place(
        title=one["properties"]["name"],
        longitude=one["geometry"]["coordinates"][0],
        latitude=one["geometry"]["coordinates"][1],
        side=("public", "citizens", "together")[number % 3],
    )
    for number, one in enumerate(SERVICES)
)


def test_the_town_says_that_it_is_not_there() -> None:
    assert "does not exist" in GROUND["about"]
    west, south, east, north = ground_of(MILLBROOK).box()
    assert (-30.1 < west < east < -29.9, 46.9 < south < north < 47.1) == (True, True)


def test_eight_neighbourhoods_hold_twelve_services_and_share_no_ground() -> None:
    shapes = [shape(one["geometry"]) for one in AREAS]
    assert (len(shapes), len(SERVICES), len({one["properties"]["name"] for one in PLACES})) == (8, 12, 20)
    assert all(one.is_valid for one in shapes)
    assert [sum(one.contains(Point(pin.longitude, pin.latitude)) for one in shapes) for pin in PINS] == [1] * 12
    overlap = sum(one.intersection(other).area for one in shapes for other in shapes if one is not other)
    assert overlap < 0.001 * sum(one.area for one in shapes)


def test_every_kind_of_ground_is_drawn() -> None:
    assert {one["properties"]["kind"] for one in GROUND["features"]} == set(KINDS)


def test_both_forms_are_light() -> None:
    drawn = TownMap(title="Millbrook", ground=ground_of(MILLBROOK), places=PINS).svg()
    assert len(gzip.compress(MILLBROOK.read_bytes(), 9)) < 30_000
    assert len(gzip.compress(drawn.encode(), 9)) < 16_000


def test_the_picture_is_the_same_each_time_and_numbers_its_places() -> None:
    shown = TownMap(title="Millbrook", ground=ground_of(MILLBROOK), places=PINS)
    assert shown.svg() == shown.svg()
    assert re.findall(r'class="map-pin (\w+)".*?>(\d+)</text>', shown.svg())[:4] == [
        ("public", "1"),
        ("citizens", "2"),
        ("together", "3"),
        ("public", "4"),
    ]
    assert re.findall(r'class="ground-name"[^>]*>([^<]*)<', shown.svg()) == [one["properties"]["name"] for one in AREAS]


SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]}


def a_ground(**said: str) -> Ground:
    return read_ground({"features": [{"properties": said, "geometry": SQUARE}]})


def test_a_name_is_escaped_and_stands_in_the_middle() -> None:
    drawn = TownMap(title="<b>", ground=a_ground(kind="area", name="A & <script>")).svg()
    assert 'x="500" y="500">A &amp; &lt;script&gt;</text>' in drawn
    assert "<script>" not in drawn
    assert "&lt;b&gt;" in drawn


def test_a_name_moves_away_from_a_pin() -> None:
    pin = Place(title="Here", latitude=0.5, longitude=0.5)
    drawn = TownMap(title="One", ground=a_ground(kind="area", name="Middle"), places=(pin,)).svg()
    assert '<text class="ground-name" x="500" y="460">Middle</text>' in drawn


def test_an_unknown_kind_is_a_street_and_nothing_is_refused() -> None:
    assert dict(a_ground(kind="volcano").lines)["street"] == (((0, 0), (1, 0), (1, 1), (0, 1), (0, 0)),)
    with pytest.raises(ValueError, match="nothing"):
        TownMap(title="Empty", ground=read_ground({"features": []})).svg()


def test_the_map_of_a_page_carries_the_picture_and_the_ground_for_the_script() -> None:
    text = '{% load kit_components %}{% map places label="Here" town=town %}'
    with_town = Template(text).render(Context({"places": PINS, "town": "millbrook"}))
    assert 'data-streets="/static/kit/map/millbrook.geojson"' in with_town
    assert with_town.count("<svg") == 1
    assert "<svg" not in Template(text).render(Context({"places": PINS, "town": "atlantis"}))
