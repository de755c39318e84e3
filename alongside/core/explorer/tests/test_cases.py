"""Every method of the catalogue has three practices to show, and every one says where it was seen."""

from alongside.core.explorer.cases import FIELD, SOURCES, cases_of
from alongside.core.initiatives.methods import catalogue


def test_every_method_has_three_different_cases_with_a_source() -> None:
    wrong = []
    used = set()
    for method in catalogue():
        cases = cases_of(method.key)
        used |= {case.mark for case in cases}
        if len({str(case.words) for case in cases}) != 3 or not {case.mark for case in cases} <= {FIELD, *SOURCES}:
            wrong.append(method.key)
    assert wrong == []
    assert used == {FIELD, *SOURCES}


def test_a_method_of_ones_own_has_no_cases() -> None:
    assert cases_of("our_own") == ()
