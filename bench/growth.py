"""How learners' pages grow with what a site holds: `make bench-growth`.

Sites with so many answers each (bench/many_answers.py, in groups of 30) differ in nothing else.
Members of each have their turn at each page, so that all sizes meet the same moments. What is told
is processor time, of Django and of the connection's PostgreSQL, which other work on the machine
does not lengthen, and the ratio of each size to the smallest.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.db import connections
from django.test import Client
from django.test.utils import setup_test_environment

from accounts.models import User
from bench import many_answers
from bench.load_pages import COURSE, RATINGS, SUBMISSION
from courses.models import Cohort
from quizzes.models import Question
from tests.site import Site

# What a member has done: quizzes begun and practised, self-diagnoses, drafts. All asked are alike.
STATES = """
    SELECT person.id,
        (SELECT count(*) FROM quizzes_attempt WHERE learner_id = person.id AND number = 1),
        (SELECT count(*) FROM quizzes_attempt WHERE learner_id = person.id AND number = 2),
        (SELECT count(*) FROM progress_diagnosis WHERE learner_id = person.id),
        (SELECT count(*) FROM progress_diagnosisdraft WHERE learner_id = person.id)
    FROM (SELECT id FROM accounts_user WHERE username LIKE 'many-%' ORDER BY id DESC LIMIT 5000)
        AS person
"""
State = tuple[int, ...]
Visit = Callable[[Client, int], Any]
READ: dict[str, Visit] = {
    "home": lambda client, _turn: client.get("/"),
    "course": lambda client, _turn: client.get(COURSE),
    "module": lambda client, _turn: client.get(f"{COURSE}why-local-ai/"),
    "self-diagnosis": lambda client, _turn: client.get(
        f"{COURSE}self-diagnosis/sizing-levels/",
    ),
    "search": lambda client, _turn: client.get(f"{COURSE}search/", {"q": "모델"}),
    "review": lambda client, _turn: client.get("/quizzes/1/attempts/1/"),
    "record": lambda client, _turn: client.get("/progress/local-ai/record/"),
}


@cache
def _question() -> tuple[int, int]:
    question = Question.objects.live().filter(quiz=1).earliest("position")
    return question.pk, question.options.earliest("position").pk


WRITTEN: dict[str, Visit] = {
    "answer": lambda client, _turn: client.post(
        f"/quizzes/questions/{_question()[0]}/answer/",
        {"option": _question()[1], "attempt": "record"},
        headers={"HX-Request": "true"},
    ),
    "read mark": lambda client, _turn: client.post("/progress/lessons/1/read/"),
    "draft": lambda client, turn: client.post(
        f"{COURSE}self-diagnosis/sizing-levels/draft/",
        RATINGS | {"submission": SUBMISSION.format(turn)},
    ),
}


@dataclass
class Size:
    """One of the sites, with members who ask, and what each page has cost them."""

    site: Site
    answers: int
    connection: Any
    members: list[Client] = field(default_factory=list)
    newcomers: list[Client] = field(default_factory=list)
    costs: dict[str, list[float]] = field(default_factory=dict)  # milliseconds, web and database

    @classmethod
    def made(cls, site: Site, answers: int) -> "Size":
        history = many_answers.make(site, answers)
        many_answers.make_groups(site)
        connection = connections.create_connection("default")
        place = site.postgres.settings()
        # Of its own: all that are created share one.
        here = {name: place[name] for name in ("HOST", "NAME", "USER")}
        connection.settings_dict = connection.settings_dict | here
        return cls(site, history.answers, connection)

    def be_asked(self) -> None:
        connections["default"] = self.connection

    def states(self) -> dict[State, list[int]]:
        """The members, by what they have done."""
        self.be_asked()
        members: dict[State, list[int]] = defaultdict(list)
        with self.connection.cursor() as cursor:
            cursor.execute(STATES)
            for pk, *state in cursor.fetchall():
                members[tuple(state)].append(pk)
        return members

    def invite(self, members: list[int], newcomers: int) -> None:
        """Sign these in, and as many as are wanted who are new."""
        self.be_asked()
        self.members = [_client_of(User.objects.get(pk=pk)) for pk in members]
        group = Cohort.objects.get(slug="group-1")
        for at in range(newcomers):
            person = User.objects.create(username=f"new-{at}")
            group.enrol(person)
            self.newcomers.append(_client_of(person))

    def visit(self, name: str, turn: int, *, counts: bool) -> None:
        self.be_asked()
        people, visit = (
            (self.members, READ[name]) if name in READ else (self.newcomers, WRITTEN[name])
        )
        pid = self.connection.connection.info.backend_pid
        before = _ran(pid), time.process_time()
        response = visit(people[turn % len(people)], turn)
        cost = _ran(pid) - before[0] + time.process_time() - before[1]
        if response.status_code not in {200, 204, 303}:
            sys.exit(f"{name}: {response.status_code}")
        if counts:
            self.costs.setdefault(name, []).append(1000 * cost)


def _client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _ran(pid: int) -> float:
    """Seconds that a process has been on a processor."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def sites(folder: Path, number: int) -> Iterator[Site]:
    """The first is started once; the others are copies of what that leaves."""
    first = Site(folder / "0")
    first.start()
    first.stop()
    first.hurry()
    yield first
    for at in range(1, number):
        yield Site(folder / str(at), prepared=first.data_dir)


def table(sizes: list[Size]) -> str:
    head = "| page | " + " | ".join(f"{size.answers:,} answers" for size in sizes) + " |"
    lines = [head, "|---" * (len(sizes) + 1) + "|"]
    for name in [*READ, *WRITTEN]:
        medians = [statistics.median(size.costs[name]) for size in sizes]
        cells = [f"{medians[0]:.1f} ms"]
        cells += [f"{median:.1f} ms, × {median / medians[0]:.2f}" for median in medians[1:]]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, nargs="+", default=[1_000, 100_000, 10_000_000])
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--json", type=Path, help="where each visit's milliseconds are written")
    arguments = parser.parse_args()
    setup_test_environment()
    with tempfile.TemporaryDirectory() as directory, ExitStack() as running:
        sizes = []
        for site, answers in zip(
            list(sites(Path(directory), len(arguments.answers))), arguments.answers, strict=True
        ):
            running.enter_context(site.postgres.running())
            sizes.append(Size.made(site, answers))
            running.callback(sizes[-1].connection.close)
        measure(sizes, arguments.rounds)
        print(table(sizes))
    if arguments.json:
        arguments.json.write_text(json.dumps({size.answers: size.costs for size in sizes}))


def measure(sizes: list[Size], rounds: int) -> None:
    states = [size.states() for size in sizes]
    # Many of the smallest site are in it, who have something to review.
    state = max(states[0], key=lambda state: (state[0] >= 2, len(states[0][state])))
    number = min(len(members[state]) for members in states)
    if not number:
        sys.exit("The sites have no members who have done the same: make more answers.")
    for size, members in zip(sizes, states, strict=True):
        size.invite(members[state][:number], rounds)
    for turn in range(rounds):
        for name in [*READ, *WRITTEN]:
            for size in sizes:
                # The first of each compiles templates and plans.
                size.visit(name, turn, counts=turn > 1)


if __name__ == "__main__":
    main()
