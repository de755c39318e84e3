"""Money, days and hours are written as people read them."""

from datetime import UTC, date, datetime

import pytest

from alongside.kit import clock
from alongside.kit.money import money
from alongside.kit.time import local_day, say_day, say_days, say_due, say_hours

TODAY = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("pence", "currency", "said"),
    [
        (0, "GBP", "£0"),
        (5, "GBP", "£0.05"),
        (1250, "GBP", "£12.50"),
        (1820000, "GBP", "£18,200"),
        (-1820050, "GBP", "-£18,200.50"),
        (1200, "EUR", "€12"),
        (1200, "SEK", "12 SEK"),
    ],
)
def test_money(pence: int, currency: str, said: str) -> None:
    assert money(pence, currency) == said


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (59, "59 minutes"),
        (60, "1 hour"),
        (90, "1½ hours"),
        (120, "2 hours"),
        (5400, "90 hours"),
        (5430, "90 hours"),
        (236400, "3,940 hours"),
    ],
)
def test_hours(minutes: int, said: str) -> None:
    assert say_hours(minutes) == said


@pytest.mark.parametrize(
    ("days", "said"), [(0.5, "½ days"), (1, "1 day"), (2.5, "2½ days"), (4.0, "4 days"), (1200, "1,200 days")]
)
def test_days(days: float, said: str) -> None:
    assert say_days(days) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 3, 10), "today"),
        (date(2026, 3, 11), "tomorrow"),
        (date(2026, 3, 16), "in 6 days"),
        (date(2026, 3, 9), "1 day ago"),
        (date(2026, 2, 10), "28 days ago"),
    ],
)
def test_how_far_away(day: date, said: str) -> None:
    with clock.at(TODAY):
        assert say_due(day) == said


def test_a_day_names_its_year_only_where_it_is_another() -> None:
    with clock.at(TODAY):
        assert (say_day(date(2026, 3, 4)), say_day(date(2025, 3, 4))) == ("4 March", "4 March 2025")


def test_the_day_of_a_moment_depends_on_the_zone() -> None:
    assert local_day(TODAY, "Europe/London") == date(2026, 3, 10)
    assert local_day(TODAY, "Europe/Helsinki") == date(2026, 3, 11)
