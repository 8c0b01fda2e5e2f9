"""The words of rendered HTML as a column that Postgres itself keeps, for search."""

from typing import Any

from django.db.models import F, Func, GeneratedField, TextField, Value

# A block's end parts words; markup within a line does not.
_BLOCK_END = r"</(p|li|td|th|dt|dd|h[1-6]|pre|summary|div)>|<br>|<hr>"
_UNSEEN = r'<span class="visually-hidden">[^<]*</span>'
# As `texts.words` has it in Python.
_FORMULA = r'<math[^>]*? alttext="([^"]*?)"[^>]*?>.*?</math>'
# The order matters: an ampersand comes last.
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&nbsp;": " ", "\u2060": "", "&amp;": "&"}


def _replaced(text: Any, pattern: str, by: str = "") -> Func:
    """The text with every match of a regular expression replaced.

    Not a class of its own: migrations would have to import it.
    """
    arguments = Value(pattern), Value(by), Value("g")
    return Func(text, *arguments, function="regexp_replace", output_field=TextField())


def plain_text_of(html_field: str) -> "GeneratedField":
    """A stored column with the words a reader sees in `html_field`."""
    words: Any = _replaced(_replaced(F(html_field), _UNSEEN), _FORMULA, r"\1")
    words = _replaced(_replaced(words, _BLOCK_END, " "), "<[^>]*>")
    for entity, sign in _ENTITIES.items():
        words = _replaced(words, entity, sign)
    return GeneratedField(expression=words, output_field=TextField(), db_persist=True)
