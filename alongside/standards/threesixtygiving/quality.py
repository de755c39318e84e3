"""Looking grants over before they are published: what is allowed by the standard and yet of little use, or unsafe.

Each finding says in plain words what was found, in how many grants and which, and what to do about it. The checks are
those that the public documentation of 360Giving's Data Quality Checker describes, written anew from their words.

long: the most of it is the table of checks.

Source: 360Giving, Data Quality Checker, accuracy and usefulness messages; Data Standard 1.4.3 (docs, CC BY 4.0).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from alongside.standards.threesixtygiving.check import day_of
from alongside.standards.threesixtygiving.codes import GEOCODES, PURPOSES, REASONS, SCOPES, codes
from alongside.standards.threesixtygiving.package import Record
from alongside.standards.threesixtygiving.prefixes import PREFIXES

EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}")
POSTCODE: Final = re.compile(r"\b[A-Za-z]{1,2}\d[A-Za-z\d]?\s*\d[A-Za-z]{2}\b")
ODD: Final = re.compile(r"[^A-Za-z0-9._:/-]")
CHARITY: Final = re.compile(r"(\d{6,7}(-\d+)?|SC\d{6}|(NIC)?\d{6})")
COMPANY: Final = re.compile(r"[A-Za-z]{2}\d{6}|\d{8}")
LONGEST_TITLE: Final = 140
FAR_PAST: Final = date(1990, 1, 1)
FAR_AHEAD: Final = timedelta(days=12 * 365)

Test = Callable[[Record, date], bool]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One sort of thing that was found: how grave, in words, in which grants (places from 0), and what to do.

    `kind`: "unsafe" (it could tell who somebody is), "accuracy" (likely wrong), "use" (it helps nobody to find it).
    """

    key: str
    kind: str
    says: str
    mend: str
    grants: tuple[int, ...]


def _all(grant: Record, *names: str) -> list[Record]:
    """The objects in a list of a grant, whatever stands there."""
    found = [one for name in names for one in _listed(grant.get(name))]
    return [one for one in found if isinstance(one, dict)]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _recipients(grant: Record) -> list[Record]:
    return _all(grant, "recipientOrganization")


def _id_of(organisation: Record) -> str:
    return str(organisation.get("id", ""))


def _unregistered(organisation: Record) -> bool:
    key = _id_of(organisation)
    return not key.startswith("360G-") and not any(key.upper().startswith(f"{prefix}-") for prefix in PREFIXES)


