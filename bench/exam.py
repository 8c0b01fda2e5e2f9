"""An exam of two thousand on this machine: `make bench-exam`.

All open the first module within a minute and answer sixteen questions, thinking for 30 to 90
seconds before each; with a module's last question they go on to the next one. The same machine
serves, holds the database and plays the learners, whose share of the processor is told.
"""

import argparse
import asyncio
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from bench import many_answers
from bench.load_pages import COURSE, TOKEN, People
from tests.site import Site

QUESTIONS = 16
START = 60  # seconds within which all begin
THINKING = (30, 90)  # seconds
PATIENCE = 60  # seconds that a person waits for an answer
GOALS = {"first page": (99, 3000), "answer": (95, 300)}  # percentile, milliseconds
Quiz = tuple[str, list[tuple[int, int]]]  # a module's address, its questions with an option each


@dataclass
class Exam:
    """What two thousand do, and how long each request took."""

    port: int
    quizzes: list[Quiz]
    hurry: float = 1
    waits: dict[str, list[float]] = field(default_factory=dict)  # milliseconds
    errors: Counter[str] = field(default_factory=Counter)

    async def learner(self, session: str) -> None:
        await asyncio.sleep(random.uniform(0, START) / self.hurry)
        answered = 0
        for number, (address, questions) in enumerate(self.quizzes):
            kind = "next page" if number else "first page"
            await self.request(kind, "GET", address, session)
            for question, option in questions:
                if answered == QUESTIONS:
                    return
                await asyncio.sleep(random.uniform(*THINKING) / self.hurry)
                body = urlencode({"option": option, "attempt": "record"})
                path = f"/quizzes/questions/{question}/answer/"
                await self.request("answer", "POST", path, session, body)
                answered += 1

    async def request(
        self, kind: str, method: str, path: str, session: str, body: str = ""
    ) -> None:
        begun = time.monotonic()
        try:
            status = await asyncio.wait_for(self.ask(method, path, session, body), PATIENCE)
        except (OSError, TimeoutError, ValueError) as error:
            status = type(error).__name__
        self.waits.setdefault(kind, []).append(1000 * (time.monotonic() - begun))
        if status != "200":
            self.errors[f"{kind}: {status}"] += 1

    async def ask(self, method: str, path: str, session: str, body: str) -> str:
        """The status; the answer is read to its end."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nConnection: close\r\n"
            f"Accept-Encoding: gzip\r\nCookie: csrftoken={TOKEN}; sessionid={session}\r\n"
        )
        if method == "POST":
            head += (
                f"X-CSRFToken: {TOKEN}\r\nHX-Request: true\r\nContent-Length: {len(body)}\r\n"
                "Content-Type: application/x-www-form-urlencoded\r\n"
            )
        writer.write(f"{head}\r\n{body}".encode())
        try:
            await writer.drain()
            answer = await reader.read()
        finally:
            writer.close()
        return answer.split(b" ", 2)[1].decode()

    async def run(self, sessions: list[str]) -> None:
        await asyncio.gather(*(self.learner(session) for session in sessions))


def percentile(values: list[float], share: int) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


def table(exam: Exam) -> str:
    lines = ["| request | times | median | p95 | p99 | longest |", "|---|---|---|---|---|---|"]
    for kind, waits in exam.waits.items():
        shares = " | ".join(f"{percentile(waits, share):.0f} ms" for share in (50, 95, 99))
        lines.append(f"| {kind} | {len(waits)} | {shares} | {max(waits):.0f} ms |")
    return "\n".join(lines)


def quizzes(site: Site) -> list[Quiz]:
    rows = site.sql(
        "SELECT module.slug, question.id, (SELECT min(id) FROM quizzes_option "
        "WHERE question_id = question.id) FROM courses_module AS module "
        "JOIN quizzes_quiz AS quiz ON quiz.module_id = module.id "
        "JOIN quizzes_question AS question ON question.quiz_id = quiz.id "
        "WHERE retired_at IS NULL AND NOT is_draft ORDER BY module.position, question.position"
    )
    of_module: dict[str, list[tuple[int, int]]] = {}
    for slug, question, option in rows:
        of_module.setdefault(f"{COURSE}{slug}/", []).append((question, option))
    return list(of_module.items())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=2000)
    parser.add_argument("--hurry", type=float, default=1, help="they think so many times faster")
    parser.add_argument("--json", type=Path, help="where every wait is written")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        site = Site(Path(directory) / "data")
        site.start()
        try:
            exam = hold(site, arguments.learners, arguments.hurry)
        finally:
            site.stop()
    if arguments.json:
        arguments.json.write_text(json.dumps(exam.waits))
    missed = [
        f"p{share} of a {kind}"
        for kind, (share, goal) in GOALS.items()
        if percentile(exam.waits[kind], share) > goal
    ]
    if exam.errors or missed:
        sys.exit(f"Not met: {', '.join(missed)} {dict(exam.errors)}")


def hold(site: Site, learners: int, hurry: float) -> Exam:
    many_answers.make(site, 1000)
    people = People.of(site, 1, learners)
    exam = Exam(site.port, quizzes(site), hurry)
    begun, own = time.monotonic(), time.process_time()
    asyncio.run(exam.run(people.new))
    seconds, own = time.monotonic() - begun, time.process_time() - own
    print(
        f"{learners} learners in {seconds:.0f} s; they took {100 * own / seconds:.0f} % of a core"
    )
    print(table(exam))
    stored_count = site.sql(
        "SELECT count(*) FROM quizzes_answer JOIN quizzes_attempt ON quizzes_attempt.id = "
        "attempt_id JOIN accounts_user ON accounts_user.id = learner_id "
        "WHERE username LIKE 'new-%'"
    )[0][0]
    print(f"{stored_count} answers are stored of {len(exam.waits['answer'])} sent")
    if stored_count != len(exam.waits["answer"]):
        exam.errors["not stored"] += len(exam.waits["answer"]) - stored_count
    return exam


if __name__ == "__main__":
    main()
