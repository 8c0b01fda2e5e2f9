"""A line between two programs that can be cut, or held so that nothing more comes through it."""

import contextlib
import selectors
import socket
import struct
import threading
from pathlib import Path
from types import TracebackType

Address = Path | tuple[str, int]
# Closing sends a reset, as when a machine or a cable is gone.
RESET = struct.pack("ii", 1, 0)


def _socket(address: Address) -> tuple[socket.socket, str | tuple[str, int]]:
    if isinstance(address, Path):
        return socket.socket(socket.AF_UNIX), str(address)
    return socket.socket(), address


class Line:
    """Hands on what comes to `here` to `there`, both ways, until it is closed."""

    def __init__(self, here: Address, there: Address) -> None:
        self.there = there
        self.lock = threading.Lock()
        self.pairs: dict[socket.socket, socket.socket] = {}
        self.is_held = False
        self.listener, address = _socket(here)
        if isinstance(here, tuple):
            self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind(address)
        self.listener.listen(128)
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.listener, selectors.EVENT_READ)
        self.is_open = True
        self.thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "Line":
        self.thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.is_open = False
        self.thread.join()
        self.cut()
        self.listener.close()
        self.selector.close()

    def hold(self) -> None:
        """Let nothing through and nobody in, as when the other side is stopped."""
        self.is_held = True

    def release(self) -> None:
        self.is_held = False

    def cut(self) -> int:
        """End every connection that is open now; how many were."""
        with self.lock:
            number = len(self.pairs) // 2
            while self.pairs:
                self._close(next(iter(self.pairs)))
        return number

    def _run(self) -> None:
        while self.is_open:
            events = self.selector.select(0.02)
            if self.is_held:
                threading.Event().wait(0.02)
                continue
            with self.lock:
                for key, _mask in events:
                    if key.fileobj is self.listener:
                        self._take()
                    elif key.fileobj in self.pairs:
                        self._hand_on(key.fileobj)

    def _take(self) -> None:
        near, _address = self.listener.accept()
        far, address = _socket(self.there)
        try:
            far.connect(address)
        except OSError:
            near.close()
            far.close()
            return
        for end, other in ((near, far), (far, near)):
            self.pairs[end] = other
            self.selector.register(end, selectors.EVENT_READ)

    def _hand_on(self, end: socket.socket) -> None:
        try:
            piece = end.recv(65_536)
            if piece:
                self.pairs[end].sendall(piece)
                return
        except OSError:
            pass
        self._close(end, reset=False)

    def _close(self, end: socket.socket, *, reset: bool = True) -> None:
        for side in (end, self.pairs.pop(end, None)):
            if side is None:
                continue
            self.pairs.pop(side, None)
            with contextlib.suppress(KeyError, ValueError):
                self.selector.unregister(side)
            if reset and side.family == socket.AF_INET:
                side.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
            side.close()
