"""Write services in Open Referral UK form: one, a page of them, or the table services.csv."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from math import ceil
from typing import Any

from alongside.standards.open_referral.directory import Record
from alongside.standards.open_referral.shape import SHAPES


def write_service(record: Record) -> str:
    """Write one service, full, as JSON. Empty fields are left out: the standard has no word for unknown."""
    return json.dumps(_without_nothing(record), ensure_ascii=False, indent=2) + "\n"


def write_page(records: Sequence[Record], *, number: int = 1, size: int = 50) -> str:
    """Write one page of services, numbered from 1, as the standard's API answers: full services in a list `contents`.

    ValueError for a page that does not exist.
    """
    pages = max(1, ceil(len(records) / size))
    if not 1 <= number <= pages:
        raise ValueError(f"There are {pages} pages.")
    shown = [_without_nothing(record) for record in records[(number - 1) * size : number * size]]
    page = {
        "total_items": len(records),
        "total_pages": pages,
        "page_number": number,
        "size": len(shown),
        "first_page": number == 1,
        "last_page": number == pages,
        "empty": not shown,
        "contents": shown,
    }
    return json.dumps(page, ensure_ascii=False, indent=2) + "\n"


def write_csv(records: Sequence[Record]) -> str:
    """Write services.csv: the fields that are one cell each, then those of ours and theirs that the standard lacks."""
    plain = [name for name, kind in SHAPES["service"].items() if kind[0] not in "[{"]
    others = sorted(
        {name for one in records for name, value in one.items() if name not in SHAPES["service"] and _flat(value)}
    )
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=[*plain, *others], extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    for record in records:
        organization = record.get("organization")
        key = organization.get("id", "") if isinstance(organization, dict) else ""
        writer.writerow({"organization_id": key} | {name: value for name, value in record.items() if _flat(value)})
    return out.getvalue()


def _flat(value: Any) -> bool:
    return not isinstance(value, list | dict)


def _without_nothing(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nothing(one) for name, one in value.items() if one not in (None, "", [], {})}
    if isinstance(value, list):
        return [_without_nothing(one) for one in value]
    return value
