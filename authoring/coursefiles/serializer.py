"""The `yaml` format of `loaddata`: course files, and plain Django fixtures as ever."""

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.core.serializers import pyyaml
from django.core.serializers.base import DeserializationError, DeserializedObject
from django.utils.translation import gettext as _

from authoring.coursefiles.images import take_images
from authoring.coursefiles.records import Record, records
from authoring.coursefiles.schema import Reader
from authoring.coursefiles.yaml_lines import (
    UnreadableFile,
    check_nesting,
    check_size,
    is_plain_fixture,
    read,
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
    folder = None
    if isinstance(stream_or_string, bytes | str):
        content = stream_or_string
    else:
        content = stream_or_string.read()
        name = getattr(stream_or_string, "name", None)
        folder = Path(name).parent if isinstance(name, str) else None
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
    except UnicodeDecodeError as error:
        raise CourseFileError([Fault(message=_("The file is not UTF-8."))]) from error
    try:
        check_nesting(text)
    except UnreadableFile as error:
        raise CourseFileError([error.fault]) from error
    if is_plain_fixture(text):
        yield from pyyaml.Deserializer(text, **options)
        return
    file = _records(text, folder)
    for record in file:
        yield CourseFileObject(record, file)


def _records(text: str, folder: Path | None) -> list[Record]:
    try:
        check_size(len(text.encode()))
        tree = read(text)
    except UnreadableFile as error:
        raise CourseFileError([error.fault]) from error
    if tree is None:
        raise CourseFileError([Fault(message=_("The file is empty."))])
    reader = Reader()
    rows = records(tree, reader)
    take_images(rows, folder, reader)
    if reader.faults:
        raise CourseFileError(reader.faults)
    return rows
