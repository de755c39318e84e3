"""A busy day: clients that write through the API without pause, and remember what was acknowledged to them."""

import http.client
import json
import threading
from dataclasses import dataclass, field
from itertools import count
from typing import Any


@dataclass
class Acknowledged:
    """What the server said it had taken: it must all be there afterwards."""

    contributions: dict[str, str] = field(default_factory=dict)  # id -> what was written
    acknowledgements: set[str] = field(default_factory=set)
    minutes: dict[str, int] = field(default_factory=dict)  # key -> minutes
    refused: list[str] = field(default_factory=list)


class Client(threading.Thread):
    """One busy person. Requests that get no answer are forgotten, but what has a key is sent again under that key."""

    def __init__(self, *, number: int, port: int, world: dict[str, str], seen: Acknowledged) -> None:
        super().__init__(daemon=True)
        self.number, self.port, self.world, self.seen = number, port, world, seen
        self.stopping = threading.Event()

    def ask(self, method: str, path: str, body: dict[str, Any], key: str) -> tuple[int, Any] | None:
        """Return status and body; None where the server went away in between."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {key}"}
        try:
            connection.request(method, f"/api/v1{path}", json.dumps(body), headers)
            answer = connection.getresponse()
            text = answer.read()
            return answer.status, json.loads(text) if text else None
        except (OSError, http.client.HTTPException, ValueError):
            self.stopping.wait(0.02)
            return None
        finally:
            connection.close()

    def run(self) -> None:
        """Write, acknowledge, give time, until stopped."""
        for turn in count():
            if self.stopping.is_set():
                return
            self.write(turn)
            self.give_time(turn)

    def write(self, turn: int) -> None:
        """Answer the question as a resident, and let the officer write back."""
        text = f"Client {self.number}, turn {turn}"
        path = f"/questions/{self.world['question']}/contributions"
        given = self.ask("POST", path, {"text": text}, self.world["resident"])
        if given is None:
            return
        if given[0] != 201:
            self.seen.refused.append(f"{given[0]} {given[1]}")
            return
        key = given[1]["contribution"]["id"]
        self.seen.contributions[key] = text
        path = f"/contributions/{key}/acknowledgement"
        told = self.ask("POST", path, {"text": "I have read it, thank you."}, self.world["officer"])
        if told and told[0] == 204:
            self.seen.acknowledgements.add(key)
        elif told:
            self.seen.refused.append(f"{told[0]} {told[1]}")

    def give_time(self, turn: int) -> None:
        """Book minutes under a key, again and again until it is acknowledged: it counts once."""
        key, amount = f"{self.number}.{turn}", turn % 50 + 1
        path = f"/initiatives/{self.world['initiative']}/given"
        body = {"side": "citizen", "unit": "minutes", "amount": amount, "what": "An hour of help", "key": key}
        while not self.stopping.is_set():
            booked = self.ask("POST", path, body, self.world["officer"])
            if booked:
                if booked[0] == 204:
                    self.seen.minutes[key] = amount
                else:
                    self.seen.refused.append(f"{booked[0]} {booked[1]}")
                return
