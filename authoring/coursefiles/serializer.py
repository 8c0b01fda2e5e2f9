"""The `yaml` format of `loaddata`: course files, and plain Django fixtures as ever."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.core.serializers import pyyaml
from django.core.serializers.base import DeserializationError, DeserializedObject
from django.utils.translation import gettext as _

from authoring.coursefiles.images import take_images
from authoring.coursefiles.parts import read_with_parts
from authoring.coursefiles.records import Record, records
from authoring.coursefiles.schema import Reader
from authoring.coursefiles.yaml_lines import (
    UnreadableFile,
    check_nesting,
    is_plain_fixture,
)
from texts import Fault

Serializer = pyyaml.Serializer


class CourseFileError(DeserializationError):
    """A course file with faults: nothing of it is loaded."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(fault.message for fault in faults))
        self.faults = faults


class CourseFileObject(DeserializedObject):
    """A row of a course file, not linked to others yet; the whole file is loaded at once."""

    def __init__(self, record: Record, file: list[Record]) -> None:
        super().__init__(record.model(**record.fields))
        self.file = file


def Deserializer(  # noqa: N802 - the name Django looks for
    stream_or_string: bytes | str | IO[bytes] | IO[str], **options: Any
) -> Iterator[DeserializedObject]:
    """Yield the rows of a course file, or of a plain fixture if the document is a list."""
    path = None
    if isinstance(stream_or_string, bytes | str):
        content = stream_or_string
    else:
        content = stream_or_string.read()
        name = getattr(stream_or_string, "name", None)
        path = Path(name) if isinstance(name, str) else None
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
    except UnicodeDecodeError as error:
        raise CourseFileError([Fault(message=_("The file is not UTF-8."))]) from error
    if is_plain_fixture(text):
        try:
            check_nesting(text)
        except UnreadableFile as error:
            raise CourseFileError([error.fault]) from error
        yield from pyyaml.Deserializer(text, **options)
        return
    file = _records(text, path)
    for record in file:
        yield CourseFileObject(record, file)


def _records(text: str, file: Path | None) -> list[Record]:
    try:
        tree = read_with_parts(text, file)
    except UnreadableFile as error:
        raise CourseFileError([error.fault]) from error
    reader = Reader()
    rows = records(tree, reader)
    take_images(rows, file.parent if file else None, reader)
    if reader.faults:
        raise CourseFileError(reader.faults)
    return rows
