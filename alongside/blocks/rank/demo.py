"""Demonstration data: paper from a hall, by the real actions."""

from collections.abc import Sequence

from alongside.blocks.rank.models import PaperBatch, Poll
from alongside.blocks.rank.paper.actions import accept_batch, check_in, differences_of, enter_papers, settle
from alongside.core.people.models import Party


def bring_stack(
    *,
    poll: Poll,
    label: str,
    codes: Sequence[str],
    papers: Sequence[str],
    first: Party,
    second: Party,
    misread: Sequence[int] = (),
) -> PaperBatch:
    """Bring a stack of paper into the box. `papers`: what each says, as it is typed; as many as codes may count.

    `misread`: papers, from 1 on, that the second person takes for unclear; the two then look at them together.
    """
    batch = check_in(poll=poll, label=label, arrived=len(codes), codes=codes, actor=first)
    batch = enter_papers(batch=batch, papers=papers, actor=first)
    again = ["u" if place in misread else paper for place, paper in enumerate(papers, start=1)]
    batch = enter_papers(batch=batch, papers=again, actor=second)
    for one in differences_of(batch):
        settle(batch=batch, place=one.place, text=papers[one.place - 1], actor=first)
    return accept_batch(batch=batch, actor=first)
