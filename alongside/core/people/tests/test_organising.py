"""Changing the organisation: what is refused, with which words, beside which field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.core.audit.models import AuditEntry
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party, appoint
from alongside.core.people.models import Party
from alongside.core.people.organising import change_look, change_organisation, colour_problem, darker
from alongside.core.people.queries import current_appointments, people_named
from alongside.kit.parts.strands import PAPER, contrast
from alongside.kit.refused import NotAllowed, Refused


@pytest.fixture
def ruth(db: None) -> Party:
    party = add_party(organisation=Organisation.objects.create(slug="m", name="Millbrook"), name="Ruth")
    appoint(party=party, role="administrator", actor=None)
    return party


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", " "), ("time_zone", "Mars/Olympus"), ("quiet_from", 24), ("languages", []), ("languages", ["xx"])],
)
def test_what_cannot_be_is_refused_beside_its_field(ruth: Party, field: str, value: object) -> None:
    with pytest.raises(Refused) as refused:
        change_organisation(organisation=ruth.organisation, actor=ruth, **{field: value})
    assert refused.value.field == field


def test_a_change_is_written_down_without_its_words(ruth: Party) -> None:
    change_organisation(organisation=ruth.organisation, actor=ruth, name="Millbrook Council", quiet_from=20)
    entry = AuditEntry.objects.get(act="change_organisation")
    assert (entry.actor_id, entry.record_kind, entry.after) == (
        ruth.pk,
        "organisation",
        {"changed": ["name", "quiet_from"]},
    )


def test_only_an_administrator_changes_anything(ruth: Party) -> None:
    stranger = add_party(organisation=ruth.organisation, name="Joan")
    for change in (change_organisation, change_look):
        with pytest.raises(NotAllowed):
            change(organisation=ruth.organisation, actor=stranger, name="Joan's")


def test_a_pale_colour_is_refused_with_its_ratio_and_how_to_mend_it(ruth: Party) -> None:
    with pytest.raises(Refused) as refused:
        change_look(organisation=ruth.organisation, actor=ruth, colour_public="#7fc7e8")
    assert refused.value.field == "colour_public"
    assert "a contrast of 1.7 to 1" in refused.value.message
    assert darker("#7fc7e8") in refused.value.message


def test_two_sides_cannot_share_a_colour(ruth: Party) -> None:
    with pytest.raises(Refused) as refused:
        change_look(organisation=ruth.organisation, actor=ruth, colour_citizens="#14506B")
    assert refused.value.field == "colour_citizens"


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_the_shade_that_is_offered_can_be_read(colour: str) -> None:
    assert contrast(darker(colour), PAPER) >= 4.5
    assert colour_problem(darker(colour)) == ""


def test_people_are_found_by_name_or_the_beginning_of_their_address(ruth: Party) -> None:
    joan = add_party(organisation=ruth.organisation, name="Joan Pendry", email="jp@example.org")
    add_party(organisation=ruth.organisation, name="Pendry Ltd", kind="organisation")
    add_party(organisation=Organisation.objects.create(slug="o", name="O"), name="Pendry")
    for words in ("pendry", " JP@", "joan p"):
        assert list(people_named(organisation=ruth.organisation, words=words)) == [joan]
    assert [one.party for one in current_appointments(ruth.organisation)] == [ruth]
