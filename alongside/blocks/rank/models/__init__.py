"""The tables of a vote: what it asks, who may vote, the box that knows nobody, paper, and what is watched."""

from alongside.blocks.rank.models.box import Ballot, Receipt, Tally
from alongside.blocks.rank.models.files import ImportedFile, ImportedLine
from alongside.blocks.rank.models.paper import PaperBatch, PaperSheet
from alongside.blocks.rank.models.polls import ONE_CHOICE, Channel, Option, Poll, Result, Seal
from alongside.blocks.rank.models.roll import CodeBatch, RollEntry, RollKey, TextCode, VotingCode
from alongside.blocks.rank.models.watch import Judgement, Tries

__all__ = [
    "ONE_CHOICE",
    "Ballot",
    "Channel",
    "CodeBatch",
    "ImportedFile",
    "ImportedLine",
    "Judgement",
    "Option",
    "PaperBatch",
    "PaperSheet",
    "Poll",
    "Receipt",
    "Result",
    "RollEntry",
    "RollKey",
    "Seal",
    "Tally",
    "TextCode",
    "Tries",
    "VotingCode",
]
