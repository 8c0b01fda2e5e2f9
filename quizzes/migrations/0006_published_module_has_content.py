from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0007_squashed_0008_image_history"),
        ("quizzes", "0005_history"),
    ]

    operations = [
        migrations.CreateModel(
            name="ModuleWithContent",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("courses.module",),
        ),
        migrations.CreateModel(
            name="SectionOfModule",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("courses.lesson",),
        ),
    ]
