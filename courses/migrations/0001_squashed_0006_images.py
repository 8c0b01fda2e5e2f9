"""Courses, modules and what is in them; cohorts and their members."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models
from django.db.models.functions import Lower, Upper
from django.utils import timezone

# What readers see of a text: at least one sign that is neither a space nor invisible.
VISIBLE = r"[^\s\u00a0\u115f\u1160\u200b-\u200f\u2028-\u202f\u205f-\u2064\u3000\u3164\ufeff]"
# WebP of the format that holds one picture and nothing else, of at most 3 MB.
SIMPLE_WEBP = (
    r"(substring(%(expressions)s from 1 for 4) = '\x52494646'::bytea"
    r" AND substring(%(expressions)s from 9 for 8)"
    r" IN ('\x5745425056503820'::bytea, '\x574542505650384c'::bytea)"
    r" AND octet_length(%(expressions)s) <= 3000000)"
)
# What becomes what when the HTML of a text is brought into plain words, in this order.
WORDS = [
    ('<span class="visually-hidden">[^<]*</span>', ""),
    ("</(p|li|td|th|dt|dd|h[1-6]|pre|summary|div)>|<br>|<hr>", " "),
    ("<[^>]*>", ""),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", '"'),
    ("&nbsp;", " "),
    ("\u2060", ""),
    ("&amp;", "&"),
]


def primary_key() -> models.BigAutoField:
    return models.BigAutoField(
        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
    )


def words_of(html_field: str) -> models.GeneratedField:
    """A column that Postgres keeps, for search."""
    words = models.F(html_field)
    for pattern, by in WORDS:
        words = models.Func(
            words,
            models.Value(pattern),
            models.Value(by),
            models.Value("g"),
            function="regexp_replace",
            output_field=models.TextField(),
        )
    return models.GeneratedField(expression=words, output_field=models.TextField(), db_persist=True)


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("courses", "0001_initial"),
        ("courses", "0002_revisions"),
        ("courses", "0003_level_read_next"),
        ("courses", "0004_search"),
        ("courses", "0005_roster_import"),
        ("courses", "0006_images"),
    ]
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name="Course",
            fields=[
                ("id", primary_key()),
                ("slug", models.SlugField(unique=True, verbose_name="slug")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("summary", models.TextField(blank=True, verbose_name="summary")),
                ("summary_html", models.TextField(blank=True, editable=False)),
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
                "verbose_name": "course",
                "verbose_name_plural": "courses",
                "ordering": ["title"],
            },
        ),
        migrations.CreateModel(
            name="Module",
            fields=[
                ("id", primary_key()),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="modules",
                        to="courses.course",
                        verbose_name="course",
                    ),
                ),
                ("slug", models.SlugField(verbose_name="slug")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                (
                    "label",
                    models.CharField(
                        help_text="What the pager shows.", max_length=50, verbose_name="label"
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("lead", models.TextField(blank=True, verbose_name="lead")),
                ("lead_html", models.TextField(blank=True, editable=False)),
                ("plain_text", words_of("lead_html")),
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
                "verbose_name": "module",
                "verbose_name_plural": "modules",
                "ordering": ["course", "position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("course", "slug"),
                        name="module_slug_once_per_course",
                        violation_error_message="Another module of this course has this slug.",
                    ),
                    models.UniqueConstraint(
                        deferrable=models.Deferrable.DEFERRED,
                        fields=("course", "position"),
                        name="module_position_once_per_course",
                        violation_error_message="Another module of this course has this position.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("slug__in", ["glossary", "search", "self-diagnosis"]), _negated=True
                        ),
                        name="module_slug_is_not_reserved",
                        violation_error_message="This slug is the address of another page.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lesson",
            fields=[
                ("id", primary_key()),
                (
                    "module",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="lessons",
                        to="courses.module",
                        verbose_name="module",
                    ),
                ),
                ("slug", models.SlugField(verbose_name="slug")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("body", models.TextField(verbose_name="text")),
                ("body_html", models.TextField(blank=True, editable=False)),
                ("plain_text", words_of("body_html")),
                (
                    "revision",
                    models.PositiveIntegerField(
                        db_default=1, default=1, editable=False, verbose_name="revision"
                    ),
                ),
            ],
            options={
                "verbose_name": "lesson",
                "verbose_name_plural": "lessons",
                "ordering": ["module", "position"],
                "indexes": [
                    GinIndex(
                        OpClass(Upper("title"), name="gin_trgm_ops"), name="lesson_title_trigrams"
                    ),
                    GinIndex(
                        OpClass(Upper("plain_text"), name="gin_trgm_ops"),
                        name="lesson_text_trigrams",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("module", "slug"),
                        name="lesson_slug_once_per_module",
                        violation_error_message="Another lesson of this module has this slug.",
                    ),
                    models.UniqueConstraint(
                        deferrable=models.Deferrable.DEFERRED,
                        fields=("module", "position"),
                        name="lesson_position_once_per_module",
                        violation_error_message="Another lesson of this module has this position.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LessonRevision",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=models.DO_NOTHING,
                        related_name="past",
                        to="courses.lesson",
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
                (
                    "revision",
                    models.PositiveIntegerField(
                        db_default=1, default=1, editable=False, verbose_name="revision"
                    ),
                ),
                ("body_html", models.TextField(blank=True, editable=False)),
            ],
            options={
                "verbose_name": "earlier text of a lesson",
                "verbose_name_plural": "earlier texts of lessons",
            },
        ),
        migrations.CreateModel(
            name="GlossaryTerm",
            fields=[
                ("id", primary_key()),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="glossary",
                        to="courses.course",
                        verbose_name="course",
                    ),
                ),
                ("term", models.CharField(max_length=100, verbose_name="term")),
                ("definition", models.TextField(verbose_name="definition")),
                ("definition_html", models.TextField(blank=True, editable=False)),
                ("plain_text", words_of("definition_html")),
            ],
            options={
                "verbose_name": "glossary term",
                "verbose_name_plural": "glossary terms",
                "ordering": ["term"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("course", "term"),
                        name="glossary_term_once_per_course",
                        violation_error_message="This term is already in the glossary.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SelfDiagnosis",
            fields=[
                ("id", primary_key()),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="self_diagnoses",
                        to="courses.course",
                        verbose_name="course",
                    ),
                ),
                (
                    "after",
                    models.OneToOneField(
                        on_delete=models.CASCADE,
                        related_name="self_diagnosis",
                        to="courses.module",
                        verbose_name="after module",
                    ),
                ),
                ("slug", models.SlugField(verbose_name="slug")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("intro", models.TextField(blank=True, verbose_name="introduction")),
                ("intro_html", models.TextField(blank=True, editable=False)),
            ],
            options={
                "verbose_name": "self-diagnosis",
                "verbose_name_plural": "self-diagnoses",
                "ordering": ["after__course", "after__position"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("course", "slug"),
                        name="self_diagnosis_slug_once_per_course",
                        violation_error_message="Another self-diagnosis of this course has this slug.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Level",
            fields=[
                ("id", primary_key()),
                (
                    "self_diagnosis",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="levels",
                        to="courses.selfdiagnosis",
                        verbose_name="self-diagnosis",
                    ),
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
                ("read_next_html", models.TextField(blank=True, default="", editable=False)),
            ],
            options={
                "verbose_name": "level",
                "verbose_name_plural": "levels",
                "ordering": ["self_diagnosis", "rank"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("self_diagnosis", "rank"),
                        name="level_rank_once_per_self_diagnosis",
                        violation_error_message="Another level has this rank.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("rank__range", (1, 6))),
                        name="level_rank_from_1_to_6",
                        violation_error_message="Ranks go from 1 to 6.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Image",
            fields=[
                ("id", primary_key()),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="images",
                        to="courses.course",
                        verbose_name="course",
                    ),
                ),
                (
                    "name",
                    models.SlugField(
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
                (
                    "digest",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(
                            models.Func(
                                models.F("content"),
                                function="sha256",
                                output_field=models.BinaryField(),
                            ),
                            models.Value("hex"),
                            function="encode",
                            output_field=models.CharField(max_length=64),
                        ),
                        output_field=models.CharField(max_length=64),
                    ),
                ),
            ],
            options={
                "verbose_name": "image",
                "verbose_name_plural": "images",
                "ordering": ["course", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("course", "name"),
                        name="image_name_once_per_course",
                        violation_error_message="Another image of this course has this name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("alt__regex", VISIBLE)),
                        name="image_has_a_text_alternative",
                        violation_error_message="Every picture needs words for those who do not see it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Func(
                            models.F("content"),
                            output_field=models.BooleanField(),
                            template=SIMPLE_WEBP,
                        ),
                        name="image_is_simple_webp",
                        violation_error_message="The picture is not as it is stored here.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("height__gt", 0), ("width__gt", 0)),
                        name="image_has_a_size",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CourseFiles",
            fields=[
                ("id", primary_key()),
                (
                    "course",
                    models.OneToOneField(
                        on_delete=models.CASCADE,
                        related_name="files",
                        to="courses.course",
                        verbose_name="course",
                    ),
                ),
                ("digest", models.CharField(max_length=64, verbose_name="digest")),
                ("loaded_at", models.DateTimeField(auto_now=True, verbose_name="loaded")),
            ],
            options={
                "verbose_name": "course files",
                "verbose_name_plural": "course files",
            },
        ),
        migrations.CreateModel(
            name="Cohort",
            fields=[
                ("id", primary_key()),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="cohorts",
                        to="courses.course",
                        verbose_name="course",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("slug", models.SlugField(unique=True, verbose_name="slug")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="starts on")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="ends on")),
                ("join_code", models.SlugField(max_length=40, verbose_name="join code")),
                (
                    "facilitators",
                    models.ManyToManyField(
                        blank=True,
                        related_name="facilitated_cohorts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="facilitators",
                    ),
                ),
            ],
            options={
                "verbose_name": "cohort",
                "verbose_name_plural": "cohorts",
                "ordering": ["name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="cohort_ends_after_it_starts",
                        violation_error_message="The end is before the start.",
                    ),
                    models.UniqueConstraint(
                        Lower("join_code"),
                        name="cohort_join_code_once",
                        violation_error_message="Another cohort has this join code.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                ("id", primary_key()),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="enrolments",
                        to="courses.cohort",
                        verbose_name="cohort",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="enrolments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="learner",
                    ),
                ),
                ("joined_at", models.DateTimeField(default=timezone.now, verbose_name="joined")),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="left")),
            ],
            options={
                "verbose_name": "enrolment",
                "verbose_name_plural": "enrolments",
                "ordering": ["cohort", "joined_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("cohort", "learner"),
                        name="enrolment_once_per_cohort",
                        violation_error_message="This person is already in the cohort.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RosterImport",
            fields=[
                ("id", primary_key()),
                (
                    "cohort",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="roster_imports",
                        to="courses.cohort",
                        verbose_name="cohort",
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
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("checked", "Checked"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                        ],
                        default="checked",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "lines",
                    models.JSONField(
                        help_text="The people as checked; empty once imported.",
                        verbose_name="lines",
                    ),
                ),
                ("left_aside", models.JSONField(default=list, verbose_name="columns left aside")),
                (
                    "people",
                    models.JSONField(
                        default=list,
                        help_text="The accounts that the import made.",
                        verbose_name="people made",
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0, verbose_name="total")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="done")),
                (
                    "noted_at",
                    models.DateTimeField(default=timezone.now, verbose_name="progress noted"),
                ),
                ("fault", models.TextField(blank=True, verbose_name="fault")),
            ],
            options={
                "verbose_name": "roster import",
                "verbose_name_plural": "roster imports",
                "ordering": ["-made_at"],
            },
        ),
    ]
