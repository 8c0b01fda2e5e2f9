"""gunicorn's threaded worker, in which only whole requests take a thread.

A request that comes by halves waits beside all others of its kind, as it does in nginx; a whole one
that finds every thread busy for long is told so by a thread kept for that, which also answers
/healthz and /readyz.
"""

import contextlib
import errno
import os
import select
import selectors
import socket
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

from gunicorn import http
from gunicorn.sock import ssl_context
from gunicorn.workers.gthread import TConn, ThreadWorker

from config import arrivals, environment, limits, memory
from config.arrivals import Arrival, RefusedError
from config.loads import LOADS
from config.secure_arrivals import Greeter

SLOW = 10  # seconds without a further byte of a request
LINGER = 2  # seconds for a visitor to read the end of an answer and close
IDLE = 10  # seconds from one giving back of memory to the next
SOON = 2  # seconds that requests have to end where the master has gone, or no memory is left


class Connection(TConn):
    """Is closed without keeping the worker from its other connections."""

    linger: Callable[[Arrival], None]
    initialized: bool

    def init(self) -> None:
        """Over TLS, too, the socket is ready: gunicorn would have a thread greet the visitor."""
        if not self.initialized:
            self.initialized = True
            self.parser = http.get_parser(self.cfg, self.sock, self.client)
        self.sock.setblocking(True)

    def close(self, graceful: bool = False) -> None:
        if graceful:
            self.linger(self.sock)
        else:
            super().close()


