"""Draw the map of Millbrook, the demonstration town: a place that does not exist, in the middle of the Atlantic.

For maintainers: `.venv/bin/python design/town.py` writes alongside/kit/static/kit/map/. Equal input gives equal files.
Everything is drawn here from a seed; nothing is traced from a map of a real place. Licence: as the project.

The town is laid out in metres on a plane, bent by one gentle warp so that no street is quite straight, and put at
47 degrees north, 30 degrees west, where there is only water, so that nobody can mistake it for a place that is there.
"""

import json
import math
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from shapely import MultiPoint, MultiPolygon, Polygon, get_parts, transform, unary_union, voronoi_polygons
from shapely.affinity import rotate, translate
from shapely.geometry import LineString, Point, mapping
from shapely.geometry.base import BaseGeometry
from shapely.ops import polygonize

LONGITUDE, LATITUDE = -30.0, 47.0
METRES = 111_320.0  # of a degree of latitude
OUT = Path(__file__).resolve().parent.parent / "alongside" / "kit" / "static" / "kit" / "map"
CHANCE = random.Random(1851)  # noqa: S311  # a drawing, not a secret
ABOUT = "Millbrook does not exist. Drawn for the demonstration of Alongside; it lies where there is only sea."

# Name, centre in metres from the market, angle of its streets in degrees, distance between streets, people.
NEIGHBOURHOODS = (
    ("Old Town", (-120, 190), 12, (95, 125), 4100),
    ("Northgate", (-560, 860), -8, (120, 210), 5600),
    ("Orchard Hill", (620, 800), 28, (130, 230), 4800),
    ("Station Quarter", (880, 60), 4, (105, 190), 5200),
    ("Eastfield", (1220, -760), -22, (130, 220), 6300),
    ("Millside", (180, -560), 18, (100, 170), 4700),
    ("Weirbridge", (-620, -760), -14, (120, 200), 5100),
    ("Brookside", (-1050, 60), 34, (120, 200), 4400),
)
RIVER = ((-2300, 760), (-1700, 420), (-1250, 470), (-820, 260), (-480, -60), (-160, -150), (160, -90), (480, -260),
         (760, -330), (1060, -270), (1400, -420), (1850, -340), (2400, -560))  # fmt: skip
ROADS = (
    ((-2300, -420), (-1500, -330), (-880, -380), (-330, -330), (-40, 60), (210, 330), (700, 420), (1350, 330),
     (2400, 520)),
    ((-760, 1900), (-420, 1150), (-300, 640), (-40, 60), (60, -330), (-60, -820), (-180, -1900)),
    ((-1500, -330), (-1380, 250), (-980, 720), (-300, 640), (210, 900), (720, 1180), (1050, 760), (1350, 330),
     (1500, -180), (1400, -760), (700, -900), (-60, -820), (-760, -1080), (-1230, -760), (-1500, -330)),
)  # fmt: skip
RAILWAY = ((-2300, -1250), (-1100, -1260), (200, -1180), (1060, -830), (1270, -60), (1180, 700), (1400, 1900))
GREENS = (
    ("Mill Meadow", (-640, -210), 230, 120),
    ("The Green", (60, 330), 85, 60),
    ("Orchard Hill Park", (720, 930), 190, 130),
    ("Eastfield playing fields", (1420, -960), 210, 150),
    ("Northgate allotments", (-900, 980), 150, 110),
    ("Weir Wood", (-1150, -960), 300, 190),
    ("Brook Fields", (-1330, 360), 170, 120),
    ("Station gardens", (1010, 250), 70, 60),
    ("South Common", (420, -1010), 220, 110),
)
# Twelve services: name, where, what it is.
SERVICES = (
    ("Millbrook Library", (-60, 200), "Books, a warm room, and someone to ask"),
    ("Mill Lane Leisure Centre", (300, -480), "Two pools and a hall"),
    ("Meals at Home kitchen", (-760, -660), "A meal, a face, a check"),
    ("Orchard Hill Health Centre", (560, 640), "Doctors, nurses and a pharmacy"),
    ("Brookside Primary School", (-1010, 180), "For children from 4 to 11"),
    ("Station Community Hall", (860, 210), "Rooms for groups, on the day or by the year"),
    ("The Old Mill", (-310, -170), "A mill that residents look after"),
    ("Mill Meadow", (-700, -230), "The park along the brook"),
    ("Northgate housing office", (-520, 940), "Repairs, tenancies, advice"),
    ("Eastfield day centre", (1180, -620), "Company and care for older people"),
    ("Street care depot", (980, -160), "Streets, bins, lights and trees"),
    ("Weirbridge youth club", (-360, -960), "Evenings for those from 11 to 19"),
)


