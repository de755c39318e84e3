"""The people of the demonstration town. All of them are made up, and every page says so."""

import random
from dataclasses import dataclass, field

from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party, appoint
from alongside.core.people.models import Party
from alongside.core.services.models import Place

FIRST = [
    "Joan",
    "Ahmed",
    "Rhiannon",
    "Kofi",
    "Marta",
    "Idris",
    "Siân",
    "Yusuf",
    "Agnes",
    "Tomos",
    "Leila",
    "Graham",
    "Nia",
    "Piotr",
    "Blessing",
    "Owen",
    "Farah",
    "Dilys",
    "Ravi",
    "Carys",
    "Emeka",
    "Gwen",
    "Hassan",
    "Ines",
    "Bryn",
    "Amina",
    "Elwyn",
    "Sunita",
    "Megan",
    "Jakub",
    "Beti",
    "Omar",
    "Catrin",
    "Luis",
    "Mair",
    "Adaeze",
    "Huw",
    "Zofia",
    "Elin",
    "Samir",
    "Delyth",
    "Arun",
    "Ffion",
    "Viktor",
    "Mali",
    "Tariq",
    "Heulwen",
    "Daniel",
    "Eluned",
    "Chidi",
]
LAST = [
    "Abara",
    "Bellis",
    "Carrow",
    "Dunmore",
    "Eastley",
    "Fennick",
    "Garsdale",
    "Hollin",
    "Imber",
    "Jessop",
    "Kelby",
    "Lanyon",
    "Merrow",
    "Nettle",
    "Orrin",
    "Pendry",
    "Quill",
    "Rushen",
    "Sallow",
    "Tarn",
    "Underhay",
    "Varley",
    "Wendle",
    "Yarrow",
    "Ashgrove",
    "Brindle",
    "Cotterdale",
    "Dovey",
    "Ellerby",
    "Foxley",
]
OFFICERS = {
    "lead": "Helen Marlow",
    "analyst": "Dafydd Rees-Park",
    "decider": "Councillor Priya Nand",
    "checker": "Stuart Oakes",
    "returning_officer": "Marian Fell",
    "steering_officer": "Kwame Addo-Lyle",
    "care_lead": "Bethan Croft",
    "administrator": "Ruth Calder",
}
HOUSEHOLDS = 180


@dataclass
class People:
    """Officers by what they do, and residents; `visitor` is the resident whom somebody can sign in as."""

    officers: dict[str, Party]
    residents: list[Party] = field(default_factory=list)

    @property
    def visitor(self) -> Party:
        """The resident with an account."""
        return self.residents[0]


def people_the_town(*, organisation: Organisation, places: list[Place], chance: random.Random) -> People:
    """Make the officers and the residents, each living in one of the places, with the larger ones holding more."""
    people = People(officers={key: add_party(organisation=organisation, name=name) for key, name in OFFICERS.items()})
    for key, party in people.officers.items():
        appoint(party=party, role="administrator" if key == "administrator" else "officer", actor=None)
    appoint(party=people.officers["returning_officer"], role="returning_officer", actor=None)
    weights = [place.population or 1 for place in places]
    names = [f"{first} {last}" for first in FIRST for last in LAST]
    for name in chance.sample(names, HOUSEHOLDS):
        home = chance.choices(places, weights)[0]
        people.residents.append(
            add_party(
                organisation=organisation,
                name=name,
                home_place=home,
                language="cy" if chance.random() < 0.08 else "",
            )
        )
    return people
