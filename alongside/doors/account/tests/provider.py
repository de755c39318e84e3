"""A small OpenID Connect provider on this machine, for tests: it knows one person, and checks what it is sent.

Source: OpenID Connect Core 1.0, section 3.1 (authorisation code flow); RFC 7636 (PKCE, S256).
"""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

CLIENT, SECRET = "alongside-test", "a secret of thirty-two letters or more"


@dataclass
class Provider:
    """The provider: where it answers, whom it knows, which codes it gave out."""

    address: str = ""
    person: dict[str, Any] = field(
        default_factory=lambda: {
            "sub": "7",
            "name": "Helen Okafor",
            "email": "helen@example.org",
            "email_verified": True,
        }
    )
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def configuration(self) -> dict[str, Any]:
        """Return what stands under /.well-known/openid-configuration."""
        names = ("authorization", "token", "userinfo")
        ends = {f"{name}_endpoint": f"{self.address}/{name}" for name in names}
        return {"issuer": self.address, "jwks_uri": f"{self.address}/keys", **ends}

    def authorise(self, asked: dict[str, str]) -> str:
        """Return where the browser is sent after the person agreed: back, with a code that is good once."""
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, sent: dict[str, str], authorisation: str) -> dict[str, Any] | None:
        """Return the tokens for a code; None where the code, the client or the verifier is wrong."""
        asked = self.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        is_client = authorisation == f"Basic {basic}" or sent.get("client_secret") == SECRET
        if asked is None or not is_client or asked.get("code_challenge") != challenge:
            self.refused.append(sent.get("code", ""))
            return None
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 60, **self.person}
        return {
            "access_token": "open sesame",
            "token_type": "Bearer",
            "expires_in": 60,
            "id_token": jwt.encode(claims, SECRET, algorithm="HS256"),
        }


@contextmanager
def running() -> Iterator[Provider]:
    """Run a provider on a free port of this machine."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(provider))
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()


# long: a class of its own for each provider
def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """One request."""

        def do_GET(self) -> None:
            """Answer the configuration, the person, and the browser that comes to sign in."""
            parts = urlsplit(self.path)
            if parts.path == "/.well-known/openid-configuration":
                self._say(200, provider.configuration())
            elif parts.path == "/userinfo" and self.headers["Authorization"] == "Bearer open sesame":
                self._say(200, provider.person)
            elif parts.path == "/authorization":
                asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.send_response(302)
                self.send_header("Location", provider.authorise(asked))
                self.end_headers()
            else:
                self._say(404, {"error": "not_found"})

        def do_POST(self) -> None:
            """Change a code for tokens."""
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            sent = {name: values[0] for name, values in parse_qs(body).items()}
            tokens = provider.token(sent, self.headers.get("Authorization", ""))
            self._say(200 if tokens else 400, tokens or {"error": "invalid_grant"})

        def _say(self, status: int, body: dict[str, Any]) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_given: Any) -> None:
            """Say nothing."""

    return Handler
