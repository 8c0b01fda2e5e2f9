import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0015_account_notices"),
    ]

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(
                        max_length=40, primary_key=True, serialize=False, verbose_name="session key"
                    ),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                (
                    "started_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="signed in"
                    ),
                ),
                (
                    "used_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="last used"
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True, verbose_name="ended")),
                ("device", models.CharField(blank=True, max_length=60, verbose_name="device")),
                ("address", models.GenericIPAddressField(null=True, verbose_name="address")),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "sign-in",
                "verbose_name_plural": "sign-ins",
                "abstract": False,
            },
        ),
        # Sessions of before are of nobody's here: people sign in once more, and nothing would ever
        # throw the rows away.
        migrations.RunSQL(
            "DO $$ BEGIN IF to_regclass('django_session') IS NOT NULL THEN "
            "DELETE FROM django_session; END IF; END $$",
            migrations.RunSQL.noop,
        ),
    ]
