"""Participatory budgeting, counted exactly: greedy, the Method of Equal Shares, Phragmén.

    from alongside.engines.budgeting import Ballots, Election, Project, Rule, count

    count(election, Rule(kind="equal-shares", completion="add1-overspend")).winners

Ballots and rules are data; a result holds every number that decided it.
"""

from alongside.engines.budgeting.count import count
from alongside.engines.budgeting.election import Ballots, Election, Project
from alongside.engines.budgeting.explain import Reason, explain
from alongside.engines.budgeting.result import Receipt, Result, receipt
from alongside.engines.budgeting.rule import Rule, json_text, plain_number

__all__ = [
    "Ballots",
    "Election",
    "Project",
    "Reason",
    "Receipt",
    "Result",
    "Rule",
    "count",
    "explain",
    "json_text",
    "plain_number",
    "receipt",
]
