"""All that is stored of one person and by them, as tables that they can take away.

Of a question there stand the options that they chose, and never what they have not chosen. What
is new of a person's own gets a function here and its place in SECTIONS below.
"""

import datetime
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from cohorts.models import MemberNote, NoticeRecipient
from courses.models import CompletionRecord, Enrolment
from courses.models.cohort import SAID_BY_ROSTERS
from progress.models import (
    ChecklistTick,
    DiagnosisDraft,
    LessonNote,
    LessonRead,
    LessonVisit,
    Rating,
)
from progress.tables import Table, Value
from quizzes.models import Answer
from quizzes.said_then import SaidThen
from texts.words import words_of_html

if TYPE_CHECKING:
    from accounts.models import User

# More than anybody answers in years; a file of so many rows is still opened by a spreadsheet.
MOST = 20_000
LEVELS = 6


def own_data(person: "User") -> list[Table]:
    """At most the latest `MOST` answers and ratings; where there are so many, the first says so."""
    sections = [section(person) for section in SECTIONS]
    return [_about(person, sections), *sections]


def _about(person: "User", sections: Sequence[Table]) -> Table:
    rows: list[Sequence[Value]] = [
        ["username", _("Username"), person.username],
        ["name", _("Name"), person.name],
        ["email", _("E-mail"), person.email],
        ["theme", _("Appearance"), str(person.get_theme_display())],
        ["text_size", _("Size of text"), f"{person.text_size} %"],
        ["language", _("Language"), str(person.get_language_display() or _("As this site is set"))],
        ["joined_at", _("Account made"), person.date_joined],
        ["signed_in_at", _("Last signed in"), person.last_login],
        ["made_at", _("This file made"), timezone.now()],
    ]
    rows += [
        [table.name, table.title, _("The latest %(count)d rows") % {"count": MOST}]
        for table in sections
        if len(table.rows) == MOST
    ]
    columns = [("key", _("Key")), ("what", _("Matter")), ("value", _("Value"))]
    return Table("about", _("About me and this file"), columns, rows)


def _cohorts(person: "User") -> Table:
    columns = [
        ("course", _("Course")),
        ("cohort", _("Cohort")),
        ("joined_at", _("Joined")),
        ("left_at", _("Left")),
        ("staff_number", _("Staff number")),
        ("department", _("Department")),
        ("job_grade", _("Job grade")),
    ]
    enrolments = Enrolment.objects.filter(learner=person).order_by("-joined_at")
    rows = enrolments.values_list(
        *("cohort__course__title", "cohort__name", "joined_at", "left_at"), *SAID_BY_ROSTERS
    )
    return Table("cohorts", _("My cohorts"), columns, list(rows))


def _sections(person: "User") -> Table:
    columns = [
        ("course", _("Course")),
        ("module", _("Module")),
        ("number", _("Number")),
        ("section", _("Section")),
        ("read_at", _("First read")),
        ("visited_at", _("Last visited")),
    ]
    names = [
        *("lesson__module__course__title", "lesson__module__title"),
        *("lesson__position", "lesson__title"),
    ]
    reads = LessonRead.objects.filter(learner=person)
    visits = LessonVisit.objects.filter(learner=person)
    moments: dict[int, list[Value]] = {}
    for lesson, visited_at, *name in visits.values_list("lesson", "visited_at", *names):
        moments[lesson] = [*name, None, visited_at]
    for lesson, read_at, *name in reads.values_list("lesson", "read_at", *names):
        visited_at = moments[lesson][-1] if lesson in moments else None
        moments[lesson] = [*name, read_at, visited_at]
    rows = sorted(moments.values(), key=_latest, reverse=True)
    return Table("sections", _("Sections"), columns, list(rows))


def _latest(row: Sequence[Value]) -> datetime.datetime:
    return max(moment for moment in row if isinstance(moment, datetime.datetime))


def _stem_then(answer: Answer, said_then: SaidThen) -> str:
    return said_then.html(answer.question_id, None, answer.pk, answer.question.stem_html)


def _option_then(answer: Answer, said_then: SaidThen) -> str:
    option = answer.option
    return said_then.html(answer.question_id, option.pk, answer.pk, option.text_html)


def _answers(person: "User") -> Table:
    columns = [
        ("answered_at", _("When")),
        ("course", _("Course")),
        ("module", _("Module")),
        ("question", _("Question")),
        ("practice", _("Practice number")),
        ("try", _("Try")),
        ("text", _("Chosen option")),
        ("is_right", _("Was it right")),
        ("confidence", _("Confidence")),
    ]
    answers = (
        Answer.objects.filter(attempt__learner=person)
        .select_related("question", "option", "attempt__quiz__module__course")
        .only(
            "answered_at",
            "ordinal",
            "is_correct",
            "confidence",
            "question__stem_html",
            "option__text_html",
            "attempt__number",
            "attempt__quiz__module__title",
            "attempt__quiz__module__course__title",
        )
        .order_by("-answered_at", "-pk")
    )
    latest = list(answers[:MOST])
    said_then = SaidThen.of({answer.question_id for answer in latest})
    rows: list[Sequence[Value]] = [
        [
            answer.answered_at,
            answer.attempt.quiz.module.course.title,
            answer.attempt.quiz.module.title,
            words_of_html(_stem_then(answer, said_then)),
            answer.attempt.practice_number or None,
            answer.ordinal,
            words_of_html(_option_then(answer, said_then)),
            answer.is_correct,
            str(answer.get_confidence_display()),
        ]
        for answer in latest
    ]
    return Table("answers", _("Answers"), columns, rows)


