import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0014_erased_is_nameless"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="last_notice",
            field=models.BigIntegerField(editable=False, null=True),
        ),
        migrations.CreateModel(
            name="AccountNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                (
                    "at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="when"),
                ),
                ("device", models.CharField(blank=True, max_length=60, verbose_name="device")),
                ("address", models.GenericIPAddressField(null=True, verbose_name="address")),
                ("session", models.CharField(blank=True, max_length=64, verbose_name="session")),
                ("seen_at", models.DateTimeField(null=True, verbose_name="seen")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by whom",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="account_notices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "notice on an account",
                "verbose_name_plural": "notices on accounts",
                "indexes": [
                    models.Index(fields=["person", "-id"], name="accounts_notices_of_person")
                ],
            },
        ),
    ]
