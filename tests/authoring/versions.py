"""Versions of another day: all that a test does is done in one moment, that of its transaction."""

from django.db import connection

from authoring.content import CONTENT
from courses.versions import versions_of


def age_versions() -> None:
    """What was done by now was done a day before."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for model in CONTENT:
            table = versions_of(model).model._meta.db_table
            day = "pgh_created_at - '1 day'::interval"
            cursor.execute(f"UPDATE {table} SET pgh_created_at = {day}")
        cursor.execute("SET LOCAL session_replication_role = origin")
