"""What a reader reads of rendered HTML, in one line."""

import re
from html import unescape

# Quotation marks of attributes are escaped, and so are their signs of less and more.
FORMULA = re.compile(r'<math[^>]*? alttext="([^"]*?)"[^>]*?>.*?</math>', re.DOTALL)
_UNSEEN = re.compile(r'<span class="visually-hidden">[^<]*</span>')
_TAG = re.compile(r'<(?P<close>/?)(?P<name>[a-z][a-z0-9]*)(?:"[^"]*"|[^">])*>')
_IMAGE = re.compile(r'<img\b[^>]*? alt="([^"]*?)"[^>]*?>')
_JOINER = "\u2060"


def words_of_html(html: str) -> str:
    """The words, with those of formulas and pictures in their place."""
    shown = _IMAGE.sub(r" [\1] ", FORMULA.sub(r"\1", _UNSEEN.sub("", html)))
    parted = re.sub(r"(</(?:p|li|td|th|pre|dt|dd|figcaption)>|<br>)", r"\1 ", shown)
    return " ".join(unescape(_TAG.sub("", parted)).replace(_JOINER, "").split())
