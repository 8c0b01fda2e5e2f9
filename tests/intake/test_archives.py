"""Files of a .zip from anybody: what is broken in it is refused in a sentence."""

import io
import zipfile

import pytest

from intake.archives import Archive, UnreadableArchiveError

CONTENT = b"course: local-ai\n" * 20


def zipped(method: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        made.writestr("course.yaml", CONTENT)
    return out.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_what_every_program_writes_is_read(method: int) -> None:
    archive = Archive(zipped(method))
    assert [archive.read(name) for name in archive.names] == [CONTENT]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_hardly_any_program_writes_is_refused(method: int) -> None:
    with pytest.raises(UnreadableArchiveError, match=r"\.$"):
        Archive(zipped(method)).read("course.yaml")


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_a_broken_byte_is_content_or_a_sentence(method: int) -> None:
    whole, reasons = zipped(method), set()
    for at in range(len(whole)):
        broken = bytearray(whole)
        broken[at] ^= 0xFF
        try:
            archive = Archive(bytes(broken))
            contents = [archive.read(name) for name in archive.names]
        except UnreadableArchiveError as error:
            reasons.add(str(error))
        else:
            assert contents in ([], [CONTENT])
    assert reasons
