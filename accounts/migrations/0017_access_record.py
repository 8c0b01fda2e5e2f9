import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0016_sessions"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="when"
                    ),
                ),
                (
                    "account",
                    models.BigIntegerField(db_index=True, null=True, verbose_name="account"),
                ),
                ("act", models.CharField(max_length=30, verbose_name="act")),
                (
                    "whose",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        default=list,
                        size=None,
                        verbose_name="whose data",
                    ),
                ),
                ("what", models.CharField(blank=True, max_length=200, verbose_name="what")),
                ("format", models.CharField(blank=True, max_length=10, verbose_name="format")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("address", models.GenericIPAddressField(null=True, verbose_name="address")),
                ("device", models.CharField(blank=True, max_length=60, verbose_name="device")),
                ("kept_until", models.DateField(verbose_name="kept until")),
            ],
            options={
                "verbose_name": "row of the access record",
                "verbose_name_plural": "access record",
                "ordering": ["-at", "-pk"],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["whose"], name="accounts_access_of_person"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kept_until__gte",
                                models.Func(
                                    models.F("at"),
                                    output_field=models.DateField(),
                                    template="((%(expressions)s AT TIME ZONE 'UTC')::date + 365)",
                                ),
                            )
                        ),
                        name="accounts_access_kept_a_year",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="month")),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="signed off"
                    ),
                ),
                ("rows", models.PositiveBigIntegerField(verbose_name="rows")),
                ("remark", models.TextField(max_length=2000, verbose_name="findings")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by whom",
                    ),
                ),
            ],
            options={
                "verbose_name": "review of the access record",
                "verbose_name_plural": "reviews of the access record",
                "ordering": ["-month", "-at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="accounts_review_of_a_month"
                    ),
                    models.UniqueConstraint(fields=("month",), name="accounts_review_once_a_month"),
                ],
            },
        ),
    ]
