"""The HTML of all texts: made anew at a start when the code or the content has changed.

Rendering takes a second, and comes out the same at most starts.
"""

import io
import sys

from django.conf import settings
from django.core.management import call_command
from django.db import connection, models

from authoring import rendered_by
from authoring.content import CONTENT


def render() -> None:
    """Render all by today's code, unless what is stored was made by it of the content that is
    there; what an author has to mend is said at every start."""
    mark = settings.DATA_DIR / "rendered"
    is_rendered = mark.exists() and mark.read_text(encoding="ascii") == _digest_of_content()
    if is_rendered and rendered_by.is_this_code():
        return
    faults = io.StringIO()
    call_command("rendercourses", verbosity=1, stderr=faults)
    if faults.getvalue():
        sys.stderr.write(faults.getvalue())
        mark.unlink(missing_ok=True)
    else:
        mark.write_text(_digest_of_content(), encoding="ascii")


def _digest_of_content() -> str:
    """One word for all that authors have written, and the HTML that is stored of it."""
    tables = " UNION ALL ".join(_rows(model) for model in CONTENT)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT md5(string_agg(digest, ' ' ORDER BY digest)) FROM ({tables}) AS t"  # noqa: S608 - ours
        )
        digest: str | None = cursor.fetchone()[0]
    return digest or "none"


def _rows(model: type[models.Model]) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(
        quote(field.column)
        for field in model._meta.concrete_fields
        # A picture's bytes are shown as they are.
        if not isinstance(field, models.BinaryField)
    )
    table = model._meta.db_table
    return f"SELECT md5('{table}' || ROW({columns})::text) AS digest FROM {quote(table)}"  # noqa: S608 - ours
