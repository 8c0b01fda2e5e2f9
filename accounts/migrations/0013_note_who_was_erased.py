from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

PSEUDONYM = r"^erased-[0-9a-f]{8}$"


def note(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Until now the form of the username alone told; the name was one made up in a language."""
    erased = apps.get_model("accounts", "User").objects.filter(
        is_active=False, username__regex=PSEUDONYM
    )
    erased.update(is_erased=True, name="", email="", is_staff=False, is_superuser=False)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0012_erased_accounts")]

    # The way back leaves them without a name: pages show the pseudonym then.
    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
