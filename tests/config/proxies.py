"""A proxy before the running site, whichever it is, and how people come through it."""

import io
import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

from accounts.demo import PASSWORD
from tests import programs
from tests.site import Visitor

OPENSSL = programs.find("openssl")
HALF_A_FORM = (
    b"POST /login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nusername="
)


@dataclass
class Proxy:
    """A running nginx."""

    port: int
    plain_port: int
    tls: ssl.SSLContext

    def visitor(self) -> Visitor:
        return Visitor(self.port, tls=self.tls)

    def operator(self) -> Visitor:
        operator = self.visitor()
        operator.get("/login/")
        assert operator.post("/login/", username="operator", password=PASSWORD).status == 302
        return operator


def make_certificate(folder: Path) -> Path:
    """One that nobody signed but itself, for 127.0.0.1."""
    asked = "-x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1"
    named = "-addext subjectAltName=IP:127.0.0.1 -keyout key.pem -out certificate.pem"
    command = [OPENSSL, "req", *asked.split(), *named.split()]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "certificate.pem"


def assert_dure_says_what_is_too_large(proxy: Proxy) -> None:
    """And not the proxy, whose page would be another."""
    image = io.BytesIO(bytes(30_000_000))
    image.name = "zeros.png"

    refused = proxy.operator().post("/admin/courses/image/add/", name="zeros", file=image)

    assert refused.status == 200
    assert "10 MB" in refused.text
