import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import Value
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from courses.models import Course, Lesson, Module
from courses.models.base import ContentModel
from courses.models.edition import RAISES_THE_EDITION
from courses.models.self_diagnosis import LEVEL_CHOICES, LEVELS
from courses.versions import keep_versions
from quizzes import frozen_wording, invariants, module_content, sibling_rules
from quizzes.in_short import LONGEST_NAME, in_short, words
from quizzes.key import reasons_against_key
from quizzes.live_questions import asked, live
from quizzes.models.quiz import Quiz
from quizzes.wording import MENDED_QUESTION
from texts import Fault
from texts.items import Parts, parts_of

if TYPE_CHECKING:
    from quizzes.models.option import Option


class QuestionQuerySet(models.QuerySet["Question"]):
    def asked(self) -> "QuestionQuerySet":
        """Questions that the quiz asks, and siblings that reviews ask."""
        return self.filter(asked())

    def live(self) -> "QuestionQuerySet":
        """Questions that attempts of record ask: neither retired nor drafts, and no siblings."""
        return self.filter(live())

    def get_by_natural_key(self, course: str, module: str, slug: str) -> "Question":
        return self.get(quiz__module__course__slug=course, quiz__module__slug=module, slug=slug)


class Question(ContentModel):
    """A question (item) of a check quiz, with one right option."""

    item_markdown = ("stem",)
    course_path = "quiz__module__course"
    parts = ("options",)
    kept_by_database = ("replaces",)

    quiz = models.ForeignKey(
        Quiz, models.CASCADE, related_name="questions", verbose_name=_("quiz"), db_index=False
    )
    slug = models.SlugField(_("slug"), db_index=False)
    position = models.PositiveSmallIntegerField(_("position"))
    stem = models.TextField(_("stem"))
    stem_html = models.TextField(editable=False, blank=True)
    lesson = models.ForeignKey(
        Lesson,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("explained in"),
    )
    tags = ArrayField(
        models.CharField(max_length=200),
        verbose_name=_("tags"),
        default=list,
        db_default=Value([], ArrayField(models.CharField(max_length=200))),
        blank=True,
        help_text=_("Separated by commas; for authors to find it by. Learners do not see them."),
    )
    level = models.PositiveSmallIntegerField(
        _("what it measures"),
        choices=LEVEL_CHOICES,
        null=True,
        blank=True,
        help_text=_("For authors: one of the six levels. Learners do not see it."),
    )
    sibling_of = models.ForeignKey(
        "self",
        models.CASCADE,
        related_name="siblings",
        null=True,
        blank=True,
        verbose_name=_("sibling of"),
        help_text=_(
            "A sibling asks for the same idea by another case. It is asked when that question "
            "comes back in review, and never in the quiz."
        ),
    )
    is_draft = models.BooleanField(
        _("draft"),
        default=False,
        db_default=False,
        help_text=_("A draft is not asked, and may lack explanations."),
    )
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True)
    # The question that is asked until this draft is published, and no longer.
    replaces = models.ForeignKey(
        "self", models.SET_NULL, related_name="copies", null=True, blank=True, editable=False
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["quiz", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["quiz", "slug"],
                name="question_slug_once_per_quiz",
                violation_error_message=_("Another question of this quiz has this slug."),
            ),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=models.Q(is_draft=True),
                name="question_has_one_copy_to_replace_it",
            ),
            models.CheckConstraint(
                condition=models.Q(level__range=(1, LEVELS)),
                name="question_level_from_1_to_6",
                violation_error_message=_("Levels go from 1 to 6."),
            ),
            models.CheckConstraint(
                condition=~models.Q(sibling_of=models.F("id")),
                name="question_is_no_sibling_of_itself",
                violation_error_message=_("A question is no sibling of itself."),
            ),
        ]
        triggers = [
            invariants.KEEPS_ITS_ID,
            invariants.QUESTION_STAYS,
            invariants.QUESTION_STAYS_IN_ITS_QUIZ,
            invariants.PUBLISHED_ONCE,
            frozen_wording.STEM_IS_FROZEN,
            invariants.QUESTION_IS_COMPLETE,
            invariants.RETIRING_FINISHES_ATTEMPTS,
            module_content.OF_QUESTION,
            *sibling_rules.TRIGGERS,
            RAISES_THE_EDITION,
        ]

    def __str__(self) -> str:
        return f"{self.position}. {Truncator(self.short_stem).chars(LONGEST_NAME)}"

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.quiz.natural_key(), self.slug)

    natural_key.dependencies = ["quizzes.quiz"]  # type: ignore[attr-defined]

    def get_course(self) -> Course:
        return self.quiz.module.course

    def is_out(self) -> bool:
        return self.quiz.is_out() and not self.is_draft

    @classmethod
    def of_course(cls, course: Course) -> models.QuerySet[Any]:
        of_course = super().of_course(course).select_related("quiz__module", "lesson")
        long = (*Module.long_columns("quiz__module__"), *Lesson.long_columns("lesson__"))
        return of_course.defer(*long).prefetch_related("options")

    @property
    def stem_parts(self) -> Parts:
        """Its first paragraph, which names it, and the code, tables and the like below that."""
        return parts_of(self.stem_html)

    @property
    def line_html(self) -> SafeString:
        """Its stem where there is room for a line only, as in a list or a link."""
        parts = self.stem_parts
        if not parts.rest:
            return mark_safe(parts.lead)  # sanitised when saved # nosec B703
        if not parts.lead:
            return in_short(self.short_stem)
        return mark_safe(f"{parts.lead} …")  # sanitised when saved # nosec B703

    @property
    @admin.display(ordering="stem", description=_("stem"))
    def short_stem(self) -> str:
        """What it asks in one line of plain text, for names, tables and files."""
        return words(self.stem_html) or " ".join(self.stem.split())

    @property
    def is_asked(self) -> bool:
        """Whether the quiz or a review asks it, as `asked` says of stored ones."""
        return not (self.is_retired or self.is_draft)

    @property
    def is_live(self) -> bool:
        """Whether the quiz asks it, as `live` says of stored ones."""
        return self.is_asked and not self.is_sibling

    @property
    def is_sibling(self) -> bool:
        """Whether it is asked in review alone, in turn with what it is a sibling of."""
        return self.sibling_of_id is not None

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None

    @property
    def has_answers(self) -> bool:
        """Whether anyone has answered it, so that its key is frozen."""
        return self.pk is not None and self.answers.exists()

    def mend_wording(self) -> None:
        """Let this transaction change its texts though people have answered: the meaning stays.

        What they said until then is kept (`Wording`).
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config(%s, %s, true)", [MENDED_QUESTION, str(self.pk)])

    def retire(self) -> None:
        """Keep it in old scores and leave it out of new attempts."""
        self.retired_at = timezone.now()
        self.save(update_fields=["retired_at"])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it; a draft that is published takes the place of the question it is a copy of."""
        if self.replaces_id is None or not self.is_asked:
            super().save(*args, **kwargs)
            return
        with transaction.atomic():
            drafts = Question.objects.select_for_update().filter(pk=self.pk, is_draft=True)
            is_published_now = drafts.exists()
            super().save(*args, **kwargs)
            # Only now: attempts that have answered all else have this one to answer.
            replaced = Question.objects.asked().filter(pk=self.replaces_id).first()
            if is_published_now and replaced is not None:
                self._take_siblings_of(replaced)
                replaced.retire()

    @transaction.atomic
    def copy_to_replace(self) -> "Question":
        """The draft of the same that will take its place, and whose key may be changed.

        There is one at a time; this question is asked until the draft is published.
        """
        copy = Question.objects.select_for_update().get(pk=self.pk)
        opened = copy.copies.filter(is_draft=True).first()
        if opened is not None:
            return opened
        copy.is_draft, copy.replaces = True, self
        copy._store_as_another(self.options.all())
        return copy

    @transaction.atomic
    def ask_anew(self, options: "Iterable[Option]") -> None:
        """Store it, as it reads now, as a question in the place of itself as it is stored.

        That one is retired with its answers. `options` are its own, as they read now.
        """
        answered = Question.objects.select_for_update().get(pk=self.pk)
        self.is_draft, self.retired_at, self.replaces = False, None, answered
        self._store_as_another(options)
        answered.copies.filter(is_draft=True).update(replaces=self)
        self._take_siblings_of(answered)
        answered.retire()

    def _take_siblings_of(self, replaced: "Question") -> None:
        """They go on beside this one; an answered one is retired, and asked anew as its sibling."""
        siblings = replaced.siblings.select_for_update().filter(retired_at=None)
        for sibling in siblings.order_by("position", "pk"):
            sibling.sibling_of = self
            if sibling.has_answers:
                sibling.ask_anew(sibling.options.all())
            else:
                sibling.save(update_fields=["sibling_of"])

    def _store_as_another(self, options: "Iterable[Option]") -> None:
        options = list(options)
        self.pk, self._state.adding = None, True
        self.slug = self._slug_of_copy()
        self.save()
        for option in options:
            option.pk, option.question = None, self
            option._state.adding = True
            option.save()

    def _slug_of_copy(self) -> str:
        """The slug with the next free number: `weigh-a-model-2`."""
        base = re.sub(r"-\d+$", "", self.slug)[:40]
        taken = set(self.quiz.questions.values_list("slug", flat=True))
        return next(slug for n in count(2) if (slug := f"{base}-{n}") not in taken)

    def clean(self) -> None:
        super().clean()
        namesakes = Question.objects.filter(quiz=self.quiz_id, slug=self.slug).exclude(pk=self.pk)
        if namesakes.exists():  # Where the quiz is no field of the form, Django does not look.
            reason = _("Another question of this quiz has this slug.")
            raise ValidationError({"slug": reason})
        self._clean_sibling()
        if self.quiz_id is None or self.lesson_id is None:
            return
        elsewhere = Lesson.objects.filter(pk=self.lesson_id).exclude(module__quiz=self.quiz_id)
        if elsewhere.exists():
            raise ValidationError({"lesson": _("Choose a lesson of the same module.")})

    def _clean_sibling(self) -> None:
        """As quizzes/sibling_rules.py has it; once there are answers it is no field of a form."""
        try:
            first = self.sibling_of
        except Question.DoesNotExist:
            return  # That field says so itself.
        if first is None:
            return
        if first.quiz_id != self.quiz_id:
            reason = _("A sibling is of a question of the same quiz.")
            raise ValidationError({"sibling_of": reason})
        if first.is_sibling or (self.pk and self.siblings.exists()):
            reason = _("A sibling has no sibling: choose its first question.")
            raise ValidationError({"sibling_of": reason})
        if self.is_asked and not first.is_asked:
            raise ValidationError(
                _("A sibling is asked only where its first question is: publish that one.")
            )

    def check_content(self) -> Iterator[Fault]:
        if not self.is_asked:
            return
        for reason in reasons_against_key([option.is_correct for option in self.options.all()]):
            yield Fault(place="options", message=reason)
        if self.lesson is not None and self.lesson.module_id != self.quiz.module_id:
            yield Fault(place="lesson", message=_now("Choose a lesson of the same module."))


QuestionVersion = keep_versions(Question)
