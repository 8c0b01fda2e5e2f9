"""How long the parts of a course take: estimates, and the one rule for them.

Korean prose that is read with care goes by at 500 letters a minute; a row of a calculation is
worked out and not only read. A question is read with its four options, thought over, and its
explanation read; on each level of a self-diagnosis one decides, and says why.
"""

from django.db.models import F, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Length, Replace
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

LETTERS_PER_MINUTE = 500
LETTERS_A_ROW = 125  # beyond those that stand in it: a quarter of a minute
SECONDS_A_QUESTION = 80
DIAGNOSING = 4  # minutes for six levels
# How a row of a calculation begins in the HTML of a text.
ROW = '<div class="lms-calc-row'


def letters_in_sql(path: str = "") -> Combinable:
    """How many letters the text at `path` (such as "lessons__") is as long as."""
    without_rows = Replace(F(f"{path}body_html"), Value(ROW), Value(""))
    rows = (Length(f"{path}body_html") - Length(without_rows)) / Value(len(ROW))
    return Length(f"{path}body") + rows * Value(LETTERS_A_ROW)


def letters_in(body: str, html: str) -> int:
    return len(body) + html.count(ROW) * LETTERS_A_ROW


def reading(letters: int) -> int:
    """Minutes; one at least where there is anything to read."""
    return max(1, round(letters / LETTERS_PER_MINUTE)) if letters else 0


def answering(questions: int) -> int:
    return max(1, round(questions * SECONDS_A_QUESTION / 60)) if questions else 0


def in_words(read: int, answered: int = 0) -> str:
    """Minutes of reading and of answering, as a page says them; empty where there are none."""
    if read and answered:
        parts = {"read": read, "answered": answered}
        return _("Reading %(read)d min + questions %(answered)d min") % parts
    minutes = read + answered
    about = ngettext("About %(minutes)s minute", "About %(minutes)s minutes", minutes)
    return about % {"minutes": minutes} if minutes else ""
