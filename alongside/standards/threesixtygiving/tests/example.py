"""A grant with nothing wrong, and the standard's own schemas where they are at hand."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry
from referencing.jsonschema import DRAFT202012

SCHEMAS = Path("schemas/360giving/schema")
"""Where the standard's own schemas stand in the folder of published data sets."""


def a_grant(**changes: Any) -> dict[str, Any]:
    """A grant that fulfils the standard and in which no check finds anything; None takes a field out."""
    grant: dict[str, Any] = {
        "id": "360G-example-0001",
        "title": "Beds by the hall",
        "description": "Six raised beds, built on two Saturdays.",
        "currency": "GBP",
        "amountAppliedFor": 500,
        "amountAwarded": Decimal("400.50"),
        "amountDisbursed": 400,
        "awardDate": "2026-03-27",
        "plannedDates": [{"startDate": "2026-04-01", "endDate": "2026-05"}],
        "recipientOrganization": [{"id": "GB-CHC-1234567", "name": "Example of a group", "charityNumber": "1234567"}],
        "fundingOrganization": [{"id": "GB-LAE-EXM", "name": "Example Council"}],
        "beneficiaryLocation": [{"name": "Hill", "geoCode": "E05000001", "geoCodeType": "WD", "countryCode": "GB"}],
        "grantProgramme": [{"code": "spring", "title": "Spring chest"}],
        "fromOpenCall": "Yes",
        "locationScope": "GLS060",
        "dateModified": "2026-03-28T09:00:00Z",
        "dataSource": "https://example.org/grants",
    }
    return {name: value for name, value in (grant | changes).items() if value is not None}


def validator(shared: Path) -> Draft202012Validator:
    """The standard's package schema, with the grant schema that it asks the network for put in from the same folder."""
    package = json.loads((shared / SCHEMAS / "360-giving-package-schema.json").read_text("utf-8"))
    grant = grant_schema(shared)
    asked = package["properties"]["grants"]["items"]["$ref"]
    # They name their dialect with http://, which the library does not know by that name.
    registry: Any = Registry().with_resource(asked, DRAFT202012.create_resource({**_plain(grant), "$id": asked}))
    return Draft202012Validator(_plain(package), registry=registry, format_checker=FormatChecker())


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in schema.items() if name != "$schema"}


def grant_schema(shared: Path) -> dict[str, Any]:
    """The standard's schema of one grant."""
    found: dict[str, Any] = json.loads((shared / SCHEMAS / "360-giving-schema.json").read_text("utf-8"))
    return found


def against_the_schema(data: Any, *, shared: Path) -> list[str]:
    """What the standard's own schema says is wrong, by place."""
    return sorted(f"{'.'.join(map(str, one.path))}: {one.message[:80]}" for one in validator(shared).iter_errors(data))
