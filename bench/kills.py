"""Whether answers outlive what can happen to a machine: `make prove-kills`.

While four clients give first answers, processes of the site are killed, its lines cut, its
database stopped and its disk filled. What failed is sent again with the same option. After each
series every acknowledged answer of the whole history is looked up: it is there once, as the first
of its question, with the option that was sent. `--share 0.05` does that much of it. It ends with
status 1 if an answer is lost, doubled or changed, or if the site did not come back by itself.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django
import psycopg

django.setup()

from bench.answers import THINKING, Answers
from bench.line import Line
from config.supervisor import STABLE
from config.web import ORPHANED
from tests.site import Site, free_port

PATIENCE = 10.0  # seconds in which the site is back by itself
TMPFS = 260  # megabytes of the small disk
STOPPED = 5  # seconds


def kill_worker(site: Site) -> None:
    os.kill(random.choice(site.children(site.master())), signal.SIGKILL)


def kill_master(site: Site) -> None:
    os.kill(site.master(), signal.SIGKILL)


def kill_postmaster(site: Site) -> None:
    os.kill(int(site.postgres_pid()), signal.SIGKILL)


def kill_backend(site: Site) -> None:
    """One that serves the site, in the middle of whatever it does."""
    backends = []
    for pid in site.children(int(site.postgres_pid())):
        with suppress(OSError):
            if b"postgres dure" in Path(f"/proc/{pid}/cmdline").read_bytes():
                backends.append(pid)
    os.kill(random.choice(backends), signal.SIGKILL)


def kill_serve(site: Site) -> None:
    if site.process:
        site.process.kill()


def kill_all(site: Site) -> None:
    for pid in site.processes():
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def stop_postgres(site: Site) -> None:
    postmaster = int(site.postgres_pid())
    processes = [postmaster, *site.children(postmaster)]
    for number in (signal.SIGSTOP, signal.SIGCONT):
        for pid in processes:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        if number == signal.SIGSTOP:
            time.sleep(STOPPED)


def cut(line: Line, _site: Site) -> None:
    line.cut()


@dataclass(frozen=True)
class Kind:
    """A fault, how often it comes in the whole proof, and how long the site has in between."""

    name: str
    times: int
    do: Callable[[Site], object]
    pause: float = 0.5


# The supervisor gives up what does not stay up: what it starts itself has time for that.
KINDS = (
    Kind("kill -9 a worker", 200, kill_worker),
    Kind("kill -9 one backend", 20, kill_backend),
    Kind("kill -9 the postmaster", 50, kill_postmaster, STABLE + 0.5),
    Kind("kill -9 gunicorn's master", 50, kill_master, STABLE + 0.5),
    Kind("kill -9 config.serve, started again", 20, kill_serve, 3),
    Kind("kill -9 everything, started again", 20, kill_all, 3),
    Kind(f"SIGSTOP of Postgres, {STOPPED} s", 5, stop_postgres),
)


@dataclass
class Row:
    """What one series did."""

    name: str
    times: int
    requests: int
    acknowledged: int
    refused: int
    errors: int
    outage: float
    longest: float
    back: int
    faults: Counter[str]
    strange: int

    def is_broken(self) -> bool:
        return self.back < self.times or bool(self.faults.total()) or bool(self.strange)


HEAD = (
    "| fault | times | requests | acknowledged | lost | doubled | changed | 5xx | refused or cut | "
    "longest outage | longest wait | back by itself |\n|---|" + "---|" * 11
)


def line_of(row: Row) -> str:
    cells = (
        *(row.name, row.times, row.requests, row.acknowledged),
        *(row.faults["lost"], row.faults["doubled"], row.faults["changed"]),
        *(row.errors, row.refused, f"{row.outage:.1f} s", f"{row.longest:.1f} s"),
        f"{row.back}/{row.times}",
    )
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def series(kind: Kind, times: int, site: Site, answers: Answers, patience: float) -> Row:
    """Do this so many times while people answer, and look at all that they were told is stored."""
    before, acknowledged = answers.counts.copy(), len(answers.moments)
    strange = len(answers.strange)
    answers.longest, back = 0, 0
    with answers.being_given():
        for _time in range(times):
            answers.provide()
            time.sleep(kind.pause * random.uniform(1, 1.5))
            kind.do(site)
            done = time.monotonic()
            is_back = answers.wait_for_one_after(done, patience)
            back += is_back and site.is_ready_soon(patience)
        # What serves on without its supervisor for a moment would hide what comes after it.
        answers.wait_for_one_after(time.monotonic() + ORPHANED, patience)
    counts = answers.counts - before
    return Row(
        name=kind.name,
        times=times,
        requests=counts["requests"],
        acknowledged=len(answers.moments) - acknowledged,
        refused=counts["refused"],
        errors=counts["5xx"],
        outage=answers.longest_gap(acknowledged),
        longest=answers.longest,
        back=back,
        faults=answers.faults(),
        strange=len(answers.strange) - strange,
    )


@contextmanager
def started_again(site: Site) -> Iterator[None]:
    """What systemd does with `Restart=always`: start config.serve whenever it has ended."""
    is_over = threading.Event()

    def watch() -> None:
        while not is_over.wait(0.1):
            if site.process and site.process.poll() is not None:
                site.launch()

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


@contextmanager
def served(site: Site) -> Iterator[Site]:
    site.start()
    try:
        yield site
    finally:
        site.is_ready_soon(60)
        site.stop()


@dataclass(frozen=True)
class Proof:
    """How much of it is done, on copies of this data."""

    folder: Path
    prepared: Path
    share: float = 1
    most: int = 1000  # times that a fault comes
    members: int = 100  # made at a time
    hurry: float = 1  # share of the pauses
    full: float = 8  # seconds that the disk is
    patience: float = PATIENCE
    thinking: float = THINKING

    def site(self, name: str) -> Site:
        return Site(self.folder / name, prepared=self.prepared, is_measured=False)

    def rows(self, kinds: Iterable[Kind], site: Site, port: int = 0) -> Iterator[Row]:
        answers = Answers.at(site, port or site.port, self.members, self.thinking)
        for kind in kinds:
            times = min(self.most, max(1, round(kind.times * self.share)))
            kind = replace(kind, pause=kind.pause * self.hurry)
            yield series(kind, times, site, answers, self.patience)


def kills(proof: Proof) -> Iterator[Row]:
    """Whatever may be killed or stopped, one kind after the other on the same data."""
    site = proof.site("kills")
    with served(site), started_again(site):
        yield from proof.rows(KINDS, site)


def cuts(proof: Proof) -> Iterator[Row]:
    """Both lines: from the people to the site, and from the site to its database."""
    site = proof.site("cuts")
    port, socket_dir = free_port(), proof.folder / "line"
    socket_dir.mkdir()
    name = ".s.PGSQL.5432"
    with (
        site.postgres.running(),
        Line(socket_dir / name, site.postgres.socket_dir / name) as behind,
        Line(("127.0.0.1", port), ("127.0.0.1", site.port)) as before,
    ):
        site.variables = {
            "DATABASE_URL": f"postgresql://postgres@/dure?host={socket_dir}",
            "ALLOWED_HOSTS": "127.0.0.1",
        }
        with served(site):
            kinds = (
                Kind("cut between people and the site", 50, partial(cut, before), 0.2),
                Kind("cut between the site and Postgres", 50, partial(cut, behind), 0.2),
            )
            yield from proof.rows(kinds, site, port)


def full_disk(proof: Proof) -> Iterator[Row]:
    """A disk of its own for the data, filled to the last byte for a while."""
    disk = proof.folder / "disk"
    disk.mkdir()
    disk.chmod(0o755)
    mounted = ["mount", "-t", "tmpfs", "-o", f"size={TMPFS}m,mode=755", "tmpfs", str(disk)]
    if subprocess.run(mounted, check=False, capture_output=True).returncode:
        print("(A full disk was left out: no disk can be mounted here.)")
        return
    try:
        subprocess.run(["cp", "-a", proof.prepared, disk / "data"], check=True)
        # Not its log: what the site says is to be read.
        (proof.folder / "full").symlink_to(disk / "data")
        site = Site(proof.folder / "full", is_measured=False)
        with served(site):
            kind = Kind(
                "a full disk, for a while", 3, partial(fill_for_a_while, disk, proof.full), 2
            )
            yield from proof.rows([kind], site)
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=False)


def fill_for_a_while(disk: Path, seconds: float, site: Site) -> None:
    """Until Postgres has no room for its log of changes either, and gives itself up."""
    filler = disk / "filler"
    with suppress(OSError), filler.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(1_000_000))
    with suppress(psycopg.Error):
        for _file in range(20):
            site.sql("SELECT pg_logical_emit_message(false, 'full', 'x'), pg_switch_wal()")
    time.sleep(seconds)
    filler.unlink()


def prepare(folder: Path) -> Path:
    """The data of a site that has run."""
    site = Site(folder / "prepared", is_measured=False)
    site.start()
    site.stop()
    return site.data_dir


def prove(proof: Proof) -> Iterator[Row]:
    for part in (kills, cuts, full_disk):
        yield from part(proof)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1, help="of the whole proof, such as 0.05")
    share = parser.parse_args().share
    folder = Path(tempfile.mkdtemp(prefix="dure-kills-"))
    folder.chmod(0o755)
    rows = []
    print(HEAD, flush=True)
    try:
        for row in prove(Proof(folder, prepare(folder), share)):
            print(line_of(row), flush=True)
            rows.append(row)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    broken = [row.name for row in rows if row.is_broken()]
    sys.exit(f"A promise was broken: {', '.join(broken)}" if broken else 0)


if __name__ == "__main__":
    main()
