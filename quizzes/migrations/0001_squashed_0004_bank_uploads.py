"""Quizzes, and what learners answered."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models
from django.utils import timezone

# What readers see of a text: at least one sign that is neither a space nor invisible.
VISIBLE = r"[^\s\u00a0\u115f\u1160\u200b-\u200f\u2028-\u202f\u205f-\u2064\u3000\u3164\ufeff]"


def primary_key() -> models.BigAutoField:
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("quizzes", "0001_initial"),
        ("quizzes", "0002_practice_and_confidence"),
        ("quizzes", "0003_drafts_and_tags"),
        ("quizzes", "0004_bank_uploads"),
    ]
    dependencies = [
        ("courses", "0001_squashed_0006_images"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Quiz",
            fields=[
                ("id", primary_key()),
                (
                    "module",
                    models.OneToOneField(
                        on_delete=models.CASCADE,
                        related_name="quiz",
                        to="courses.module",
                        verbose_name="module",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("intro", models.TextField(blank=True, verbose_name="introduction")),
                ("intro_html", models.TextField(blank=True, editable=False)),
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
                "verbose_name": "quiz",
                "verbose_name_plural": "quizzes",
                "ordering": ["module"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", primary_key()),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="questions",
                        to="quizzes.quiz",
                        verbose_name="quiz",
                    ),
                ),
                ("slug", models.SlugField(verbose_name="slug")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("stem", models.TextField(verbose_name="stem")),
                ("stem_html", models.TextField(blank=True, editable=False)),
                (
                    "lesson",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.SET_NULL,
                        related_name="+",
                        to="courses.lesson",
                        verbose_name="explained in",
                    ),
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
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ["quiz", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("quiz", "slug"),
                        name="question_slug_once_per_quiz",
                        violation_error_message="Another question of this quiz has this slug.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Option",
            fields=[
                ("id", primary_key()),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="options",
                        to="quizzes.question",
                        verbose_name="question",
                    ),
                ),
                ("slug", models.SlugField(max_length=20, verbose_name="slug")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("text", models.TextField(verbose_name="text")),
                ("text_html", models.TextField(blank=True, editable=False)),
                ("is_correct", models.BooleanField(default=False, verbose_name="right")),
                (
                    "explanation",
                    models.TextField(
                        blank=True,
                        help_text="Why it is wrong, or why it is right. Only a draft may be without.",
                        verbose_name="explanation",
                    ),
                ),
                ("explanation_html", models.TextField(blank=True, editable=False)),
                (
                    "lesson",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where this option points to a section of its own.",
                        null=True,
                        on_delete=models.SET_NULL,
                        related_name="+",
                        to="courses.lesson",
                        verbose_name="explained in",
                    ),
                ),
            ],
            options={
                "verbose_name": "option",
                "verbose_name_plural": "options",
                "ordering": ["question", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "slug"),
                        name="option_slug_once_per_question",
                        violation_error_message="Another option of this question has this slug.",
                    ),
                    models.UniqueConstraint(
                        deferrable=models.Deferrable.DEFERRED,
                        fields=("question", "position"),
                        name="option_position_once_per_question",
                        violation_error_message="Another option of this question has this position.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text__regex", VISIBLE)),
                        name="option_has_a_text",
                        violation_error_message="Every option needs a text.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("id", primary_key()),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="attempts",
                        to="quizzes.quiz",
                        verbose_name="quiz",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="attempts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="learner",
                    ),
                ),
                ("number", models.PositiveIntegerField(default=1, verbose_name="number")),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("all", "All questions"),
                            ("missed", "Missed at the first try"),
                            ("due", "Due to come back"),
                        ],
                        db_default="all",
                        default="all",
                        max_length=10,
                        verbose_name="scope",
                    ),
                ),
                ("started_at", models.DateTimeField(default=timezone.now, verbose_name="started")),
                (
                    "finished_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="finished"),
                ),
            ],
            options={
                "verbose_name": "attempt",
                "verbose_name_plural": "attempts",
                "ordering": ["quiz", "learner", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("quiz", "learner", "number"), name="attempt_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at", None)),
                        fields=("quiz", "learner"),
                        name="attempt_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="attempt_number_from_1"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("scope", "all"),
                            models.Q(("number__gt", 1), ("scope__in", ["missed", "due"])),
                            _connector="OR",
                        ),
                        name="attempt_of_record_asks_all",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AskedQuestion",
            fields=[
                ("id", primary_key()),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="asked_questions",
                        to="quizzes.attempt",
                        verbose_name="attempt",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="+",
                        to="quizzes.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "asked question",
                "verbose_name_plural": "asked questions",
                "ordering": ["attempt", "question"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("attempt", "question"), name="asked_question_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", primary_key()),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="answers",
                        to="quizzes.attempt",
                        verbose_name="attempt",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="answers",
                        to="quizzes.question",
                        verbose_name="question",
                    ),
                ),
                (
                    "option",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="answers",
                        to="quizzes.option",
                        verbose_name="option",
                    ),
                ),
                ("ordinal", models.PositiveSmallIntegerField(verbose_name="ordinal")),
                ("is_correct", models.BooleanField(verbose_name="right")),
                (
                    "confidence",
                    models.CharField(
                        blank=True,
                        choices=[("sure", "Sure"), ("half", "Half sure"), ("guess", "A guess")],
                        db_default="",
                        default="",
                        max_length=5,
                        verbose_name="confidence",
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(default=timezone.now, verbose_name="answered"),
                ),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
                "ordering": ["attempt", "question", "ordinal"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("attempt", "question", "ordinal"), name="answer_ordinal_once"
                    ),
                    models.UniqueConstraint(
                        fields=("attempt", "question", "option"), name="answer_option_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_correct", True)),
                        fields=("attempt", "question"),
                        name="answer_right_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ordinal__gte", 1)), name="answer_ordinal_from_1"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence__in", ["", "sure", "half", "guess"])),
                        name="answer_confidence_is_one_of_three",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("confidence", ""), ("ordinal", 1), _connector="OR"),
                        name="answer_confidence_with_the_first",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BankUpload",
            fields=[
                ("id", primary_key()),
                (
                    "quiz",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="+",
                        to="quizzes.quiz",
                        verbose_name="quiz",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                ("made_at", models.DateTimeField(default=timezone.now, verbose_name="made")),
                ("format", models.CharField(max_length=20, verbose_name="format")),
                ("content", models.BinaryField(verbose_name="content")),
            ],
            options={
                "verbose_name": "uploaded bank",
                "verbose_name_plural": "uploaded banks",
            },
        ),
    ]
