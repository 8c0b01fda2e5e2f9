"""What learners have read, and what they say of themselves."""

import uuid

from django.conf import settings
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
        ("progress", "0001_initial"),
        ("progress", "0002_visits_and_revisions"),
        ("progress", "0003_diagnosis_draft"),
        ("progress", "0004_access_log"),
    ]
    dependencies = [
        ("courses", "0001_squashed_0006_images"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LessonRead",
            fields=[
                ("id", primary_key()),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="lessons_read",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="learner",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="reads",
                        to="courses.lesson",
                        verbose_name="lesson",
                    ),
                ),
                ("read_at", models.DateTimeField(default=timezone.now, verbose_name="read")),
                (
                    "revision",
                    models.PositiveIntegerField(db_default=1, default=1, verbose_name="revision"),
                ),
            ],
            options={
                "verbose_name": "lesson read",
                "verbose_name_plural": "lessons read",
                "ordering": ["learner", "read_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("learner", "lesson"), name="lesson_read_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="LessonVisit",
            fields=[
                ("id", primary_key()),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="visits",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="learner",
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="visits",
                        to="courses.lesson",
                        verbose_name="lesson",
                    ),
                ),
                ("visited_at", models.DateTimeField(default=timezone.now, verbose_name="visited")),
            ],
            options={
                "verbose_name": "lesson visit",
                "verbose_name_plural": "lesson visits",
                "ordering": ["learner", "-visited_at"],
                "constraints": [
                    models.UniqueConstraint(fields=("learner", "lesson"), name="lesson_visit_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Diagnosis",
            fields=[
                ("id", primary_key()),
                (
                    "self_diagnosis",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="diagnoses",
                        to="courses.selfdiagnosis",
                        verbose_name="self-diagnosis",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="diagnoses",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="learner",
                    ),
                ),
                ("taken_at", models.DateTimeField(default=timezone.now, verbose_name="taken")),
                (
                    "shared",
                    models.BooleanField(
                        default=False,
                        help_text="Whether the facilitators may read the evidence.",
                        verbose_name="evidence shared",
                    ),
                ),
                (
                    "submission",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        help_text="Tells a second sending of the same form from a second diagnosis.",
                    ),
                ),
            ],
            options={
                "verbose_name": "diagnosis",
                "verbose_name_plural": "diagnoses",
                "ordering": ["learner", "self_diagnosis", "taken_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("learner", "self_diagnosis", "submission"),
                        name="diagnosis_once_per_submission",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Rating",
            fields=[
                ("id", primary_key()),
                (
                    "diagnosis",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="ratings",
                        to="progress.diagnosis",
                        verbose_name="diagnosis",
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="ratings",
                        to="courses.level",
                        verbose_name="level",
                    ),
                ),
                (
                    "rating",
                    models.CharField(
                        choices=[
                            ("not-yet", "Not yet"),
                            ("with-help", "With help"),
                            ("on-my-own", "On my own"),
                        ],
                        max_length=10,
                        verbose_name="rating",
                    ),
                ),
                ("evidence", models.TextField(blank=True, verbose_name="evidence")),
            ],
            options={
                "verbose_name": "rating",
                "verbose_name_plural": "ratings",
                "ordering": ["diagnosis", "level"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("diagnosis", "level"), name="rating_once_per_level"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rating__in", ["not-yet", "with-help", "on-my-own"])),
                        name="rating_is_one_of_three",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("rating", "on-my-own"), _negated=True),
                            ("evidence__regex", VISIBLE),
                            _connector="OR",
                        ),
                        name="rating_on_my_own_has_evidence",
                        violation_error_message="Write a line on how you know.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DiagnosisDraft",
            fields=[
                ("id", primary_key()),
                (
                    "self_diagnosis",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="drafts",
                        to="courses.selfdiagnosis",
                        verbose_name="self-diagnosis",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="diagnosis_drafts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="learner",
                    ),
                ),
                (
                    "contents",
                    models.JSONField(
                        help_text="The fields of the form as typed.", verbose_name="contents"
                    ),
                ),
                ("saved_at", models.DateTimeField(default=timezone.now, verbose_name="saved")),
            ],
            options={
                "verbose_name": "diagnosis draft",
                "verbose_name_plural": "diagnosis drafts",
                "ordering": ["learner", "-saved_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("learner", "self_diagnosis"), name="diagnosis_draft_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SeenAnswers",
            fields=[
                ("id", primary_key()),
                (
                    "viewer",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="seen by",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="learner",
                    ),
                ),
                ("address", models.CharField(max_length=200, verbose_name="address")),
                (
                    "seen_at",
                    models.DateTimeField(db_index=True, default=timezone.now, verbose_name="seen"),
                ),
            ],
            options={
                "verbose_name": "seen answers",
                "verbose_name_plural": "access log",
                "ordering": ["-seen_at", "-pk"],
            },
        ),
    ]
