from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from authoring.coursefiles.dumping import course_files
from authoring.coursefiles.images import image_files
from authoring.coursefiles.parts import first_file_of
from courses.models import Course


class Command(BaseCommand):
    help = (
        "Writes a course as the files that loaddata reads. Drafts and retired questions are left "
        "out; a file of what is gone is named and left where it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("course", help="The slug of the course.")
        parser.add_argument("--to", help="The folder; fixtures/<course> unless named.")

    def handle(self, *args: Any, **options: Any) -> None:
        course = Course.objects.filter(slug=options["course"]).first()
        if course is None:
            raise CommandError(f"There is no course {options['course']!r}.")
        folder = Path(options["to"] or settings.BASE_DIR / "fixtures" / course.slug)
        names, changed = set(), []
        try:
            for name, content in course_files(course):
                names.add(folder / name)
                if _write(folder / name, content):
                    changed.append(folder / name)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        for path in sorted({*folder.glob("*.yaml"), *image_files(folder)} - names):
            if first_file_of(path) in names:
                path.unlink()  # It would go on with a file that now holds all.
                self.stdout.write(f"removed, as it is in its first file: {path}")
                continue
            self.stdout.write(f"not of this course any more: {path}")
        for path in changed:
            self.stdout.write(f"written: {path}")
        self.stdout.write(f"{len(names)} files, {len(changed)} of them changed.")


def _write(path: Path, content: bytes) -> bool:
    """Whether the file had to be written."""
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True
