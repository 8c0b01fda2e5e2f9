"""What is wrong with a file that is no YAML, as its author would say it."""

import re

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from texts import Fault

# All that YAML does not print; a half of a character pair is among it.
_UNKNOWN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", re.ASCII
)
INDENTED = gettext_lazy(
    "this line begins further in or out than those it belongs to, or a quotation mark stands in "
    "the text above"
)
# What the parser says, and why that is so in the files of our authors.
REASONS = {
    "could not find expected ':'": gettext_lazy(
        "a colon is missing after the key, or a line of text below | begins too far out"
    ),
    "mapping values are not allowed in this context": gettext_lazy(
        "there is one colon too many, or the line begins too far in; put a text with a colon in "
        "quotation marks or below |"
    ),
    "found character that cannot start any token": gettext_lazy(
        "a text cannot begin with this sign, nor a line with a tab: put the text in quotation "
        "marks, and spaces before the line"
    ),
    "block sequence entries are not allowed in this context": gettext_lazy(
        "no list goes on here: check the spaces before the dash"
    ),
    "found unexpected end of stream": gettext_lazy("this quotation mark is not closed"),
    "found unknown escape character": gettext_lazy(
        "\\ and the sign after it mean nothing in quotation marks: write \\\\, or put the text "
        "below |"
    ),
    "found invalid Unicode character escape code": gettext_lazy(
        "holds a character that cannot be stored"
    ),
    "did not find expected key": INDENTED,
    "did not find expected '-' indicator": INDENTED,
    "did not find expected ',' or ']'": gettext_lazy("the [ is not closed, or a comma is missing"),
    "did not find expected ',' or '}'": gettext_lazy("the { is not closed, or a comma is missing"),
    "did not find expected node content": gettext_lazy(
        "a text cannot begin with this sign: put it in quotation marks"
    ),
    "did not find expected <document start>": gettext_lazy(
        "the file was at its end above: take the line ... or --- away"
    ),
    "did not find expected comment or line break": gettext_lazy(
        "after | or > the text begins in the next line"
    ),
}
OTHERWISE = gettext_lazy("check the spaces, colons and quotation marks of this line")
# Of these the place where it began tells more than the place where the parser gave up.
_BEGAN = re.compile("expected ':'|end of stream|expected ',' or|comment or line break")


def unknown_character(text: str) -> Fault | None:
    """The first character that no YAML file may hold."""
    match = _UNKNOWN.search(text)
    if match is None:
        return None
    reason = _("A character that YAML does not know stands here (U+%(code)s).")
    return Fault(
        line=text.count("\n", 0, match.start()) + 1,
        message=reason % {"code": f"{ord(match[0]):04X}"},
    )


def fault_of(error: yaml.MarkedYAMLError) -> Fault:
    """One fault for whatever the parser stumbled over."""
    problem = str(error.problem)
    mark = error.problem_mark or error.context_mark
    if _BEGAN.search(problem) and error.context_mark:
        mark = error.context_mark
    why = next((why for words, why in REASONS.items() if words == problem), OTHERWISE)
    return Fault(
        line=mark.line + 1 if mark else 0,
        message=_("This is not valid YAML: %(why)s.") % {"why": why},
    )
