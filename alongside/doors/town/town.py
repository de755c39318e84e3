"""Making the demonstration town: the same people, services and year from the same seed and day."""

import gc
import random
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import change_party
from alongside.core.people.models import Party, User
from alongside.core.services.models import Place
from alongside.doors.town.people import People, people_the_town
from alongside.doors.town.places import place_the_town
from alongside.doors.town.services import serve_the_town
from alongside.doors.town.year import live_the_year
from alongside.kit import clock, ids
from alongside.kit.refused import Refused

SIGN_IN = {
    "a resident": ("resident@millbrook.example", "visitor"),
    "an officer": ("officer@millbrook.example", "lead"),
    "the decider": ("decider@millbrook.example", "decider"),
    "who runs the votes": ("returning@millbrook.example", "returning_officer"),
    "an administrator": ("administrator@millbrook.example", "administrator"),
}
"""Who can be signed in as: the address, and which of the town's people it is."""
YEAR = 400


def make_town(*, seed: int = 1, on: date | None = None) -> Organisation:
    """Make the whole town in one transaction, its year ending on the day `on` (today); refuse where one is already."""
    if Organisation.objects.exists():
        raise Refused("There is an organisation in this database already. Name another database, or a new file.")
    today = on or clock.today()
    chance = random.Random(seed)  # noqa: S311 - the same town each time, on purpose
    end = datetime.combine(today, time(9), tzinfo=UTC)
    with ids.seeded(seed), _rings_kept(), transaction.atomic():
        with clock.at(end - timedelta(days=YEAR)):
            organisation = Organisation.objects.create(
                slug="millbrook",
                name="Millbrook Town Council",
                place_name="Millbrook",
                email="hello@millbrook.example",
                languages=["en-gb", "cy"],
                demonstration=True,
            )
            places = place_the_town(organisation)
            homes = [place for place in places.values() if place.kind == Place.Kind.NEIGHBOURHOOD]
            people = people_the_town(organisation=organisation, places=homes, chance=chance)
        with clock.at(end):
            services = serve_the_town(
                organisation=organisation, places=places, owner=people.officers["lead"], chance=chance, until=today
            )
        live_the_year(organisation=organisation, people=people, services=services, chance=chance, end=end)
        with clock.at(end):
            _let_people_sign_in(people)
    return organisation


@contextmanager
def _rings_kept() -> Iterator[None]:
    """Look for no garbage that holds itself in a ring: a year makes little of it, and the search takes its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _let_people_sign_in(people: People) -> None:
    kept = make_password(password())  # All have the same one, and its digest is slow to make, on purpose.
    for address, key in SIGN_IN.values():
        party: Party = people.visitor if key == "visitor" else people.officers[key]
        user = User.objects.create_user(email=address)
        user.password = kept
        user.save(update_fields=["password"])
        _confirm_address(user)
        change_party(party=party, actor=None, user=user, email=address)


def _confirm_address(user: User) -> None:
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def password() -> str:
    """Return the password of the demonstration: made once on this machine, kept beside its data, printed at start."""
    kept = Path(settings.DATA) / "demonstration-password"
    if not kept.exists():
        kept.write_text("-".join(secrets.choice(WORDS) for _word in range(4)))
        kept.chmod(0o600)
    return kept.read_text().strip()


WORDS = [
    "river",
    "meadow",
    "lantern",
    "bridge",
    "orchard",
    "kettle",
    "harbour",
    "willow",
    "market",
    "garden",
    "button",
    "copper",
    "feather",
    "pebble",
    "saddle",
    "thimble",
    "walnut",
    "candle",
    "mitten",
    "parsley",
]
