"""Saves the files of one course: each row is compared with what is stored, and written once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeGuard, cast

from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from authoring.content import PARTS, is_listed, listed_rows, question_of, rows_of, take_out
from authoring.coursefiles.elsewhere import Change, undone
from authoring.coursefiles.moved_siblings import faults_of_siblings
from authoring.coursefiles.records import Key, Model, Record
from authoring.coursefiles.renames import renamed
from authoring.coursefiles.report import Origin, Report, is_same, keep_unwritten, name_of
from authoring.coursefiles.reworded import rewordings
from authoring.refusals import reason_with_row
from authoring.rendering import Rendered, store_html
from courses.models import Course, GlossaryTerm, Image, Lesson, Module, SelfDiagnosis
from courses.models.base import ContentModel
from courses.models.course import CoursePages
from courses.models.image import digest_of
from courses.models.self_diagnosis import ONE_AFTER_A_MODULE
from quizzes.models import Option, Question
from texts import Fault

Name = tuple[Model, Key]
Rows = dict[Name, ContentModel]


@dataclass(frozen=True)
class File:
    """A course file as read, with its records in the order they are to be saved."""

    name: str
    records: list[Record]

    @property
    def course(self) -> str:
        """The slug of the course that it is about."""
        return str(self.records[0].key[0])


class CourseLoad:
    """The files of one course on their way into the database.

    All that is stored of the course is read at once, and every row of the files has its number
    before the first is saved: so texts are rendered with links and terms that are still to come.
    """

    def __init__(self, slug: str, files: list[File], report: Report) -> None:
        self._name = (Course, (slug,))
        self._files, self._report = files, report
        stored = _stored_rows(slug)
        self._renamed = renamed(stored, (record for file in files for record in file.records))
        self._stored = {self._renamed.name(name): row for name, row in stored.items()}
        self._rows: Rows = {}
        self._file_of: dict[tuple[Model, Key], str] = {}
        self._rendered: dict[tuple[Model, int], list[Fault]] = {}
        self._mended: set[int] = set()  # the questions whose wording alone is mended

    @property
    def course(self) -> Course:
        return cast("Course", self._rows.get(self._name) or self._stored[self._name])

    def save(self) -> None:
        """Save all, or tell the report of the first row that cannot be."""
        self._build()
        if self._report.faults:
            return
        self._number()
        self._link()
        changes = list(self._changes())
        self._report.undone += undone(changes)
        records = {record.name: record for file in self._files for record in file.records}
        self._look_at_wording(changes, records)
        self._report.faults += faults_of_siblings(changes, records)
        if self._report.reworded or self._report.faults:
            return
        self._pages = PagesToCome(self.course, self._to_come())
        self._let_self_diagnoses_move()
        for file in self._files:
            self._save_file(file)
            if self._report.faults:
                return

    def _save_file(self, file: File) -> None:
        unlisted = self._unlisted(file)
        answered = {question.pk for question in _questions(unlisted) if question.has_answers}
        retiring = [row for row in unlisted if _question_in(row) in answered]
        self._take_out([row for row in unlisted if row not in retiring], file)
        for record in file.records:
            self._save(record, Origin(file.name, record))
            if self._report.faults:
                return
        # Only now: attempts that have answered all else have the new questions to answer.
        self._take_out(retiring, file)

    def rendered(self) -> Rendered:
        """The faults of the rows that were rendered; of none if the course came out otherwise."""
        return self._rendered if self.course.pages().same_as(self._pages) else {}

    def _build(self) -> None:
        for file in self._files:
            for record in file.records:
                owner = self._file_of.setdefault(record.name, file.name)
                row = self._rows[record.name] = record.model(**record.fields)
                if isinstance(row, Image):
                    row.digest = digest_of(bytes(row.content))
                if owner != file.name:
                    self._report.tell_twice(Origin(file.name, record).place(row), owner)
        if self._name not in self._rows | self._stored:
            head = self._files[0].records[0]
            reason = _("There is no course `%(slug)s`: load its course.yaml before or with this.")
            fault = Fault(
                file=self._files[0].name,
                line=head.line_of("course"),
                place=head.path_of("course"),
                message=reason % {"slug": head.key[0]},
            )
            self._report.faults.append(str(fault))

    def _number(self) -> None:
        new = Counter(model for model, key in self._rows.keys() - self._stored.keys())
        numbers = {model: _reserved(model, count) for model, count in new.items()}
        for name, row in self._rows.items():
            stored = self._stored.get(name)
            row.pk = stored.pk if stored else next(numbers[name[0]])
            row._state.adding = stored is None

    def _link(self) -> None:
        for record in (record for file in self._files for record in file.records):
            for field in record.links:
                name = record.linked(field)
                referred = name and (self._rows.get(name) or self._stored[name])
                setattr(self._rows[record.name], field, referred)

    def _to_come(self) -> list[ContentModel]:
        """The rows of the course as they will be."""
        rows = self._stored | self._rows
        going = self._going()
        return [row for name, row in rows.items() if name not in going]

    def _name_of(self, stored: ContentModel) -> tuple[Model, Key]:
        """What the files call a row that is stored."""
        return self._renamed.name(_name(stored))

    def _going(self) -> dict[tuple[Model, Key], str]:
        """What the files list no more, each with the file that it stood in."""
        return {
            self._name_of(row): file.name for file in self._files for row in self._unlisted(file)
        }

    def _unlisted(self, file: File) -> list[ContentModel]:
        """What is stored of the file's part of the course, of which it is the whole truth.

        Self-diagnoses that another of the files lists are no part of it any more.
        """
        head = self._stored.get(file.records[0].name)
        rows: Iterable[ContentModel] = ()
        if isinstance(head, Module):
            rows = listed_rows(head)
        elif head is not None:
            rows = [row for row in self._stored.values() if isinstance(row, GlossaryTerm | Image)]
        return [row for row in rows if self._name_of(row) not in self._rows]

    def _changes(self) -> Iterator[Change]:
        """What is stored and will not stay as it is, or may not."""
        files = self._going() | self._file_of
        for name, stored in self._stored.items():
            row = self._rows.get(name)
            if row is not None:
                _keep_what_no_file_says(stored, row)
            elif self._is_left_out_of_draft(stored):
                files[name] = self._file_of[self._name_of(stored.question)]
            if name in files:
                yield Change(stored, row, files[name])

    def _look_at_wording(self, changes: list[Change], records: Mapping[Name, Record]) -> None:
        """What people have answered is said in other words only where its question is marked."""
        for rewording in rewordings(changes, records):
            if rewording.is_marked:
                self._mended.add(rewording.question.pk)
            else:
                self._report.reworded.append(rewording.fault)

    def _is_left_out_of_draft(self, stored: ContentModel) -> TypeGuard[Option]:
        """Whether it is an option of a draft that a file lists without it."""
        if not isinstance(stored, Option) or self._name_of(stored) in self._rows:
            return False
        return stored.question.is_draft and self._name_of(stored.question) in self._rows

    def _let_self_diagnoses_move(self) -> None:
        """Until all are saved, two may stand after one module: those that change places."""
        moved = (
            isinstance(row, SelfDiagnosis)
            and isinstance(stored := self._stored.get(name), SelfDiagnosis)
            and row.after_id != stored.after_id
            for name, row in self._rows.items()
        )
        if any(moved):
            with connection.cursor() as cursor:
                cursor.execute(f"SET CONSTRAINTS {ONE_AFTER_A_MODULE} DEFERRED")

    def _take_out(self, rows: Iterable[ContentModel], file: File) -> None:
        for row in rows:
            if (type(row), row.pk) in self._report.origins:
                continue  # It came with a plain fixture.
            if not is_listed(row):
                continue  # It was retired with what it is part of.
            self._stored.pop(self._name_of(row), None)
            if not type(row)._default_manager.filter(pk=row.pk).exists():
                continue  # It went with what it was part of.
            name = name_of(row)
            try:
                with transaction.atomic():
                    self._report.note(take_out(row), row)
            except ProtectedError:
                reason = _("is not in the file any more, but people have used it: keep it.")
                self._report.faults.append(f"{file.name}: {name} {reason}")
            except DatabaseError as error:
                self._report.faults.append(f"{file.name}: {name}: {reason_with_row(error)}")

    def _save(self, record: Record, origin: Origin) -> None:
        row, stored = self._rows[record.name], self._stored.get(record.name)
        self._report.check_once(row, origin)
        self._report.check_fields(row, origin, but={*record.links})
        if self._report.faults:
            return
        faults = row.render(self._pages)
        try:
            self._write(row, stored)
        except DatabaseError as error:
            self._report.faults.append(f"{origin.place(row)}: {reason_with_row(error)}")
            return
        self._stored[record.name] = row
        self._report.origins[type(row), row.pk] = origin
        self._rendered[type(row), row.pk] = faults

    def _write(self, row: ContentModel, stored: ContentModel | None) -> None:
        if stored is None:
            self._report.note("added", row)
            row.save_base(raw=True, force_insert=True)
            return
        self._take_out_options_of_draft(stored)
        if is_same(stored, row):
            self._report.note("unchanged", row)
            store_html(row, stored.html())
        else:
            new = self._renamed.new.get(_name(stored))
            if new is None:
                self._report.note("changed", row)
            else:
                self._report.note_renamed(stored, new[1][-1])
            if (question := question_of(row)) is not None and question.pk in self._mended:
                question.mend_wording()
            row.save_base(raw=True, force_update=True)

    def _take_out_options_of_draft(self, stored: ContentModel) -> None:
        """A draft that a file lists is none of the rows that the file lists in full as stored."""
        if isinstance(stored, Question) and stored.is_draft:
            for option in stored.options.all():
                if self._is_left_out_of_draft(option):
                    option.delete()


class PagesToCome(CoursePages):
    """The pages of a course as they will be once these rows are stored."""

    def __init__(self, course: Course, rows: list[ContentModel]) -> None:
        super().__init__(course)
        self._rows = rows

    def sections(self) -> Iterator[tuple[str, str | None]]:
        for row in self._rows:
            if isinstance(row, Module):
                yield row.slug, None
            elif isinstance(row, Lesson):
                yield row.module.slug, row.slug

    def drafts(self) -> Iterator[str]:
        modules = (row for row in self._rows if isinstance(row, Module))
        return (module.slug for module in modules if not module.is_published)

    def glossary(self) -> Iterator[GlossaryTerm]:
        return (row for row in self._rows if isinstance(row, GlossaryTerm))

    def images(self) -> Iterator[Image]:
        return (row for row in self._rows if isinstance(row, Image))


def _questions(rows: Iterable[ContentModel]) -> Iterator[Question]:
    return (row for row in rows if isinstance(row, Question))


def _question_in(row: ContentModel) -> int | None:
    """The number of the question that the row is of."""
    question = question_of(row)
    return question.pk if question else None


def _keep_what_no_file_says(stored: ContentModel, row: ContentModel) -> None:
    digest = row.digest if isinstance(row, Image) else ""
    keep_unwritten(stored, row)
    if isinstance(row, Image) and isinstance(stored, Image):
        row.digest = digest  # of the picture in the file, by which texts are to show it
        if digest == stored.digest:
            stored.content = row.content  # which is large: not read for comparing alone


def _stored_rows(slug: str) -> Rows:
    """All rows of a course, each with what its natural key asks for."""
    course = Course.objects.filter(slug=slug).first()
    if course is None:
        return {}
    rows: list[ContentModel] = [course, *course.glossary.all(), *course.images.defer("content")]
    for module in course.modules.prefetch_related(*PARTS, "self_diagnosis__course"):
        rows += [module, *rows_of(module)]
    return {_name(row): row for row in rows}


def _name(row: ContentModel) -> tuple[Model, Key]:
    """What tells the row from all others, as `Record.name` does."""
    return type(row), row.natural_key()


def _reserved(model: Model, count: int) -> Iterator[int]:
    """Numbers that no other row of the model will get."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, count],
        )
        return (number for (number,) in cursor.fetchall())
