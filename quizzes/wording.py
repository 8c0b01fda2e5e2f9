"""When two texts of a question say the same. The rule stands here alone, in the two languages that
ask for it; tests/quizzes/test_wording.py holds them together.

Line ends, blanks at the ends, where a line is broken and the address of a link inside the course
are no wording. In a text with code each blank between is.
"""

import re

# Each as Python and as PostgreSQL read it.
LINE_END = r"\r\n?"
ADDRESS = r"\]\(<?(course:|#)[^)> \t\n]*"
CODE = r"[`~]|(^|\n)(    | *\t)"
BLANKS = r"[ \t\n]+"

# The setting that names the question whose wording alone is mended; it ends with the transaction.
MENDED_QUESTION = "dure.mended_question"


def words(text: str) -> str:
    """What the text says, to be compared."""
    text = re.sub(ADDRESS, "](", re.sub(LINE_END, "\n", text))
    if re.search(CODE, text):
        return text.strip(" \t\n")
    return re.sub(BLANKS, " ", text).strip(" ")


def says_the_same(text: str, other: str) -> bool:
    return text == other or words(text) == words(other)


def words_in_sql(text: str) -> str:
    """An expression of what an expression says, as `words` has it."""
    lines = f"regexp_replace({text}, '{LINE_END}', chr(10), 'g')"
    plain = f"regexp_replace({lines}, '{ADDRESS}', '](', 'g')"
    return (
        f"(CASE WHEN {plain} ~ '{CODE}' THEN btrim({plain}, E' \\t\\n') "
        f"ELSE btrim(regexp_replace({plain}, '{BLANKS}', ' ', 'g'), ' ') END)"
    )
