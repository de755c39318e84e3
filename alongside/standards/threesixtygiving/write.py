"""Write grants in the form of the 360Giving Data Standard 1.4.3: as JSON, or as one table with its usual headings."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from alongside.standards.threesixtygiving.package import Record
from alongside.standards.threesixtygiving.shape import FILE_VERSION

TITLES = {
    "id": "Identifier",
    "title": "Title",
    "description": "Description",
    "currency": "Currency",
    "amountAppliedFor": "Amount Applied For",
    "amountAwarded": "Amount Awarded",
    "amountDisbursed": "Amount Disbursed",
    "awardDate": "Award Date",
    "url": "URL",
    "plannedDates": "Planned Dates",
    "startDate": "Start Date",
    "endDate": "End Date",
    "recipientOrganization": "Recipient Org",
    "recipientIndividual": "Recipient Ind",
    "toIndividualsDetails": "To Individuals Details",
    "primaryGrantReason": "Primary Grant Reason",
    "grantPurpose": "Grant Purpose",
    "name": "Name",
    "charityNumber": "Charity Number",
    "companyNumber": "Company Number",
    "beneficiaryLocation": "Beneficiary Location",
    "countryCode": "Country Code",
    "latitude": "Latitude",
    "longitude": "Longitude",
    "geoCode": "Geographic Code",
    "geoCodeType": "Geographic Code Type",
    "fundingOrganization": "Funding Org",
    "grantProgramme": "Grant Programme",
    "code": "Code",
    "fromOpenCall": "From An Open Call?",
    "dateModified": "Last Modified",
    "dataSource": "Data Source",
    "locationScope": "Location Scope",
}
"""The headings of the standard's spreadsheet for the fields that we write. Source: the titles in its schema."""

LEFT_OUT = {"disbursementTransaction"}
"""What has several rows for one grant has no place in one table; the JSON holds it."""


def major(minor: int) -> int | Decimal:
    """Return an amount in minor units as the standard writes it: 40000 as 400, 12550 as 125.50."""
    whole, rest = divmod(minor, 100)
    return whole if not rest else (Decimal(minor) / 100).quantize(Decimal("0.01"))


def package_of(grants: Sequence[Record], **about: Any) -> Record:
    """Return a whole file as data: what it says of itself, then its grants."""
    return {"version": FILE_VERSION, **{name: value for name, value in about.items() if value}, "grants": list(grants)}


def write_json(grants: Sequence[Record], **about: Any) -> str:
    """Write a file of grants; `about` is what it says of itself (title, issued, publisher, license)."""
    return _text(package_of(grants, **about), "") + "\n"


def _text(value: Any, indent: str) -> str:
    """JSON with exact decimals: the library's own writer would turn them into binary fractions."""
    deeper = indent + "  "
    if isinstance(value, dict) and value:
        rows = (f"{deeper}{json.dumps(name)}: {_text(one, deeper)}" for name, one in value.items())
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(deeper + _text(one, deeper) for one in value) + f"\n{indent}]"
    if isinstance(value, Decimal):
        return format(value, "f")
    return json.dumps(value, ensure_ascii=False)


def write_csv(grants: Sequence[Record]) -> str:
    """Write one row for each grant, under the headings of the standard's spreadsheet."""
    rows = [dict(_cells(grant, "")) for grant in grants]
    names = list(dict.fromkeys(name for row in rows for name in row))
    order = list(TITLES.values())
    names.sort(key=lambda name: [order.index(part) for part in name.split(":") if part in order])
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=names, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({name: _harmless(value) for name, value in row.items()} for row in rows)
    return out.getvalue()


def _cells(record: Record, before: str) -> Iterator[tuple[str, Any]]:
    for name, value in record.items():
        if name in LEFT_OUT:
            continue
        heading = before + TITLES.get(name, name)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for number, one in enumerate(value):
                yield from _cells(one, f"{heading}:" if len(value) == 1 else f"{heading}:{number}:")
        elif isinstance(value, dict):
            yield from _cells(value, f"{heading}:")
        else:
            yield heading, ";".join(map(str, value)) if isinstance(value, list) else value


def _harmless(value: Any) -> Any:
    """A text that a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
