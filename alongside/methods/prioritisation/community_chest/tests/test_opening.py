"""Grants as open data: valid, without a person in them; and from where nobody applies."""

import json
from pathlib import Path

import pytest

from alongside.core.services.actions import add_place
from alongside.core.services.models import Place
from alongside.kit import clock
from alongside.kit.refused import Refused
from alongside.methods.prioritisation.community_chest.granting import accept_grant
from alongside.methods.prioritisation.community_chest.models import Application, Grant
from alongside.methods.prioritisation.community_chest.opening import file_of, records_of
from alongside.methods.prioritisation.community_chest.queries import who_applies
from alongside.methods.prioritisation.community_chest.tests.conftest import Chest, open_chest
from alongside.methods.prioritisation.community_chest.tests.test_round import decide
from alongside.standards.threesixtygiving import findings_of, read
from alongside.standards.threesixtygiving.tests.example import against_the_schema


def accepted(chest: Chest, *applications: Application) -> None:
    chest.scored(*((one, 4) for one in applications))
    decide(chest)
    for one in applications:
        party = one.contribution.party
        assert party is not None
        accept_grant(grant=Grant.objects.get(application=one), actor=party)


@pytest.mark.shared
def test_the_file_fulfils_the_standard_and_names_no_person(db: None, shared: Path) -> None:
    chest = open_chest(
        persons_may=True, person_purpose="GTIP160", publisher_prefix="Example", funder_identifier="GB-LAE-EXM"
    )
    place = add_place(organisation=chest.run.town.organisation, name="Hill", actor=None, kind="neighbourhood")
    charity = chest.group("The boat shed", sort="charity", charity_number="1234567")
    person = chest.group("Joan Example", sort="person")
    accepted(chest, chest.apply(group=charity, place=place), chest.apply(group=person, place=place))
    text = file_of(chest.run.initiative, page="https://example.org/grants")
    assert against_the_schema(json.loads(text), shared=shared) == []
    assert "Joan" not in text
    grants = {one["amountAwarded"]: one for one in read(text.encode()).grants}
    group, somebody = sorted(read(text.encode()).grants, key=lambda one: "recipientIndividual" in one)
    assert len(grants) == 1
    assert group["recipientOrganization"] == [
        {"id": "GB-CHC-1234567", "name": "The boat shed", "charityNumber": "1234567"}
    ]
    assert somebody["recipientIndividual"]["name"] == "Individual Recipient"
    assert somebody["toIndividualsDetails"] == {"grantPurpose": ["GTIP160"]}
    assert set(somebody) & {"beneficiaryLocation", "recipientOrganization"} == set()
    assert [one.key for one in findings_of([group, somebody], today=clock.today())] == ["place-uncoded"]


def test_nothing_is_published_before_it_is_accepted(chest: Chest) -> None:
    chest.scored((chest.apply(), 4))
    decide(chest)
    assert records_of(chest.grant_round) == []
    with pytest.raises(Refused, match="nothing to publish"):
        file_of(chest.run.initiative)


def test_places_with_few_applications_show_no_number(chest: Chest) -> None:
    organisation = chest.run.town.organisation
    hill, quay, mill = (
        add_place(organisation=organisation, name=name, actor=None, kind="neighbourhood", population=population)
        for name, population in (("Hill", 4_000), ("Quay", 6_000), ("Mill", 2_000))
    )
    for place, count in ((hill, 12), (quay, 1), (mill, 11)):
        for number in range(count):
            chest.apply(f"{place.name} {number}", 5_000, place=place)
    shown = [(one.place.name, one.applications, one.per_thousand) for one in who_applies([chest.grant_round])]
    assert shown == [("Hill", 12, 3.0), ("Quay", None, None), ("Mill", None, None)]
    assert Place.objects.filter(kind="neighbourhood").count() == 3
