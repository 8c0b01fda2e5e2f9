from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def allow(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    app_config = apps.get_app_config("courses")
    app_config.models_module = True  # type: ignore[assignment]
    create_permissions(app_config, apps=apps, verbosity=0)
    app_config.models_module = None
    group, _is_new = apps.get_model("auth", "Group").objects.get_or_create(name="Authors")
    group.permissions.add(*_of_images(apps))


def forbid(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    group = apps.get_model("auth", "Group").objects.get(name="Authors")
    group.permissions.remove(*_of_images(apps))


def _of_images(apps: StateApps):  # noqa: ANN202
    permissions = apps.get_model("auth", "Permission").objects
    return permissions.filter(content_type__app_label="courses", content_type__model="image")


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_facilitators_add_cohorts"),
        ("courses", "0006_images"),
    ]

    operations = [migrations.RunPython(allow, forbid)]
