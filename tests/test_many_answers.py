"""What the benches make up is what the site itself could have stored."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench import many_answers
from bench.many_answers import Made
from tests.site import Site

# Rows that no trigger or key of the database would have let in.
IMPOSSIBLE = {
    "an option of another question": """
        SELECT 1 FROM quizzes_answer AS answer JOIN quizzes_option AS option
        ON option.id = answer.option_id WHERE option.question_id <> answer.question_id""",
    "a right answer that is wrong": """
        SELECT 1 FROM quizzes_answer AS answer JOIN quizzes_option AS option
        ON option.id = answer.option_id WHERE option.is_correct <> answer.is_correct""",
    "a question of another quiz": """
        SELECT 1 FROM quizzes_answer AS answer
        JOIN quizzes_attempt AS attempt ON attempt.id = answer.attempt_id
        JOIN quizzes_question AS question ON question.id = answer.question_id
        WHERE question.quiz_id <> attempt.quiz_id""",
    "an answer after the right one": """
        SELECT 1 FROM quizzes_answer AS earlier JOIN quizzes_answer AS later
        USING (attempt_id, question_id)
        WHERE earlier.is_correct AND later.ordinal > earlier.ordinal""",
    "a second answer without a first": """
        SELECT 1 FROM quizzes_answer GROUP BY attempt_id, question_id
        HAVING max(ordinal) <> count(*) OR min(ordinal) <> 1""",
    "an attempt that is finished and has a question open": """
        SELECT 1 FROM quizzes_attempt AS attempt
        JOIN quizzes_question AS question USING (quiz_id)
        WHERE finished_at IS NOT NULL AND retired_at IS NULL AND NOT is_draft
        AND NOT EXISTS (SELECT 1 FROM quizzes_answer WHERE attempt_id = attempt.id
            AND question_id = question.id AND is_correct)""",
    "an attempt without an answer": """
        SELECT 1 FROM quizzes_attempt AS attempt
        WHERE NOT EXISTS (SELECT 1 FROM quizzes_answer WHERE attempt_id = attempt.id)""",
    "an attempt of nobody in the cohort": """
        SELECT 1 FROM quizzes_attempt
        WHERE learner_id NOT IN (SELECT learner_id FROM courses_enrolment)""",
    "a section read that is none": """
        SELECT 1 FROM progress_lessonread WHERE lesson_id NOT IN (SELECT id FROM courses_lesson)""",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Site]:
    """One whose database alone runs."""
    site = Site(tmp_path_factory.mktemp("many") / "data", prepared=prepared, is_measured=False)
    with site.postgres.running():
        yield site


@pytest.fixture(scope="module")
def made(site: Site) -> Made:
    return many_answers.make(site, 3000)


def test_there_are_as_many_as_were_asked_for(site: Site, made: Made) -> None:
    assert made.answers >= 3000
    assert site.sql("SELECT count(*) FROM quizzes_answer") == [(made.answers,)]
    members = "SELECT count(*) FROM accounts_user WHERE username LIKE 'many-%'"
    assert site.sql(members) == [(made.members,)]


@pytest.mark.parametrize("rows", IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_there_is_no_row_that_the_site_would_have_refused(
    site: Site, made: Made, rows: str
) -> None:
    assert site.sql(f"SELECT count(*) FROM ({rows}) AS impossible") == [(0,)]


def test_abler_members_are_right_more_often(site: Site, made: Made) -> None:
    """As Rasch has it: with one ability for all, shares of right answers would vary far less."""
    (spread,) = site.sql(
        "SELECT stddev(share) FROM (SELECT avg(is_correct::int) AS share FROM quizzes_answer "
        "JOIN quizzes_attempt ON quizzes_attempt.id = attempt_id WHERE ordinal = 1 "
        "GROUP BY learner_id HAVING count(*) >= 20) AS member"
    )[0]
    # Of 20 to 35 tosses of one coin it would be 0.11 at most.
    assert spread > 0.14
