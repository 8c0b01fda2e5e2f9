"""Many answers at once, over real connections to the running site."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.site import Site, Visitor, questions_on

THREADS = 32
MODULE = "/courses/local-ai/evaluation/"
DUE = "from tests.members import miss_the_first_of as m; m({!r}, 'evaluation', missed=2)"


@pytest.mark.parametrize("spread", [1, 4], ids=["the same option", "all four options"])
def test_first_answers_at_once_leave_one_first_answer(site: Site, spread: int) -> None:
    username = f"member{1 if spread == 1 else 2}"
    visitor = site.sign_in(username)
    question, options = questions_on(visitor.get(MODULE).text)[0]
    together = Barrier(THREADS)

    def answer(number: int) -> int:
        together.wait()
        option = options[number % spread]
        return visitor.post(f"/quizzes/questions/{question}/answer/", option=option).status

    with ThreadPoolExecutor(THREADS) as threads:
        statuses = Counter(threads.map(answer, range(THREADS)))

    # 409 is for those who came after the right answer.
    assert set(statuses) <= {303, 409}
    answers = site.sql(
        "SELECT answer.ordinal, answer.option_id, answer.is_correct FROM quizzes_answer AS answer "
        "JOIN quizzes_attempt AS attempt ON attempt.id = answer.attempt_id "
        "JOIN accounts_user AS learner ON learner.id = attempt.learner_id "
        f"WHERE learner.username = '{username}' AND answer.question_id = {question} "
        "ORDER BY answer.ordinal"
    )
    assert [ordinal for ordinal, _option, _right in answers] == list(range(1, len(answers) + 1))
    assert len({option for _ordinal, option, _right in answers}) == len(answers)
    assert len(answers) <= spread
    assert sum(right for _ordinal, _option, right in answers) <= 1
    attempts = site.sql(
        "SELECT count(*) FROM quizzes_attempt JOIN accounts_user ON accounts_user.id = learner_id "
        f"WHERE username = '{username}'"
    )
    assert attempts == [(1,)]


@pytest.mark.full
def test_answers_of_a_review_at_once_begin_one_practice(site: Site) -> None:
    """From tabs that were opened before any was given: two questions of one quiz."""
    ((username, session),) = site.sessions("burst-review").items()
    site.shell(DUE.format(username))
    visitor = Visitor(site.port, {"sessionid": session})
    visitor.get("/review/")
    due = site.sql(
        "SELECT question_id, min(answer.option_id) FILTER (WHERE is_correct) FROM quizzes_answer "
        "AS answer JOIN quizzes_attempt AS attempt ON attempt.id = attempt_id "
        "JOIN accounts_user AS learner ON learner.id = learner_id "
        "WHERE username = %s GROUP BY question_id HAVING count(*) > 1",
        username,
    )
    together = Barrier(THREADS)

    def answer(number: int) -> int:
        together.wait()
        question, option = due[number % 2]
        sent = {"option": option, "attempt": "practice-2"}
        return visitor.post(f"/review/{question}/", **sent).status

    with ThreadPoolExecutor(THREADS) as threads:
        statuses = Counter(threads.map(answer, range(THREADS)))

    assert statuses == {303: THREADS}
    answers = site.sql(
        "SELECT number, finished_at IS NOT NULL, count(*) FROM quizzes_answer "
        "JOIN quizzes_attempt AS attempt ON attempt.id = attempt_id "
        "JOIN accounts_user AS learner ON learner.id = learner_id "
        "WHERE username = %s AND number > 1 GROUP BY 1, 2",
        username,
    )
    assert answers == [(2, True, 2)]
