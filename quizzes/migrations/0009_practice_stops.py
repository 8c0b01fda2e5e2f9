from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("quizzes", "0008_no_index_twice"),
    ]

    operations = [
        migrations.AddField(
            model_name="attempt",
            name="stopped_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="stopped"),
        ),
        migrations.RemoveConstraint(
            model_name="attempt",
            name="attempt_one_open",
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("finished_at", None), ("stopped_at", None)),
                fields=("quiz", "learner"),
                name="attempt_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("stopped_at", None),
                    models.Q(("finished_at", None), ("number__gt", 1)),
                    _connector="OR",
                ),
                name="attempt_stops_in_practice",
            ),
        ),
    ]
