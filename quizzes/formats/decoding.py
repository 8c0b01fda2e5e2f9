"""From the bytes of a file to its text."""

import codecs

from django.utils.translation import gettext as _

from quizzes.formats.bank import UnreadableBankError

MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]


def decode(data: bytes) -> str:
    """The text in UTF-8, UTF-16 with its mark, or CP949 (Korean Windows)."""
    marked = next((name for mark, name in MARKS if data.startswith(mark)), "")
    for name in [marked] if marked else ["utf-8", "cp949"]:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableBankError(_("This is no text in UTF-8, UTF-16 or CP949."))
