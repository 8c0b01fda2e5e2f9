"""The groups of authors and facilitators, and what each may do."""

from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

CONTENT = {
    "courses": ["course", "module", "lesson", "glossaryterm", "selfdiagnosis", "level", "image"],
    "quizzes": ["quiz", "question", "option"],
}
MAY = {
    "Authors": [
        (app, f"{action}_{model}")
        for app, models in CONTENT.items()
        for model in models
        for action in ("view", "add", "change", "delete")
    ],
    "Facilitators": [
        ("courses", "view_cohort"),
        ("courses", "add_cohort"),
        ("courses", "change_cohort"),
        ("courses", "view_enrolment"),
        ("courses", "change_enrolment"),
    ],
}


def make_groups(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Permissions are made after all migrations; here they are needed already.
    for label in CONTENT:
        app_config = apps.get_app_config(label)
        app_config.models_module = True
        create_permissions(app_config, apps=apps, verbosity=0)
        app_config.models_module = None
    permissions = apps.get_model("auth", "Permission").objects
    for name, granted in MAY.items():
        group, _is_new = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        for app, codename in granted:
            group.permissions.add(permissions.get(content_type__app_label=app, codename=codename))


def remove_groups(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("auth", "Group").objects.filter(name__in=MAY).delete()


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0002_groups"),
        ("accounts", "0003_facilitators_add_cohorts"),
        ("accounts", "0004_authors_add_images"),
    ]
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("courses", "0001_squashed_0006_images"),
        ("quizzes", "0001_squashed_0004_bank_uploads"),
    ]

    operations = [migrations.RunPython(make_groups, remove_groups)]
