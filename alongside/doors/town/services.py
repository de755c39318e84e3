"""The twelve services of the demonstration town and a year of readings. Every figure is simulated.

long: most of it is data.
"""

import math
import random
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.services.actions import add_outcome, add_service, observe
from alongside.core.services.models import Outcome, Place, Service

MONTHS = 16


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One simulated measure: it starts at a level, scatters, has a season, and may step at a month."""

    statement: str
    measure: str
    unit: str
    better: str
    kind: str
    level: float
    scatter: float
    n: int | None = None
    step_month: int = 99
    step: float = 0.0
    season: float = 0.0
    whose: str = ""
    decimals: int = 0


def _outcome(
    statement: str, measure: str, unit: str, better: str, level: float, scatter: float, **more: object
) -> Measure:
    return Measure(
        statement=statement,
        measure=measure,
        unit=unit,
        better=better,
        kind="outcome",
        level=level,
        scatter=scatter,
        **more,  # type: ignore[arg-type]  # the names are Measure's own
    )


def _cost(measure: str, level: float, scatter: float, **more: object) -> Measure:
    return Measure(
        statement="It costs no more than it must",
        measure=measure,
        unit="GBP",
        better="down",
        kind="efficiency",
        level=level,
        scatter=scatter,
        decimals=2,
        **more,  # type: ignore[arg-type]  # the names are Measure's own
    )


SERVICES: tuple[tuple[str, str, tuple[Measure, ...]], ...] = (
    (
        "Meals at home",
        "A hot meal brought to the door, and a look whether all is well",
        (
            _outcome(
                "Somebody sees me every day",
                "People seen on a given day",
                "of 100",
                "up",
                41,
                2.4,
                n=148,
                step_month=10,
                step=15,
                whose="A card from the Tuesday club",
            ),
            _cost("Cost of a meal with a visit", 5.30, 0.18, step_month=10, step=0.35),
        ),
    ),
    (
        "Library",
        "Books, a warm room and somebody who helps",
        (
            _outcome(
                "There is a place to go that asks nothing of me",
                "Visits in a month",
                "visits",
                "up",
                5200,
                260,
                season=0.12,
                whose="Readers' group",
            ),
            _cost("Cost of a visit", 3.10, 0.14, season=-0.1),
        ),
    ),
    (
        "Streets and pavements",
        "Surfaces, crossings, lamps",
        (
            _outcome(
                "I can walk to the shops without fear of falling",
                "Falls on pavements reported in a month",
                "falls",
                "down",
                23,
                4,
                season=0.25,
                whose="Walkers with sticks and prams",
            ),
            _cost("Cost of a repair", 148, 9),
        ),
    ),
    (
        "Parks and greens",
        "Eleven greens, two playgrounds, the river path",
        (
            _outcome(
                "Our green is somewhere to stay", "Residents who call their green good", "of 100", "up", 63, 3, n=210
            ),
            _cost("Cost for each hectare in a month", 212, 12, season=0.2),
        ),
    ),
    (
        "Leisure centre",
        "A pool, a hall and a gym",
        (
            _outcome("I can swim after work", "Swims after 5 pm in a month", "swims", "up", 2900, 190, season=-0.08),
            _cost("Subsidy for each visit", 2.45, 0.2),
        ),
    ),
    (
        "Youth clubs",
        "Three evenings a week in two halls",
        (
            _outcome(
                "There is something to do that is ours",
                "Young people who come at least twice a month",
                "people",
                "up",
                118,
                9,
                season=0.1,
                whose="Youth forum",
            ),
            _cost("Cost of an evening for each person", 6.20, 0.4),
        ),
    ),
    (
        "Home repairs for tenants",
        "Repairs in 2,300 council homes",
        (
            _outcome(
                "It is mended the first time", "Repairs that held for three months", "of 100", "up", 71, 2.6, n=320
            ),
            _cost("Cost of a repair that held", 96, 6),
        ),
    ),
    (
        "Waste and recycling",
        "Bins, the tip, the repair café",
        (
            _outcome(
                "Less is thrown away",
                "Kilograms burnt or buried for each household in a month",
                "kg",
                "down",
                41,
                1.6,
                season=0.06,
            ),
            _cost("Cost for each household in a month", 7.90, 0.2),
        ),
    ),
    (
        "Bus for the hill",
        "A small bus that calls where no other does",
        (
            _outcome("I can get to the doctor by myself", "Journeys in a month", "journeys", "up", 1340, 80),
            _cost("Cost of a journey", 4.05, 0.22),
        ),
    ),
    (
        "Brookside School",
        "A primary school and its breakfast club",
        (
            _outcome("Children begin the day fed", "Children at breakfast on a day", "children", "up", 64, 5),
            _cost("Cost of a breakfast", 1.35, 0.06),
        ),
    ),
    (
        "Community safety",
        "Wardens, lamps, neighbours who know each other",
        (
            _outcome(
                "I walk home in the dark without worry",
                "Residents who feel safe after dark",
                "of 100",
                "up",
                58,
                3,
                n=190,
            ),
            _cost("Warden hours for each useful report", 3.4, 0.3),
        ),
    ),
    (
        "Carers' line",
        "Somebody to ask, and a break when it is needed",
        (
            _outcome(
                "Somebody asks how I am",
                "Carers who had a break in the month",
                "carers",
                "up",
                37,
                4,
                whose="Carers' circle",
            ),
            _cost("Cost of an hour of break", 19.80, 0.9),
        ),
    ),
)


SPOTS = {
    "Meals at home": "Meals at Home kitchen",
    "Library": "Millbrook Library",
    "Streets and pavements": "Street care depot",
    "Parks and greens": "Mill Meadow",
    "Leisure centre": "Mill Lane Leisure Centre",
    "Youth clubs": "Weirbridge youth club",
    "Home repairs for tenants": "Northgate housing office",
    "Waste and recycling": "Station Community Hall",
    "Bus for the hill": "Orchard Hill Health Centre",
    "Brookside School": "Brookside Primary School",
    "Community safety": "The Old Mill",
    "Carers' line": "Eastfield day centre",
}
"""Where on the drawn map each service stands."""


def first_of_month(day: date, back: int) -> date:
    """Return the first day of the month that lies so many months before the one of `day`."""
    months = day.year * 12 + day.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)


def serve_the_town(
    *, organisation: Organisation, places: dict[str, Place], owner: Party, chance: random.Random, until: date
) -> dict[str, Service]:
    """Make the services with their outcomes and monthly readings up to `until`; return them by name.

    `places` are the places of the map by name.
    """
    services = {}
    for name, summary, measures in SERVICES:
        service = add_service(
            organisation=organisation,
            name=name,
            summary=summary,
            actor=None,
            owner=owner,
            place=places[SPOTS[name]],
        )
        for measure in measures:
            _read_for_months(outcome=_make(service, measure), measure=measure, chance=chance, until=until)
        services[name] = service
    return services


def _make(service: Service, measure: Measure) -> Outcome:
    return add_outcome(
        service=service,
        statement=measure.statement,
        measure=measure.measure,
        unit=measure.unit,
        better=measure.better,
        kind=measure.kind,
        actor=None,
        whose_words=measure.whose,
    )


def _read_for_months(*, outcome: Outcome, measure: Measure, chance: random.Random, until: date) -> None:
    for month in range(MONTHS):
        on = first_of_month(until, MONTHS - 1 - month)
        level = measure.level + (measure.step if month >= measure.step_month else 0)
        level *= 1 + measure.season * math.cos(2 * math.pi * (on.month - 1) / 12)
        value = Decimal(f"{max(0.0, chance.gauss(level, measure.scatter)):.{measure.decimals}f}")
        observe(
            outcome=outcome,
            on=on,
            value=value,
            n=measure.n,
            source="Simulated for this demonstration",
            actor=None,
            baseline=month == 0,
        )
