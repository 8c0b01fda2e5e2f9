"""How long the database takes for each report of a large cohort: `make bench-reports`.

Makes a course of 7 modules with 5 lessons and 5 questions each and a cohort of 10,000 who have
read and answered all of it, on an embedded Postgres of its own; prints, for each report, how many
queries it took and their time together, and the plan of the slowest one.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
DIRECTORY = tempfile.TemporaryDirectory()
os.environ["DATA_DIR"] = DIRECTORY.name
django.setup()

from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import setup_test_environment

from config import database
from courses.models import Cohort, Course
from tests.factories import (
    CohortFactory,
    CourseFactory,
    LessonFactory,
    ModuleFactory,
    QuestionFactory,
    QuizFactory,
    SelfDiagnosisFactory,
    UserFactory,
)

LEARNERS, MODULES, QUESTIONS, LESSONS = 10_000, 7, 5, 5
VISITS = 5
LIMIT = 1.0  # seconds of database time
TABLES = ["quizzes_attempt", "quizzes_answer", "courses_enrolment", "progress_rating"]
FILL = """
INSERT INTO accounts_user (username, name, password, email, is_active, is_staff, is_superuser,
    date_joined, theme, language)
SELECT 'many-' || n, '사람 ' || n, '!', '', true, false, false, now(), 'system', ''
FROM generate_series(1, {learners}) AS n;

INSERT INTO courses_enrolment (cohort_id, learner_id, joined_at)
SELECT cohort.id, person.id, now() - interval '60 days'
FROM accounts_user AS person, courses_cohort AS cohort
WHERE person.username LIKE 'many-%';

INSERT INTO progress_lessonread (learner_id, lesson_id, read_at, revision)
SELECT enrolment.learner_id, lesson.id, now() - random() * interval '60 days', 1
FROM courses_enrolment AS enrolment, courses_lesson AS lesson;

INSERT INTO progress_lessonvisit (learner_id, lesson_id, visited_at)
SELECT learner_id, lesson_id, read_at FROM progress_lessonread;

INSERT INTO quizzes_attempt (quiz_id, learner_id, number, scope, started_at, finished_at)
SELECT quiz.id, enrolment.learner_id, 1, 'all', now() - random() * interval '60 days', now()
FROM courses_enrolment AS enrolment, quizzes_quiz AS quiz;

INSERT INTO quizzes_answer (attempt_id, question_id, option_id, ordinal, is_correct, confidence,
    answered_at)
SELECT attempt.id, question.id, option.id, 1, option.is_correct, '', attempt.started_at
FROM quizzes_attempt AS attempt
JOIN quizzes_question AS question ON question.quiz_id = attempt.quiz_id
JOIN quizzes_option AS option ON option.question_id = question.id
    AND option.position = 1 + (attempt.id * 7 + question.id * 13 + attempt.id % 11) % 3;

INSERT INTO quizzes_answer (attempt_id, question_id, option_id, ordinal, is_correct, confidence,
    answered_at)
SELECT first.attempt_id, first.question_id, option.id, 2, true, '', first.answered_at
FROM quizzes_answer AS first
JOIN quizzes_option AS option ON option.question_id = first.question_id AND option.is_correct
WHERE NOT first.is_correct;

INSERT INTO progress_diagnosis (self_diagnosis_id, learner_id, taken_at, shared, submission)
SELECT page.id, enrolment.learner_id, now() - days * interval '1 day', false, gen_random_uuid()
FROM courses_enrolment AS enrolment, courses_selfdiagnosis AS page, generate_series(1, 2) AS days;

INSERT INTO progress_rating (diagnosis_id, level_id, rating, evidence)
SELECT diagnosis.id, level.id,
    CASE WHEN level.rank <= diagnosis.id % 7 THEN 'on-my-own' ELSE 'not-yet' END, 'x'
FROM progress_diagnosis AS diagnosis
JOIN courses_level AS level ON level.self_diagnosis_id = diagnosis.self_diagnosis_id;

ANALYZE;
"""


@transaction.atomic
def make_course() -> Course:
    course = CourseFactory.create()
    for _ in range(MODULES):
        module = ModuleFactory.create(course=course)
        lessons = LessonFactory.create_batch(LESSONS, module=module)
        quiz = QuizFactory.create(module=module)
        for position in range(1, QUESTIONS + 1):
            QuestionFactory.create(quiz=quiz, position=position, lesson=lessons[0])
    SelfDiagnosisFactory.create(after=course.modules.latest("position"))
    return course


def fill(course: Course) -> Cohort:
    """The whole cohort, by SQL and with the triggers away: it is made up, and large."""
    cohort = CohortFactory.create(course=course, slug="many")
    with connection.cursor() as cursor:
        for word in ("DISABLE", "ENABLE"):
            for table in TABLES:
                cursor.execute(f"ALTER TABLE {table} {word} TRIGGER USER")
            if word == "DISABLE":
                cursor.execute(FILL.format(learners=LEARNERS))
    return cohort


class Clock:
    """Notes each query's SQL and how long the database took for it, in seconds."""

    def __init__(self) -> None:
        self.queries: list[tuple[float, str, Any]] = []

    @property
    def seconds(self) -> float:
        return sum(seconds for seconds, _sql, _params in self.queries)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, *context: Any) -> Any:
        begun = time.perf_counter()
        try:
            return execute(sql, params, *context)
        finally:
            self.queries.append((time.perf_counter() - begun, sql, params))


def measure(client: Client, address: str) -> Clock:
    """The fastest of some visits: what the database needs where nothing else disturbs it."""
    clocks = []
    for _visit in range(VISITS):
        clock = Clock()
        with connection.execute_wrapper(clock):
            response = client.get(address)
        assert response.status_code == 200, address  # noqa: S101 - a bench
        clocks.append(clock)
    return min(clocks, key=lambda clock: clock.seconds)


def plan(sql: str, params: Any) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF) {sql}", params)
        return "\n".join(line for (line,) in cursor.fetchall())


def report(cohort: Cohort) -> None:
    client = Client()
    admin = UserFactory.create(is_staff=True, is_superuser=True)
    client.force_login(admin)
    module = cohort.course.modules.earliest("position")
    learner = cohort.enrolments.earliest("pk").learner_id
    base = f"/admin/reports/{cohort.slug}/"
    places = ["", "?order=score&page=50", "quiz/", f"quiz/{module.slug}/", "self-diagnosis/"]
    places += ["compare/", "meeting/", f"people/{learner}/"]
    slowest: tuple[float, str, Any] = (0.0, "", None)
    elsewhere = ["/admin/", f"/admin/cohorts/{cohort.slug}/roster/"]
    for address in [*(base + place for place in places), *elsewhere]:
        clock = measure(client, address)
        total = clock.seconds
        slowest = max(
            slowest, max(clock.queries, key=lambda query: query[0]), key=lambda query: query[0]
        )
        mark = "" if total <= LIMIT else "  over the limit"
        print(f"{address:42}{len(clock.queries):4} queries{1000 * total:8.0f} ms{mark}")
    print(f"\nThe plan of the slowest query, {1000 * slowest[0]:.0f} ms:\n{plan(*slowest[1:])}")


def main() -> None:
    setup_test_environment()
    with database.running():
        call_command("migrate", verbosity=0)
        cohort = fill(make_course())
        answers = connection.cursor()
        answers.execute("SELECT count(*) FROM quizzes_answer")
        print(f"{LEARNERS} learners, {answers.fetchone()[0]} answers")
        report(cohort)
        connection.close()


if __name__ == "__main__":
    main()
