"""Each check finds what it is for, and nothing in a grant that has nothing wrong."""

from datetime import date
from typing import Any

import pytest

from alongside.standards.threesixtygiving import Finding, findings_of
from alongside.standards.threesixtygiving.quality import CHECKS
from alongside.standards.threesixtygiving.tests.example import a_grant

TODAY = date(2026, 11, 24)
GROUP = {"id": "GB-CHC-1234567", "name": "Example", "charityNumber": "1234567"}
FUNDER = {"id": "GB-LAE-EXM", "name": "Example Council"}
PERSON: dict[str, Any] = {
    "recipientOrganization": None,
    "beneficiaryLocation": None,
    "recipientIndividual": {"id": "360G-example-ind-1", "name": "Individual Recipient"},
}
FOUND: dict[str, dict[str, Any]] = {
    "person-named": {**PERSON, "recipientIndividual": {"id": "360G-example-ind-1", "name": "Joan Example"}},
    "person-found": {**PERSON, "description": "For the house at ZZ1 1ZZ"},
    "email": {"description": "Write to joan@example.org"},
    "amount-zero": {"amountAwarded": 0, "amountDisbursed": 0},
    "amount-negative": {"amountAwarded": -5, "amountDisbursed": None},
    "paid-more": {"amountDisbursed": 401},
    "funder-360g": {"fundingOrganization": [{"id": "360G-example-funder", "name": "Example Council"}]},
    "recipient-360g": {"recipientOrganization": [{**GROUP, "id": "360G-example-org-1"}]},
    "prefix-unregistered": {"recipientOrganization": [{**GROUP, "id": "ZZ-CHC-1234567"}]},
    "number-form": {"recipientOrganization": [{**GROUP, "charityNumber": "12"}]},
    "number-missing": {"recipientOrganization": [{"id": "GB-CHC-1234567", "name": "Example"}]},
    "place-missing": {"beneficiaryLocation": None},
    "place-uncoded": {"beneficiaryLocation": [{"name": "Hill"}]},
    "funders-many": {"fundingOrganization": [FUNDER, {**FUNDER, "id": "GB-LAE-EXN"}]},
    "recipients-many": {"recipientOrganization": [GROUP, {**GROUP, "id": "GB-CHC-7654321"}]},
    "title-same": {"description": "Beds  by the HALL"},
    "title-long": {"title": "x" * 141},
    "id-odd": {"id": "360G-example-no 1"},
    "id-form": {"id": "grant-1"},
    "date-impossible": {"plannedDates": [{"startDate": "2026-02-30", "endDate": "2026-03-30"}]},
    "date-ahead": {"awardDate": "2026-11-25"},
    "date-far": {"plannedDates": [{"startDate": "0202-01-01", "endDate": "2026-01-01"}]},
    "date-order": {"plannedDates": [{"startDate": "2026-05-02", "endDate": "2026-05-01"}]},
    "code-unknown": {"locationScope": "GLS999"},
    "planned-missing": {"plannedDates": None},
    "modified-missing": {"dateModified": None},
    "source-missing": {"dataSource": None},
    "programme-missing": {"grantProgramme": None},
}


def keys(*grants: dict[str, Any]) -> list[str]:
    return [one.key for one in findings_of(grants, today=TODAY)]


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    assert keys(a_grant()) == []
    assert keys(a_grant(**PERSON)) == []


def test_there_is_an_example_of_every_check() -> None:
    assert [check[0] for check in CHECKS] == list(FOUND)


@pytest.mark.parametrize("key", FOUND)
def test_each_check_finds_its_own_example_and_no_other_does(key: str) -> None:
    assert keys(a_grant(**FOUND[key])) == [key]


def test_a_finding_says_which_grants_and_what_to_do() -> None:
    found = findings_of([a_grant(), a_grant(**FOUND["title-long"]), a_grant(**FOUND["email"])], today=TODAY)
    assert found == [
        Finding(
            key="email",
            kind="unsafe",
            says="Something in it looks like an e-mail address, which may be somebody’s own.",
            mend="Take it out.",
            grants=(2,),
        ),
        Finding(
            key="title-long",
            kind="use",
            says="The title is longer than 140 characters.",
            mend="Shorten it; the description has room.",
            grants=(1,),
        ),
    ]


def test_what_is_no_grant_at_all_breaks_nothing() -> None:
    mangled: list[Any] = [
        {},
        {"plannedDates": "soon", "fundingOrganization": "us"},
        {"recipientOrganization": [None, 3]},
        [],
    ]
    assert {one.key for one in findings_of(mangled, today=TODAY)} >= {"id-form", "modified-missing"}
