"""From the bytes of a bank to its text."""

from django.utils.translation import gettext as _

from banks.formats.bank import UnreadableBankError
from intake.encodings import decoded

MOST_LINES = 400_000


def decode(data: bytes) -> str:
    """The text, whose lines end with a \\n.

    `UnreadableBankError` if it is in no encoding that is known, or has more than `MOST_LINES`.
    """
    text = decoded(data)
    if text is None:
        raise UnreadableBankError(_("This is no text in UTF-8, UTF-16 or CP949."))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.count("\n") > MOST_LINES:
        reason = _("The file has more than %(most)s lines. Import it in several files.")
        raise UnreadableBankError(reason % {"most": f"{MOST_LINES:,}"})
    return text
