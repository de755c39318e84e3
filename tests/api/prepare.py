"""Make a key that may write, and write down what there is: `python -m tests.api.prepare FILE` in a town's database.

The key is of an officer who gets every role in every initiative, with all stages open, so that operations are carried
out and not only refused. FILE gets the key and real identities by their kind.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import django

MOST = 12
"""Identities of each kind: enough for every state that the town shows, few enough to be met again."""

NEVER = {"User", "ApiToken", "AuditEntry", "Ballot", "VotingCode"}


def identities() -> dict[str, list[str]]:
    """Return real identities by the name of their table, spread over the whole of each."""
    from django.apps import apps

    kinds: dict[str, list[str]] = {}
    for model in apps.get_models():
        if not model.__module__.startswith("alongside.") or model.__name__ in NEVER:
            continue
        keys = list(model._default_manager.order_by("pk").values_list("pk", flat=True)[:4000])
        step = max(1, len(keys) // MOST)
        # Two blocks may have a table of one name: a request then meets both.
        kinds.setdefault(model.__name__.lower(), []).extend(str(key) for key in keys[::step][:MOST])
    return kinds


def by_block() -> dict[str, list[str]]:
    """Return all questions by their block, so that each block's operations meet their own."""
    from alongside.core.questions.models import Question

    found: dict[str, list[str]] = {}
    for key, block in Question.objects.order_by("pk").values_list("pk", "block"):
        found.setdefault(f"question:{block}", []).append(str(key))
    return found


def join_everywhere(party: Any) -> None:
    """Give the officer every role of every initiative's method that they may hold."""
    from alongside.core.initiatives.charter import add_member
    from alongside.core.initiatives.models import Initiative
    from alongside.kit.refused import Refused

    for initiative in Initiative.objects.filter(organisation=party.organisation):
        for role in initiative.method.roles:
            try:
                add_member(initiative=initiative, party=party, role=role.key, actor=None)
            except Refused as refused:
                print(f"{initiative.title}, {role.key}: {refused}")


def open_everything() -> None:
    """Open every stage that may be opened, so that acts meet their own rules and not only a closed door."""
    from alongside.core.initiatives.actions import open_stage
    from alongside.core.initiatives.models import Initiative
    from alongside.kit.refused import Refused

    for initiative in Initiative.objects.filter(state="live"):
        for stage in initiative.method.stages:
            try:
                open_stage(initiative=initiative, key=stage.key, actor=None)
            except Refused as refused:
                print(f"{initiative.title}, {stage.key}: {refused}")


def main() -> None:
    """Prepare the town that the environment names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings")
    django.setup()
    from alongside.core.people.actions import make_token
    from alongside.core.people.models import Appointment

    officer = Appointment.objects.filter(role="officer", valid_to__isnull=True).order_by("pk")[0].party
    known = identities() | by_block()  # Before the officer joins: a made-up request must not end their own roles.
    join_everywhere(officer)
    open_everything()
    _token, key = make_token(party=officer, name="Made-up requests", may_write=True)
    Path(sys.argv[1]).write_text(json.dumps({"key": key, "identities": known}))


if __name__ == "__main__":
    main()
