"""Bands, yields, limits, neutral words and one's share: every figure by hand, or against an exact count."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.methods.financing.tax_agreement import law, rules, wording
from alongside.methods.financing.tax_agreement.wording import Worded

ENGLAND = law.bands_of("england", 2025)
assert ENGLAND is not None


def test_the_bands_of_each_nation_are_those_of_its_law() -> None:
    wales, scotland = law.bands_of("wales", 2025), law.bands_of("scotland", 2025)
    assert wales is not None
    assert scotland is not None
    assert ENGLAND.parts == {"A": 6, "B": 7, "C": 8, "D": 9, "E": 11, "F": 13, "G": 15, "H": 18}
    assert wales.parts == {**ENGLAND.parts, "I": 21}
    assert (scotland.share("E"), scotland.share("H")) == (Fraction(473, 360), Fraction(882, 360))
    assert (law.bands_of("northern_ireland", 2025), law.bands_of("scotland", 2016)) == (None, None)


def test_every_row_of_law_names_its_source_and_band_d_is_the_whole() -> None:
    assert [row for row in law.BANDS if not row.source or not row.url.startswith("https://")] == []
    assert [row for row in law.PRINCIPLES if not row.source or not row.url.startswith("https://")] == []
    assert [row for row in law.BANDS if row.share("D") != 1] == []


def test_the_bills_of_a_rise_by_hand() -> None:
    lines = rules.band_lines(bands=ENGLAND, band_d=180_00, rise=450)
    assert [(line.band, line.before, line.more) for line in lines] == [
        ("A", 120_00, 300),
        ("B", 140_00, 350),
        ("C", 160_00, 400),
        ("D", 180_00, 450),
        ("E", 220_00, 550),
        ("F", 260_00, 650),
        ("G", 300_00, 750),
        ("H", 360_00, 900),
    ]
    assert lines[3].more_a_week == 9


@given(st.integers(1, 500_000), st.integers(0, 100_000))
def test_a_bill_is_the_exact_share_to_the_nearest_penny(band_d: int, rise: int) -> None:
    for line in rules.band_lines(bands=ENGLAND, band_d=band_d, rise=rise):
        exact = (band_d + rise) * ENGLAND.share(line.band)
        assert abs(line.after - exact) <= Fraction(1, 2)
        assert line.after - exact != Fraction(-1, 2)
        assert line.before + line.more == line.after
        assert line.more >= 0


@given(
    st.dictionaries(st.sampled_from("ABCDEFGH"), st.integers(0, 10_000_000), min_size=1),
    st.integers(1, 10_000),
    st.integers(0, 100_000),
)
def test_the_yield_is_never_above_what_the_homes_owe(homes: dict[str, int], collected: int, rise: int) -> None:
    base = rules.tax_base(bands=ENGLAND, dwellings=homes, collected=collected)
    owed = sum(
        (Fraction(count, 100) * ENGLAND.parts[band] * rise / 9 for band, count in homes.items()), Fraction(0)
    ) * Fraction(collected, 10_000)
    brings = rules.yield_of(base=base, rise=rise)
    assert owed - 1 < brings <= owed


def test_a_tax_base_by_hand() -> None:
    base = rules.tax_base(bands=ENGLAND, dwellings={"A": 90_000, "D": 10_000, "H": 4_500}, collected=9_000)
    # 900 homes in A are 600 of band D, 45 in H are 90, and nine tenths come in: (600 + 100 + 90) x 0.9.
    assert base == 711
    assert rules.yield_of(base=base, rise=999) == 710_289


@pytest.mark.parametrize(
    ("authority", "before", "rise", "state"),
    [
        ("social_care", 160_000, 7_999, "within"),
        ("social_care", 160_000, 8_000, "excessive"),  # 5 % or more
        ("district", 18_000, 500, "within"),  # under 3 %
        ("district", 10_000, 500, "within"),  # 5 %, but not more than £5
        ("district", 10_000, 501, "excessive"),  # 5.01 % and more than £5
        ("district", 40_000, 1_199, "within"),  # more than £5, but under 3 %
        ("district", 40_000, 1_200, "excessive"),
        ("police", 30_000, 1_400, "within"),  # not more than £14
        ("police", 30_000, 1_401, "excessive"),
        ("parish", 5_000, 5_000, "no_limit"),
        ("fire", 8_000, 1, "to_be_checked"),
        ("district", 18_000, 0, "within"),
    ],
)
def test_a_rise_is_judged_by_the_principle_of_its_class_and_year(
    authority: str, before: int, rise: int, state: str
) -> None:
    principle = law.principle_of(nation="england", authority=authority, year=2025)
    assert rules.judged(principle, before=before, rise=rise) == state


def test_what_is_not_known_is_not_judged() -> None:
    for nation, year in (("england", 2031), ("wales", 2025), ("scotland", 2025), ("northern_ireland", 2025)):
        principle = law.principle_of(nation=nation, authority="district", year=year)
        assert rules.judged(principle, before=10_000, rise=9_000) == "to_be_checked"


def test_a_financial_year_begins_in_april() -> None:
    from datetime import date

    assert [rules.year_of(day) for day in (date(2027, 3, 31), date(2027, 4, 1))] == [2026, 2027]
    assert [rules.said_year(year) for year in (2026, 2099)] == ["2026/27", "2099/00"]


@given(st.integers(0, 100_000), st.lists(st.integers(0, 10**9), max_size=6), st.integers(0, 10**9))
def test_your_share_is_told_to_the_last_penny(mine: int, spent: list[int], left: int) -> None:
    parts = rules.share_lines(mine=mine, spent=spent, left=left)
    assert sum(parts) == mine
    assert len(parts) == len(spent) + 1
    whole = sum(spent) + left
    if whole:
        exact = [Fraction(mine * weight, whole) for weight in [*spent, left]]
        assert all(abs(part - share) < 1 for part, share in zip(parts, exact, strict=True))


def option(**details: object) -> Worded:
    whole = {
        "title": "No rise",
        "does": "Bins go on each week.",
        "does_not": "The club closes in May.",
        "rise": 0,
        **details,
    }
    return Worded(**whole)  # type: ignore[arg-type]  # by name


GOOD = [
    option(),
    option(title="£5 more", does="The club stays open daily.", does_not="The bus stops at six.", rise=500),
]


def test_neutral_words_pass() -> None:
    assert wording.check(options=GOOD, prompt="Which of these would you choose?") == []


@pytest.mark.parametrize(
    ("options", "prompt", "rule"),
    [
        (GOOD[:1], "", "several"),
        ([GOOD[1], option(title="£9 more", rise=900)], "", "no_change"),
        ([GOOD[0], option(title="B", does_not=" ", rise=5)], "", "both_ways"),
        ([GOOD[0], option(title="B", does="We protect the club for all.", rise=5)], "", "loaded"),
        ([GOOD[0], option(title="B", does="A rise of 4.9 % for it.", rise=5)], "", "cash"),
        ([GOOD[0], option(title="B", does="The club stays OPENED daily.", rise=5)], "", "loud"),
        ([GOOD[0], option(title="B", does="The club stays open!", rise=5)], "", "loud"),
        ([GOOD[0], option(title="B", does="word " * 40, rise=5)], "", "lopsided"),
        (GOOD, "Do you agree to £5 more?", "leading"),
        (GOOD, "Would you pay 5 per cent?", "cash"),
    ],
)
def test_what_pushes_is_found_and_told_how_to_mend(options: list[Worded], prompt: str, rule: str) -> None:
    found = wording.check(options=options, prompt=prompt)
    assert [finding.rule for finding in found] == [rule]
    assert found[0].mend.endswith((".", "?"))


def test_a_percentage_beside_its_pounds_passes_and_a_changed_word_is_a_new_finding() -> None:
    cash = option(title="B", does="A rise of 4.9 %, £8.82.", rise=882)
    assert wording.check(options=[GOOD[0], cash]) == []
    first = wording.check(options=[GOOD[0], option(title="B", does="A fair club for all.", rise=5)])
    second = wording.check(options=[GOOD[0], option(title="B", does="A fair bus for all.", rise=5)])
    assert first[0].digest != second[0].digest


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_words_can_be_checked(does: str, prompt: str) -> None:
    for finding in wording.check(options=[GOOD[0], option(title="B", does=does, rise=1)], prompt=prompt):
        assert finding.mend
        assert len(finding.digest) == 32
