"""Course folders: which files they hold, and whether they are as they were when last loaded."""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.utils.translation import gettext as _

from authoring.coursefiles.images import FOLDER, image_files
from authoring.coursefiles.parts import first_files, parts_of
from authoring.coursefiles.yaml_lines import is_plain_fixture
from courses.models import Course, CourseFiles
from intake.archives import Archive, UnreadableArchiveError

COURSE_FILE = "course.yaml"
WRITTEN_BY_DURE = b"Dure"  # the comment of such a .zip


def is_course_file(label: str) -> bool:
    """Whether this label of `loaddata` names a course file, and not a fixture of Django's own."""
    path = Path(label)
    if path.suffix != ".yaml" or not path.is_file():
        return False
    return not is_plain_fixture(path.read_text(encoding="utf-8-sig", errors="replace"))


@dataclass(frozen=True)
class Folder:
    """A folder of course files, found from a label of `loaddata`."""

    path: Path
    # As Dure wrote it, faults of texts and all: it may hold the only copy of a course.
    is_as_written: bool = False

    @classmethod
    def find(cls, label: str) -> "Folder | None":
        """The folder of this name here or in the project's fixtures, None if there is none."""
        for base in (Path(), *map(Path, settings.FIXTURE_DIRS)):
            if (base / label).is_dir():
                return cls(base / label)
        return None

    @classmethod
    def unpack(cls, package: Path, into: Path) -> "Folder | None":
        """Lay the course of a .zip into a folder; None if the .zip holds none.

        Raises `UnreadableArchiveError`.
        """
        archive = Archive(package.read_bytes())
        names = {name: PurePosixPath(name) for name in archive.names}
        courses = [path for path in names.values() if path.name == COURSE_FILE]
        if not courses:
            return None
        if len(courses) > 1:
            listed = ", ".join(map(str, courses))
            reason = _("It holds several courses: %(files)s.")
            raise UnreadableArchiveError(reason % {"files": listed})
        course = courses[0]
        for name, path in names.items():
            is_image = path.parent == course.parent / FOLDER
            if is_image or (path.parent == course.parent and path.suffix == ".yaml"):
                target = into / path.relative_to(course.parent)
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(archive.read(name))
        with zipfile.ZipFile(package) as written:
            return cls(into, is_as_written=written.comment == WRITTEN_BY_DURE)

    def files(self) -> list[str]:
        """Its course files, the course itself first."""
        files = [file for file in first_files(self.path) if file.is_file()]
        return [str(file) for file in sorted(files, key=lambda f: (f.name != COURSE_FILE, f))]

    def digest(self) -> str:
        """What tells one state of the files from another (SHA-256 of names and contents)."""
        digest = hashlib.sha256()
        files = [file for first in map(Path, self.files()) for file in (first, *parts_of(first))]
        for file in [*files, *image_files(self.path)]:
            content = file.read_bytes()
            digest.update(f"{file.name}\0{len(content)}\0".encode())
            digest.update(content)
        return digest.hexdigest()

    def is_as_loaded(self) -> bool:
        return CourseFiles.objects.filter(digest=self.digest()).exists()

    def note_loaded(self, course: Course) -> None:
        CourseFiles.objects.update_or_create(course=course, defaults={"digest": self.digest()})
