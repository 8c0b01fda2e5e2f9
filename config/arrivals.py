"""Collecting the bytes of a request without a thread, until all of it has arrived."""

import io
import re
import socket
import ssl
import tempfile
from typing import IO, Any

PIECE = 65_536
PIECES = 16  # read of one connection at a time, then others have their turn
IN_MEMORY = 1_000_000  # bytes; larger requests wait in a file
LONGEST_HEAD = 65_536
# Dure itself says what is too large, below 64 MB (docs/operators.md); a thread reads what is more.
LARGEST = 70_000_000
STALLED = 20  # seconds that a thread waits for a visitor who does not read, or sends no more

END_OF_HEAD = b"\r\n\r\n"
LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*(\d+)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
CHUNKED = re.compile(rb"^transfer-encoding[ \t]*:", re.IGNORECASE | re.MULTILINE)
EXPECTS = re.compile(rb"^expect[ \t]*:[ \t]*100-continue", re.IGNORECASE | re.MULTILINE)
# They are answered while every thread is busy.
PROBE = re.compile(rb"(GET|HEAD) /(healthz|readyz)[ ?]")
NOT_YET = (BlockingIOError, ssl.SSLWantReadError, ssl.SSLWantWriteError)


class RefusedError(Exception):
    """This request is not waited for; the message is the status to answer."""


def refusal(status: str) -> bytes:
    return f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".encode()


class Arrival(socket.socket):
    """A connection whose reader is given what was collected of its request first."""

    collected: IO[bytes] = io.BytesIO()

    def expect(self, arrived: bytes = b"") -> None:
        """Begin with the next request, of which so much is here."""
        self.collected = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
        self.head = bytearray()
        self.size = 0
        self.wanted: int | None = None  # bytes of head and body, once the head tells
        if arrived:
            self._add(arrived)

    def collect(self) -> bool:
        """Read what is here; whether it is a whole request now."""
        for _piece in range(PIECES):
            if self.is_whole():
                break
            try:
                piece = super().recv(PIECE)
            except NOT_YET:
                return False
            if not piece:
                raise ConnectionAbortedError("The visitor has gone.")
            self._add(piece)
        if self.is_whole():
            self.collected.seek(0)
        return self.is_whole()

    def is_whole(self) -> bool:
        return self.wanted is not None and self.size >= self.wanted

    def is_probe(self) -> bool:
        return PROBE.match(self.head) is not None

    def _add(self, piece: bytes) -> None:
        self.collected.write(piece)
        self.size += len(piece)
        if self.wanted is None:
            self.head += piece
            end = self.head.find(END_OF_HEAD, max(0, len(self.head) - len(piece) - 3))
            if end >= 0:
                del self.head[end + 2 :]
                self._read_head(end + len(END_OF_HEAD))
            elif len(self.head) > LONGEST_HEAD:
                raise RefusedError("431 Request Header Fields Too Large")

    def _read_head(self, length: int) -> None:
        if CHUNKED.search(self.head):
            raise RefusedError("411 Length Required")
        # What is no number, or stands there twice, gunicorn refuses itself.
        lengths = LENGTH.findall(self.head)
        body = int(lengths[0]) if len(lengths) == 1 else 0
        self.wanted = length + min(body, LARGEST)
        if self.size < self.wanted and EXPECTS.search(self.head):
            self.send(b"HTTP/1.1 100 Continue\r\n\r\n")

    def recv(self, buflen: int = PIECE, flags: int = 0) -> bytes:
        """For the thread that reads the request."""
        return self.collected.read(buflen) or super().recv(buflen, flags)

    def has_more(self) -> bool:
        """Whether another request, or its beginning, has arrived with the one that was read."""
        return self.collected.tell() < self.size

    def left_over(self) -> bytes:
        """What has arrived of the request after the one that was read."""
        return self.collected.read()

    def setblocking(self, flag: Any) -> None:
        """A thread never waits for ever, whoever the visitor is."""
        self.settimeout(STALLED if flag else 0)

    def refuse(self, status: str) -> None:
        self.send(refusal(status))

    def discard(self) -> bool:
        """Throw away what comes after the answer; whether more may come."""
        try:
            return bool(super().recv(PIECE))
        except NOT_YET:
            return True
        except OSError:
            return False


def take(accepted: socket.socket) -> Arrival:
    arrival = Arrival(fileno=accepted.detach())
    arrival.expect()
    return arrival
