"""Our notation of the standard says what its schema says; what we write fulfils both."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from alongside.standards.threesixtygiving import Problem, checked, read, write_json
from alongside.standards.threesixtygiving.shape import SHAPES
from alongside.standards.threesixtygiving.tests.example import a_grant, against_the_schema, grant_schema

THEIRS = {
    "organization": "Organization",
    "person": "Person",
    "location": "Location",
    "programme": "GrantProgramme",
    "classification": "Classification",
    "document": "Documents",
    "transaction": "Transaction",
    "event": "Event",
}
WRONG: dict[str, dict[str, Any]] = {
    "no title": {"title": None},
    "a number in quotation marks": {"amountAwarded": "400"},
    "a day that is not written as one": {"awardDate": "27/03/2026"},
    "both recipients": {"recipientIndividual": {"id": "360G-example-ind-1", "name": "Individual Recipient"}},
    "no recipient": {"recipientOrganization": None},
    "nobody in the list": {"fundingOrganization": []},
    "an address that is none": {"dataSource": "not an address"},
    "a moment without a zone": {"dateModified": "2026-03-28T09:00:00"},
    "an organisation without a name": {"fundingOrganization": [{"id": "GB-LAE-EXM"}]},
    "a country that is none": {"beneficiaryLocation": [{"name": "Hill", "countryCode": "UK"}]},
    "neither yes nor no": {"fromOpenCall": "true"},
    "a length below nought": {"plannedDates": [{"duration": -1}]},
    "a list that is none": {"grantProgramme": {"title": "Spring"}},
}


@pytest.mark.shared
def test_every_field_of_the_schema_and_no_other_stands_in_our_notation(shared: Path) -> None:
    schema = grant_schema(shared)
    assert set(SHAPES["grant"]) == set(schema["properties"])
    for ours, theirs in THEIRS.items():
        assert set(SHAPES[ours]) == set(schema["$defs"][theirs]["properties"])
        needed = {name for name, kind in SHAPES[ours].items() if kind.endswith("!")}
        assert needed == set(schema["$defs"][theirs].get("required", ()))
    recipients = {"recipientOrganization", "recipientIndividual"}
    needed = {name for name, kind in SHAPES["grant"].items() if kind.endswith("!")}
    assert [set(one["required"]) - recipients for one in schema["oneOf"]] == [needed, needed]
    assert set(SHAPES["individuals"]) == set(schema["properties"]["toIndividualsDetails"]["properties"])


@pytest.mark.shared
def test_what_may_be_nothing_is_what_the_schema_lets_be_nothing(shared: Path) -> None:
    schema = grant_schema(shared)
    for ours, theirs in THEIRS.items():
        properties = schema["$defs"][theirs]["properties"]
        assert {name for name, kind in SHAPES[ours].items() if "?" in kind} == {
            name for name, one in properties.items() if isinstance(one.get("type"), list)
        }


@pytest.mark.shared
def test_a_file_of_ours_fulfils_the_standard_and_comes_back_as_it_went(shared: Path) -> None:
    grants = [a_grant(), a_grant(id="360G-example-0002", title="Chairs")]
    text = write_json(
        grants, title="Grants", publisher={"name": "Example Council"}, license="https://example.org/by/4.0/"
    )
    assert against_the_schema(json.loads(text), shared=shared) == []
    package = read(text.encode())
    assert (list(package.grants), package.problems, package.notes) == (grants, (), ())
    assert write_json(package.grants, **package.about | {"version": None}) == text


def test_money_never_passes_through_a_binary_fraction() -> None:
    text = write_json([a_grant(amountAwarded=Decimal("0.10"))])
    assert '"amountAwarded": 0.10' in text
    assert read(text.encode()).grants[0]["amountAwarded"] == Decimal("0.10")


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_one_problem(name: str) -> None:
    assert len(checked([a_grant(**WRONG[name])]).problems) == 1


@pytest.mark.shared
@pytest.mark.parametrize("name", [name for name in WRONG if name != "an address that is none"])
def test_the_schema_refuses_it_as_well(name: str, shared: Path) -> None:
    """But for addresses, whose form its checker looks at only with a library that is not installed here."""
    plain = json.loads(write_json([a_grant(**WRONG[name])]))
    assert against_the_schema(plain, shared=shared) != []


def test_a_problem_says_where_and_how_to_mend_it() -> None:
    found = checked([a_grant(), a_grant(id="360G-example-0001", awardDate="yesterday")]).problems
    assert found == (
        Problem(
            "grants[1].awardDate",
            "this is “yesterday”; write a date as 2026-03-27, or with a time and zone as 2026-03-27T14:05:00Z.",
        ),
        Problem("grants[1].id", "“360G-example-0001” stands twice, first in grants[0]."),
    )


def test_what_the_standard_does_not_know_is_kept_and_named() -> None:
    package = checked([a_grant(colour="red", fundingOrganization=[{"id": "GB-LAE-EXM", "name": "X", "motto": "Y"}])])
    assert package.notes == (
        "Kept as they are, though the standard does not know them: grant.colour, organization.motto.",
    )
    assert package.grants[0]["colour"] == "red"
