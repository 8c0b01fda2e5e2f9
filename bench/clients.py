"""People who answer at a running site, all at once, and know what was acknowledged."""

import itertools
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.site import Site, Visitor, questions_on

Acknowledged = tuple[str, int, int]  # username, question, option
ANSWERS = """
    SELECT u.username, a.question_id, a.option_id
    FROM quizzes_answer a
    JOIN quizzes_attempt t ON t.id = a.attempt_id
    JOIN accounts_user u ON u.id = t.learner_id
"""


@dataclass
class Clients:
    """Answer first answers, one member after the other, from entering to leaving the block."""

    site: Site
    members: int
    threads: int = 4
    acknowledged: list[Acknowledged] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    longest: float = 0.0  # seconds that one answer took
    began: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Clients":
        names = [f"client{number}" for number in range(self.members)]
        self._sessions = iter(self.site.sessions(*names).items())
        self._modules = [
            f"/courses/{course}/{module}/"
            for course, module in self.site.sql(
                "SELECT c.slug, m.slug FROM courses_module m JOIN courses_course c "
                "ON c.id = m.course_id WHERE m.is_published ORDER BY m.position"
            )
        ]
        self._ended, self._lock = threading.Event(), threading.Lock()
        self._threads = [threading.Thread(target=self._answer) for _ in range(self.threads)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _answer(self) -> None:
        while not self._ended.is_set():
            with self._lock:
                username, session = next(self._sessions, ("", ""))
            if not username:
                return
            member = Visitor(self.site.port, {"sessionid": session})
            for question, option in itertools.takewhile(
                lambda _pair: not self._ended.is_set(), self._asked(member)
            ):
                self._post(member, username, question, option)

    def _asked(self, member: Visitor) -> Iterator[tuple[int, int]]:
        for module in self._modules:
            for question, options in questions_on(member.get(module).text):
                yield question, options[0]

    def _post(self, member: Visitor, username: str, question: int, option: int) -> None:
        began = time.monotonic()
        response = member.post(f"/quizzes/questions/{question}/answer/", option=option)
        with self._lock:
            self.longest = max(self.longest, time.monotonic() - began)
            if response.status == 303:
                self.acknowledged.append((username, question, option))
                self.began.set()
            else:
                self.refused.append(f"{username}, question {question}: {response.status}")
