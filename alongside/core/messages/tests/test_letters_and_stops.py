"""Messages that go on paper, and stopping a kind of message from a message."""

import pytest
from django.core import mail

from alongside.core.audit.models import AuditEntry
from alongside.core.messages import actions
from alongside.core.messages.models import Message
from alongside.core.messages.queries import letters_waiting, preferences
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party
from alongside.core.people.models import Party
from alongside.kit.refused import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Organisation:
    return Organisation.objects.create(slug="m", name="Millbrook", quiet_from=0, quiet_to=0)


def tell(party: Party, key: str = "a") -> Message:
    actions.tell(party=party, topic="mine", key=key, subject="Decided", text="We open on Sundays.")
    return Message.objects.get(party=party, key=key)


@pytest.mark.parametrize(
    ("contact_by", "email", "state"),
    [
        ("email", "j@example.org", "sent"),
        ("email", "", "letter"),
        ("letter", "j@example.org", "letter"),
        ("none", "j@example.org", "not_wanted"),
        ("text", "", "not_wanted"),
    ],
)
def test_how_somebody_is_told(town: Organisation, contact_by: str, email: str, state: str) -> None:
    message = tell(add_party(organisation=town, name="Joan", contact_by=contact_by, email=email))
    actions.send_waiting(town)
    message.refresh_from_db()
    assert (message.state, len(mail.outbox)) == (state, 1 if state == "sent" else 0)


def test_a_letter_is_printed_once(town: Organisation) -> None:
    officer, joan = add_party(organisation=town, name="Helen"), add_party(organisation=town, name="Joan")
    tell(joan)
    tell(joan, "b")
    actions.send_waiting(town)
    letters = list(letters_waiting(town))
    assert actions.mark_letters_printed(letters=letters[:1], actor=officer) == 1
    assert actions.mark_letters_printed(letters=letters, actor=officer) == 1
    assert list(letters_waiting(town)) == []
    assert AuditEntry.objects.filter(act="print_letter", actor_id=officer.pk).count() == 2


def test_stopping_stops_what_waits_and_what_will_come_but_no_other_kind(town: Organisation) -> None:
    joan = add_party(organisation=town, name="Joan", email="j@example.org")
    waiting = tell(joan)
    link = actions.unsubscribe_link(party=joan, topic="mine")
    party, topic = actions.read_unsubscribe_link(organisation=town, token=link.rstrip("/").rsplit("/", 1)[1])
    actions.stop_messages(party=party, topic=topic)
    waiting.refresh_from_db()
    assert [waiting.state, tell(joan, "b").state] == ["not_wanted", "not_wanted"]
    assert preferences(joan) == {"mine": "never", "asked": "at_once", "news": "at_once", "duty": "at_once"}


def test_a_made_up_address_stops_nothing(town: Organisation) -> None:
    token = actions.unsubscribe_link(party=add_party(organisation=town, name="J"), topic="mine").rsplit("/", 2)[1]
    other = Organisation.objects.create(slug="o", name="O")
    for organisation, said in ((town, token[:-1]), (town, "x"), (other, token)):
        with pytest.raises(Refused):
            actions.read_unsubscribe_link(organisation=organisation, token=said)


def test_a_kind_or_a_way_that_does_not_exist_is_refused(town: Organisation) -> None:
    joan = add_party(organisation=town, name="Joan")
    for topic, how in (("gossip", "never"), ("mine", "hourly")):
        with pytest.raises(Refused):
            actions.set_preference(party=joan, topic=topic, how=how)


def test_many_are_told_as_one_is_each_as_they_chose_and_once(town: Organisation) -> None:
    one, other = (add_party(organisation=town, name=name, email=f"{name}@example.org") for name in ("ann", "bea"))
    actions.set_preference(party=other, topic="mine", how="never")
    tell(one, key="a")
    for _time in range(2):
        actions.tell_all(
            organisation=town,
            topic="mine",
            tellings=[
                actions.Telling(party=party, key=key, subject="Decided", text="Later words.")
                for party in (one, other)
                for key in "ab"
            ],
        )
    rows = Message.objects.order_by("party__name", "key").values_list("party__name", "key", "state", "text")
    assert list(rows) == [
        ("ann", "a", "waiting", "We open on Sundays."),
        ("ann", "b", "waiting", "Later words."),
        ("bea", "a", "not_wanted", "Later words."),
        ("bea", "b", "not_wanted", "Later words."),
    ]