def _diagnoses(person: "User") -> Table:
    columns = [
        ("taken_at", _("When")),
        ("course", _("Course")),
        ("page", _("Self-diagnosis")),
        ("level", _("Level")),
        ("level_name", _("Name of the level")),
        ("rating", _("Rating")),
        ("evidence", _("Evidence")),
        ("is_shared", _("Evidence shared")),
    ]
    ratings = (
        Rating.objects.filter(diagnosis__learner=person)
        .select_related("level", "diagnosis__self_diagnosis__course")
        .order_by("-diagnosis__taken_at", "-diagnosis", "level__rank")
    )
    rows: list[Sequence[Value]] = [
        [
            rating.diagnosis.taken_at,
            rating.diagnosis.self_diagnosis.course.title,
            rating.diagnosis.self_diagnosis.title,
            rating.level.rank,
            rating.level.name,
            str(rating.get_rating_display()),
            rating.evidence,
            rating.diagnosis.shared,
        ]
        for rating in ratings[:MOST]
    ]
    return Table("diagnoses", _("Self-diagnoses"), columns, rows)


def _drafts(person: "User") -> Table:
    columns = [
        ("saved_at", _("Saved")),
        ("course", _("Course")),
        ("page", _("Self-diagnosis")),
        ("level", _("Level")),
        ("rating", _("Rating")),
        ("evidence", _("Evidence")),
    ]
    drafts = DiagnosisDraft.objects.filter(learner=person).select_related("self_diagnosis__course")
    labels = dict(Rating.Choice.choices)
    rows: list[Sequence[Value]] = []
    for draft in drafts.order_by("-saved_at"):
        page, contents = draft.self_diagnosis, draft.contents
        for rank in range(1, LEVELS + 1):
            rating = str(labels.get(contents.get(f"rating-{rank}", ""), ""))
            evidence = str(contents.get(f"evidence-{rank}", ""))
            if rating or evidence:
                of_page: list[Value] = [draft.saved_at, page.course.title, page.title]
                rows.append([*of_page, rank, rating, evidence])
    return Table("drafts", _("Self-diagnoses not sent yet"), columns, rows)


def _notes(person: "User") -> Table:
    columns = [
        ("saved_at", _("Saved")),
        ("course", _("Course")),
        ("module", _("Module")),
        ("section", _("Section")),
        ("text", _("Note")),
    ]
    notes = LessonNote.objects.of_learner(person)
    rows = notes.values_list("saved_at", "course_title", "module_title", "lesson_title", "text")
    return Table("notes", _("My notes"), columns, list(rows))


def _ticks(person: "User") -> Table:
    columns = [
        ("ticked_at", _("Ticked")),
        ("course", _("Course")),
        ("module", _("Module")),
        ("section", _("Section")),
        ("text", _("Item of the checklist")),
    ]
    ticks = ChecklistTick.objects.of_learner(person)
    names = ("lesson__module__course__title", "lesson__module__title", "lesson__title")
    rows = ticks.values_list("ticked_at", *names, "text")
    return Table("ticks", _("Ticked in checklists"), columns, list(rows))


def _records(person: "User") -> Table:
    columns = [("issued_at", _("Issued")), ("course", _("Course")), ("number", _("Number"))]
    records = CompletionRecord.objects.filter(learner=person).order_by("-issued_at")
    rows = records.values_list("issued_at", "course__title", "number")
    return Table("records", _("Records of completion"), columns, list(rows))


def _notices(person: "User") -> Table:
    columns = [
        ("sent_at", _("Sent")),
        ("cohort", _("Cohort")),
        ("text", _("Notice")),
        ("read_at", _("Read")),
        ("withdrawn_at", _("Withdrawn")),
    ]
    received = NoticeRecipient.objects.filter(learner=person).order_by("-notice__sent_at", "-pk")
    names = ("notice__sent_at", "notice__cohort__name", "notice__text")
    rows = received.values_list(*names, "read_at", "notice__withdrawn_at")
    return Table("notices", _("Notices to me"), columns, list(rows))


def _notes_of_facilitators(person: "User") -> Table:
    """Theirs to see by law (docs/decisions.md), though no page shows it; not who wrote it."""
    columns = [
        ("written_at", _("Written")),
        ("cohort", _("Cohort")),
        ("contacted_on", _("In touch on")),
        ("text", _("Note")),
    ]
    notes = MemberNote.objects.filter(learner=person).order_by("-written_at", "-pk")
    rows = notes.values_list("written_at", "cohort__name", "contacted_on", "text")
    return Table("facilitators_notes", _("Notes of facilitators"), columns, list(rows))


SECTIONS: list[Callable[["User"], Table]] = [
    _cohorts,
    _sections,
    _answers,
    _diagnoses,
    _drafts,
    _notes,
    _ticks,
    _records,
    _notices,
    _notes_of_facilitators,
]
