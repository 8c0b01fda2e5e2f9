"""Lines that begin with a Korean date are text: CommonMark would make a list of "2026. 11. 26."."""

import re

from django.utils.translation import gettext
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block

from texts.page import faults_of

# A year is never the number of an item. "11. 26." and "26. 11. 26." are a month and a day, with a
# year of up to four digits; "1. 2." is a number of two levels. "1. 2.5배" and "1. 2026. 11. 26."
# are not. A day may lack its dot before a weekday or another day: "11. 26(수)", "9. 1 ~ 9. 30".
_YEAR = r"(?:19|20|21)\d\d[.)]"
_TWO_NUMBERS = r"\d{1,4}\.\s+\d{1,2}\s*[.．](?!\d+(?!\d*\s*[.．]))"
_WEEKDAY = r"\d{1,2}\.\s+\d{1,2}\s*[(（]\s*[월화수목금토일](?:요일)?\s*[)）,·~∼～-]"
_UNTIL = r"\d{1,2}\.\s+\d{1,2}\s*[~∼～〜–-]\s*\d{1,2}\.\s*\d{1,2}(?!\d)"
# No item has a number that begins with 0: "02) 3150-1234", "007. 영화", "01. 개요".
_ZERO = r"0\d+[.)]"
_DATE = re.compile("|".join((_YEAR, _TWO_NUMBERS, _WEEKDAY, _UNTIL, _ZERO)))
_YEAR_AND_MONTH = re.compile(r"(?<!\d)(?:19|20|21)\d\d\s*[.．]\s*\d{1,2}\s*[.．]\s*\Z")


def install(md: MarkdownIt) -> None:
    """Keep lists from beginning, or going on, with a date."""
    md.block.ruler.at("list", _read, {"alt": ["paragraph", "reference", "blockquote"]})
    md.block.ruler.before("list", "date", _end_list, {"alt": ["list"]})


def _read(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if _DATE.match(_line(state, start)) or not list_block(state, start, end, silent):
        return False
    cuts_in = state.parentType == "paragraph" and state.sCount[start] >= state.blkIndent
    if cuts_in and _YEAR_AND_MONTH.search(_line(state, start - 1)):
        faults_of(state.env).report(
            start,
            gettext(
                "Is this the day of the date above, or a list? Write the date on one line, or put "
                "an empty line above the list."
            ),
        )
    return True


def _end_list(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """Asked in silence whether a list ends here; reads nothing itself."""
    return silent and _DATE.match(_line(state, start)) is not None


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]
