"""Codes on paper: good once, for fourteen days, only for people without e-mail and without an office."""

from datetime import UTC, datetime, timedelta

import pytest

from alongside.core.audit.models import AuditEntry
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party, appoint
from alongside.core.people.codes import issue_sign_in_code, use_sign_in_code
from alongside.core.people.models import Party
from alongside.kit import clock
from alongside.kit.refused import NotAllowed, Refused

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def town() -> Organisation:
    return Organisation.objects.create(slug="millbrook", name="Millbrook")


@pytest.fixture
def officer(town: Organisation) -> Party:
    with clock.at(START):
        party = add_party(organisation=town, name="Helen")
        appoint(party=party, role="officer", actor=None)
    return party


def test_a_code_signs_in_once_however_it_is_typed(town: Organisation, officer: Party) -> None:
    joan = add_party(organisation=town, name="Joan")
    code = issue_sign_in_code(party=joan, actor=officer)
    user = use_sign_in_code(organisation=town, code=f" {code[:4].lower()}-{code[4:8]} {code[8:]}")
    joan.refresh_from_db()
    assert (joan.user, user.email) == (user, f"{joan.pk}@no-email.invalid")
    with pytest.raises(Refused, match="does not work"):
        use_sign_in_code(organisation=town, code=code)
    acts = AuditEntry.objects.filter(act__contains="sign_in_code").order_by("id").values_list("act", "actor_id")
    assert list(acts) == [("issue_sign_in_code", officer.pk), ("use_sign_in_code", joan.pk)]


def test_a_second_code_ends_the_first_and_both_lead_to_the_same_user(town: Organisation, officer: Party) -> None:
    joan = add_party(organisation=town, name="Joan")
    first = issue_sign_in_code(party=joan, actor=officer)
    second = issue_sign_in_code(party=joan, actor=officer)
    with pytest.raises(Refused):
        use_sign_in_code(organisation=town, code=first)
    one = use_sign_in_code(organisation=town, code=second)
    assert use_sign_in_code(organisation=town, code=issue_sign_in_code(party=joan, actor=officer)) == one


def test_a_code_ends_after_fourteen_days(town: Organisation, officer: Party) -> None:
    joan = add_party(organisation=town, name="Joan")
    with clock.at(START):
        code = issue_sign_in_code(party=joan, actor=officer)
    with clock.at(START + timedelta(days=14, minutes=1)), pytest.raises(Refused):
        use_sign_in_code(organisation=town, code=code)
    with clock.at(START + timedelta(days=14)):
        use_sign_in_code(organisation=town, code=code)


def test_nobody_makes_a_way_into_an_office_or_past_somebodys_email(town: Organisation, officer: Party) -> None:
    ruth = add_party(organisation=town, name="Ruth")
    code = issue_sign_in_code(party=ruth, actor=officer)
    appoint(party=ruth, role="administrator", actor=None)
    with pytest.raises(Refused, match="holds an office"):
        issue_sign_in_code(party=ruth, actor=officer)
    with pytest.raises(Refused):
        use_sign_in_code(organisation=town, code=code)
    with pytest.raises(Refused, match="have e-mail"):
        issue_sign_in_code(party=add_party(organisation=town, name="Ahmed", email="a@example.org"), actor=officer)
    with pytest.raises(NotAllowed):
        issue_sign_in_code(party=ruth, actor=add_party(organisation=town, name="Joan"))


def test_a_code_of_another_organisation_opens_nothing(town: Organisation, officer: Party) -> None:
    code = issue_sign_in_code(party=add_party(organisation=town, name="Joan"), actor=officer)
    with pytest.raises(Refused):
        use_sign_in_code(organisation=Organisation.objects.create(slug="other", name="Other"), code=code)
