"""The places of the demonstration town, from the map that the project draws itself."""

import json
from typing import Any

from alongside.core.organisations.models import Organisation
from alongside.core.services.actions import add_place
from alongside.core.services.models import Place
from alongside.kit.maps import MILLBROOK_PLACES


def place_the_town(organisation: Organisation) -> dict[str, Place]:
    """Make the town, its neighbourhoods with their people, and the spots of its services; return them by name."""
    features = json.loads(MILLBROOK_PLACES.read_text(encoding="utf-8"))["features"]
    town = add_place(organisation=organisation, name="Millbrook", actor=None, kind=Place.Kind.AREA)
    places = {town.name: town}
    for feature in features:
        said, geometry = feature["properties"], feature["geometry"]
        if geometry["type"] == "Polygon":
            places[said["name"]] = _neighbourhood(town, said, geometry)
    for feature in features:
        said, geometry = feature["properties"], feature["geometry"]
        if geometry["type"] == "Point":
            longitude, latitude = geometry["coordinates"]
            places[said["name"]] = add_place(
                organisation=organisation,
                name=said["name"],
                actor=None,
                kind=Place.Kind.BUILDING,
                parent=town,
                latitude=latitude,
                longitude=longitude,
            )
    return places


def _neighbourhood(town: Place, said: dict[str, Any], geometry: dict[str, Any]) -> Place:
    ring = geometry["coordinates"][0][:-1]
    return add_place(
        organisation=town.organisation,
        name=said["name"],
        actor=None,
        kind=Place.Kind.NEIGHBOURHOOD,
        parent=town,
        boundary=geometry,
        population=said["population"],
        longitude=sum(point[0] for point in ring) / len(ring),
        latitude=sum(point[1] for point in ring) / len(ring),
    )
