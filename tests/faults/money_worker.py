"""Processes that move money as fast as they can, and may be killed at any moment.

`serve` loads the program once and forks a worker for each name that it is told; it says under which number a worker
runs, and how it ended. A worker does the lines of its list in order, and writes each into its journal once it has been
acknowledged. Started anew after a kill it goes on after the last line of the journal: the line in between is done
again, as a person would who got no answer.
"""

import json
import os
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from uuid import UUID

import django

django.setup()

from django.db import OperationalError, close_old_connections  # noqa: E402 - Django must be set up first

from alongside.blocks.fund import actions  # noqa: E402 - as above, after setup
from alongside.blocks.fund.actions.collecting import take_event  # noqa: E402 - as above, after setup
from alongside.blocks.fund.gateways import Told  # noqa: E402 - as above, after setup
from alongside.blocks.fund.models import Award, Campaign, Collection, Payment, Pot  # noqa: E402 - as above
from alongside.core.contributions.models import Contribution  # noqa: E402 - as above, after setup
from alongside.core.organisations.models import Organisation  # noqa: E402 - as above, after setup
from alongside.core.people.models import Party  # noqa: E402 - as above, after setup
from alongside.kit import clock  # noqa: E402 - as above, after setup
from alongside.kit.refused import Refused  # noqa: E402 - as above, after setup


class Work:
    """What there is to do, each under a name of its own in the list."""

    def __init__(self, world: dict[str, Any]) -> None:
        self.world = world
        self.pot = Pot.objects.select_related("initiative__organisation", "account").get(pk=world["pot"])
        self.organisation = Organisation.objects.get(pk=world["organisation"])
        self.party = {role: Party.objects.get(pk=key) for role, key in world["roles"].items()}

    def award(self, key: str, amount: int) -> str:
        contribution = Contribution.objects.select_related("initiative").get(pk=key)
        actor = self.party["match_funder"]
        award = actions.award_money(pot=self.pot, contribution=contribution, title="Race", amount=amount, actor=actor)
        return str(award.pk)

    def pay(self, contribution: str, identity: str, amount: int) -> str:
        award = Award.objects.get(contribution_id=contribution)
        agent = self.party["payment_agent"]
        payment = actions.prepare_payment(award=award, amount=amount, what="Race", actor=agent, identity=UUID(identity))
        if payment.state == Payment.State.APPROVED:
            actions.pay(payment=payment, on=clock.today(), actor=agent)
        return str(payment.pk)

    def pledge(self, identity: str, campaign: str, person: str, amount: int) -> str:
        found, party = Campaign.objects.get(pk=campaign), Party.objects.get(pk=person)
        made, _code = actions.pledge(
            campaign=found, kind="money", amount=amount, actor=party, party=party, identity=UUID(identity)
        )
        return str(made.pk)

    def close(self, campaign: str, at: str) -> str:
        with clock.at(datetime.fromisoformat(at).astimezone(UTC)):
            return actions.close_campaign(campaign=Campaign.objects.get(pk=campaign)).state

    def event(self, pledge: str, name: str) -> str:
        collection = Collection.objects.get(pledge_id=pledge)
        told = Told(
            outside_id=name,
            kind="paid",
            says="paid",
            refers_to=collection.reference,
            payment_id=f"payment of {pledge}",
            amount=collection.amount,
            currency="GBP",
        )
        return take_event(organisation=self.organisation, gateway=collection.gateway, told=told)


def once(do: Callable[..., str], arguments: list[Any], retries: list[str]) -> str:
    """Do one line until the database has time for it; a refusal is an answer too."""
    while True:
        try:
            return do(*arguments)
        except Refused as refused:
            return f"refused: {refused.message}"
        except OperationalError as problem:  # Locked for too long, or a deadlock: nothing was written, so again.
            retries.append(type(problem.__cause__).__name__)
            close_old_connections()


def work_through(folder: Path, name: str) -> None:
    """Go through the list of that name, from where its journal ends."""
    todo = json.loads((folder / f"{name}.json").read_text())
    journal = folder / f"{name}.done"
    done = len(journal.read_text().splitlines()) if journal.exists() else 0
    work = Work(json.loads((folder / "world.json").read_text()))
    with journal.open("a", buffering=1) as written:
        for act, *arguments in todo[done:]:
            retries: list[str] = []
            answer = once(getattr(work, act), arguments, retries)
            written.write(json.dumps([act, *arguments, answer, retries]) + "\n")


def fork(folder: Path, name: str, link: Connection) -> int:
    """Start a worker that shares nothing with us but the program, and return its number."""
    if pid := os.fork():
        return pid
    link.close()
    code = 1
    try:
        work_through(folder, name)
        code = 0
    except BaseException:
        (folder / f"{name}.log").write_text(traceback.format_exc())
    finally:
        os._exit(code)


def serve(folder: Path, link: Connection) -> None:
    """Fork what we are told to, and tell of each worker that ended, until nobody is there any more."""
    running: dict[int, str] = {}
    while True:
        if link.poll(0.02):
            try:
                name = link.recv()
            except EOFError:
                return
            pid = fork(folder, name, link)
            running[pid] = name
            link.send(("began", name, pid))
        pid, status = os.waitpid(-1, os.WNOHANG) if running else (0, 0)
        if pid:
            link.send(("ended", running.pop(pid), os.waitstatus_to_exitcode(status)))


if __name__ == "__main__":
    serve(Path(sys.argv[1]), Connection(int(sys.argv[2])))
