"""Every version of what authors write."""

from typing import Any

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
    replaces = [
        ("courses", "0007_history"),
        ("courses", "0008_image_history"),
    ]
    dependencies = [
        ("courses", "0001_squashed_0006_images"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="CourseVersion",
            fields=[
                *version_of("courses.course"),
                ("slug", models.SlugField(db_index=False, verbose_name="slug")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                (
                    "language",
                    models.CharField(
                        choices=[("ko", "한국어"), ("en", "English")],
                        default="ko",
                        max_length=10,
                        verbose_name="language",
                    ),
                ),
                ("is_published", models.BooleanField(default=False, verbose_name="published")),
            ],
            options={
                "verbose_name": "course version",
                "verbose_name_plural": "course versions",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ModuleVersion",
            fields=[
                *version_of("courses.module"),
                ("course", loose_key("courses.course", verbose_name="course")),
                ("slug", models.SlugField(db_index=False, verbose_name="slug")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "label",
                    models.CharField(
                        help_text="What the pager shows.", max_length=50, verbose_name="label"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("lead", models.TextField(blank=True, verbose_name="lead")),
                (
                    "kind",
                    models.CharField(
                        choices=[("core", "Core"), ("deep_dive", "Deep dive")],
                        default="core",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "as_of",
                    models.CharField(
                        blank=True,
                        help_text="Of when the facts are.",
                        max_length=100,
                        verbose_name="as of",
                    ),
                ),
                (
                    "review_after",
                    models.DateField(blank=True, null=True, verbose_name="review after"),
                ),
                ("is_published", models.BooleanField(default=False, verbose_name="published")),
            ],
            options={
                "verbose_name": "module version",
                "verbose_name_plural": "module versions",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LessonVersion",
            fields=[
                *version_of("courses.lesson"),
                ("module", loose_key("courses.module", verbose_name="module")),
                ("slug", models.SlugField(db_index=False, verbose_name="slug")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("body", models.TextField(verbose_name="text")),
            ],
            options={
                "verbose_name": "lesson version",
                "verbose_name_plural": "lesson versions",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="GlossaryTermVersion",
            fields=[
                *version_of("courses.glossaryterm"),
                ("course", loose_key("courses.course", verbose_name="course")),
                ("term", models.CharField(max_length=100, verbose_name="term")),
                ("definition", models.TextField(verbose_name="definition")),
            ],
            options={
                "verbose_name": "glossary term version",
                "verbose_name_plural": "glossary term versions",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SelfDiagnosisVersion",
            fields=[
                *version_of("courses.selfdiagnosis"),
                ("course", loose_key("courses.course", verbose_name="course")),
                ("after", loose_key("courses.module", verbose_name="after module")),
                ("slug", models.SlugField(db_index=False, verbose_name="slug")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("intro", models.TextField(blank=True, verbose_name="introduction")),
            ],
            options={
                "verbose_name": "self-diagnosis version",
                "verbose_name_plural": "self-diagnosis versions",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LevelVersion",
            fields=[
                *version_of("courses.level"),
                (
                    "self_diagnosis",
                    loose_key("courses.selfdiagnosis", verbose_name="self-diagnosis"),
                ),
                ("rank", models.PositiveSmallIntegerField(verbose_name="rank")),
                ("name", models.CharField(max_length=50, verbose_name="name")),
                ("can_do", models.TextField(verbose_name="what one can do")),
                ("question", models.TextField(verbose_name="question")),
                (
                    "read_next",
                    models.TextField(
                        blank=True,
                        default="",
                        help_text="For those who have not reached this level; links such as [title](course:module).",
                        verbose_name="what to read next",
                    ),
                ),
            ],
            options={
                "verbose_name": "level version",
                "verbose_name_plural": "level versions",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ImageVersion",
            fields=[
                *version_of("courses.image"),
                ("course", loose_key("courses.course", verbose_name="course")),
                (
                    "name",
                    models.SlugField(
                        db_index=False,
                        help_text="Texts show the picture by it: ![](image:name)",
                        verbose_name="name",
                    ),
                ),
                (
                    "alt",
                    models.CharField(
                        help_text="What the picture says, for those who do not see it.",
                        max_length=500,
                        verbose_name="text alternative",
                    ),
                ),
                ("content", models.BinaryField(verbose_name="picture")),
                ("width", models.PositiveSmallIntegerField(editable=False, verbose_name="width")),
                ("height", models.PositiveSmallIntegerField(editable=False, verbose_name="height")),
            ],
            options={
                "verbose_name": "image version",
                "verbose_name_plural": "image versions",
                "abstract": False,
            },
        ),
    ]
