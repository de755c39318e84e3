"""Writes about parties, appointments and tokens."""

import hashlib
import secrets
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from alongside.core.audit.actions import write_audit
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import ApiToken, Appointment, Party, User
from alongside.kit import clock
from alongside.kit.refused import Refused


@transaction.atomic
def add_party(
    *, organisation: Organisation, name: str, actor: Party | None = None, kind: str = "person", **details: Any
) -> Party:
    """Add a person, organisation or group. `details` are columns of Party."""
    if not name.strip():
        raise Refused(_("Give a name; any name that you want to be called by will do."), "name")
    party = Party.objects.create(organisation=organisation, name=name.strip()[:200], kind=kind, **details)
    write_audit(act="add_party", record=party, actor=actor, after={"kind": kind})
    return party


@transaction.atomic
def join_organisation(*, organisation: Organisation, user: User, name: str, is_proved: bool) -> Party:
    """Make the party that a user who signed in for the first time is here; the same one when asked again.

    `is_proved`: the user has shown that the address is theirs. Whoever was entered with it before, by phone or at a
    desk, is then the same person; without that proof they are somebody new, of whom no address is kept.
    """
    if found := Party.objects.filter(organisation=organisation, user=user).first():
        return found
    if not is_proved:
        return add_party(organisation=organisation, name=name, user=user)
    same = Party.objects.select_for_update().filter(
        organisation=organisation,
        email__iexact=user.email,
        user__isnull=True,
        kind=Party.Kind.PERSON,
        erased_at__isnull=True,
    )
    if len(known := list(same[:2])) == 1:
        known[0].user = user
        known[0].save(update_fields=["user"])
        write_audit(act="join_organisation", record=known[0], actor=known[0])
        return known[0]
    return add_party(organisation=organisation, name=name, user=user, email=user.email)


@transaction.atomic
def change_party(*, party: Party, actor: Party | None, **details: Any) -> Party:
    """Change what a party says of itself: name, phone, language, access needs, how to be contacted."""
    for field, value in details.items():
        setattr(party, field, value)
    if not party.name.strip():
        raise Refused(_("Give a name; any name that you want to be called by will do."), "name")
    party.save(update_fields=list(details))
    write_audit(act="change_party", record=party, actor=actor, after={"changed": sorted(details)})
    return party


@transaction.atomic
def appoint(*, party: Party, role: str, actor: Party | None) -> Appointment:
    """Appoint a party to a role of the organisation from now on; twice is the same as once."""
    if role not in Appointment.Role.values:
        raise Refused(_("There is no such role."), "role")
    appointment, created = Appointment.objects.get_or_create(
        organisation_id=party.organisation_id, party=party, role=role, valid_to=None
    )
    if created:
        write_audit(act="appoint", record=appointment, actor=actor, after={"role": role})
    return appointment


@transaction.atomic
def end_appointment(*, appointment: Appointment, actor: Party | None) -> None:
    """End an appointment now. The last administrator cannot be ended: nobody could appoint another."""
    others = Appointment.objects.filter(
        organisation_id=appointment.organisation_id, role="administrator", valid_to__isnull=True
    ).exclude(pk=appointment.pk)
    if appointment.role == Appointment.Role.ADMINISTRATOR and not others.exists():
        raise Refused(_("Appoint another administrator first: somebody must be able to."))
    appointment.valid_to = clock.now()
    appointment.save(update_fields=["valid_to"])
    write_audit(act="end_appointment", record=appointment, actor=actor, after={"role": appointment.role})


def digest_of(token: str) -> str:
    """Return the digest under which a token or a receipt code is kept: SHA-256, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_token(*, party: Party, name: str, may_write: bool) -> tuple[ApiToken, str]:
    """Make a key for a program that acts for a party. The key itself is returned once and kept nowhere."""
    if not name.strip():
        raise Refused(_("Say what the key is for, so that you know it again."), "name")
    key = f"alongside_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        organisation_id=party.organisation_id,
        party=party,
        name=name.strip(),
        digest=digest_of(key),
        may_write=may_write,
    )
    write_audit(act="make_token", record=token, actor=party, after={"may_write": may_write})
    return token, key


@transaction.atomic
def revoke_token(*, token: ApiToken, actor: Party) -> None:
    """Make a key useless from now on."""
    token.revoked_at = clock.now()
    token.save(update_fields=["revoked_at"])
    write_audit(act="revoke_token", record=token, actor=actor)
