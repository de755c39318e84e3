"""Writes about sign-in codes on paper, for people without e-mail."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.core.audit.actions import write_audit
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import digest_of
from alongside.core.people.models import Party, SignInCode, User
from alongside.core.people.queries import require_officer, roles_in_organisation
from alongside.kit import clock
from alongside.kit.refused import Refused

GOOD_FOR = timedelta(days=14)
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32, as on receipts: it can be read aloud. Twelve letters are 60 random bits."""


def _read(written: str) -> str:
    meant = "".join(letter for letter in written.upper() if letter.isalnum())
    return "sign-in:" + meant.translate(str.maketrans("OILU", "011V"))


@transaction.atomic
def issue_sign_in_code(*, party: Party, actor: Party) -> str:
    """Make a code to hand to somebody without e-mail: good once, for 14 days; an earlier one stops working.

    Refuses for somebody with e-mail, who gets codes there, and for whoever holds an office: nobody hands out a way
    into somebody else's powers.
    """
    require_officer(actor)
    if party.organisation_id != actor.organisation_id or party.erased_at or party.kind != Party.Kind.PERSON:
        raise Refused(_("This person is not here."), "party")
    if party.email:
        raise Refused(_("They have e-mail here: their code comes by e-mail when they sign in."), "party")
    if roles_in_organisation(party):
        raise Refused(_("Whoever holds an office signs in with e-mail and a second proof."), "party")
    for earlier in SignInCode.objects.filter(organisation_id=party.organisation_id, party=party).exclude(digest=""):
        earlier.digest = ""
        earlier.save(update_fields=["digest"])
    code = "".join(secrets.choice(LETTERS) for _letter in range(12))
    issued = SignInCode.objects.create(
        organisation_id=party.organisation_id,
        party=party,
        digest=digest_of(_read(code)),
        made_by=actor,
        expires_at=clock.now() + GOOD_FOR,
    )
    write_audit(act="issue_sign_in_code", record=issued, actor=actor)
    return code


@transaction.atomic
def use_sign_in_code(*, organisation: Organisation, code: str) -> User:
    """Return the user whom a code on paper signs in, and use the code up. Guessing is slowed where it is asked for."""
    wrong = Refused(_("This code does not work. It may be mistyped, used already, or older than 14 days."), "code")
    found = (
        SignInCode.objects.select_for_update(of=("self",))
        .select_related("party__user")
        .filter(organisation=organisation, digest=digest_of(_read(code)), party__erased_at__isnull=True)
        .first()
    )
    if found is None or found.expires_at < clock.now() or roles_in_organisation(found.party):
        raise wrong
    party = found.party
    if party.user is None:
        # A user needs an address that is nobody's; `.invalid` can never receive mail. Source: RFC 2606.
        party.user = User.objects.create_user(f"{party.pk}@no-email.invalid")
        party.save(update_fields=["user"])
    found.digest, found.used_at = "", clock.now()
    found.save(update_fields=["digest", "used_at"])
    write_audit(act="use_sign_in_code", record=found, actor=party)
    return party.user
