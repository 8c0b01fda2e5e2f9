"""Where words stand in a text, as HTML: marked, in a few lines around the first."""

from collections.abc import Sequence
from itertools import islice

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from texts.folded import Folded, Span
from texts.typed_words import Word

AROUND = 80


def marked(text: Folded, words: Sequence[Word]) -> SafeString:
    """The text as HTML, with every occurrence of the words in `<mark>`."""
    return mark_safe(_marked(text, words, 0, len(text.source)))  # it escapes # nosec B703


def snippet(text: Folded, words: Sequence[Word]) -> SafeString:
    """Some eighty letters on each side of the first occurrence, cut between words."""
    source = text.source
    first, last = _first(text, words)
    start, end = max(0, first - AROUND), min(len(source), last + AROUND)
    if start:
        start = source.find(" ", start, first) + 1 or start
    if end < len(source):
        end = max(source.rfind(" ", last, end), last) if " " in source[last:end] else end
    before, after = ("… " if start else ""), (" …" if end < len(source) else "")
    return mark_safe(before + _marked(text, words, start, end) + after)  # it escapes # nosec B703


def _first(text: Folded, words: Sequence[Word]) -> Span:
    """The first occurrence of a word as it was typed, or else of one in a shorter form."""
    whole = [span for word in words for span in islice(text.spans(word.whole), 1)]
    cut = [span for word in words for form in word.cut for span in islice(text.spans(form), 1)]
    return min(whole or cut, default=(0, 0))


def _marked(text: Folded, words: Sequence[Word], start: int, end: int) -> str:
    """This part of the text."""
    source, html, at = text.source, "", start
    for first, last in _spans(text, words, start, end):
        html += f"{escape(source[at:first])}<mark>{escape(source[first:last])}</mark>"
        at = last
    return html + escape(source[at:end])


def _spans(text: Folded, words: Sequence[Word], start: int, end: int) -> list[Span]:
    """Where the words stand in any form; what overlaps or touches is one."""
    forms = [form for word in words for form in word.forms]
    spans = sorted(span for form in forms for span in text.spans(form, start, end))
    joined: list[Span] = []
    for span in spans:
        if joined and span[0] <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(span[1], joined[-1][1]))
        else:
            joined.append(span)
    return joined
