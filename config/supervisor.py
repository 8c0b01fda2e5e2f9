"""Starts again what dies: gunicorn's master, which sees to its workers, and our own Postgres."""

import logging
import os
import queue
import signal
import time
from collections.abc import Callable
from types import FrameType

from config import keeper
from config.database import DatabaseStartError, EmbeddedPostgres
from config.web import Web

LOOK = 0.2  # seconds between two looks at what is watched
STABLE = 5  # seconds after which what was started again counts as well
# Seconds to wait before each start again in a row; after the last one it is given up.
WAITS = (0.0, 0.5, 1.0, 2.0, 4.0)
FULL = 2  # seconds between tries while the disk is full: that ends when somebody makes room
TOLD = 60  # seconds between lines about the same full disk
STILL = 5  # seconds that Postgres may be there and neither serve nor recover
# What gunicorn does by itself; but SIGHUP from a terminal says that it is closed.
HANDED_ON = (signal.SIGHUP, signal.SIGUSR1)
LEAP = 30  # seconds by which a clock is set, and not slowly corrected

log = logging.getLogger(__name__)


class GivenUpError(Exception):
    """What was started again and again does not stay up."""


class Restarts:
    """How often in a row something had to be started again."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.in_a_row = 0
        self.due = -float(STABLE)  # when it was, or is to be, started last

    def plan(self, why: str) -> None:
        """Say when the next start is due, or that there is none."""
        now = time.monotonic()
        if now - self.due >= STABLE:
            self.in_a_row = 0
        if self.in_a_row == len(WAITS):
            raise GivenUpError(
                f"{self.name} {why}: given up, as it was started again {len(WAITS)} times "
                f"and did not stay up for {STABLE} s."
            )
        self.due = now + WAITS[self.in_a_row]
        self.in_a_row += 1
        log.warning("%s %s; it is started again (%s in a row).", self.name, why, self.in_a_row)

    def wait(self, seconds: float) -> None:
        """Try again later, without counting it."""
        self.due = time.monotonic() + seconds

    def is_due(self) -> bool:
        return time.monotonic() >= self.due


class Supervisor:
    """Watches the web server and, where it is ours, the database, until it is told to stop."""

    def __init__(self, web: Web, postgres: EmbeddedPostgres | None) -> None:
        self.web, self.postgres = web, postgres
        self.web_restarts = Restarts("gunicorn")
        self.database_restarts = Restarts("Postgres")
        self.is_web_up = False
        self.is_database_up = True
        self.full_told = -float(TOLD)
        self.moved_at = self.looked_at = time.monotonic()
        self.clock = time.time() - time.monotonic()
        self.has_terminal = _has_terminal()
        # Filled by signal handlers: this queue may be put to from them.
        self.signals: queue.SimpleQueue[int] = queue.SimpleQueue()

    def run(self, greet: Callable[[], None]) -> int:
        """Serve until a signal says to stop, greeting once it answers; the exit status."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, *HANDED_ON):
            signal.signal(number, self._note)
        self._start_web()
        answers = False
        try:
            while not self._is_told_to_stop():
                if not answers and self._answers():
                    answers = True
                    greet()
                self._see_to_web()
                self._see_to_database()
                self._see_to_clock()
        except GivenUpError as error:
            log.critical("%s", error)
            return 1
        finally:
            if self.is_web_up:
                self.web.stop()
        print("Dure has stopped.", flush=True)  # noqa: T201
        return 0

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self.signals.put(number)

    def _is_told_to_stop(self) -> bool:
        """Wait for what happens next, or for the next look."""
        try:
            number = self.signals.get(timeout=LOOK)
        except queue.Empty:
            return False
        if number == signal.SIGHUP and self.has_terminal:
            return True
        if number in HANDED_ON:
            self._hand_on(number)
            return False
        return number != signal.SIGCHLD

    def _hand_on(self, number: int) -> None:
        """To gunicorn, whose workers then begin anew one by one, or open their log files again."""
        if self.is_web_up:
            os.kill(self.web.pid, number)

    def _start_web(self) -> None:
        self.web.start()
        self.is_web_up = True

    def _see_to_web(self) -> None:
        if self.is_web_up and (status := self.web.ended()) is not None:
            self.is_web_up = False
            killed = status < 0 and f"was killed by {signal.Signals(-status).name}"
            self.web_restarts.plan(killed or f"ended with status {status}")
        if not self.is_web_up and self.web_restarts.is_due():
            self._start_web()

    def _see_to_database(self) -> None:
        if self.postgres is None:
            return
        self._end_what_stands_still(self.postgres)
        if self.postgres.is_up():
            return
        if self.is_database_up:
            self.is_database_up = False
            self._plan_database("has died")
        if not self.database_restarts.is_due():
            return
        try:
            self.postgres.bring_back()
        except (DatabaseStartError, OSError) as error:
            self._plan_database(f"does not start ({' '.join(str(error).split())})")
        else:
            self.is_database_up = True
            log.warning("Postgres is up again.")

    def _end_what_stands_still(self, postgres: EmbeddedPostgres) -> None:
        now = time.monotonic()
        if now - self.looked_at < 1:
            return
        self.looked_at = now
        pid = keeper.postmaster(postgres.cluster)
        if pid is None or not keeper.stands_still(pid):
            self.moved_at = now
        elif now - self.moved_at >= STILL:
            log.critical("Postgres neither serves nor recovers: it is stopped.")
            keeper.stop(pid)
            self.moved_at = now

    def _plan_database(self, why: str) -> None:
        """On a full disk it is tried until somebody makes room, and never given up."""
        if not (self.postgres and self.postgres.is_full(why)):
            self.database_restarts.plan(why)
            return
        self.database_restarts.wait(FULL)
        if time.monotonic() - self.full_told >= TOLD:
            self.full_told = time.monotonic()
            log.critical(
                "The disk of %s is full: Postgres %s. It is tried every %s s until there is room.",
                *(self.postgres.directory, why, FULL),
            )

    def _see_to_clock(self) -> None:
        """Nothing here goes by the clock; what people see and how long they stay signed in does."""
        clock = time.time() - time.monotonic()
        if abs(leap := clock - self.clock) > LEAP:
            self.clock = clock
            where = "forward" if leap > 0 else "back"
            log.warning("The clock was set %s by %.0f s.", where, abs(leap))

    def _answers(self) -> bool:
        """Whether a request is answered, whatever the answer is."""
        connection = self.web.connect(timeout=1)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
        except OSError:
            return False
        else:
            return True
        finally:
            connection.close()


def _has_terminal() -> bool:
    """Whether somebody started it on a terminal, whose end is to be its end."""
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True
