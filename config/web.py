"""gunicorn below the supervisor: forked from it with the application loaded, on its socket.

So a master or a worker that died is back in a moment, and who comes meanwhile waits in the
socket's queue instead of being refused.
"""

import contextlib
import ctypes
import http.client
import os
import signal
import socket
import ssl
import struct
import sys
import traceback
from pathlib import Path
from typing import Any, NoReturn

from gunicorn.app.base import Application
from gunicorn.arbiter import Arbiter

from config import memory

SETTINGS = Path(__file__).resolve().parent.parent / "gunicorn.conf.py"
# Seconds that requests have to end when the supervisor has gone: nobody would start us again.
ORPHANED = 2
# linux/filter.h, asm-generic/socket.h: a program for a socket that says what of a packet is taken.
SO_ATTACH_FILTER = 26
FLAGS, SYN = 13, 0x02  # of the header that a TCP packet begins with (RFC 9293)
NOTHING_BEGINS = [
    (0x30, 0, 0, FLAGS),  # load the byte
    (0x54, 0, 0, SYN),  # and leave one bit of it
    (0x15, 0, 1, SYN),  # where it is set go on, else leave one out
    (0x06, 0, 0, 0),  # take nothing
    (0x06, 0, 0, 0xFFFF),  # take it whole
]


class Master(Arbiter):
    """Ends soon after the process that started it."""

    def __init__(self, app: Any) -> None:
        self.supervisor = os.getppid()
        super().__init__(app)

    def wait_for_signals(self, timeout: float = 1.0) -> list[int]:
        if os.getppid() == self.supervisor:
            signals: list[int] = super().wait_for_signals(timeout)
            return signals
        self.cfg.set("graceful_timeout", ORPHANED)
        return [signal.SIGTERM]


class Web(Application):
    """The web server, started and stopped by the supervisor."""

    def __init__(self, application: Any, listener: socket.socket) -> None:
        self.application = application
        self.listener = listener
        self.pid = 0
        super().__init__()

    def load_config(self) -> None:
        self.load_config_from_file(str(SETTINGS))
        arguments = self.cfg.parser().parse_args(self.cfg.get_cmd_args_from_env())
        for name, value in vars(arguments).items():
            if value is not None and name in self.cfg.settings:
                self.cfg.set(name, value)
        self.cfg.set("bind", f"fd://{self.listener.fileno()}")
        self.cfg.set("preload_app", True)
        # `X_Remote_User` would be taken for the header that a proxy of ours writes (SSO_HEADER).
        self.cfg.set("header_map", "drop")
        # Loaded now and not in a master: an upgrade may change the files while this version runs.
        self.cfg.worker_class  # noqa: B018

    def load(self) -> Any:
        return self.application

    def connect(self, timeout: float) -> http.client.HTTPConnection:
        """A way to it from this machine; its certificate is for others to look at."""
        host, port = self.listener.getsockname()[:2]
        if not self.cfg.is_ssl:
            return http.client.HTTPConnection(host, port, timeout=timeout)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return http.client.HTTPSConnection(host, port, timeout=timeout, context=context)

    def start(self) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        memory.share_with_children()
        self.pid = os.fork()
        if not self.pid:
            self._be_master()

    def _be_master(self) -> NoReturn:
        status = 1
        try:
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
                signal.signal(number, signal.SIG_DFL)
            for number in (signal.SIGHUP, signal.SIGUSR1):
                signal.signal(number, signal.SIG_IGN)  # what begins now need not begin anew
            os.setsid()  # Ctrl-C reaches the supervisor alone, which tells us
            Master(self).run()
        except SystemExit as end:  # of the master, and of each worker forked from it
            status = end.code if isinstance(end.code, int) else 1
        except BaseException:  # noqa: BLE001 - it is told, and ends the process
            traceback.print_exc()
        finally:
            # Not back into what the supervisor was doing: its locks and its database are its own.
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)

    def ended(self) -> int | None:
        """Its exit status, if it is no longer there; that of a signal is negative."""
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        return os.waitstatus_to_exitcode(status) if pid else None

    def stop(self) -> int:
        """Let it finish the requests it has and those in its queue; its exit status."""
        _let_nobody_in(self.listener)
        self.listener.close()  # the last to hold it: nobody waits for a server that is going
        os.kill(self.pid, signal.SIGTERM)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def _let_nobody_in(listener: socket.socket) -> None:
    """Have the kernel drop what would connect now, so that nobody stands in the queue of a server
    that closes it: they try again within a second, and then are told at once that it is away.

    Who is half in already comes in: a packet that ends the greeting and is dropped cuts them off.
    """
    steps = b"".join(struct.pack("HBBI", *step) for step in NOTHING_BEGINS)
    filter_ = ctypes.create_string_buffer(steps)
    program = struct.pack("HL", len(NOTHING_BEGINS), ctypes.addressof(filter_))
    with contextlib.suppress(OSError):
        listener.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, program)
