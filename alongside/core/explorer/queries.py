"""Reads of the explorer: cells, what may be shown of them, and whole services. Nothing is counted here: tallies are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from django.db.models import Q

from alongside.core.explorer import rules
from alongside.core.explorer.models import ExplorerAnswer, ExplorerSheet, ExplorerTally
from alongside.core.explorer.rules import Presence
from alongside.core.initiatives.methods import Method, catalogue
from alongside.core.initiatives.models import Initiative, Membership, Side
from alongside.core.people.models import Party
from alongside.core.people.queries import roles_in_organisation
from alongside.core.services.models import Service
from alongside.kit import clock


@dataclass(frozen=True, kw_only=True)
class SideOfCell:
    """What may be shown of how one side answered in one cell.

    `typical` is None while fewer than three answered, `people` is None below ten; `silent` says that nobody did.
    Three people's middle answer does not say who gave which; a count of three would. Everybody sees the same, officers
    too: staff answer frankly only where their own managers cannot look up what they said.
    """

    counts: dict[str, int]

    @property
    def answered(self) -> int:
        """How many answered; never shown as it is."""
        return sum(self.numbers("answer").values())

    @property
    def silent(self) -> bool:
        """Whether nobody of this side has answered."""
        return self.answered == 0

    @property
    def typical(self) -> Presence | None:
        """The typical answer, where it may be shown."""
        return rules.typical(self.numbers("answer")) if self.answered >= rules.LEAST_SHOWN else None

    @property
    def people(self) -> int | None:
        """How many answered, where that may be shown."""
        return self.answered if self.answered >= rules.LEAST_COUNTED else None

    def numbers(self, name: str) -> dict[str, int]:
        """Return how many said what of one thing: of "answer", {"never": 3, …}."""
        start = f"{name}:"
        return {key.removeprefix(start): count for key, count in self.counts.items() if key.startswith(start)}

    def mean(self, name: str) -> Fraction | None:
        """Return the mean of a rating, where three people gave it."""
        found = {int(value): count for value, count in self.numbers(name).items()}
        total = sum(found.values())
        if total < rules.LEAST_SHOWN:
            return None
        return Fraction(sum(value * count for value, count in found.items()), total)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One method in one service, as both sides see it."""

    method: Method
    public: SideOfCell
    citizens: SideOfCell

    @property
    def gap(self) -> int:
        """How many steps the sides are apart, of those whose answers may be shown."""
        return rules.gap(self.public.typical, self.citizens.typical)

    @property
    def joint(self) -> Presence | None:
        """What both sides see; None while one is silent or too few."""
        return rules.joint(self.public.typical, self.citizens.typical)

    @property
    def depth(self) -> rules.Depth | None:
        """The depth score, where it happens and three people of each side have said how."""
        inputs = depth_inputs(self)
        return rules.depth(inputs) if inputs else None

    @property
    def opportunity(self) -> int | None:
        """The opportunity score with the usual weights, where both sides have rated it."""
        inputs = opportunity_inputs(self)
        return rules.opportunity(inputs) if inputs else None


def _side(cell_side: SideOfCell) -> tuple[int, frozenset[str], frozenset[str], int] | None:
    rungs = {int(value): count for value, count in cell_side.numbers("rung").items()}
    evidence = {int(value): count for value, count in cell_side.numbers("evidence").items()}
    people = sum(rungs.values())
    rung, proof = rules.lower_middle(rungs), rules.lower_middle(evidence)
    if people < rules.LEAST_SHOWN or rung is None or proof is None:
        return None
    promises = rules.ticked(cell_side.numbers("promises"), marks=rules.PROMISES, people=people)
    return rung, promises, rules.ticked(cell_side.numbers("loop"), marks=rules.LOOP, people=people), proof


def depth_inputs(cell: Cell) -> rules.DepthInputs | None:
    """Return what depth is scored from: of each part the lower of the two sides, of marks those that both see."""
    public, citizens, joint = _side(cell.public), _side(cell.citizens), cell.joint
    step = rules.step(joint) if joint else None
    if public is None or citizens is None or not step:
        return None
    return rules.DepthInputs(
        presence=step,
        rung=min(public[0], citizens[0]),
        both_sides=len(rules.seen_by_both(public[1], citizens[1])),
        loop=len(rules.seen_by_both(public[2], citizens[2])),
        evidence=min(public[3], citizens[3]),
    )


def opportunity_inputs(cell: Cell) -> rules.OpportunityInputs | None:
    """Return the five ratings, each the mean of the two sides' means; None until both sides have rated all five."""
    shared = {
        name: rules.shared_rating(public=cell.public.mean(name), citizens=cell.citizens.mean(name))
        for name in rules.RATINGS
    }
    given = {name: value for name, value in shared.items() if value is not None}
    return rules.OpportunityInputs(**given) if len(given) == len(shared) else None


