"""Reads about messages that are used more than once."""

from django.db.models import QuerySet

from alongside.core.messages.models import Message, MessagePreference, Topic
from alongside.core.organisations.models import Organisation
from alongside.core.people.models import Party


def preferences(party: Party) -> dict[str, str]:
    """Return how a party wants each kind of message, at once where it never chose."""
    chosen = MessagePreference.objects.filter(organisation_id=party.organisation_id, party=party)
    return dict.fromkeys(Topic.values, str(MessagePreference.How.AT_ONCE)) | dict(chosen.values_list("topic", "how"))


def letters_waiting(organisation: Organisation) -> QuerySet[Message]:
    """Return the messages that must be printed, those of one person together."""
    return (
        Message.objects.filter(organisation=organisation, state=Message.State.LETTER)
        .select_related("party", "party__home_place")
        .order_by("party_id", "id")
    )
