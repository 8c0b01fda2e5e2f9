import lzma
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from xml.sax import SAXException

import pghistory
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import loaddata
from django.core.serializers.base import DeserializationError, DeserializedObject
from django.db import DatabaseError, connections, transaction
from django.utils.translation import gettext as _

from accounts.access import Act, note_access
from authoring.coursefiles.folders import COURSE_FILE, Folder, is_course_file
from authoring.coursefiles.loading import Loading
from authoring.coursefiles.report import Origin
from authoring.coursefiles.serializer import CourseFileError, CourseFileObject
from authoring.refusals import reason_with_row
from intake.archives import UnreadableArchiveError

# What Django's readers raise on files that are not what their names say.
UNREADABLE = (
    EOFError,
    OSError,
    SAXException,
    SyntaxError,
    TypeError,
    ValueError,
    lzma.LZMAError,
    zlib.error,
)


MOST_NAMED = 20


class UndoesWork(CommandError):
    """The files do not know of what people made here, and loading them would undo it."""


class ChangesWhatWasAnswered(CommandError):
    """The files say otherwise, and unmarked, what people here have answered."""


class Command(loaddata.Command):
    help = (
        "Loads fixtures, and course files: name a folder of them, its .zip or single files. In one "
        "transaction it loads, renders and checks everything; on any fault nothing is changed."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--if-changed",
            action="store_true",
            help="Leave out course folders whose files are as they were when last loaded.",
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="Say what would be added, changed, retired and removed, and write nothing.",
        )
        parser.add_argument(
            "--yes",
            action="store_true",
            help="Also undo what people imported or wrote in the admin since the files were made.",
        )

    def handle(self, *fixture_labels: str, **options: Any) -> None:
        self.if_changed, self.is_trial = options["if_changed"], options["dry_run"]
        self.may_undo = options["yes"]
        with pghistory.context(command="loaddata"):
            super().handle(*fixture_labels, **options)

    def loaddata(self, fixture_labels: Iterable[str]) -> None:
        with tempfile.TemporaryDirectory() as unpacked:
            self._load(fixture_labels, Path(unpacked))

    def _load(self, fixture_labels: Iterable[str], unpacked: Path) -> None:
        self.loading, self.unpacked = Loading(is_trial=self.is_trial), unpacked
        self.shown_as: dict[str, str] = {}
        labels, folders = self._files(fixture_labels)
        self.labels_left = len(labels)
        if not labels:
            return
        verbosity, self.verbosity = self.verbosity, 0 if self.is_trial else self.verbosity
        super().loaddata(labels)
        self.verbosity = verbosity
        for folder in folders:
            course = self.loading.course_of.get(str(folder.path / COURSE_FILE))
            if course is not None:
                folder.note_loaded(course)
                if not self.is_trial:
                    note_access(None, Act.IMPORTED, what=f"courses.course {course.pk}")
        self._tell()
        if self.is_trial:
            transaction.set_rollback(True, self.using)

    def _tell(self) -> None:
        if self.verbosity < 1 and not self.is_trial:
            return
        report = self.loading.report
        if self.is_trial and report.undone:
            self.stdout.write(_told_of(report.undone))
        for line in report.lines:
            self.stdout.write(line)
        self.stdout.write(report.summary())

    def _files(self, labels: Iterable[str]) -> tuple[list[str], list[Folder]]:
        files: list[str] = []
        folders = []
        for label in labels:
            with self._reading(label):
                folder = Folder.find(label) or self._package(label)
                if folder is None:
                    files.append(label)
                elif not folder.files():
                    raise CommandError(f"{folder.path} holds no course files (*.yaml).")
                elif not (self.if_changed and folder.is_as_loaded()):
                    files += folder.files()
                    folders.append(folder)
        return files, folders

    def _package(self, label: str) -> Folder | None:
        """The course in a .zip; None if this is none, or one of Django's own fixtures."""
        if not (label.endswith(".zip") and Path(label).is_file()):
            return None
        into = self.unpacked / str(len(self.shown_as))
        into.mkdir()
        self.shown_as[str(into)] = label
        try:
            folder = Folder.unpack(Path(label), into)
        except UnreadableArchiveError as error:
            raise CommandError(f"{label}: {error}") from error
        if folder is None and not Path(label).with_suffix("").suffix:
            raise CommandError(f"{label} holds no {COURSE_FILE}.")
        if folder is not None and folder.is_as_written:
            self.loading.as_written.add(into)
        return folder

    def load_label(self, fixture_label: str) -> None:
        self.label = fixture_label
        with self._reading(fixture_label):
            is_fixture = not is_course_file(fixture_label)
        if is_fixture:
            self._save_files()
        elif self.excluded_models or self.excluded_apps:
            reason = "a course file is loaded whole: --exclude is for other fixtures."
            self._refuse([f"{fixture_label}: {reason}"])
        with self._reading(fixture_label):
            super().load_label(fixture_label)
        self.labels_left -= 1
        if not self.labels_left:
            self._save_files()
            self._finish()

    @contextmanager
    def _reading(self, label: str) -> Iterator[None]:
        """Refuse what cannot be read, with the label that names it."""
        try:
            yield
        except CourseFileError as error:
            self._refuse(str(fault) if fault.file else f"{label}{fault}" for fault in error.faults)
        except DeserializationError as error:
            self._refuse([_with_cause(error)])
        except UNREADABLE as error:
            self._refuse([f"{label}: {error}"])

    def _save_files(self) -> None:
        self.loading.save_files()
        self._refuse(self.loading.report.faults)
        undone = self.loading.report.undone
        if undone and not (self.may_undo or self.is_trial):
            advice = _(
                "Nothing was loaded. To load it all the same: --yes. To keep it: dumpcourse."
            )
            raise UndoesWork(f"{_told_of(undone)}\n{advice}")
        self._refuse(self.loading.report.reworded, ChangesWhatWasAnswered)

    def _finish(self) -> None:
        """Check the whole, here where a fault stops the load and can still name its file."""
        self.loading.finish()
        self._refuse(self.loading.report.faults)
        try:
            with connections[self.using].cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        except DatabaseError as error:
            self._refuse([f"{self.label}: {reason_with_row(error)}"])

    def save_obj(self, obj: DeserializedObject) -> bool:
        if isinstance(obj, CourseFileObject):
            self.loading.put_aside(obj, self.label)
            return True
        place = Origin(self.label).place(obj.object)
        try:
            changes = self.loading.before_save(obj, self.label)
            self._refuse(self.loading.report.faults)
            saved = super().save_obj(obj) if changes else True
        except (DatabaseError, ValueError) as error:
            reason = reason_with_row(error) if isinstance(error, DatabaseError) else str(error)
            self._refuse([f"{place}: {reason}"])
        self.loading.after_save(obj, self.label)
        return saved

    def _refuse(self, faults: Iterable[str], refusal: type[CommandError] = CommandError) -> None:
        faults = list(faults)
        for folder, label in self.shown_as.items():
            faults = [fault.replace(folder, label) for fault in faults]
        if faults:
            raise refusal("\n".join([*faults, "Nothing was loaded."]))


def _told_of(undone: list[str]) -> str:
    head = _("People made this here after these files were written, and loading would undo it:")
    lines = [head, *(f"  {line}" for line in undone[:MOST_NAMED])]
    if len(undone) > MOST_NAMED:
        lines.append("  " + _("and %(number)d more") % {"number": len(undone) - MOST_NAMED})
    return "\n".join(lines)


def _with_cause(error: DeserializationError) -> str:
    """Django's message, which for some files ends before the reason."""
    message, cause = str(error), str(error.__cause__ or "")
    return message if cause in message else f"{message}{cause}"
