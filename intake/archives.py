"""Reads .zip files that may come from anybody."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

SIGNATURE = b"PK\x03\x04"
MOST_FILES, LARGEST_UNZIPPED = 20_000, 60 * 1024 * 1024
# Others take memory that no header tells of.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
# What zipfile raises on files that are not what they seem.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


class UnreadableArchiveError(Exception):
    """The .zip cannot be taken; the message says why in a sentence."""


class Archive:
    """The files of a .zip: none leads out of it, and together they are no larger than 60 MB.

    Every method raises `UnreadableArchiveError`.
    """

    def __init__(self, data: bytes) -> None:
        with _unpacking():
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._left = LARGEST_UNZIPPED
        entries = self._zip.infolist()
        if (
            len(entries) > MOST_FILES
            or sum(entry.file_size for entry in entries) > LARGEST_UNZIPPED
        ):
            raise _too_large()
        for entry in entries:
            path = PurePosixPath(entry.filename.replace("\\", "/"))
            if path.is_absolute() or ".." in path.parts:
                reason = _("The .zip file holds a path that leads out of it: %(path)s.")
                raise UnreadableArchiveError(reason % {"path": entry.filename})
        self.names = [entry.filename for entry in entries if not entry.is_dir()]

    def head(self, name: str, size: int) -> bytes:
        """The first bytes of the content."""
        with self._opened(name) as file:
            return file.read(size)

    def read(self, name: str) -> bytes:
        """The content, counted as it is unpacked: a header may lie about its size."""
        with self._opened(name) as file:
            content = file.read(self._left + 1)
        if len(content) > self._left:
            raise _too_large()
        self._left -= len(content)
        return content

    @contextmanager
    def _opened(self, name: str) -> Iterator[IO[bytes]]:
        with _unpacking():
            if self._zip.getinfo(name).compress_type not in _METHODS:
                raise NotImplementedError
            with self._zip.open(name) as file:
                yield file


def _too_large() -> UnreadableArchiveError:
    return UnreadableArchiveError(_("The file is too large once unpacked."))


@contextmanager
def _unpacking() -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise UnreadableArchiveError(_("This .zip file cannot be unpacked.")) from error
