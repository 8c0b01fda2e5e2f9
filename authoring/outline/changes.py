"""Which published modules have been changed since they were published, by the versions kept."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.db import connection

from courses.models import Lesson, Level, Module, SelfDiagnosis
from courses.models.base import ContentModel
from courses.versions import versions_of
from quizzes.models import Option, Question, Quiz

# The versions below a module, of what learners read.
BELOW: tuple[tuple[type[ContentModel], str], ...] = (
    (Module, "version.pgh_obj_id = out.module"),
    (Lesson, "version.module_id = out.module"),
    (SelfDiagnosis, "version.after_id = out.module"),
    (
        Level,
        "version.self_diagnosis_id IN "
        "(SELECT id FROM courses_selfdiagnosis WHERE after_id = out.module)",
    ),
    (Quiz, "version.module_id = out.module"),
    (
        Question,
        "NOT version.is_draft AND version.quiz_id IN "
        "(SELECT id FROM quizzes_quiz WHERE module_id = out.module)",
    ),
    (
        Option,
        "version.question_id IN (SELECT question.id FROM quizzes_question AS question "
        "JOIN quizzes_quiz AS quiz ON quiz.id = question.quiz_id "
        "WHERE quiz.module_id = out.module AND NOT question.is_draft)",
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
    WHERE {is_below} AND version.pgh_created_at > out.at
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


def changed_since_published(modules: Iterable[int]) -> dict[int, datetime.datetime]:
    """When what learners read of each of these modules was changed last, where that was after it
    was published; the places of its rows aside. One query."""
    changes = " UNION ALL ".join(
        CHANGES.format(table=versions_of(model).model._meta.db_table, is_below=is_below)
        for model, is_below in BELOW
    )
    with connection.cursor() as cursor:
        values: dict[str, Any] = {"modules": [*modules], "standing": [*STANDING]}
        cursor.execute(SQL.format(changes=changes), values)
        return dict(cursor.fetchall())
