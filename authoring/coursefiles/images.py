"""The picture files beside a course file: `images/<name>.png`, .jpg, .jpeg, .webp or .gif."""

from collections.abc import Iterable
from pathlib import Path

from django.utils.translation import gettext as _

from authoring.coursefiles.records import Record
from authoring.coursefiles.schema import Reader
from courses.models import Image
from intake.images import LARGEST_FILE, UnfitImageError, encode

FOLDER = "images"
SUFFIXES = (".webp", ".png", ".jpg", ".jpeg", ".gif")


def image_files(folder: Path) -> list[Path]:
    """The pictures of a course folder."""
    files = (folder / FOLDER).glob("*")
    return sorted(file for file in files if file.suffix.lower() in SUFFIXES and file.is_file())


def take_images(rows: Iterable[Record], folder: Path | None, reader: Reader) -> None:
    """Put into each image's record the picture that lies in the folder; faults go to the reader."""
    files: dict[str, list[Path]] = {}
    for file in image_files(folder) if folder else []:
        files.setdefault(file.stem, []).append(file)
    for row in rows:
        if row.model is Image:
            _take(row, files.get(row.fields["name"], []), reader)


def _take(row: Record, files: list[Path], reader: Reader) -> None:
    name = row.fields["name"]
    fault = ""
    if not files:
        fault = _("There is no picture %(file)s.") % {"file": f"{FOLDER}/{name}.webp"}
    elif len(files) > 1:
        names = ", ".join(f"{FOLDER}/{file.name}" for file in files)
        fault = _("Which of these is it: %(files)s?") % {"files": names}
    else:
        try:
            with files[0].open("rb") as file:
                encoded = encode(file.read(LARGEST_FILE + 1))
        except UnfitImageError as error:
            fault = f"{FOLDER}/{files[0].name}: {error}"
        else:
            row.fields.update(vars(encoded))
    if fault:
        reader.fault(row.line_of("name"), row.path_of("name"), fault, row.block.file)