@dataclass(frozen=True, kw_only=True)
class ServiceMap:
    """One service against all methods, in the order of the catalogue."""

    service: Service
    cells: tuple[Cell, ...]

    @property
    def answered(self) -> bool:
        """Whether anything may be shown at all."""
        return any(cell.public.typical or cell.citizens.typical for cell in self.cells)

    @property
    def gaps(self) -> list[Cell]:
        """The cells where the two sides differ, the widest first."""
        return sorted((cell for cell in self.cells if cell.gap), key=lambda cell: -cell.gap)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of which both sides see something."""
        return rules.kinds_present((cell.method.kind, cell.joint) for cell in self.cells)

    @property
    def empty(self) -> list[Cell]:
        """The cells where something could begin, the best opportunity first, those without a score last."""
        found = [cell for cell in self.cells if rules.is_empty(cell.joint)]
        return sorted(found, key=lambda cell: -1 if cell.opportunity is None else cell.opportunity, reverse=True)

    @property
    def present(self) -> list[Cell]:
        """The cells where both sides see something, the deepest last: what could go deeper stands first."""
        found = [cell for cell in self.cells if rules.is_present(cell.joint)]
        return sorted(found, key=lambda cell: cell.depth.score if cell.depth else -1)

    def of_kind(self, kind: str, side: str) -> Presence | None:
        """Return what a side says of a kind: the most that it says of any of the kind's methods."""
        found = [getattr(cell, side).typical for cell in self.cells if cell.method.kind == kind]
        order = (None, Presence.NOT_HERE, Presence.DONT_KNOW, *rules.SCALE)
        return max(found, key=order.index, default=None)


def service_maps(services: Sequence[Service]) -> list[ServiceMap]:
    """Return the maps of services of one organisation, in their order, from one query."""
    if not services:
        return []
    tallies = ExplorerTally.objects.filter(organisation_id=services[0].organisation_id, service__in=services)
    counts = {(tally.service_id, tally.method_key, tally.side): tally.counts for tally in tallies}
    return [ServiceMap(service=service, cells=tuple(_cells(service, counts))) for service in services]


def _cells(service: Service, counts: Mapping[tuple[UUID, str, str], dict[str, int]]) -> Iterable[Cell]:
    for one in catalogue():
        public, citizens = (
            SideOfCell(counts=counts.get((service.pk, one.key, side), {})) for side in (Side.PUBLIC, Side.CITIZEN)
        )
        yield Cell(method=one, public=public, citizens=citizens)


def sheet_of(*, service: Service, party: Party | None) -> ExplorerSheet | None:
    """Return a party's own sheet about a service."""
    if party is None:
        return None
    return ExplorerSheet.objects.filter(organisation_id=service.organisation_id, service=service, party=party).first()


def own_answers(sheet: ExplorerSheet | None) -> dict[str, ExplorerAnswer]:
    """Return one's own answers by method."""
    if sheet is None:
        return {}
    return {
        one.method_key: one for one in ExplorerAnswer.objects.filter(organisation_id=sheet.organisation_id, sheet=sheet)
    }


def may_answer_as(*, service: Service, party: Party | None) -> tuple[str, ...]:
    """Return the sides on which a party may answer about a service: everybody as a resident; as staff those whom the
    organisation appointed, and those who are on the public side of one of the service's initiatives now.
    """
    if party is None:
        return ()
    staff = (
        bool(roles_in_organisation(party))
        or Membership.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gt=clock.now()),
            organisation_id=party.organisation_id,
            party=party,
            side=Side.PUBLIC,
            initiative__service=service,
        ).exists()
    )
    return (Side.PUBLIC, Side.CITIZEN) if staff else (Side.CITIZEN,)


def reasons(*, cell: Cell, service: Service) -> list[tuple[str, str]]:
    """Return what people said to "could we?", as pairs of yes, maybe or no and the reason, without names or sides.

    Nothing until three people have said it, and three at most while fewer than ten have: their number is a count too.
    In the order of the alphabet, so that no order tells who came first.
    """
    given = ExplorerAnswer.objects.filter(
        organisation_id=service.organisation_id, sheet__service=service, method_key=cell.method.key
    ).exclude(could_reason="")
    found = sorted(given.values_list("could", "could_reason")[:200], key=lambda pair: pair[1].casefold())
    if len(found) < rules.LEAST_SHOWN:
        return []
    return found if len(found) >= rules.LEAST_COUNTED else found[: rules.LEAST_SHOWN]


def running(*, service: Service, method_key: str) -> list[Initiative]:
    """Return the listed initiatives of one method about one service, newest first: evidence that needs no asking."""
    return list(
        Initiative.objects.filter(
            organisation_id=service.organisation_id, service=service, method_key=method_key, listed=True
        ).order_by("-id")[:5]
    )
