"""A provider of OpenID Connect on loopback, which signs what it is told to say."""

import base64
import datetime
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(65537, 2048)
ANOTHER_KEY = rsa.generate_private_key(65537, 2048)


@dataclass
class Provider:
    """`lies` are claims (None for one that is left out) and `header` is of the token."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    document: dict[str, Any] = field(default_factory=dict)
    key: Any = KEY
    algorithm: str = "RS256"
    token: str | None = None
    status: int = 200  # of what it answers when a code is brought to it
    asked: dict[str, str] = field(default_factory=dict)
    sent: dict[str, str] = field(default_factory=dict)

    def authorise(self, address: str) -> str:
        """What a browser comes back with, who was led to this address."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        return f"code=a-code&state={self.asked['state']}"

    def answer(self, path: str) -> Any:
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorise",
                "token_endpoint": f"{self.issuer}/token",
                "userinfo_endpoint": f"{self.issuer}/userinfo",
                "jwks_uri": f"{self.issuer}/keys",
            } | self.document
        if path == "/keys":
            public = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
            return {"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]}
        if path == "/token":
            return {"access_token": "access", "id_token": self.signed(), "token_type": "Bearer"}
        return self.userinfo

    def signed(self) -> str:
        if self.token is not None:
            return self.token
        now = datetime.datetime.now(datetime.UTC)
        claims = {
            "iss": self.issuer,
            "aud": "dure",
            "sub": "person-1",
            "iat": now,
            "exp": now + datetime.timedelta(minutes=5),
            "nonce": self.asked.get("nonce"),
            "preferred_username": "hong",
            "name": "홍길동",
        } | self.claims
        kept = {name: value for name, value in claims.items() if value is not None}
        key = "" if self.algorithm == "none" else self.key
        return jwt.encode(kept, key, self.algorithm, headers={"kid": "one"})

    @property
    def challenge_fits(self) -> bool:
        digest = hashlib.sha256(self.sent["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        return self.asked["code_challenge"] == challenge


@contextmanager
def serving(provider: Provider) -> Iterator[Provider]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self, status: int = 200) -> None:
            body = json.dumps(provider.answer(urlsplit(self.path).path)).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            form = parse_qs(self.rfile.read(length).decode())
            provider.sent = {name: values[0] for name, values in form.items()}
            self.do_GET(provider.status)

        def log_message(self, *_arguments: Any) -> None:
            """Nothing is to be seen of it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
