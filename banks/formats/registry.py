"""The formats of question banks, by the names that commands and pages use."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from banks.formats import aiken, gift, moodlexml, pasted, qti, qti_writing, table
from banks.formats.bank import MOST_QUESTIONS, Bank, BankQuestion, UnreadableBankError

LARGEST_FILE = 20 * 1024 * 1024  # bytes


@dataclass(frozen=True)
class BankFormat:
    """`write` is None where a format is only read.

    `only_markdown` says that its texts are Markdown, and no question is marked as true/false;
    `holds_images` that the pictures of its texts are written along.
    """

    label: str
    suffix: str
    reader: Callable[[bytes, int], Bank]
    write: Callable[[Iterable[BankQuestion]], bytes] | None = None
    only_markdown: bool = False
    holds_images: bool = False

    def read(self, data: bytes, most: int = MOST_QUESTIONS) -> Bank:
        """All questions of a file, or `UnreadableBankError` with a sentence: also for too many."""
        if len(data) > LARGEST_FILE:
            raise UnreadableBankError(_("The file is larger than 20 MB."))
        if not data.strip():
            raise UnreadableBankError(_("The file is empty."))
        bank = self.reader(data, most)
        if not bank.total:
            reason = _("No question was found: is this a file of the format %(label)s?")
            raise UnreadableBankError(reason % {"label": self.label})
        return bank


FORMATS = {
    "gift": BankFormat("GIFT", ".gift", gift.read, gift.write),
    "moodle-xml": BankFormat(
        "Moodle XML", ".xml", moodlexml.read, moodlexml.write, holds_images=True
    ),
    "aiken": BankFormat("Aiken", ".txt", aiken.read),
    "text": BankFormat("TXT (①–④, 1)–4), A–D)", ".txt", pasted.read),
    "qti": BankFormat("QTI", ".zip", qti.read, qti_writing.write, holds_images=True),
    "csv": BankFormat("CSV", ".csv", table.read, table.write_csv, only_markdown=True),
    "xlsx": BankFormat("XLSX", ".xlsx", table.read, table.write_xlsx, only_markdown=True),
}
