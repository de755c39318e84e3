"""CSV out and in: no cell runs, every mistake is named with its line, all or nothing."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from alongside.blocks.ask import sheets
from alongside.blocks.ask.actions.answering import import_answers
from alongside.blocks.ask.answers import items_of
from alongside.blocks.ask.models import Tally
from alongside.blocks.ask.tests.world import answered, day, make_asked, make_live, signed_in
from alongside.core.contributions.models import Contribution
from alongside.core.questions.models import Question
from alongside.core.tests.world import World
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused

HEADER = "received,channel,may be shown,1. What would bring you?,When?,4. What would you use?,6. How many hours?\n"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd", "'+cmd"),
        ("-cmd|x", "'-cmd|x"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("-3", "-3"),
        ("+1,5", "+1,5"),
        (3.5, "3.5"),
        (None, ""),
        ("plain = text", "plain = text"),
    ],
)
def test_no_cell_is_run_by_a_spreadsheet(cell: object, written: str) -> None:
    assert sheets.safe_cell(cell) == written


@given(
    st.lists(
        st.lists(
            st.text(alphabet=st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00\r")),
            min_size=1,
            max_size=4,
        ),
        max_size=5,
    )
)
def test_what_is_written_is_read_back_the_same(rows: list[list[str]]) -> None:
    text = "".join(sheets.written(rows))
    assert text.startswith("\ufeff")
    read = list(csv.reader(io.StringIO(text[1:], newline="")))
    assert read == [[sheets.safe_cell(cell) for cell in row] for row in rows]


@pytest.fixture
def asked(db: None) -> tuple[World, Question]:
    world = make_live()
    return world, make_asked(world)


def entered(asked: tuple[World, Question], data: bytes | str) -> str:
    world, question = asked
    raw = data.encode() if isinstance(data, str) else data
    with clock.at(day(10)):
        return import_answers(question=question, data=raw, actor=world.lead).note


def test_a_file_is_entered_with_its_channels_and_days(asked: tuple[World, Question]) -> None:
    rows = '2026-01-12,phone,yes,"Warm, and\nquiet",Morning,Books|Tea,2\n14/01/2026,,no,Tea,never,,\n'
    assert entered(asked, "\ufeff" + HEADER + rows) == ""
    first, second = Contribution.objects.order_by("id")
    assert (first.text, first.channel, first.public, first.at.date()) == (
        "Warm, and\nquiet",
        "phone",
        True,
        date(2026, 1, 12),
    )
    assert (second.text, second.channel, second.public, second.at.date()) == ("Tea", "paper", False, date(2026, 1, 14))
    assert {one.entered_by for one in (first, second)} == {asked[0].lead}
    assert dict(Tally.objects.filter(value__in=["Books", "Never", "phone"]).values_list("value", "count")) == {
        "Books": 1,
        "Never": 1,
        "phone": 1,
    }


def test_windows_1252_is_converted_and_said(asked: tuple[World, Question]) -> None:
    note = entered(asked, (HEADER + "2026-01-12,paper,no,A café please,Morning,,\n").encode("cp1252"))
    assert note == (
        "The file was in Windows-1252, as older versions of Excel save it, and was converted. "
        "Look whether “café” reads right."
    )
    assert Contribution.objects.get().text == "A café please"


def test_semicolons_as_excel_writes_them_are_read(asked: tuple[World, Question]) -> None:
    assert entered(asked, (HEADER + "2026-01-12,paper,no,Warm,Morning,,\n").replace(",", ";")) == ""
    assert Contribution.objects.get().text == "Warm"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04xlsx", ["This is a spreadsheet, not a CSV file. Open it and save it as “CSV UTF-8”."]),
        (b"a\x81b", ["The letters of this file cannot be read. Open it and save it as “CSV UTF-8”."]),
        ("", ["Line 1: the column “received” is missing; it says on which day each answer came in."]),
        (HEADER, ["There are no answers in this file.", "Nothing was entered."]),
        ("received,Colour\n", ["Line 1, column 2: there is no “Colour” in this question."]),
        ("received,When?,2. When?\n", ["Line 1, column 3: “2. When?” stands there twice."]),
        (
            HEADER + '2026-01-12,paper,no,"Warm\n',
            ["Line 2: the quotation marks do not match (unexpected end of data)."],
        ),
        (
            HEADER
            + '2026-01-12,paper,no,Fine,Morning,,\n\n12 Jan,pigeon,no,x,Noon,,\n2026-01-12,paper,no,"a\nb",Noon,,99\n'
            "2026-01-12,paper,no,x,Morning,,99\n2031-01-01,paper,no,x,Morning,,\n2026-01-12,paper,no,,,,\n",
            [
                "Line 4, “received”: “12 Jan” is not a day. Write it like 2026-03-27.",
                "Line 5, “When?”: “Noon” is not one of the answers. They are: Morning, Afternoon, Never.",
                "Line 7, “How many hours?”: The number must be from 0 to 12.",
                "Line 8, “received”: 2031-01-01 is in the future",
                "Line 9: There is nothing written yet.",
                "Nothing was entered.",
            ],
        ),
        (
            HEADER + "2026-01-12,pigeon,no,x,Morning,,\n",
            [
                "Line 2, “channel”: “pigeon” is no way in which answers come: paper, phone or in_person.",
                "Nothing was entered.",
            ],
        ),
        (
            HEADER + "2026-01-12,paper,no,Fine,Morning,,\n2026-01-02,paper,no,Early,Morning,,\n",
            [
                "Line 3: This is not open for answers at this time.",
                "Nothing was entered.",
            ],
        ),
    ],
)
def test_a_wrong_file_is_refused_whole_with_each_mistake_named(
    asked: tuple[World, Question], data: bytes | str, said: list[str]
) -> None:
    with pytest.raises(Refused) as refused:
        entered(asked, data)
    assert refused.value.message.split("\n")[: len(said)] == said
    assert (Contribution.objects.count(), Tally.objects.count()) == (0, 0)


def test_a_file_is_entered_once_and_only_by_the_team(asked: tuple[World, Question]) -> None:
    data = HEADER + "2026-01-12,paper,no,Warm,Morning,,\n"
    entered(asked, data)
    with pytest.raises(Refused, match="This file was entered before"):
        entered(asked, data)
    world, question = asked
    with clock.at(day(10)), pytest.raises(NotAllowed):
        import_answers(question=question, data=data.encode(), actor=world.resident)
    assert Contribution.objects.count() == 1


def test_the_team_takes_the_answers_out_without_names_or_codes(asked: tuple[World, Question]) -> None:
    world, question = asked
    with clock.at(day(2)):
        one = answered(question, 1, party=world.resident, i0="=cmd()", i3=["Books", "Tea"], i4="5")
        client = signed_in(world.lead)
        answer = client.get(reverse("ask:response_file", args=[question.pk]))
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert rows == [
        ["answer", "received", "channel", "area", "may be shown", *sheets.column_names(items_of(question)), "themes"],
        [
            str(one.pk),
            "2026-01-12",
            "web",
            "",
            "no",
            "'=cmd()",
            "Afternoon",
            "",
            "Books, Tea",
            "5 – Very much",
            "",
            "",
            "",
        ],
    ]
    assert world.resident.name not in str(rows)
