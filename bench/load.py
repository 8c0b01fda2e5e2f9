"""How many requests a second the site answers, and how soon: `make bench-load`.

The site as it is served, with members and answers made up (bench/many_answers.py), is asked by wrk
over 127.0.0.1 for each page with 1, 8 and 64 clients. Beside them, in the same rounds, are three
views that no page can be faster than (bench/limit_views.py). `--compare` tells two runs apart.
"""

import argparse
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from bench import many_answers
from bench.load_pages import TOKEN, Page, People, limits, pages
from tests import programs
from tests.site import Site

WRK = programs.find("wrk")
SCRIPT = ROOT / "bench" / "load.lua"
TICKS = os.sysconf("SC_CLK_TCK")
# Seconds in which the site ends what wrk has left it with, before somebody else is measured.
SETTLE = 0.5


@dataclass
class Series:
    """One page with one number of clients: a figure of each round."""

    page: str
    clients: int
    limit: str
    rates: list[float] = field(default_factory=list)  # requests a second
    medians: list[float] = field(default_factory=list)  # milliseconds
    p95: list[float] = field(default_factory=list)
    p99: list[float] = field(default_factory=list)
    bytes: list[float] = field(default_factory=list)  # of one answer, compressed
    web: list[float] = field(default_factory=list)  # processor milliseconds of one request
    database: list[float] = field(default_factory=list)
    errors: int = 0

    def take(self, figures: dict[str, float], web: float, database: float) -> None:
        number = max(figures["requests"], 1)
        self.rates.append(figures["requests"] / figures["seconds"])
        self.medians.append(figures["median"])
        self.p95.append(figures["p95"])
        self.p99.append(figures["p99"])
        self.bytes.append(figures["bytes"] / number)
        self.web.append(1000 * web / number)
        self.database.append(1000 * database / number)
        self.errors += int(figures["errors"])


@dataclass
class Bench:
    """A site under load."""

    site: Site
    folder: Path
    seconds: float
    sent: dict[str, int] = field(default_factory=dict)

    def check(self, page: Page) -> None:
        """Ask once, by itself: that it is the page it should be, and not one to sign in."""
        method, path, cookies, body = page.lines[0].split("\t")
        headers = {"Cookie": cookies, "X-CSRFToken": TOKEN}
        headers |= {"HX-Request": "true"} if page.kind == "htmx" else {}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=120)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        leads_to = answer.headers.get("Location", "")
        if answer.status not in {200, 204, 303} or "login" in leads_to:
            sys.exit(f"{page.name}: {answer.status} {leads_to}")

    def ask(self, page: Page, clients: int) -> dict[str, float]:
        """Let so many clients ask for a page as often as they get it."""
        lines = self.folder / f"{re.sub('[^a-z]', '-', page.name)}.txt"
        if page.name not in self.sent:
            lines.write_text("\n".join(page.lines) + "\n")
        begin = self.sent.setdefault(page.name, 1)
        command = [WRK, "--threads", "1", "--connections", str(clients)]
        command += ["--duration", f"{self.seconds:.0f}s", "--timeout", "60s"]
        command += ["--script", str(SCRIPT), self.site.address, "--"]
        command += [str(lines), str(begin), TOKEN, page.kind]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        figures: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
        if page.is_once:
            # Those that were under way at the end were sent too.
            self.sent[page.name] += int(figures["requests"]) + clients
            if self.sent[page.name] > len(page.lines):
                print(f"{page.name}: every request was sent already; make more members")
        return figures

    def processor(self) -> tuple[float, float]:
        """Seconds that the web server and the database have used so far."""
        postmaster = int(self.site.postgres_pid())
        servers = {postmaster, *self.site.children(postmaster)}
        web = database = 0.0
        for pid in servers.union(self.site.processes()):
            try:
                stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            used = sum(int(ticks) for ticks in stat[11:15]) / TICKS
            if pid in servers:
                database += used
            else:
                web += used
        return web, database

    def measure(self, page: Page, clients: int, series: Series) -> None:
        time.sleep(SETTLE)
        web, database = self.processor()
        figures = self.ask(page, clients)
        web_after, database_after = self.processor()
        series.take(figures, web_after - web, database_after - database)

    def memory(self) -> list[float]:
        """Megabytes of each worker, shared pages by their share (PSS)."""
        sizes = []
        for pid in self.site.children(self.site.master()):
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
            match = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
            sizes.append(int(match[1]) / 1024 if match else 0.0)
        return sizes


