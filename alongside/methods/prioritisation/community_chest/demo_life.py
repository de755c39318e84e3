"""Who lives through the demonstration chest, and how it begins: people, promises, the pot; and drawn pictures."""

import io
import random as random_module
from collections.abc import Sequence
from datetime import datetime

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from alongside.blocks.fund.actions import ringfence_pot
from alongside.core.initiatives import actions, charter
from alongside.core.initiatives.choices import Risk
from alongside.core.initiatives.models import Initiative, Membership
from alongside.core.organisations.models import Organisation
from alongside.core.people.actions import add_party
from alongside.core.people.models import Party
from alongside.core.services.models import Place, Service
from alongside.methods import living
from alongside.methods.living import promise, read_first
from alongside.methods.prioritisation.community_chest.demo_words import RISKS
from alongside.methods.prioritisation.community_chest.method import METHOD

POT = 1_000_000
PUBLIC = ("fund_officer", "panel_officer", "approver", "decider", "payer")
COLOURS = ("#14506b", "#a8430f", "#5a2d63", "#2f6b3a", "#8a6d1f")


class Life(living.Life):
    """One run, with its people by role and its calendar in days from the start."""

    def __init__(
        self,
        *,
        organisation: Organisation,
        people: Sequence[Party],
        service: Service,
        random: random_module.Random,
        start: datetime,
    ) -> None:
        super().__init__(organisation=organisation, service=service, random=random, start=start)
        self.officers, self.residents = list(people[:5]), list(people[5:])
        if len(self.residents) < 20:
            raise ValueError("A community chest is lived through by at least twenty-five people.")
        self.places = list(Place.objects.filter(organisation=organisation, kind="neighbourhood").order_by("id"))
        self.panel: list[Party] = []

    @property
    def second_host(self) -> Membership:
        """The other group that holds money for small ones."""
        return self.members["second_host"]

    def keeper(self, number: int) -> Party:
        """Who applies for the how-manieth group; the first three residents sit on the panel."""
        return self.residents[3 + number % (len(self.residents) - 3)]


def begin(life: Life, title: str) -> Initiative:
    """From the idea to the pot that is set aside, with two people for every pound."""
    lead = life.officers[0]
    read_first(service=life.service, method=METHOD, values=(0, 14))
    initiative = actions.start_initiative(
        service=life.service,
        method_key=METHOD.key,
        title=title,
        actor=None,
        summary="Small grants for what local groups do, chosen by residents and officers together.",
        place=life.places[0].parent if life.places else None,
    )
    _cast(life, initiative)
    initiative = _shape(life, initiative)
    promise(life, of="fund_officer", to="panel_resident", what="£10,000 for local groups", amount=POT, unit="money")
    promise(
        life, of="panel_resident", to="fund_officer", what="Four evenings on the panel", amount=4 * 180, unit="minutes"
    )
    initiative = actions.commit_initiative(initiative=initiative, actor=lead)
    initiative = actions.go_live(initiative=initiative, actor=lead)
    for stage in ("pot", "apply"):
        actions.open_stage(initiative=initiative, key=stage, actor=lead)
    ringfence_pot(
        initiative=initiative,
        amount=POT,
        source="Neighbourhoods, small grants",
        actor=lead,
        two_people_from=0,
    )
    return initiative


def _cast(life: Life, initiative: Initiative) -> None:
    """Give the people of both sides their roles; two larger groups hold money for small ones."""
    barn = add_party(organisation=life.organisation, name="The Tithe Barn Trust", kind="organisation")
    hall = add_party(organisation=life.organisation, name="Friends of the Harbour Hall", kind="group")
    residents = [("panel_resident", one) for one in life.residents[:3]]
    parts = [*zip(PUBLIC, life.officers, strict=True), *residents, ("fiscal_host", barn), ("fiscal_host", hall)]
    for role, party in parts:
        found = charter.add_member(initiative=initiative, party=party, role=role, actor=None, named_publicly=True)
        life.members.setdefault(role, found)
        if party == hall:
            life.members["second_host"] = found
    life.panel = [life.officers[1], *life.residents[:3]]


def _shape(life: Life, initiative: Initiative) -> Initiative:
    lead = life.officers[0]
    initiative = actions.shape_initiative(
        initiative=initiative,
        motives=["responsive", "quality"],
        citizen_roles=["innovators", "community_developers"],
        actor=lead,
        problem="We needed forty pounds for wood. The form had eleven pages and asked for our constitution.",
    )
    for at, risk in enumerate(Risk.values):
        actions.answer_risk(
            initiative=initiative, risk=risk, likely=at % 3 == 0, answer=RISKS[at % len(RISKS)], actor=lead
        )
    return initiative


def picture(number: int) -> ContentFile[bytes]:
    """Draw a picture for a story: a few shapes in the colours of the two strands, the same for the same number."""
    drawn = Image.new("RGB", (960, 600), "#f4efe6")
    pen = ImageDraw.Draw(drawn)
    chance = random_module.Random(number)  # noqa: S311 - the same picture each time, on purpose
    pen.rectangle((0, 430, 960, 600), fill="#d9cfb8")
    for at in range(7):
        left, height = 40 + at * 130, chance.randint(90, 260)
        pen.rounded_rectangle(
            (left, 430 - height, left + 96, 470), radius=18, fill=COLOURS[(at + number) % len(COLOURS)]
        )
        pen.ellipse((left + 24, 360 - height, left + 72, 408 - height), fill=COLOURS[(at + number + 2) % len(COLOURS)])
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return ContentFile(out.getvalue(), name="story.png")
