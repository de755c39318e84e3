"""Erasing a person, and leaving a counted tombstone (rule 9)."""

from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from alongside.core.audit.actions import write_audit
from alongside.core.contributions.models import Contribution
from alongside.core.initiatives.charter import end_membership
from alongside.core.initiatives.models import Membership
from alongside.core.messages.models import Message
from alongside.core.organisations.models import Row
from alongside.core.people.actions import end_appointment
from alongside.core.people.models import Appointment, Party
from alongside.core.personal_data.queries import personal_tables, rows_of
from alongside.core.questions.models import Question
from alongside.kit import clock
from alongside.kit.refused import Refused


def _emptied(table: type[Row]) -> dict[str, Any]:
    """Return what the private columns of a table become."""
    empty: dict[str, Any] = {}
    for name in table.private:
        field = table._meta.get_field(name)
        empty[name] = {} if isinstance(field, models.JSONField) else (None if getattr(field, "null", False) else "")
    return empty | table.on_erase


def _forget_files(table: type[Row], party: Party) -> None:
    names = [name for name in table.private if isinstance(table._meta.get_field(name), models.FileField)]
    for row in rows_of(party=party, table=table) if names else ():
        for name in names:
            getattr(row, name).delete(save=False)


@transaction.atomic
def erase_person(*, party: Party, actor: Party | None) -> Party:
    """Erase a person: words, name and addresses go; that something was given stays counted.

    What the person promised is released, so that the other side knows. Refuses twice, and for the last
    administrator, who would leave nobody to appoint another.
    """
    party = Party.objects.select_for_update().get(pk=party.pk)
    if party.erased_at:
        raise Refused(_("This person was erased before."))
    for appointment in Appointment.objects.filter(
        organisation_id=party.organisation_id, party=party, valid_to__isnull=True
    ):
        end_appointment(appointment=appointment, actor=actor)
    for membership in Membership.objects.filter(
        organisation_id=party.organisation_id, party=party, valid_to__isnull=True
    ):
        end_membership(membership=membership, actor=actor)
    _uncount_waiting(party)
    for table in personal_tables():
        _forget_files(table, party)
        if change := _emptied(table):
            rows_of(party=party, table=table).update(**change)
    Message.objects.filter(organisation_id=party.organisation_id, party=party).delete()
    party.tokens.all().delete()
    user = party.user
    party.name = party.email = party.phone = party.postal_address = party.access_needs = party.language = ""
    party.user, party.home_place, party.contact_by, party.erased_at = None, None, "none", clock.now()
    party.save()
    if user is not None and not user.parties.exists():
        user.delete()
    write_audit(act="erase_person", record=party, actor=actor if actor != party else None)
    return party


def _uncount_waiting(party: Party) -> None:
    """What nobody has read yet cannot be read any more: take it off the count of what is still to be themed."""
    waiting = Contribution.objects.filter(
        organisation_id=party.organisation_id,
        party=party,
        state="received",
        themed_at__isnull=True,
        question__isnull=False,
    )
    for question_id in waiting.values_list("question_id", flat=True):
        Question.objects.filter(pk=question_id).update(unthemed_count=F("unthemed_count") - 1)
