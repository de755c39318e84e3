"""The two tables: spellings that are read, what is refused with its line, and what is written back."""

from __future__ import annotations

from pathlib import Path

import pytest

from alongside.engines.lottery import Quota
from alongside.kit.refused import Refused
from alongside.standards.sortition import people_text, quotas_text, read_people, read_quotas
from alongside.standards.sortition.read import household_of

FEATURES = "feature,value,min,max\ngender,F,1,2\ngender,M,1,2\n"
PEOPLE = "id,name,address,postcode,Gender\n7,Ann,1 High St,AB1 2CD,f\n3,Bob,2 High St,AB1 2CD,M\n"


def written(tmp_path: Path, text: str, name: str = "table.csv") -> Path:
    """A file of this text."""
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        FEATURES,
        "\ufeff" + FEATURES.replace("\n", "\r\n"),
        FEATURES.replace("feature,value", "category,name"),
        FEATURES.replace("feature,value", " Category , Name "),
        FEATURES.replace(",", ";"),
        FEATURES.replace(",", "\t") + "\n\n",
        FEATURES.replace("gender,M", "Gender,M"),
        "max,min,value,feature\n2,1,F,gender\n2.0,1,M,gender\n",
    ],
)
def test_quotas_are_read_however_they_are_written(tmp_path: Path, text: str) -> None:
    assert read_quotas(written(tmp_path, text)) == [Quota("gender", "F", 1, 2), Quota("gender", "M", 1, 2)]


def test_flexible_limits_are_read_and_written_back(tmp_path: Path) -> None:
    text = "feature,value,min,max,min_flex,max_flex\ngender,F,1,2,0,3\ngender,M,1,2,,\n"
    quotas = read_quotas(written(tmp_path, text))
    assert [(q.least_flex, q.most_flex) for q in quotas] == [(0, 3), (None, None)]
    assert quotas_text(quotas) == text
    assert quotas_text(read_quotas(written(tmp_path, FEATURES))) == FEATURES
    unset = read_quotas(written(tmp_path, text.replace(",,\n", ",0,-1\n")))
    assert (unset[1].least_flex, unset[1].most_flex) == (0, None)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "PATH is empty."),
        ("feature,value,min,max\n", "PATH holds no quotas."),
        ("feature,min,max\ngender,1,2\n", "PATH has no column “value”; it has feature, min, max."),
        ("feature,value,min,max\ngender,F,one,2\n", "PATH, line 2: min is a whole number, not “one”."),
        ("feature,value,min,max\ngender,F,1,-2\n", "PATH, line 2: max is a whole number, not “-2”."),
        ("feature,value,min,max\ngender,,1,2\n", "PATH, line 2: a quota has a feature and a value."),
        ("feature,value,min,max\ngender,F,1,2,3\n", "PATH, line 2: 5 cells for 4 columns."),
        ("feature,feature,min,max\ngender,F,1,2\n", "PATH has two columns called feature."),
    ],
)
def test_quotas_that_cannot_be_read_are_refused(tmp_path: Path, text: str, said: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(Refused) as no:
        read_quotas(path)
    assert no.value.message == said.replace("PATH", str(path))


def test_people_are_read_with_their_rows(tmp_path: Path) -> None:
    quotas = read_quotas(written(tmp_path, FEATURES))
    table = read_people(written(tmp_path, PEOPLE), quotas, same_address=("address", "Postcode"))
    assert [(each.id, dict(each.values)) for each in table.people] == [("7", {"gender": "F"}), ("3", {"gender": "M"})]
    assert table.people[0].household != table.people[1].household
    assert people_text(table, ["3"]) == "id,name,address,postcode,Gender\n3,Bob,2 High St,AB1 2CD,M\n"
    assert table.notes == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id,", "key,", "PATH has no column “id”; it has key, name, address, postcode, gender."),
        ("Gender", "Sex", "PATH has no column “gender”; it has id, name, address, postcode, sex."),
        ("\n3,", "\n7,", "PATH, line 3: the id 7 stands on line 2 too."),
        ("\n3,", "\n,", "PATH, line 3: somebody has no id."),
        (",M\n", ",X\n", "PATH, line 3: 3 has “X” for gender, which has no quota."),
        (",M\n", ",\n", "PATH, line 3: 3 has nothing for gender, which has no quota."),
        ("postcode", "zip", "PATH has no column “postcode”; it has id, name, address, zip, gender."),
    ],
)
def test_people_who_cannot_be_read_are_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    path, quotas = written(tmp_path, PEOPLE.replace(old, new)), read_quotas(written(tmp_path, FEATURES, "f.csv"))
    with pytest.raises(Refused) as no:
        read_people(path, quotas, same_address=("address", "postcode"))
    assert no.value.message == said.replace("PATH", str(path))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("1 High Street", "AB1 2CD"), ("1, high street.", "ab12cd"), True),
        (("1 Café Row", "AB1 2CD"), ("1 Cafe\u0301  row", "AB1  2CD"), True),
        (("1 High Street", "AB1 2CD"), ("2 High Street", "AB1 2CD"), False),
        (("Flat 1, 11 High Street", "AB1 2CD"), ("Flat 11, 1 High Street", "AB1 2CD"), False),
        (("", "AB1 2CD"), ("", "AB1 2CD"), True),
    ],
)
def test_addresses_are_the_same_but_for_their_spelling(
    one: tuple[str, ...], other: tuple[str, ...], same: bool
) -> None:
    assert (household_of(one) == household_of(other)) is same


def test_no_address_is_no_shared_address_and_is_told(tmp_path: Path) -> None:
    assert household_of(("", " ")) == ""
    quotas = read_quotas(written(tmp_path, FEATURES, "f.csv"))
    rows = "1,A,,,F\n2,B,,,M\n3,C,5 The Elms,AB1 2CD,F\n4,D,5 Elm Grove,AB1 2CD,F\n5,E,,AB1 2CD,M\n"
    path = written(tmp_path, PEOPLE.partition("\n")[0] + "\n" + rows)
    assert read_people(path, quotas, same_address=("address", "postcode")).notes == (
        "2 people have no address; each is taken to live alone.",
        "1 people have an address with a part missing; it is compared as it is.",
        "1 addresses are alike but not the same (same numbers, same last part); look at them.",
    )
