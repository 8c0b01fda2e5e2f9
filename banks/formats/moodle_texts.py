"""Texts for Moodle: its Markdown takes the backslashes of formulas away, its HTML does not."""

import re

from banks.formats.bank import Format, Text
from banks.formats.images import captioned
from texts import commonmark

_FORMULA = re.compile(r"\\\(|\$\$|<math")
_MARKDOWN = commonmark.parser()


def for_moodle(text: Text) -> Text:
    """As HTML where it is Markdown that holds a formula."""
    if text.format != Format.MARKDOWN or not _FORMULA.search(text.source):
        return text
    if not commonmark.holds_formulas(text.source):
        return text
    return Text(captioned(_MARKDOWN.render(text.source).strip()), Format.HTML)
