"""`alongside begin`: the first organisation of an empty installation, and who administers it."""

from argparse import ArgumentParser, Namespace

from alongside.kit.refused import Refused

HELP = "make an organisation and its first administrator, who signs in by a code sent to the address"


def add_arguments(parser: ArgumentParser) -> None:
    """The arguments of the command."""
    parser.add_argument("name", help="the organisation's name, for instance “Millbrook Town Council”")
    parser.add_argument("--place", default="", help="the town or area, in short")
    parser.add_argument("--host", default=None, help="the host name it answers at, where there will be several")
    parser.add_argument("--administrator", required=True, metavar="EMAIL", help="the first administrator's address")
    parser.add_argument("--time-zone", default="Europe/London")


def run(options: Namespace) -> int:
    """Make both, in one transaction. Refuses an address that is none, and a name that is taken."""
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.db import transaction
    from django.utils.text import slugify

    from alongside.core.organisations.models import Organisation
    from alongside.core.people.actions import add_party, appoint
    from alongside.core.people.models import User

    try:
        validate_email(options.administrator)
    except ValidationError:
        raise Refused(f"{options.administrator} is not an e-mail address.") from None
    slug = slugify(options.name)[:50]
    if not slug or Organisation.objects.filter(slug=slug).exists():
        raise Refused(f"There is an organisation called {options.name} already, or the name has no letters.")
    with transaction.atomic():
        organisation = Organisation.objects.create(
            slug=slug, name=options.name, place_name=options.place, host=options.host, time_zone=options.time_zone
        )
        user = User.objects.filter(email=options.administrator.lower()).first()
        user = user or User.objects.create_user(email=options.administrator)
        party = add_party(organisation=organisation, name=options.administrator, user=user, email=user.email)
        appoint(party=party, role="administrator", actor=None)
        appoint(party=party, role="officer", actor=None)
    print(f"{organisation} is made. {options.administrator} signs in at /account/login/ by a code.")
    return 0
