"""A stand-in for Stripe on this machine: it answers as their reference documents, and remembers what it was asked."""

import json
import threading
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs


class Stub(ThreadingHTTPServer):
    """The server: requests by path, answers by idempotency key."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.answers: dict[str, dict[str, Any]] = {}
        self.status = 200
        self.garbage = False

    @property
    def address(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Stub

    def do_POST(self) -> None:
        fields = {
            key: one[0] for key, one in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()
        }
        user, _colon, password = b64decode(self.headers["Authorization"].removeprefix("Basic ")).decode().partition(":")
        if (user, password) != ("sk_test_1", ""):
            return self._say(401, {"error": {"type": "invalid_request_error"}})
        if self.server.status != 200:
            return self._say(self.server.status, {"error": {"type": "card_error"}})
        key = self.headers["Idempotency-Key"]
        if key not in self.server.answers:
            self.server.asked.append((self.path, fields))
            self.server.answers[key] = self._answer(fields)
        return self._say(200, self.server.answers[key])

    def _answer(self, fields: dict[str, str]) -> dict[str, Any]:
        number = len(self.server.asked)
        if self.server.garbage:
            return {"object": "list"}
        if self.path == "/v1/refunds":
            return {"id": f"re_{number}", "object": "refund", "amount": int(fields["amount"]), "status": "succeeded"}
        return {
            "id": f"cs_test_{number}",
            "object": "checkout.session",
            "client_reference_id": fields["client_reference_id"],
            "amount_total": int(fields["line_items[0][price_data][unit_amount]"]),
            "currency": fields["line_items[0][price_data][currency]"],
            "payment_status": "unpaid",
            "url": f"{self.server.address}/pay/cs_test_{number}",
        }

    def _say(self, status: int, data: dict[str, Any]) -> None:
        body = json.dumps(data).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - as the library has it
        """Say nothing."""


@contextmanager
def stub() -> Iterator[Stub]:
    """Run one for a moment."""
    server = Stub()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
