"""GeoJSON: boundaries of places, read strictly, with the usual mistakes named. Source: RFC 7946."""

from alongside.standards.geojson.reading import Boundary, read_boundary

__all__ = ["Boundary", "read_boundary"]
