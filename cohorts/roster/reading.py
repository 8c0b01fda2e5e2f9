"""Which columns a roster has, and how much of one is read."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from intake import spreadsheets
from intake.spreadsheets import UnreadableTableError

LARGEST_FILE = 5 * 1024 * 1024
MOST_ROWS = 10_000


def read(data: bytes) -> list[list[str]]:
    """The rows of a roster, each cell as text; `UnreadableTableError` says what is wrong."""
    if len(data) > LARGEST_FILE:
        raise UnreadableTableError(_("The file is larger than 5 MB. A roster is far smaller."))
    return spreadsheets.read(data, most_rows=MOST_ROWS)


def columns(head: Iterable[str]) -> tuple[dict[str, int], list[str]]:
    """Where each field stands, and the columns that are left aside."""
    places: dict[str, int] = {}
    others = []
    for at, heading in enumerate(head):
        field = FIELDS.get("".join(heading.split()).lower().replace("-", ""))
        if field and field not in places:
            places[field] = at
        elif heading:
            others.append(heading)
    return places, others


FIELDS = {
    "이름": "name",
    "성명": "name",
    "name": "name",
    "이메일": "email",
    "전자우편": "email",
    "email": "email",
    "아이디": "username",
    "사용자이름": "username",
    "username": "username",
    "id": "username",
}
