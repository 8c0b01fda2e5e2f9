import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from courses.models import Lesson, Module
from courses.one_row import one_row
from progress.models.diagnosis_draft import LOCK, FormOnPage, Seen
from texts.visible import VISIBLE, is_visible

if TYPE_CHECKING:
    from accounts.models import User

NOTE_LENGTH = 2000
FIRST_VERSIONS = 9 * 10**8  # a page tells of what it shows with nine digits (Seen)


class NoteOvertaken(Exception):
    """Nothing was kept: the page that sent it does not show what the note says by now."""

    def __init__(self, newest: "LessonNote") -> None:
        super().__init__(newest.as_overtaking())
        self.newest = newest


class LessonNoteQuerySet(models.QuerySet["LessonNote"]):
    def of_learner(self, learner: "User") -> "LessonNoteQuerySet":
        """One's own, as the course goes; of sections that are gone last."""
        notes = self.filter(learner=learner).select_related("lesson__module__course")
        long_texts = [*Lesson.long_columns("lesson__"), *Module.long_columns("lesson__module__")]
        return notes.defer(*long_texts).order_by(
            "course_title",
            models.F("lesson__module__position").asc(nulls_last=True),
            "lesson__position",
            "saved_at",
        )

    @transaction.atomic
    def keep(
        self, learner: "User", lesson: Lesson, text: str, form: FormOnPage
    ) -> "LessonNote | None":
        """Keep what stands in the field now; a note without words is none, and None comes back.

        Raises `NoteOvertaken` if newer words have been kept that its page did not show. What was
        overtaken by a later save of the same form changes nothing.
        """
        one_row(LOCK, {"learner": learner.pk})
        stored = self.filter(learner=learner, lesson=lesson).first()
        if stored is not None:
            if stored.form == form.number:
                if form.sequence and form.sequence <= stored.sequence:
                    return stored
            elif form.seen not in {None, stored.seen}:
                raise NoteOvertaken(stored)
        if not is_visible(text):
            if stored is not None:
                stored.delete()
            return None
        note = LessonNote.at(lesson, learner=learner, text=text)
        note.form, note.sequence = form.number, form.sequence
        note.version = stored.version + 1 if stored else _first_version()
        self.bulk_create(
            [note],
            update_conflicts=True,
            unique_fields=["learner", "lesson"],
            update_fields=[
                *("text", "saved_at", "version", "form", "sequence"),
                *("course_title", "module_title", "lesson_title"),
            ],
        )
        return note


def _first_version() -> int:
    """Another than any note had that was emptied before: a page that shows such a one is older."""
    return secrets.randbelow(FIRST_VERSIONS) + 1


class LessonNote(models.Model):
    """What a learner has written for themselves at a section; its writer alone sees it.

    It outlives the section: the titles say where it stood when it was written.
    """

    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notes",
        verbose_name=_("learner"),
        db_index=False,
    )
    lesson = models.ForeignKey(
        Lesson, models.SET_NULL, related_name="notes", verbose_name=_("lesson"), null=True
    )
    course_title = models.TextField(_("title of the course"))
    module_title = models.TextField(_("title of the module"))
    lesson_title = models.TextField(_("title of the section"))
    text = models.TextField(_("text"))
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)
    version = models.PositiveIntegerField(
        editable=False, default=1, help_text=_("Counts what was kept, to tell older from newer.")
    )
    form = models.UUIDField(
        editable=False, null=True, help_text=_("The form on a page that wrote it.")
    )
    sequence = models.PositiveIntegerField(
        editable=False, default=0, help_text=_("Counts what that form has sent.")
    )

    objects = LessonNoteQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # nobody but its writer handles it
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["learner", "saved_at"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "lesson"], name="lesson_note_once"),
            models.CheckConstraint(
                condition=models.Q(text__regex=VISIBLE), name="lesson_note_has_words"
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), NOTE_LENGTH), name="lesson_note_is_short"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner} · {self.lesson_title}"

    @classmethod
    def at(cls, lesson: Lesson, **fields: object) -> "LessonNote":
        """One at this section, as it is called now."""
        return cls(
            lesson=lesson,
            course_title=lesson.module.course.title,
            module_title=str(lesson.module),
            lesson_title=str(lesson),
            **fields,
        )

    @property
    def seen(self) -> Seen:
        """What a page knows that shows it."""
        return Seen(0, self.version)

    def as_overtaking(self) -> str:
        """For the page of a form that this one has overtaken."""
        when = date_format(localtime(self.saved_at), "DATETIME_FORMAT")
        return _now("Not saved: on another page you wrote something newer, last on %(when)s.") % {
            "when": when
        }
