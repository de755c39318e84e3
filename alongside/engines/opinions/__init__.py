"""Opinion maps: who votes alike, what marks each group, what all agree on, and how far the picture can be trusted.

    from alongside.engines.opinions import Votes, draw_map

    draw_map(Votes.gather([("ann", "1", 1), ("bob", "1", -1)])).clear

The same votes give the same bits, in whatever order they come; nothing is drawn by chance that the votes do not seed.

crowded: each step of a map is a file of its own, from the votes to the drawing; the names say which is which.
"""

from alongside.engines.opinions.axes import Axes, axes_of, extremities, positions
from alongside.engines.opinions.clusters import adjusted_rand
from alongside.engines.opinions.conversation import Conversation
from alongside.engines.opinions.drawing import OpinionMap, draw_map
from alongside.engines.opinions.integrity import Beside, Finding, Sign, findings, without
from alongside.engines.opinions.moments import Moments
from alongside.engines.opinions.routing import Router
from alongside.engines.opinions.stability import in_words, stability
from alongside.engines.opinions.statistics import (
    Agreed,
    Counts,
    Mark,
    consensus,
    count_votes,
    least_agreement,
    marks,
    mean_agreement,
    priorities,
    widely_agreed,
)
from alongside.engines.opinions.votes import AGREE, DISAGREE, PASS, Votes, in_order
from alongside.engines.opinions.writing import as_json

__all__ = [
    "AGREE",
    "DISAGREE",
    "PASS",
    "Agreed",
    "Axes",
    "Beside",
    "Conversation",
    "Counts",
    "Finding",
    "Mark",
    "Moments",
    "OpinionMap",
    "Router",
    "Sign",
    "Votes",
    "adjusted_rand",
    "as_json",
    "axes_of",
    "consensus",
    "count_votes",
    "draw_map",
    "extremities",
    "findings",
    "in_order",
    "in_words",
    "least_agreement",
    "marks",
    "mean_agreement",
    "positions",
    "priorities",
    "stability",
    "widely_agreed",
    "without",
]
