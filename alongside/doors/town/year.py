"""A year of the town: what was asked, decided and done, one thing growing out of another."""

import random
from datetime import datetime, timedelta

from alongside.core.decisions.models import Decision
from alongside.core.initiatives.actions import start_initiative
from alongside.core.initiatives.models import Initiative
from alongside.core.messages.actions import mark_letters_printed, send_waiting
from alongside.core.messages.models import Message
from alongside.core.messages.queries import letters_waiting
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party
from alongside.core.services.models import Service
from alongside.doors.town import consultations, words
from alongside.doors.town.exploring import explore_the_town
from alongside.doors.town.people import People
from alongside.kit import clock
from alongside.methods.design.user_consultation import demo as library
from alongside.methods.financing.charges import demo as charges
from alongside.methods.financing.fundraising import demo as fundraising
from alongside.methods.financing.tax_agreement import demo as tax_choice
from alongside.methods.prioritisation.community_chest import demo as chest
from alongside.methods.prioritisation.participatory_budget import demo as budget

# Which script, about which service, how many days ago it began and how many ago it last moved, how many answered.
# The pool is the promise that was broken: it closed, and its answer is overdue.
CONSULTATIONS = (
    (words.COMPANY, "Meals at home", 205, 0, 120),
    (words.LAMPS, "Streets and pavements", 75, 0, 110),
    (words.POOL, "Leisure centre", 58, 23, 38),
    (words.BREAKS, "Carers' line", 19, 0, 45),
)


# long: it names its keyword arguments one to a line
def live_the_year(
    *, organisation: Organisation, people: People, services: dict[str, Service], chance: random.Random, end: datetime
) -> None:
    """Live through the year that ends at `end`; what would come later has not happened yet."""
    lived: dict[str, Initiative] = {}
    for script, name, ago, still, answers in CONSULTATIONS:
        lived[name] = consultations.live_through(
            people=_cast(people, chance),
            service=services[name],
            chance=chance,
            start=end - timedelta(days=ago),
            until=end - timedelta(days=still),
            script=script,
            answers=answers,
        )
    library.live_through(
        organisation=organisation,
        people=_cast(people, chance),
        service=services["Library"],
        random=chance,
        start=end - timedelta(days=330),
    )
    for ago, title in ((375, "Our streets, last year"), (109, "Our streets, our choice")):
        budget.live_through(
            organisation=organisation,
            people=_budget_cast(people, chance),
            service=services["Parks and greens"],
            random=chance,
            start=end - timedelta(days=ago),
            until=end,
            title=title,
        )
    _live_financing(organisation=organisation, people=people, services=services, chance=chance, end=end)
    chest.live_through(
        organisation=organisation,
        people=_chest_cast(people),
        service=services["Parks and greens"],
        random=random.Random(5),  # noqa: S311 - of its own, so that the rest of the year stays as it is
        start=end - timedelta(days=160),
    )
    _begin_what_grew(lived["Meals at home"], services["Meals at home"], people, end)
    _post_letters(organisation, people, end)
    with clock.at(end - timedelta(days=30)):
        explore_the_town(people=people, services=services, chance=chance)


def _live_financing(
    *, organisation: Organisation, people: People, services: dict[str, Service], chance: random.Random, end: datetime
) -> None:
    """A charge looked back on after a year, a tax choice whose first account is published, and campaigns."""
    lead, analyst, decider, *others = _cast(people, chance)
    charges.live_through(
        organisation=organisation,
        people=[lead, analyst, decider, people.officers["care_lead"], *others],
        service=services["Leisure centre"],
        random=chance,
        start=end - timedelta(days=330),
    )
    tax_choice.live_through(
        organisation=organisation,
        people=_cast(people, chance),
        service=services["Streets and pavements"],
        random=chance,
        start=tax_choice.start_for(end),
    )
    fundraising.live_through(
        organisation=organisation,
        people=_fundraising_cast(people),
        service=services["Streets and pavements"],
        random=random.Random(9),  # noqa: S311 - of its own, so that the rest of the year stays as it is
        start=end - timedelta(days=130),
        going_on=True,
    )


def _cast(people: People, chance: random.Random) -> list[Party]:
    """The same three officers each time, two residents who watch, and everybody else in another order."""
    officers = [people.officers[key] for key in ("lead", "analyst", "decider")]
    watchers = [people.visitor, people.residents[1]]
    rest = people.residents[2:]
    return [*officers, *watchers, *chance.sample(rest, len(rest))]


def _budget_cast(people: People, chance: random.Random) -> list[Party]:
    keys = ("lead", "checker", "returning_officer", "decider", "care_lead")
    return [*(people.officers[key] for key in keys), people.visitor, *chance.sample(people.residents[1:], 150)]


def _fundraising_cast(people: People) -> list[Party]:
    """The visitor is the first to pledge; the campaigns are other residents'."""
    keys = ("lead", "decider", "analyst")
    return [*(people.officers[key] for key in keys), *people.residents[1:3], people.visitor, *people.residents[3:60]]


def _chest_cast(people: People) -> list[Party]:
    """The visitor has a seat on the panel; those who apply are other residents."""
    keys = ("care_lead", "analyst", "checker", "decider", "lead")
    return [*(people.officers[key] for key in keys), people.visitor, *people.residents[1:40]]


def _begin_what_grew(meals: Initiative, service: Service, people: People, end: datetime) -> None:
    """What was decided about meals has grown into the idea of a round that neighbours run themselves."""
    decision = Decision.objects.get(question__initiative=meals, state="published")
    with clock.at(end - timedelta(days=12)):
        start_initiative(
            service=service,
            method_key="meals_on_wheels",
            title="The Millside round",
            summary="Neighbours who carry meals now want to run the round themselves.",
            problem="We know the doors. Let us draw up the list.",
            actor=people.officers["care_lead"],
            grew_from=decision,
        )


def _post_letters(organisation: Organisation, people: People, end: datetime) -> None:
    """Nobody here has an e-mail address yet, so that all get letters; the last were posted two weeks ago."""
    with clock.at(end - timedelta(days=14)):
        due = Message.objects.filter(organisation=organisation, state="waiting", not_before__lte=clock.now())
        while due.exists():
            send_waiting(organisation)
        mark_letters_printed(letters=list(letters_waiting(organisation)), actor=people.officers["lead"])
