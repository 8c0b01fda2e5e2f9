from collections.abc import Sequence
from typing import Any

from django.core import checks
from django.db import connections

from courses.models import Module
from quizzes.models import Question
from quizzes.module_content import EMPTY_MODULES


@checks.register(checks.Tags.database)
def published_modules_have_content(
    databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """Tells of modules that were empty before the database refused it."""
    return [warning for alias in databases or () for warning in _warnings(alias)]


def _warnings(alias: str) -> list[checks.CheckMessage]:
    needed = {Module._meta.db_table, Question._meta.db_table}
    connection = connections[alias]
    if not needed <= set(connection.introspection.table_names()):
        return []
    with connection.cursor() as cursor:
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
