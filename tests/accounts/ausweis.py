"""A log-in of a county, small but real: OpenID Connect over HTTP, with codes, PKCE, secrets and signed tokens.

No package does: the one that is kept up needs Python 3.12 and brings Flask, Authlib and Pydantic along.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT_ID, CLIENT_SECRET = "portal", "sehr-geheim"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Ausweis:
    """The provider and the person in front of it. `token`, `key` and `issuer` make it lie, `missing` forget a page.

    What is in `moved` it has moved: it leads on.
    """

    url: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    token: dict[str, Any] = field(default_factory=dict)
    issuer: str = ""
    missing: set[str] = field(default_factory=set)
    moved: set[str] = field(default_factory=set)
    key: rsa.RSAPrivateKey = KEY
    asked: list[dict[str, str]] = field(default_factory=list)
    redeemed: list[dict[str, str]] = field(default_factory=list)
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)
    _access: set[str] = field(default_factory=set)

    def configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer or self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "jwks_uri": f"{self.url}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
        }

    def keys(self) -> dict[str, Any]:
        return {"keys": [json.loads(RSAAlgorithm.to_jwk(KEY.public_key())) | {"kid": "1", "alg": "RS256"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Return where the person is sent: this one agrees at once."""
        self.asked.append(asked)
        assert (asked["client_id"], asked["response_type"]) == (CLIENT_ID, "code")
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe()
        self._codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def tokens(self, asked: dict[str, str]) -> dict[str, Any] | None:
        """Return the tokens for a code, once, to the client that asked for it; None refuses."""
        self.redeemed.append(asked)
        given = self._codes.pop(asked.get("code", ""), None)
        if given is None or asked.get("redirect_uri") != given["redirect_uri"]:
            return None
        if (asked.get("client_id"), asked.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
            return None
        if not _proves(asked.get("code_verifier", ""), given.get("code_challenge", "")):
            return None
        access = secrets.token_urlsafe()
        self._access.add(access)
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT_ID, "iat": now, "exp": now + 60, "nonce": given.get("nonce")}
        claims = {name: value for name, value in {**claims, **self.person, **self.token}.items() if value is not None}
        signed = jwt.encode(claims, self.key, "RS256", headers={"kid": "1"})
        return {"access_token": access, "token_type": "Bearer", "expires_in": 60, "id_token": signed}

    def userinfo(self, authorization: str) -> dict[str, Any] | None:
        return self.person if authorization.removeprefix("Bearer ") in self._access else None


def _proves(verifier: str, challenge: str) -> bool:
    """Say whether the client that brings a code is the one that asked for it; without PKCE nobody is."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=") == challenge


def _handler(ausweis: Ausweis) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/authorize":
                self.lead_on(ausweis.authorize(_single(parts.query)))
                return
            if parts.path in ausweis.moved:
                self.lead_on(f"{parts.path}?moved")
                ausweis.moved.remove(parts.path)
                return
            answers: dict[str, Callable[[], dict[str, Any] | None]] = {
                "/.well-known/openid-configuration": ausweis.configuration,
                "/keys": ausweis.keys,
                "/userinfo": lambda: ausweis.userinfo(self.headers.get("Authorization", "")),
            }
            self.say(None if parts.path in ausweis.missing else answers[parts.path]())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.say(ausweis.tokens(_single(body)))

        def lead_on(self, address: str) -> None:
            self.send_response(302)
            self.send_header("Location", address)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def say(self, answer: dict[str, Any] | None) -> None:
            body = json.dumps(answer or {"error": "invalid_grant"}).encode()
            self.send_response(200 if answer else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Stay silent."""

    return Handler


def _single(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}


@contextmanager
def running() -> Iterator[Ausweis]:
    """Run the provider on a free port until the end of the block."""
    ausweis = Ausweis()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(ausweis))
    ausweis.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield ausweis
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
