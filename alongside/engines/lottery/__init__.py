"""Lotteries for panels: as equal a chance for everybody as quotas and households allow, proved and drawn in public.

    from alongside.engines.lottery import Person, Pool, Quota, drawn, make

    lottery = make(Pool.of(quotas, people, size=50))
    ticket, panel = drawn(lottery, "the seed that was drawn in public")

`published` writes the file that `check`, which shares no code with the rest, proves and draws again.

crowded: the fractions, the panels, their shares and the checker are read beside each other; the names say which is
which.
"""

from alongside.engines.lottery.advice import Advice, Change, Unmet, advise
from alongside.engines.lottery.check import check, redraw
from alongside.engines.lottery.document import published, read_lottery, seal
from alongside.engines.lottery.draw import commitment, drawn
from alongside.engines.lottery.invite import Address, Invitation, invite
from alongside.engines.lottery.lottery import LEXIMIN, MAXIMIN, Lottery, Panel, make
from alongside.engines.lottery.pool import Person, Pool, Quota
from alongside.engines.lottery.replace import vacancies

__all__ = [
    "LEXIMIN",
    "MAXIMIN",
    "Address",
    "Advice",
    "Change",
    "Invitation",
    "Lottery",
    "Panel",
    "Person",
    "Pool",
    "Quota",
    "Unmet",
    "advise",
    "check",
    "commitment",
    "drawn",
    "invite",
    "make",
    "published",
    "read_lottery",
    "redraw",
    "seal",
    "vacancies",
]
