"""The HTML of all texts: made anew at a start when the code, a package or the content has changed.

Rendering takes a second, and comes out the same at most starts.
"""

import hashlib
import io
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, models

from authoring import rendered_by
from authoring.content import CONTENT

NOT_RENDERING = {"tests", "bench"}


def render() -> None:
    """Render all by today's code, unless what is stored was made by it of the content that is
    there; what an author has to mend is said at every start."""
    mark = settings.DATA_DIR / "rendered"
    code = _digest_of_code()
    is_noted = mark.exists() and mark.read_text(encoding="ascii") == code + _digest_of_content()
    if is_noted and rendered_by.is_this_code():
        return
    faults = io.StringIO()
    call_command("rendercourses", verbosity=1, stderr=faults)
    if faults.getvalue():
        sys.stderr.write(faults.getvalue())
        mark.unlink(missing_ok=True)
    else:
        mark.write_text(code + _digest_of_content(), encoding="ascii")


def _digest_of_code() -> str:
    """One word for what makes HTML of a text: our code and messages, Python and the packages."""
    seen = hashlib.sha256(f"{sys.version} {settings.LANGUAGE_CODE} {_packages()}".encode())
    for path in sorted(_sources()):
        seen.update(f"{path.relative_to(settings.BASE_DIR)}\n".encode())
        seen.update(path.read_bytes())
    return seen.hexdigest()


def _packages() -> list[str]:
    """The installed packages with their versions, by the folders that say so."""
    return sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))


def _sources() -> Iterator[Path]:
    for package in settings.BASE_DIR.glob("*/__init__.py"):
        if package.parent.name not in NOT_RENDERING:
            yield from package.parent.rglob("*.py")
    yield from (settings.BASE_DIR / "templates").rglob("*.html")
    yield from (settings.BASE_DIR / "locale").rglob("*.mo")


def _digest_of_content() -> str:
    """One word for all that authors have written, and the HTML that is stored of it."""
    tables = " UNION ALL ".join(_rows(model) for model in CONTENT)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT md5(string_agg(digest, ' ' ORDER BY digest)) FROM ({tables}) AS t"  # noqa: S608
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
    return f"SELECT md5('{table}' || ROW({columns})::text) AS digest FROM {quote(table)}"  # noqa: S608
