"""Participatory budgeting, counted exactly: greedy, the Method of Equal Shares, Phragmén.

    from alongside.engines.budgeting import Ballots, Election, Project, Rule, count

    count(election, Rule(kind="equal-shares", completion="add1-overspend")).winners

Ballots and rules are data; a result holds every number that decided it.

crowded: each rule is read beside the others and beside the checker of what they find; the names say which is which.
"""

from alongside.engines.budgeting.certificate import certificate
from alongside.engines.budgeting.count import count
from alongside.engines.budgeting.decimals import json_text, plain_number
from alongside.engines.budgeting.election import Ballots, Election, Project
from alongside.engines.budgeting.explain import Reason, explain
from alongside.engines.budgeting.profile import may_count
from alongside.engines.budgeting.result import Receipt, Result, receipt
from alongside.engines.budgeting.rule import Cap, Rule
from alongside.engines.budgeting.verify import check
from alongside.engines.budgeting.whole import money_each_round, votes_each_round, whole_of

__all__ = [
    "Ballots",
    "Cap",
    "Election",
    "Project",
    "Reason",
    "Receipt",
    "Result",
    "Rule",
    "certificate",
    "check",
    "count",
    "explain",
    "json_text",
    "may_count",
    "money_each_round",
    "plain_number",
    "receipt",
    "votes_each_round",
    "whole_of",
]