def bend(x: float, y: float) -> tuple[float, float]:
    """Bend the plane a little, everywhere smoothly."""
    east = x + 46 * math.sin(y / 410 + 0.6) + 18 * math.sin((x + y) / 240)
    north = y + 40 * math.sin(x / 470 - 0.4) + 14 * math.sin((x - y) / 260)
    return east, north


def put(shape: BaseGeometry) -> BaseGeometry:
    """Bend a shape of the plane and put it on the globe; five decimals of a degree are a metre."""

    def place(x: float, y: float) -> tuple[float, float]:
        east, north = bend(x, y)
        longitude = LONGITUDE + east / (METRES * math.cos(math.radians(LATITUDE)))
        return round(longitude, 5), round(LATITUDE + north / METRES, 5)

    return transform(shape, lambda points: np.array([place(x, y) for x, y in points]))


def curve(points: tuple[tuple[float, float], ...], *, steps: int) -> LineString:
    """Draw a smooth line through points (Catmull and Rom)."""
    ends = (points[0], *points, points[-1])
    drawn = [points[0]]
    for a, b, c, d in zip(ends, ends[1:], ends[2:], ends[3:], strict=False):
        for step in range(1, steps + 1):
            t = step / steps
            drawn.append(tuple(
                0.5 * (2 * b[i] + (c[i] - a[i]) * t + (2 * a[i] - 5 * b[i] + 4 * c[i] - d[i]) * t**2
                       + (3 * b[i] - a[i] - 3 * c[i] + d[i]) * t**3)
                for i in (0, 1)
            ))  # fmt: skip
    return LineString(drawn)


def blob(centre: tuple[float, float], wide: float, high: float, *, corners: int = 14) -> Polygon:
    """Draw a green patch: an ellipse that a child might draw."""
    turn = CHANCE.uniform(0, math.pi)
    points = []
    for corner in range(corners):
        angle = 2 * math.pi * corner / corners
        reach = CHANCE.uniform(0.86, 1.12)
        points.append((wide * reach * math.cos(angle), high * reach * math.sin(angle)))
    turned = rotate(Polygon(points), turn, use_radians=True, origin=(0, 0))
    return translate(turned, *centre)


def areas() -> list[Polygon]:
    """Divide the town among its neighbourhoods: each spot belongs to the nearest centre; the edge is a wide round."""
    turns = [2 * math.pi * corner / 48 for corner in range(48)]
    wide = [1850 * math.cos(a) * (1 + 0.06 * math.sin(3 * a)) for a in turns]
    high = [1430 * math.sin(a) * (1 + 0.05 * math.cos(2 * a)) for a in turns]
    town = Polygon(zip(wide, high, strict=True))
    centres = [Point(where) for _, where, *_ in NEIGHBOURHOODS]
    cells = get_parts(voronoi_polygons(MultiPoint(centres), extend_to=town))
    return [next(cell for cell in cells if cell.contains(centre)).intersection(town) for centre in centres]


def streets_of(area: Polygon, *, angle: float, gaps: tuple[int, int]) -> list[LineString]:
    """Lay a neighbourhood's streets: two sets of lines across it, some of the shorter ones left out."""
    centre = area.centroid
    flat = rotate(area.buffer(-30), -angle, origin=centre)
    west, south, east, north = flat.bounds
    lines = []
    for along, low, high, gap in ((True, south, north, gaps[0]), (False, west, east, gaps[1])):
        at = low + gap / 2
        while at < high:
            ends = ((west, at), (east, at)) if along else ((at, south), (at, north))
            line = LineString(ends).segmentize(260)
            for part in get_parts(line.intersection(flat)):
                if part.length > 90 and (along or CHANCE.random() > 0.18):
                    lines.append(rotate(part, angle, origin=centre))
            at += gap * CHANCE.uniform(0.85, 1.2)
    return lines


