from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def allow(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    app_config = apps.get_app_config("courses")
    app_config.models_module = True  # type: ignore[assignment]
    create_permissions(app_config, apps=apps, verbosity=0)
    app_config.models_module = None
    _facilitators(apps).permissions.add(_add_cohort(apps))


def forbid(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _facilitators(apps).permissions.remove(_add_cohort(apps))


def _facilitators(apps: StateApps):  # noqa: ANN202
    group, _is_new = apps.get_model("auth", "Group").objects.get_or_create(name="Facilitators")
    return group


def _add_cohort(apps: StateApps):  # noqa: ANN202
    permissions = apps.get_model("auth", "Permission").objects
    return permissions.get(content_type__app_label="courses", codename="add_cohort")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_groups"),
        ("courses", "0001_initial"),
    ]

    operations = [migrations.RunPython(allow, forbid)]
