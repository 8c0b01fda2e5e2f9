"""How much of a roster is read."""

from django.utils.translation import gettext as _

from cohorts.roster.heads import WITHIN
from intake import spreadsheets
from intake.spreadsheets import UnreadableTableError

LARGEST_FILE = 5 * 1024 * 1024
MOST_ROWS = 10_000


def read(data: bytes) -> list[list[str]]:
    """The rows of a roster, each cell as text; `UnreadableTableError` says what is wrong."""
    if len(data) > LARGEST_FILE:
        raise UnreadableTableError(_("The file is larger than 5 MB. A roster is far smaller."))
    return spreadsheets.read(data, most_rows=MOST_ROWS, head_within=WITHIN)