def run(bench: Bench, page_list: list[Page], clients: list[int], rounds: int) -> Iterator[Series]:
    """Every page with every number of clients, in rounds, so that all meet the same moments."""
    all_series = {
        (page.name, number): Series(page.name, number, page.limit)
        for page, number in product(page_list, clients)
        if number <= page.most_clients
    }
    for at in range(rounds):
        for page, number in product(page_list, clients):
            if number <= page.most_clients:
                bench.measure(page, number, all_series[page.name, number])
        print(f"round {at + 1} of {rounds}", file=sys.stderr, flush=True)
    yield from all_series.values()


HEAD = (
    "| page | clients | requests/s | of its limit | median | p95 | p99 | web CPU | database CPU "
    "| bytes | errors |\n|---|" + "---|" * 10
)


def line_of(series: Series, limit: float) -> str:
    middle = statistics.median
    rate = middle(series.rates)
    return (
        f"| {series.page} | {series.clients} | {rate:.0f} | {rate / limit:.2f} ({series.limit}) "
        f"| {middle(series.medians):.1f} ms | {middle(series.p95):.1f} ms "
        f"| {middle(series.p99):.1f} ms | {middle(series.web):.1f} ms "
        f"| {middle(series.database):.1f} ms | {middle(series.bytes):.0f} | {series.errors} |"
    )


def table(all_series: list[Series]) -> str:
    rates = {
        (series.page, series.clients): statistics.median(series.rates) for series in all_series
    }
    return "\n".join(
        [HEAD, *(line_of(series, rates[series.limit, series.clients]) for series in all_series)]
    )


def compare(before: Path, after: Path) -> str:
    """Requests a second against the limit of their own run, before and after."""

    def ratios(path: Path) -> dict[tuple[str, int], float]:
        all_series = [Series(**series) for series in json.loads(path.read_text())["series"]]
        rates = {
            (series.page, series.clients): statistics.median(series.rates) for series in all_series
        }
        return {
            key: rates[key] / rates[series.limit, key[1]]
            for series in all_series
            if (key := (series.page, series.clients))
        }

    old, new = ratios(before), ratios(after)
    lines = ["| page | clients | of its limit before | after |\n|---|---|---|---|"]
    lines += [
        f"| {page} | {n} | {old[page, n]:.2f} | {new[page, n]:.2f} |"
        for page, n in new
        if (page, n) in old
    ]
    return "\n".join(lines)


def main() -> None:
    options = arguments()
    if options.compare:
        print(compare(*options.compare))
        return
    if not WRK:
        sys.exit("wrk is not installed: apt-get install wrk")
    with tempfile.TemporaryDirectory() as directory:
        variables = {"DJANGO_SETTINGS_MODULE": "bench.limit_settings"}
        site = Site(Path(directory) / "data", variables=variables)
        site.start()
        try:
            report(site, Path(directory), options)
        finally:
            site.stop()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=100_000, help="that are in the table before")
    parser.add_argument("--new", type=int, default=2000, help="members who have done nothing yet")
    parser.add_argument("--seconds", type=float, default=2, help="of each page in each round")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 64])
    parser.add_argument("--only", help="a regular expression that names of pages match")
    parser.add_argument("--json", type=Path, help="where the figures are written too")
    parser.add_argument("--compare", type=Path, nargs=2, metavar=("BEFORE", "AFTER"))
    return parser.parse_args()


def report(site: Site, folder: Path, options: argparse.Namespace) -> None:
    history = many_answers.make(site, options.answers)
    people = People.of(site, 64, options.new)
    bench = Bench(site, folder, options.seconds)
    page_list = [
        page
        for page in [*limits(people), *pages(site, people)]
        if page.limit == page.name or not options.only or re.search(options.only, page.name)
    ]
    for page in page_list:
        bench.check(page)
    all_series = list(run(bench, page_list, options.clients, options.rounds))
    print(f"{history.members:,} members, {history.answers:,} answers, {os.cpu_count()} cores\n")
    print(table(all_series))
    memory = bench.memory()
    print(f"\nA worker (PSS): {max(memory):.0f} MB at most of {len(memory)}")
    if options.json:
        written = {
            "answers": history.answers,
            "memory": memory,
            "series": [asdict(series) for series in all_series],
        }
        options.json.write_text(json.dumps(written, indent=1))


if __name__ == "__main__":
    main()
