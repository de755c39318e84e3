"""How the voters of the demonstration vote: the simulation that demo.py tells of, and the paper from its halls."""

import random as random_module
from collections.abc import Sequence

from alongside.blocks.rank.casting import Sheet
from alongside.blocks.rank.demo import bring_stack
from alongside.blocks.rank.models import Option, Poll
from alongside.blocks.rank.roll.codes import void_code
from alongside.core.people.models import Party


class Voters:
    """The voters that the module's docstring tells of."""

    def __init__(self, *, random: random_module.Random, poll: Poll) -> None:
        self.random = random
        self.options = list(Option.objects.filter(poll=poll).order_by("number"))
        self.liking = {option.number: random.paretovariate(1.4) for option in self.options}
        self.districts = sorted({str(option.neighbourhood_id) for option in self.options})
        # The tie: two of the same cost that always go together.
        self.tied = next(
            (
                (one.number, other.number)
                for one in self.options
                for other in self.options
                if one.number < other.number and one.cost == other.cost
            ),
            None,
        )

    def sheet(self, *, code: str = "", party: Party | None = None) -> Sheet:
        """One ballot."""
        home = self.random.choice(self.districts)
        only_near = self.random.random() < 0.2
        weights = {}
        for option in self.options:
            near = str(option.neighbourhood_id) == home
            if near or not only_near:
                weights[option.number] = self.liking[option.number] * (3 if near else 1)
        chosen: list[int] = []
        for _tick in range(self.random.randint(1, 6)):
            rest = [number for number in weights if number not in chosen]
            if rest:
                chosen.append(self.random.choices(rest, [weights[number] for number in rest])[0])
        if self.tied and set(chosen) & set(self.tied):
            chosen = [*self.tied, *(number for number in chosen if number not in self.tied)][:6]
        return Sheet(choices=chosen, code=code, party=party)


HALLS = ("Hill hall", "Quay hall", "Library")


def bring_paper(*, poll: Poll, voters: Voters, codes: Sequence[str], returning: Party, scrutineer: Party) -> None:
    """Bring the paper of three halls into the box: one paper in each is spoiled, one read differently, one void."""
    size = len(codes) // len(HALLS)
    for at, hall in enumerate(HALLS):
        stack = list(codes[at * size : (at + 1) * size])
        lost = poll.batches.get(kind="paper").first + at * size
        void_code(poll=poll, serial=lost, why="Its ballot was torn; another was given out", actor=returning)
        papers = [", ".join(map(str, voters.sheet().choices)) for _paper in stack[1:]]
        papers[3] = "b"
        bring_stack(poll=poll, label=hall, codes=stack, papers=papers, first=returning, second=scrutineer, misread=[10])
