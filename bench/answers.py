"""People who answer while something is done to a site, and what has become of their answers."""

import http.client
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from queue import Empty, SimpleQueue

from tests.site import Site, Visitor

CLIENTS = 4
TOKEN = "k" * 32  # a form's token is good if the cookie has the same
THINKING = 0.03  # seconds between two answers of a client
GIVEN_UP = 60  # seconds of sending the same answer again
AGAIN = 0.1  # seconds until what failed is sent again
Pair = tuple[str, int]  # a member and a question
Given = tuple[str, int, int]  # with the option
GIVEN = """
    SELECT u.username, a.question_id, a.option_id
    FROM quizzes_answer a
    JOIN quizzes_attempt t ON t.id = a.attempt_id
    JOIN accounts_user u ON u.id = t.learner_id
"""


@dataclass
class Answers:
    """What four clients have sent, and what the site said to it."""

    site: Site
    port: int
    options: dict[int, list[int]]
    members: int  # made at a time
    thinking: float = THINKING
    pairs: "SimpleQueue[Pair]" = field(default_factory=SimpleQueue)
    sessions: dict[str, str] = field(default_factory=dict)
    chosen: dict[Pair, int] = field(default_factory=dict)
    acknowledged: dict[Pair, int] = field(default_factory=dict)
    # When each acknowledged request began and ended.
    moments: list[tuple[float, float]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    longest: float = 0
    strange: list[str] = field(default_factory=list)
    is_over: bool = False

    @classmethod
    def at(cls, site: Site, port: int, members: int, thinking: float = THINKING) -> "Answers":
        rows = site.sql(
            "SELECT q.id, array_agg(o.id ORDER BY o.position) FROM quizzes_question q "
            "JOIN quizzes_option o ON o.question_id = q.id WHERE q.retired_at IS NULL GROUP BY q.id"
        )
        return cls(site, port, dict(rows), members, thinking)

    def provide(self) -> None:
        """Have members enough for a while."""
        if self.pairs.qsize() >= self.members * len(self.options) // 2:
            return
        start = len(self.sessions)
        names = [f"kill{number:05}" for number in range(start, start + self.members)]
        self.sessions.update(self.site.sessions(*names))
        for name in names:
            for question in self.options:
                self.pairs.put((name, question))

    @contextmanager
    def being_given(self) -> Iterator[None]:
        self.provide()
        clients = [threading.Thread(target=self._give) for _number in range(CLIENTS)]
        for client in clients:
            client.start()
        try:
            yield
        finally:
            self.is_over = True
            for client in clients:
                client.join()
            self.is_over = False

    def _give(self) -> None:
        while not self.is_over:
            try:
                pair = self.pairs.get(timeout=0.1)
            except Empty:
                continue
            # The same option each time it is sent.
            self.chosen[pair] = random.choice(self.options[pair[1]])
            last = time.monotonic() + GIVEN_UP
            while not self._send(pair):
                if time.monotonic() > last:
                    self.strange.append(f"{pair}: not acknowledged in {GIVEN_UP} s")
                    break
                time.sleep(AGAIN)
            time.sleep(self.thinking)

    def _send(self, pair: Pair) -> bool:
        """Send it once; whether that was the last time."""
        member, question = pair
        cookies = {"sessionid": self.sessions[member], "csrftoken": TOKEN}
        visitor = Visitor(self.port, cookies)
        began = time.monotonic()
        self.counts["requests"] += 1
        try:
            response = visitor.post(
                f"/quizzes/questions/{question}/answer/", option=self.chosen[pair]
            )
        except (OSError, http.client.HTTPException):
            self.counts["refused"] += 1
            return False
        finally:
            self.longest = max(self.longest, time.monotonic() - began)
        if response.status == 500:
            self.strange.append(f"{pair}: {response.status}")  # what is not there says 503
        if response.status >= 500:
            self.counts["5xx"] += 1
            return False
        if response.status == 303:
            self.acknowledged[pair] = self.chosen[pair]
            self.moments.append((began, time.monotonic()))
        else:
            self.strange.append(f"{pair}: {response.status}")
        return True

    def wait_for_one_after(self, moment: float, patience: float) -> bool:
        """Whether a request that begins after this moment is acknowledged in time."""
        while time.monotonic() < moment + patience:
            if any(began > moment for began, _ended in self.moments[-CLIENTS:]):
                return True
            time.sleep(0.02)
        return False

    def told(self) -> set[Given]:
        """What was acknowledged until now, as GIVEN asks for it; clients may be giving more."""
        return {(*pair, option) for pair, option in self.acknowledged.copy().items()}

    def longest_gap(self, first: int) -> float:
        """The longest time in which nobody got an answer stored, from this one on."""
        ends = sorted(ended for _began, ended in self.moments[first:])
        return max((b - a for a, b in pairwise(ends)), default=0)

    def faults(self) -> Counter[str]:
        """How many of the acknowledged answers of the whole history are not as acknowledged."""
        rows = self.site.sql(
            "SELECT u.username, a.question_id, array_agg(a.option_id ORDER BY a.id), "
            "array_agg(a.ordinal ORDER BY a.id), array_agg(t.number ORDER BY a.id) "
            "FROM quizzes_answer a JOIN quizzes_attempt t ON t.id = a.attempt_id "
            "JOIN accounts_user u ON u.id = t.learner_id WHERE u.username LIKE 'kill%' "
            "GROUP BY 1, 2"
        )
        stored = {(name, question): columns for name, question, *columns in rows}
        faults = Counter(lost=0, doubled=0, changed=0)
        for pair, option in self.acknowledged.items():
            options, ordinals, numbers = stored.get(pair, ([], [], []))
            faults["lost"] += not options
            faults["doubled"] += len(options) > 1
            faults["changed"] += bool(options) and (
                (options[0], ordinals[0], numbers[0]) != (option, 1, 1)
            )
        return faults