def houses_of(block: Polygon) -> Iterator[Polygon]:
    """Build terraces along the inside of a block, with gaps between them."""
    inner = block.buffer(-17, join_style="mitre")
    for part in get_parts(inner):
        if not isinstance(part, Polygon) or part.area < 900:
            continue
        ring = part.exterior
        at = CHANCE.uniform(0, 12)
        while at < ring.length - 20:
            long = CHANCE.uniform(34, 74)
            start, end = ring.interpolate(at), ring.interpolate(min(at + long, ring.length - 4))
            terrace = LineString([start, end]).buffer(6.5, cap_style="flat")
            if part.buffer(8).contains(terrace):
                yield terrace
            at += long + CHANCE.uniform(14, 46)


def feature(shape: BaseGeometry, **properties: object) -> dict[str, object]:
    """Write one feature of GeoJSON."""
    return {"type": "Feature", "properties": properties, "geometry": mapping(shape)}


def built(
    cells: list[Polygon], *, roads: list[LineString], kept_free: BaseGeometry
) -> tuple[list[BaseGeometry], list[Polygon]]:
    """Lay the streets of every neighbourhood, and build along them where nothing else is."""
    streets: list[BaseGeometry] = []
    houses: list[Polygon] = []
    no_houses = unary_union([kept_free, *[road.buffer(20) for road in roads]])
    for cell, (_, _, angle, gaps, _) in zip(cells, NEIGHBOURHOODS, strict=True):
        lines = streets_of(cell, angle=angle, gaps=gaps)
        clipped = unary_union(lines).difference(kept_free)
        streets += [line for line in get_parts(clipped) if line.length > 45]
        grid = unary_union([*lines, *roads, cell.exterior])
        for block in polygonize(grid):
            if cell.contains(block.representative_point()) and 3000 < block.area < 60_000:
                houses += [one for one in houses_of(block) if not one.intersects(no_houses)]
    return streets, houses


def ground() -> list[dict[str, object]]:
    """Draw everything beneath: areas, greens, water, railway, streets, houses, roads, in the order to be painted."""
    cells = areas()
    river = curve(RIVER, steps=4).buffer(21, cap_style="flat").simplify(3)
    pond = blob((-330, -95), 78, 46, corners=9)
    water = unary_union([river, pond]).simplify(3)
    greens = [blob(where, wide, high).difference(water.buffer(4)) for _, where, wide, high in GREENS]
    roads = [curve(points, steps=4).simplify(4) for points in ROADS]
    rail = curve(RAILWAY, steps=4).simplify(4)
    kept_free = unary_union([water.buffer(14), rail.buffer(18), *[green.buffer(6) for green in greens]])
    streets, houses = built(cells, roads=roads, kept_free=kept_free)
    names = [name for name, *_ in GREENS]
    return [
        *[feature(put(cell.segmentize(300)), kind="area", name=one[0])
          for cell, one in zip(cells, NEIGHBOURHOODS, strict=True)],
        *[feature(put(green), kind="green", name=name) for green, name in zip(greens, names, strict=True)],
        feature(put(water), kind="water", name="The Mill Brook"),
        feature(put(rail), kind="rail"),
        feature(put(MultiPolygon(houses)), kind="building"),
        feature(put(unary_union(streets)), kind="street"),
        feature(put(unary_union(roads)), kind="road"),
    ]  # fmt: skip


def places() -> list[dict[str, object]]:
    """Give what the demonstration fills its tables with: the neighbourhoods with their people, and twelve services."""
    made = [
        feature(put(cell.segmentize(300)), kind="neighbourhood", name=name, population=people)
        for cell, (name, _, _, _, people) in zip(areas(), NEIGHBOURHOODS, strict=True)
    ]
    return made + [
        feature(put(Point(where)), kind="service", name=name, summary=summary) for name, where, summary in SERVICES
    ]


def write(name: str, features: list[dict[str, object]]) -> None:
    """Write one file, small: no spaces, one feature to a line."""
    lines = ",\n".join(json.dumps(one, separators=(",", ":"), ensure_ascii=False) for one in features)
    text = f'{{"type":"FeatureCollection","about":{json.dumps(ABOUT)},"features":[\n{lines}\n]}}\n'
    (OUT / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    write("millbrook.geojson", ground())
    write("millbrook-places.geojson", places())
