import uuid

import django.contrib.postgres.functions
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0009_self_diagnoses_change_places"),
    ]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "token",
                    models.UUIDField(
                        db_default=django.contrib.postgres.functions.RandomUUID(),
                        default=uuid.uuid4,
                        primary_key=True,
                        serialize=False,
                        verbose_name="token",
                    ),
                ),
            ],
            options={
                "verbose_name": "edition of the content",
                "verbose_name_plural": "editions of the content",
                "default_permissions": (),
            },
        ),
    ]
