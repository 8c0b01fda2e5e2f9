"""Members and answers in any number, for the benches: they are put into a site's own database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from config.database import NAME
from tests.site import Site

BATCH = 2_000  # members
EACH = 25  # answers that a member gives, about
GROUP = 30  # members of a study group
MEMBERS = Path(__file__).with_suffix(".sql").read_text()
GROUPS = Path(__file__).with_name("many_groups.sql").read_text()
# Each question with a difficulty; its options numbered from the right one, which is 0.
QUESTIONS = """
    CREATE TABLE bench_question AS
    SELECT id, quiz_id, random_normal() AS difficulty,
        row_number() OVER (PARTITION BY quiz_id ORDER BY position) AS number
    FROM quizzes_question
    WHERE quiz_id IN (
        SELECT quiz.id FROM quizzes_quiz AS quiz
        JOIN courses_module AS module ON module.id = quiz.module_id WHERE course_id = {course}
    ) AND retired_at IS NULL AND NOT is_draft;
"""
OPTIONS = """
    CREATE TABLE bench_option AS
    SELECT id, question_id,
        row_number() OVER (PARTITION BY question_id ORDER BY is_correct DESC, position) - 1
            AS number
    FROM quizzes_option
"""
COHORT = """
    INSERT INTO courses_cohort (course_id, name, slug, join_code)
    SELECT course_id, '많은 사람', 'many', 'many-many' FROM courses_cohort WHERE slug = 'demo'
    RETURNING id, course_id
"""
EMPTIED = """
    DELETE FROM courses_enrolment USING courses_cohort AS cohort
    WHERE cohort.id = cohort_id AND cohort.slug = 'many'
"""
FACILITATOR = """
    INSERT INTO courses_cohort_facilitators (cohort_id, user_id)
    SELECT %(cohort)s, id FROM accounts_user WHERE username = 'facilitator'
"""
# What bench/limit_views.py stores into.
INSERTED = "CREATE TABLE bench_insert (id bigserial PRIMARY KEY, person_id bigint, at timestamptz)"


@dataclass(frozen=True)
class Made:
    """How many there are now; the members are `many-1` and so on, in the cohort `many`."""

    members: int
    answers: int


def make(site: Site, answers: int) -> Made:
    """Add members to the course of the demo until there are so many answers of theirs."""
    total = members = 0
    with _unchecked(site) as connection:
        cohort, course = connection.execute(COHORT).fetchone() or (0, 0)
        place = {"cohort": cohort, "course": course}
        connection.execute(FACILITATOR, place)
        # A table cannot be made with parameters.
        connection.execute(QUESTIONS.format(course=course))
        connection.execute(OPTIONS)
        connection.execute(INSERTED)
        while total < answers:
            number = min(BATCH, max(10, (answers - total) // EACH))
            numbers = {"low": members + 1, "high": members + number}
            row = connection.execute(MEMBERS, place | numbers).fetchone()
            total, members = total + (row or (0,))[0], members + number
            print(f"\r{total:,} of {answers:,} answers", end="", flush=True)
        print()
        connection.execute("VACUUM ANALYZE")
    return Made(members, total)


def make_groups(site: Site) -> int:
    """Put those members into study groups instead, `group-1` and so on; how many there are."""
    with _unchecked(site) as connection:
        course = "SELECT course_id FROM courses_cohort WHERE slug = 'many'"
        (pk,) = connection.execute(course).fetchone() or (0,)
        connection.execute(EMPTIED)
        row = connection.execute(GROUPS, {"course": pk, "size": GROUP}).fetchone()
        connection.execute("VACUUM ANALYZE")
    return int(row[0]) if row else 0


@contextmanager
def _unchecked(site: Site) -> Iterator[psycopg.Connection]:
    """A connection in which no trigger fires: what is made up need not be refused, and each row's
    checks would take hours."""
    where = psycopg.conninfo.make_conninfo(
        host=str(site.postgres.socket_dir), user="postgres", dbname=NAME
    )
    with psycopg.connect(where, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET jit = off")
        yield connection
