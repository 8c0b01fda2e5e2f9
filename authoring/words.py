"""Where a text has words that the word list of its course has others for: advice, never a fault."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from courses.models.base import ContentModel
from texts import CourseContext, Fault, Kind
from texts.prose import Passage, passages
from texts.word_list import WordList


def words_to_change(row: ContentModel, words: WordList, context: CourseContext) -> Iterator[Fault]:
    """Each place of a row's texts where such a word stands; what is too large is not read."""
    if not words:
        return
    large = row.texts_too_large()
    for field in row.written_fields():
        if field.name in large or not _is_prose(field):
            continue
        is_markdown = field.name in row.markdown_fields()
        kind = row.markdown_kind(field.name) if is_markdown else None
        for fault in words_in(getattr(row, field.attname) or "", kind, words, context):
            yield Fault(
                line=fault.line if is_markdown else 0,
                place=field.name,
                message=fault.message,
                is_warning=True,
            )


def words_in(
    text: str, kind: Kind | None, words: WordList, context: CourseContext
) -> Iterator[Fault]:
    """The same of one text, plain if it is of no kind."""
    for passage in passages(text, context, kind) if kind else [Passage(1, text)]:
        for hit in words.find(passage.words):
            line = passage.line + hit.breaks
            yield Fault(line=line, message=hit.sentence, is_warning=True)


def _is_prose(field: "models.Field[Any, Any]") -> bool:
    """Whether it holds what people read: no slugs, no choices, and not the list itself."""
    is_text = isinstance(field, models.CharField | models.TextField)
    is_key = isinstance(field, models.SlugField) or bool(field.choices)
    return is_text and not is_key and field.name != "word_list"
