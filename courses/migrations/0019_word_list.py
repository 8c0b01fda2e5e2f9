"""The words that a course does not use, each with what it says instead."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("courses", "0018_brought_back")]

    operations = [
        migrations.AddField(
            model_name=model,
            name="word_list",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text=(
                    "What this course says, a colon, and the beginnings of the words that it does "
                    "not use: “compare: contrast, weigh, -weight”. Authors are told where such a "
                    "word stands."
                ),
                verbose_name="word list",
            ),
        )
        for model in ("course", "courseversion")
    ]
