"""Requests that come over TLS of our own: nobody who is slow to greet holds a thread either."""

import socket
import ssl
from contextlib import suppress
from pathlib import Path
from typing import Any

from config.arrivals import NOT_YET, Arrival, RefusedError, refusal


class SecureArrival(Arrival, ssl.SSLSocket):
    """The same over TLS; nor does a thread wait for those who do not end their greeting."""

    greeted = False
    address = ""  # of the site, for who comes without TLS

    def collect(self) -> bool:
        if not self.greeted:
            try:
                self.do_handshake()
            except NOT_YET:
                return False
            except ssl.SSLError as error:
                if error.reason != "HTTP_REQUEST":
                    raise
                raise RefusedError(f"302 Found\r\nLocation: {self.address}/") from error
            self.greeted = True
        return super().collect()

    def refuse(self, status: str) -> None:
        if self.greeted:
            super().refuse(status)
        else:
            socket.socket.send(self, refusal(status))

    def shutdown(self, how: int) -> None:
        """Say by TLS, too, that no more comes; the visitor's own word is not waited for."""
        self.settimeout(0)
        with suppress(OSError, ValueError):
            self.unwrap()
        super().shutdown(how)


class Greeter:
    """Takes connections over TLS, with the certificate that is there now."""

    def __init__(self, context: ssl.SSLContext, certificate: str, key: str, address: str) -> None:
        context.sslsocket_class = type("SecureArrival", (SecureArrival,), {"address": address})
        self.context, self.files = context, (Path(certificate), Path(key))
        self.read_at = self._changed_at()

    def take(self, accepted: socket.socket) -> Arrival:
        socket_with_tls: Any = self.context.wrap_socket(
            accepted, server_side=True, do_handshake_on_connect=False
        )
        arrival: Arrival = socket_with_tls  # of the class that the context was told
        arrival.expect()
        return arrival

    def renew(self) -> None:
        """Take a certificate that was put in the place of the one before; a wrong one is an
        `OSError`, and leaves that."""
        if self.read_at != (changed_at := self._changed_at()):
            self.read_at = changed_at
            self.context.load_cert_chain(*self.files)

    def _changed_at(self) -> list[float]:
        return [file.stat().st_mtime for file in self.files]
