from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("axes_accessattempt", "axes_accessfailurelog", "axes_accesslog")


def forget(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """They hold usernames as typed, addresses and browsers; nothing reads or clears them now."""
    connection = schema_editor.connection
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in TABLES:
            if table in there:
                cursor.execute(f"DELETE FROM {table}")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0019_failed_tries")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
