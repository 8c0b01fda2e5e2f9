from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

CONTENT = {
    "courses": ["course", "module", "lesson", "glossaryterm", "selfdiagnosis", "level"],
    "quizzes": ["quiz", "question", "option"],
}
AUTHORS = [
    (app, f"{action}_{model}")
    for app, models in CONTENT.items()
    for model in models
    for action in ("view", "add", "change", "delete")
]
FACILITATORS = [
    ("courses", "view_cohort"),
    ("courses", "change_cohort"),
    ("courses", "view_enrolment"),
    ("courses", "change_enrolment"),
]


def make_groups(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    # Permissions are made after all migrations; here they are needed already.
    for label in CONTENT:
        app_config = apps.get_app_config(label)
        app_config.models_module = True  # type: ignore[assignment]
        create_permissions(app_config, apps=apps, verbosity=0)
        app_config.models_module = None
    group_model = apps.get_model("auth", "Group")
    permission_model = apps.get_model("auth", "Permission")
    for name, granted in (("Authors", AUTHORS), ("Facilitators", FACILITATORS)):
        group, _created = group_model.objects.get_or_create(name=name)
        for app, codename in granted:
            group.permissions.add(
                permission_model.objects.get(content_type__app_label=app, codename=codename)
            )


def remove_groups(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    apps.get_model("auth", "Group").objects.filter(name__in=["Authors", "Facilitators"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("courses", "0001_initial"),
        ("quizzes", "0001_initial"),
    ]

    operations = [migrations.RunPython(make_groups, remove_groups)]
