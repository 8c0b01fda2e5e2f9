"""How large a text may be, so that it is rendered in a moment."""

import math
import re

from django.utils.translation import gettext as _

from texts.renderer import Kind

# In bytes: as large as a course file may be.
LARGEST_TEXT = 500_000
# What is still rendered in a moment: each line may be a block.
MOST_LINES, LONGEST_LINE = 10_000, 50_000  # letters of a line, a stem or an option
MOST_MARKS = 30_000  # what may begin or end something else than words, each of which is looked at
_MARK = re.compile(r"[*_`\[\]<>{}\\&@:/]")


def too_large(size: str, most: str = f"{LARGEST_TEXT // 1000} kB") -> str:
    sentence = _("This text has %(size)s, and at most %(most)s go into one field. Take it apart.")
    return sentence % {"size": size, "most": most}


def why_too_large(text: str, kind: Kind | None = None) -> str:
    """What is told of a text that is not rendered for its size, "" of any other."""
    if (size := len(text.encode(errors="surrogatepass"))) > LARGEST_TEXT:
        return too_large(f"{math.ceil(size / 1000):,} kB")
    if (lines := text.count("\n") + 1) > MOST_LINES:
        return too_large(_lines(lines), _lines(MOST_LINES))
    if (marks := len(_MARK.findall(text))) > MOST_MARKS:
        return too_large(_marks(marks), _marks(MOST_MARKS))
    if kind in {"line", "item"} and len(text) > LONGEST_LINE:
        return too_large(_letters(len(text)), _letters(LONGEST_LINE))
    return ""


def _lines(count: int) -> str:
    return _("%(count)s lines") % {"count": f"{count:,}"}


def _marks(count: int) -> str:
    return _("%(count)s marks such as * [ < /") % {"count": f"{count:,}"}


def _letters(count: int) -> str:
    return _("%(count)s letters") % {"count": f"{count:,}"}