def _wrong_number(organisation: Record) -> bool:
    charity, company = str(organisation.get("charityNumber") or ""), str(organisation.get("companyNumber") or "")
    key = _id_of(organisation).upper()
    for prefix, form in (("GB-CHC-", re.compile(r"\d{6,7}(-\d+)?")), ("GB-COH-", COMPANY)):
        if key.startswith(prefix) and not form.fullmatch(key.removeprefix(prefix)):
            return True
    return bool((charity and not CHARITY.fullmatch(charity)) or (company and not COMPANY.fullmatch(company)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, one in value.items():
            if name != "email":  # The field is meant for one; it is an organisation's own.
                yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _ids(grant: Record) -> list[str]:
    return [str(grant.get("id", "")), *map(_id_of, _all(grant, "recipientOrganization", "fundingOrganization"))]


def _spans(grant: Record) -> list[tuple[date | None, date | None]]:
    return [
        (day_of(one.get("startDate")), day_of(one.get("endDate"))) for one in _all(grant, "plannedDates", "actualDates")
    ]


def _dates(grant: Record) -> list[str]:
    events = [
        str(one[name])
        for one in _all(grant, "plannedDates", "actualDates")
        for name in ("startDate", "endDate")
        if name in one
    ]
    return [str(grant.get("awardDate", "")), *events]


def _impossible(text: str) -> bool:
    return len(text) >= 10 and day_of(text) is None


def _days(grant: Record) -> list[date]:
    return [day for day in map(day_of, _dates(grant)) if day is not None]


def _no_place(grant: Record) -> bool:
    located = _all(grant, "beneficiaryLocation") or [
        one for each in _recipients(grant) for one in _all(each, "location")
    ]
    address = any(one.get("postalCode") or one.get("addressLocality") for one in _recipients(grant))
    return not located and not address


def _to_person(grant: Record) -> bool:
    return "recipientIndividual" in grant


def _names_person(grant: Record) -> bool:
    person = grant.get("recipientIndividual")
    name = person.get("name", "") if isinstance(person, dict) else ""
    return _to_person(grant) and not re.search(r"individual|recipient|anonym|person", str(name), re.IGNORECASE)


def _person_found(grant: Record) -> bool:
    """A point or a postcode of a grant to one person says where they live."""
    points = any(one.get("latitude") is not None for one in _all(grant, "beneficiaryLocation"))
    return _to_person(grant) and (points or any(POSTCODE.search(text) for text in _texts(grant)))


def _unknown_code(grant: Record) -> bool:
    details = grant.get("toIndividualsDetails")
    details = details if isinstance(details, dict) else {}
    reasons = [details[name] for name in ("primaryGrantReason", "secondaryGrantReason") if name in details]
    known = (
        all(one in codes(REASONS) for one in reasons)
        and all(one in codes(PURPOSES) for one in _listed(details.get("grantPurpose")))
        and grant.get("locationScope", "GLS099") in codes(SCOPES)
    )
    types = [one.get("geoCodeType") for one in _all(grant, "beneficiaryLocation") if one.get("geoCodeType")]
    return not known or any(one not in codes(GEOCODES) for one in types)


def _amount(grant: Record, name: str) -> Decimal | None:
    value = grant.get(name)
    return Decimal(str(value)) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else None


def _paid_more(grant: Record) -> bool:
    awarded, paid = _amount(grant, "amountAwarded"), _amount(grant, "amountDisbursed")
    return awarded is not None and paid is not None and paid > awarded


def _same(grant: Record) -> bool:
    title, description = (" ".join(str(grant.get(name, "")).split()).casefold() for name in ("title", "description"))
    return bool(title) and title == description


# Each check: its key, its kind, what it says, what to do, and the test of one grant on a day.
CHECKS: Final[tuple[tuple[str, str, str, str, Test], ...]] = (
    (
        "person-named", "unsafe", "A person is named as the one who got the money.",
        "Write “Individual Recipient” instead of the name.", lambda grant, today: _names_person(grant),
    ),
    (
        "person-found", "unsafe", "A grant to a person says where they live.",
        "Leave out the point and the postcode.", lambda grant, today: _person_found(grant),
    ),
    (
        "email", "unsafe", "Something in it looks like an e-mail address, which may be somebody’s own.",
        "Take it out.", lambda grant, today: any(EMAIL.search(text) for text in _texts(grant)),
    ),
    (
        "amount-zero", "accuracy", "The amount awarded is 0.",
        "Write what was awarded, or leave the grant out.", lambda grant, today: _amount(grant, "amountAwarded") == 0,
    ),
    (
        "amount-negative", "accuracy", "The amount awarded is below 0.",
        "Write what was awarded; a change is not a grant.",
        lambda grant, today: (_amount(grant, "amountAwarded") or 0) < 0,
    ),
    (
        "paid-more", "accuracy", "More was paid than was awarded.",
        "Look at both amounts.", lambda grant, today: _paid_more(grant),
    ),
    (
        "funder-360g", "accuracy", "The funder’s identifier begins with 360G-: it points into no register.",
        "Use the funder’s registered identifier, as GB-LAE-….",
        lambda grant, today: any(_id_of(one).startswith("360G-") for one in _all(grant, "fundingOrganization")),
    ),
    (
        "recipient-360g", "use", "The group’s identifier begins with 360G-: nobody can look it up in a register.",
        "Give its charity or company number where it has one; a small group has none.",
        lambda grant, today: any(_id_of(one).startswith("360G-") for one in _recipients(grant)),
    ),
    (
        "prefix-unregistered", "accuracy", "An identifier begins with the prefix of no register that we know.",
        "Look up the prefix at org-id.guide.",
        lambda grant, today: any(map(_unregistered, _all(grant, "recipientOrganization", "fundingOrganization"))),
    ),
    (
        "number-form", "accuracy", "A charity or company number is not written as such numbers are.",
        "A charity has 6 or 7 digits (in Scotland SC and 6), a company 8 characters.",
        lambda grant, today: any(map(_wrong_number, _recipients(grant))),
    ),
    (
        "number-missing", "use", "The group has neither a charity nor a company number.",
        "Add it where there is one; a group of neighbours has none.",
        lambda grant, today: any(
            not one.get("charityNumber") and not one.get("companyNumber") for one in _recipients(grant)
        ),
    ),
    (
        "place-missing", "use", "Nothing says where the money helps.",
        "Say at least the neighbourhood.", lambda grant, today: not _to_person(grant) and _no_place(grant),
    ),
    (
        "place-uncoded", "use", "The place has a name but no official code, so that it stands on no map.",
        "Add the code of the ward or area.",
        lambda grant, today: bool(_all(grant, "beneficiaryLocation"))
        and not any(one.get("geoCode") for one in _all(grant, "beneficiaryLocation")),
    ),
    (
        "funders-many", "accuracy", "More than one funder is named.",
        "Write one grant for each funder.", lambda grant, today: len(_all(grant, "fundingOrganization")) > 1,
    ),
    (
        "recipients-many", "accuracy", "More than one group is named as the one that got the money.",
        "Write one grant for each.", lambda grant, today: len(_recipients(grant)) > 1,
    ),
    (
        "title-same", "use", "The title and the description are the same.",
        "Say in the description what it was for.", lambda grant, today: _same(grant),
    ),
    (
        "title-long", "use", "The title is longer than 140 characters.",
        "Shorten it; the description has room.", lambda grant, today: len(str(grant.get("title", ""))) > LONGEST_TITLE,
    ),
    (
        "id-odd", "accuracy", "An identifier holds spaces or odd characters, which programs read differently.",
        "Use letters, digits and hyphens.", lambda grant, today: any(map(ODD.search, _ids(grant))),
    ),
    (
        "id-form", "accuracy", "The grant’s identifier does not begin with 360G- and the publisher’s prefix.",
        "Write it as 360G-prefix-number.",
        lambda grant, today: not re.fullmatch(r"360G-[^-\s]+-.+", str(grant.get("id", ""))),
    ),
    (
        "date-impossible", "accuracy", "A date is not in the calendar.",
        "Write the real day.", lambda grant, today: any(map(_impossible, _dates(grant))),
    ),
    (
        "date-ahead", "accuracy", "The award is dated in the future.",
        "Publish a grant once it is awarded.",
        lambda grant, today: (day_of(grant.get("awardDate")) or today) > today,
    ),
    (
        "date-far", "accuracy", "A date lies before 1990 or more than twelve years ahead.",
        "Look whether the year is right.",
        lambda grant, today: any(day < FAR_PAST or day > today + FAR_AHEAD for day in _days(grant)),
    ),
    (
        "date-order", "accuracy", "Something ends before it starts.",
        "Look at both dates.",
        lambda grant, today: any(start and end and end < start for start, end in _spans(grant)),
    ),
    (
        "code-unknown", "accuracy", "A code is not in the standard’s lists.",
        "Choose one of the list.", lambda grant, today: _unknown_code(grant),
    ),
    (
        "planned-missing", "use", "Nothing says from when to when the work is done.",
        "Add the planned dates.", lambda grant, today: not _spans(grant),
    ),
    (
        "modified-missing", "use", "Nothing says when the grant was last changed.",
        "Add the day of the last change.", lambda grant, today: not grant.get("dateModified"),
    ),
    (
        "source-missing", "use", "Nothing says where the data comes from.",
        "Add the address of the page.", lambda grant, today: not grant.get("dataSource"),
    ),
    (
        "programme-missing", "use", "Nothing says which fund it came from.",
        "Name the grant programme.", lambda grant, today: not _all(grant, "grantProgramme"),
    ),
)  # fmt: skip


def findings_of(grants: Sequence[Record], *, today: date) -> list[Finding]:
    """Return what was found, unsafe things first, then what is likely wrong, then what would help; each sort once.

    A grant that is not an object is passed over: that is for `checked` to say.
    """
    found = []
    for key, kind, says, mend, test in CHECKS:
        places = tuple(place for place, one in enumerate(grants) if isinstance(one, dict) and test(one, today))
        if places:
            found.append(Finding(key=key, kind=kind, says=says, mend=mend, grants=places))
    order = ("unsafe", "accuracy", "use")
    return sorted(found, key=lambda one: order.index(one.kind))
