"""From the bytes of a file to its text."""

import codecs

from django.utils.translation import gettext as _

from quizzes.formats.bank import UnreadableBankError

MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]


MOST_LINES = 400_000


def decode(data: bytes) -> str:
    """The text in UTF-8, UTF-16 with its mark, or CP949 (Korean Windows); lines end with a \\n.

    `UnreadableBankError` if it is in none of these, or has more than `MOST_LINES`.
    """
    text = _decoded(data).replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > MOST_LINES:
        reason = _("The file has more than %(most)s lines. Import it in several files.")
        raise UnreadableBankError(reason % {"most": f"{MOST_LINES:,}"})
    return text


def _decoded(data: bytes) -> str:
    marked = next((name for mark, name in MARKS if data.startswith(mark)), "")
    for name in [marked] if marked else ["utf-8", "cp949"]:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableBankError(_("This is no text in UTF-8, UTF-16 or CP949."))
