"""Every version of what authors write."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


def version_of(model: str) -> list[tuple[str, models.Field]]:
    """What the table of versions keeps of each, beside the columns of the row itself."""
    return [
        ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
        ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
        ("pgh_label", models.TextField(help_text="The event label.")),
        (
            "pgh_obj",
            models.ForeignKey(
                db_constraint=False,
                on_delete=models.DO_NOTHING,
                related_name="versions",
                to=model,
            ),
        ),
        (
            "pgh_context",
            models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=models.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
    ]


def loose_key(model: str, **options: Any) -> models.ForeignKey:
    """A foreign key to a row that may be gone by now."""
    return models.ForeignKey(
        db_constraint=False,
        on_delete=models.DO_NOTHING,
        related_name="+",
        related_query_name="+",
        to=model,
        **options,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0007_squashed_0008_image_history"),
        ("quizzes", "0001_squashed_0004_bank_uploads"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="QuizVersion",
            fields=[
                *version_of("quizzes.quiz"),
                ("module", loose_key("courses.module", verbose_name="module")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("intro", models.TextField(blank=True, verbose_name="introduction")),
                (
                    "asks_confidence",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Asked with the first choice; never scored.",
                        verbose_name="asks how sure one is",
                    ),
                ),
            ],
            options={
                "verbose_name": "quiz version",
                "verbose_name_plural": "quiz versions",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="QuestionVersion",
            fields=[
                *version_of("quizzes.question"),
                ("quiz", loose_key("quizzes.quiz", verbose_name="quiz")),
                ("slug", models.SlugField(db_index=False, verbose_name="slug")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("stem", models.TextField(verbose_name="stem")),
                (
                    "lesson",
                    loose_key("courses.lesson", blank=True, null=True, verbose_name="explained in"),
                ),
                (
                    "tags",
                    ArrayField(
                        base_field=models.CharField(max_length=200),
                        blank=True,
                        db_default=models.Value(
                            [], ArrayField(base_field=models.CharField(max_length=200), size=None)
                        ),
                        default=list,
                        help_text="Separated by commas; for authors to find it by. Learners do not see them.",
                        size=None,
                        verbose_name="tags",
                    ),
                ),
                (
                    "is_draft",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="A draft is not asked, and may lack explanations.",
                        verbose_name="draft",
                    ),
                ),
                ("retired_at", models.DateTimeField(blank=True, null=True, verbose_name="retired")),
            ],
            options={
                "verbose_name": "question version",
                "verbose_name_plural": "question versions",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OptionVersion",
            fields=[
                *version_of("quizzes.option"),
                ("question", loose_key("quizzes.question", verbose_name="question")),
                ("slug", models.SlugField(db_index=False, max_length=20, verbose_name="slug")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("text", models.TextField(verbose_name="text")),
                ("is_correct", models.BooleanField(default=False, verbose_name="right")),
                (
                    "explanation",
                    models.TextField(
                        blank=True,
                        help_text="Why it is wrong, or why it is right. Only a draft may be without.",
                        verbose_name="explanation",
                    ),
                ),
                (
                    "lesson",
                    loose_key(
                        "courses.lesson",
                        blank=True,
                        help_text="Where this option points to a section of its own.",
                        null=True,
                        verbose_name="explained in",
                    ),
                ),
            ],
            options={
                "verbose_name": "option version",
                "verbose_name_plural": "option versions",
                "abstract": False,
            },
        ),
    ]
