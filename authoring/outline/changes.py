"""Which published modules have been changed since they were published, and who changed a draft
last, by the versions kept."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from courses.models import Lesson, Level, Module, SelfDiagnosis
from courses.models.base import ContentModel
from courses.versions import versions_of
from quizzes.models import Option, Question, Quiz

# The versions below the module {module}, and which of them are of what learners read.
BELOW: tuple[tuple[type[ContentModel], str, str], ...] = (
    (Module, "version.pgh_obj_id = {module}", ""),
    (Lesson, "version.module_id = {module}", ""),
    (SelfDiagnosis, "version.after_id = {module}", ""),
    (
        Level,
        "version.self_diagnosis_id IN "
        "(SELECT id FROM courses_selfdiagnosis WHERE after_id = {module})",
        "",
    ),
    (Quiz, "version.module_id = {module}", ""),
    (
        Question,
        "version.quiz_id IN (SELECT id FROM quizzes_quiz WHERE module_id = {module})",
        "AND NOT version.is_draft",
    ),
    (
        Option,
        "version.question_id IN (SELECT question.id FROM quizzes_question AS question "
        "JOIN quizzes_quiz AS quiz ON quiz.id = question.quiz_id WHERE quiz.module_id = {module})",
        "AND EXISTS (SELECT 1 FROM quizzes_question WHERE id = version.question_id "
        "AND NOT is_draft)",
    ),
)
# What tells where and when a row stands, and nothing of what it says.
STANDING = (
    *("pgh_id", "pgh_created_at", "pgh_label", "pgh_context_id", "position", "label"),
    *("is_published", "review_after"),
)
CHANGES = """
    SELECT version.pgh_created_at FROM {table} AS version
    LEFT JOIN LATERAL (
        SELECT earlier.* FROM {table} AS earlier
        WHERE earlier.pgh_obj_id = version.pgh_obj_id AND earlier.pgh_id < version.pgh_id
        ORDER BY earlier.pgh_id DESC LIMIT 1
    ) AS before ON true
    WHERE {is_below} {of_learners} AND version.pgh_created_at > out.at
    AND (
        version.pgh_label = 'delete'
        OR to_jsonb(version) - %(standing)s::text[]
            IS DISTINCT FROM to_jsonb(before) - %(standing)s::text[]
    )
"""
SQL = """
    WITH steps AS (
        SELECT version.pgh_obj_id AS module, version.pgh_created_at AS at, version.is_published,
            lag(version.is_published) OVER (PARTITION BY version.pgh_obj_id ORDER BY version.pgh_id)
            AS was_published
        FROM courses_moduleversion AS version
        JOIN courses_module AS module ON module.id = version.pgh_obj_id
        WHERE module.id = ANY(%(modules)s) AND module.is_published
    ), out AS (
        SELECT module, max(at) AS at FROM steps
        WHERE is_published AND was_published IS NOT TRUE GROUP BY module
    )
    SELECT out.module, changed.at FROM out
    JOIN LATERAL (SELECT max(pgh_created_at) AS at FROM ({changes}) AS changes) AS changed
    ON changed.at IS NOT NULL
"""


LAST_OF = """
    (SELECT pgh_created_at, pgh_context_id FROM {table} AS version
    WHERE {is_below} ORDER BY pgh_created_at DESC LIMIT 1)
"""
LAST_SQL = """
    SELECT module.id, last.pgh_created_at, (context.metadata ->> 'user')::bigint
    FROM courses_module AS module
    JOIN LATERAL (
        SELECT * FROM ({versions}) AS versions ORDER BY pgh_created_at DESC LIMIT 1
    ) AS last ON true
    LEFT JOIN pghistory_context AS context ON context.id = last.pgh_context_id
    WHERE NOT module.is_published
    ORDER BY last.pgh_created_at DESC
"""


@dataclass(frozen=True)
class LastChange:
    """When a draft, or anything below it, was changed last; `by` is the number of a person."""

    module: int
    at: datetime.datetime
    by: int | None


def last_changes_of_drafts() -> list[LastChange]:
    """Of every module that is not published, the last first. One query."""
    versions = " UNION ALL ".join(
        LAST_OF.format(table=_table(model), is_below=is_below.format(module="module.id"))
        for model, is_below, _of_learners in BELOW
    )
    with connection.cursor() as cursor:
        cursor.execute(LAST_SQL.format(versions=versions))
        return [LastChange(*row) for row in cursor.fetchall()]


def changed_since_published(modules: Iterable[int]) -> dict[int, datetime.datetime]:
    """When what learners read of each of these modules was changed last, where that was after it
    was published; the places of its rows aside. One query."""
    changes = " UNION ALL ".join(
        CHANGES.format(
            table=_table(model),
            is_below=is_below.format(module="out.module"),
            of_learners=of_learners,
        )
        for model, is_below, of_learners in BELOW
    )
    with connection.cursor() as cursor:
        values: dict[str, Any] = {"modules": [*modules], "standing": [*STANDING]}
        cursor.execute(SQL.format(changes=changes), values)
        return dict(cursor.fetchall())


def _table(model: type[ContentModel]) -> str:
    table: str = versions_of(model).model._meta.db_table
    return table
