"""Maps of our own: a ground in GeoJSON, drawn by Leaflet where a script runs, and by the server where none does."""

from alongside.kit.maps.ground import KINDS, MILLBROOK, MILLBROOK_PLACES, TOWNS, Ground, ground_of, read_ground
from alongside.kit.maps.picture import TownMap

__all__ = ["KINDS", "MILLBROOK", "MILLBROOK_PLACES", "TOWNS", "Ground", "TownMap", "ground_of", "read_ground"]
