"""A good file, and how to damage it."""

from __future__ import annotations

import pytest

from alongside.kit.refused import Refused
from alongside.standards.pabulib import read

GOOD = """META
key;value
description;Green budget
country;Poland
unit;Example
instance;2024
num_projects;3
num_votes;4
budget;1000
vote_type;approval
rule;greedy
date_begin;01.03.2024
date_end;14.03.2024
PROJECTS
project_id;cost;votes;name
7;400;3;Trees
12;600.50;2;Benches
b;250;1;Lamps
VOTES
voter_id;vote;age
v1;7,12;34
v2;7;51
v3;12,b,7;23
v4;;19
"""


def changed(*changes: tuple[str, str]) -> str:
    """The good file with some text replaced; each must be there."""
    text = GOOD
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def refusal(contents: str | bytes) -> str:
    """The refusal of a file: one line."""
    with pytest.raises(Refused) as caught:
        read(contents)
    assert "\n" not in caught.value.message
    return caught.value.message
