from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from courses.models import Module
from quizzes.models import Question
from quizzes.module_content import EMPTY_MODULES


@checks.register(checks.Tags.database)
def published_modules_have_content(
    databases: Sequence[str] | None = None, **_options: Any
) -> list[checks.CheckMessage]:
    """Tells of modules that were empty before the database refused it."""
    return [warning for alias in databases or () for warning in _warnings(alias)]


def _is_migrated(
    connection: BaseDatabaseWrapper, cursor: CursorWrapper, model: type[Model]
) -> bool:
    """Whether the table has the columns of today: `migrate` checks before it makes them."""
    introspection, table = connection.introspection, model._meta.db_table
    if table not in introspection.table_names(cursor):
        return False
    there = {column.name for column in introspection.get_table_description(cursor, table)}
    return {field.column for field in model._meta.local_concrete_fields} <= there


def _warnings(alias: str) -> list[checks.CheckMessage]:
    connection = connections[alias]
    with connection.cursor() as cursor:
        if not all(_is_migrated(connection, cursor, model) for model in (Module, Question)):
            return []
        cursor.execute(EMPTY_MODULES.format(module="true"))
        empty = [pk for (pk,) in cursor.fetchall()]
    modules = Module.objects.using(alias).filter(pk__in=empty).values_list("course__slug", "slug")
    return [
        checks.Warning(
            f"The module {course}/{slug} is published and has neither a section nor a question.",
            hint="Take it back in the admin, or write something for it.",
            id="quizzes.W001",
        )
        for course, slug in modules
    ]