class Worker(ThreadWorker):
    alive: bool

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        self.place = LOADS.take_place()
        super().__init__(*arguments, **keywords)
        self.arriving: dict[Connection, float] = {}  # until when the next byte is waited for
        self.waiting: deque[tuple[float, Connection]] = deque()  # whole, since when
        self.lingering: dict[Arrival, float] = {}  # until when
        self.busy: set[Connection] = set()  # threads have them

    def init_process(self) -> None:
        memory.take_from_few_heaps()
        self.memory_given_back = time.monotonic()
        self.spare = ThreadPoolExecutor(1)
        self.greeter: Greeter | None = None
        if self.cfg.is_ssl:
            files = self.cfg.certfile, self.cfg.keyfile
            self.greeter = Greeter(ssl_context(self.cfg), *files, environment.public_address())
        super().init_process()

    @property
    def max_keepalived(self) -> int:
        """How many connections are kept after their answer: none where another has less to do."""
        return 0 if LOADS.has_more_than_another(self.place) else self._max_keepalived

    @max_keepalived.setter
    def max_keepalived(self, most: int) -> None:
        self._max_keepalived = most

    def accept(self, listener: socket.socket) -> None:
        try:
            accepted, address = listener.accept()
            arrival = self.greeter.take(accepted) if self.greeter else arrivals.take(accepted)
        except OSError as error:
            if error.errno == errno.EMFILE:
                self.make_room()
            return  # another worker has it, or the visitor has gone
        conn = Connection(self.cfg, arrival, address, listener.getsockname())
        conn.linger = self.linger
        self.nr_conns += 1
        self.collect(conn)

    def set_accept_enabled(self, enabled: bool) -> None:
        """At the end, take in all who wait in the queue: closing it would cut them off."""
        super().set_accept_enabled(enabled)
        if not self.alive:
            LOADS.leave(self.place)
            for listener in self.sockets:
                for _one in range(self.worker_connections):
                    if not select.select([listener], [], [], 0)[0]:
                        break
                    self.accept(listener)

    def enqueue_req(self, conn: TConn) -> None:
        """gunicorn has been told that a kept connection has something to read."""
        if not isinstance(conn, Connection):
            super().enqueue_req(conn)
            return
        conn.sock.setblocking(False)
        try:
            conn.sock.expect(conn.parser.unreader.take_buffered() + conn.sock.left_over())
        except RefusedError as error:
            self.refuse(conn, error)
        else:
            self.collect(conn)

    def collect(self, conn: Connection, _sock: Any = None) -> None:
        """Take what has arrived, and wait for the rest without a thread."""
        try:
            is_whole = conn.sock.collect()
        except RefusedError as error:
            self.refuse(conn, error)
        except OSError:
            self.drop(conn)
        except MemoryError:
            limits.memory_ran_out.set()
            self.drop(conn)
        else:
            if is_whole:
                self.forget(conn)
                self.hand_on(conn)
            elif conn not in self.arriving:
                self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.collect, conn))
            if not is_whole:
                self.arriving[conn] = time.monotonic() + SLOW

    def hand_on(self, conn: Connection) -> None:
        conn.data_ready = True
        if conn.sock.is_probe():
            self.give(self.spare, self.handle, conn)
        else:
            self.waiting.append((time.monotonic(), conn))
            self.give_threads()

    def give_threads(self) -> None:
        while self.waiting and len(self.busy) < self.cfg.threads:
            _since, conn = self.waiting.popleft()
            self.busy.add(conn)
            self.give(self.tpool, self.handle, conn)
        LOADS.note(self.place, len(self.waiting) + len(self.busy))

    def give(self, pool: ThreadPoolExecutor, handle: Callable[[Any], Any], conn: TConn) -> None:
        def finish(future: "Future[Any]") -> None:
            self.method_queue.defer(self.finish_request, conn, future)

        pool.submit(handle, conn).add_done_callback(finish)

    def handle_too_busy(self, conn: Connection) -> Any:
        with limits.too_busy():
            return self.handle(conn)

    def finish_request(self, conn: TConn, future: "Future[Any]") -> None:
        super().finish_request(conn, future)
        self.busy.discard(conn)
        if isinstance(conn, Connection) and conn.sock.has_more() and conn in self.keepalived_conns:
            self.on_client_socket_readable(conn, conn.sock)
        self.give_threads()

    def murder_pending(self) -> None:
        """Called about once a second: see to all that has waited for long."""
        super().murder_pending()
        now = time.monotonic()
        while self.waiting and now - self.waiting[0][0] > limits.BUSY:
            self.give(self.spare, self.handle_too_busy, self.waiting.popleft()[1])
        # Where the worker is to end, who has begun to send has less time for the rest.
        late = now if self.alive else now + SLOW - SOON
        for conn in [conn for conn, until in self.arriving.items() if until < late]:
            self.drop(conn)
        if self.nr_conns >= self.worker_connections:
            self.make_room()
        if self.alive and limits.memory_ran_out.is_set():
            self.log.error("Worker %s found no memory: another takes its place.", self.pid)
            self.end_soon()
        for sock in [sock for sock, until in self.lingering.items() if until < now]:
            self.end(sock)
        if not self.busy and now - self.memory_given_back > IDLE:
            self.memory_given_back = now
            memory.give_back()
        self.renew_certificate()

    def renew_certificate(self) -> None:
        try:
            if self.greeter:
                self.greeter.renew()
        except OSError as error:
            self.log.error("The new certificate is not taken: %s", error)

    def make_room(self) -> None:
        """Let others in instead of the half that was silent longest."""
        oldest = sorted(self.arriving, key=self.arriving.__getitem__)
        for conn in oldest[: (len(oldest) + 1) // 2]:
            self.drop(conn)

    def refuse(self, conn: Connection, error: RefusedError) -> None:
        with contextlib.suppress(OSError):
            conn.sock.refuse(str(error))
        self.forget(conn)
        self.nr_conns -= 1
        conn.close(graceful=True)

    def drop(self, conn: Connection) -> None:
        self.forget(conn)
        self.nr_conns -= 1
        conn.close()

    def forget(self, conn: Connection) -> None:
        if self.arriving.pop(conn, None) is not None:
            self.poller.unregister(conn.sock)

    def linger(self, sock: Arrival) -> None:
        """Say that the answer has ended, and close once the visitor has, or a little later."""
        try:
            sock.shutdown(socket.SHUT_WR)
        except OSError:
            sock.close()
            return
        sock.setblocking(False)
        self.lingering[sock] = time.monotonic() + LINGER
        self.poller.register(sock, selectors.EVENT_READ, self.discard)

    def discard(self, sock: Arrival) -> None:
        if not sock.discard():
            self.end(sock)

    def end(self, sock: Arrival) -> None:
        del self.lingering[sock]
        self.poller.unregister(sock)
        sock.close()

    def is_parent_alive(self) -> bool:
        if self.ppid == os.getppid():
            return True
        self.end_soon()
        return False

    def end_soon(self) -> None:
        self.alive = False
        self.cfg.set("graceful_timeout", SOON)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        try:
            super().wait_for_and_dispatch_events(timeout)
        except (MemoryError, RuntimeError):  # the latter where no thread can be started
            limits.memory_ran_out.set()
