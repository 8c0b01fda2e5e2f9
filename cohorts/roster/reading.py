"""How much of a roster is read, and what merged cells say of more than one person."""

from django.utils.translation import gettext as _

from cohorts.roster.heads import WITHIN, find_head
from intake import spreadsheets
from intake.spreadsheets import UnreadableTableError

LARGEST_FILE = 5 * 1024 * 1024
MOST_ROWS = 10_000


def read(data: bytes) -> list[list[str]]:
    """The rows of a roster, each cell as text; `UnreadableTableError` says what is wrong."""
    if len(data) > LARGEST_FILE:
        raise UnreadableTableError(_("The file is larger than 5 MB. A roster is far smaller."))
    sheet = spreadsheets.read_sheet(data, most_rows=MOST_ROWS, head_within=WITHIN)
    _fill_down(sheet)
    return sheet.rows


def _fill_down(sheet: spreadsheets.Sheet) -> None:
    """소속 merged over several rows is that of all of them; a row without a name is nobody's."""
    head = find_head(sheet.rows)
    if head is None:
        return
    (name,) = head.places["name"]
    sheet.fill_down([name], start=head.end)
    columns = {column for places in head.places.values() for column in places}
    sheet.fill_down(columns - {name}, start=head.end, where=name)
