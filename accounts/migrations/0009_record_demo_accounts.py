from django.contrib.auth.hashers import check_password
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

USERNAMES = ["member1", "member2", "member3", "facilitator", "author", "admin"]
PASSWORD = "dure-demo-2026"  # noqa: S105 - known to everyone


def record(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """What earlier starts made, so that it is made no second time: under its name, and superusers
    that were renamed and kept the password."""
    people = apps.get_model("accounts", "User").objects.filter(
        Q(username__in=USERNAMES) | Q(is_superuser=True)
    )
    accounts = apps.get_model("accounts", "DemoAccount").objects
    for person in people:
        if person.username in USERNAMES:
            accounts.create(username=person.username, user=person)
        elif check_password(PASSWORD, person.password):
            accounts.create(username=f"renamed-{person.pk}", user=person)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_demo_accounts_and_first_superuser_link")]

    operations = [migrations.RunPython(record, migrations.RunPython.noop)]
