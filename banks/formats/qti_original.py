"""What Dure writes into its own items, so that they come back word for word.

It stands in a processing instruction, which no schema forbids and no other program reads, with a
digest of the item as others see it: whoever edits the item changes that, and their words count.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from banks.formats.acceptance import FULL, take
from banks.formats.bank import (
    NO_TEXT,
    Bank,
    BankImage,
    BankOption,
    BankQuestion,
    Format,
    Text,
)
from banks.formats.images import Find, UnfitBankImageError
from banks.formats.xmltree import LINE

_NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Original:
    """What an item says of itself beside its texts, and the question, if nobody edited it."""

    category: str = ""
    tags: tuple[str, ...] = ()
    is_draft: bool = False
    question: BankQuestion | None = None


def note_of(question: BankQuestion, item: Element, files: Mapping[str, str]) -> str:
    """The note for the item that was made of this question; `files` as in its texts, by name."""
    parts = {
        "digest": _digest(item),
        "name": question.name,
        "category": question.category,
        "tags": question.tags,
        "draft": question.is_draft,
        "true_false": question.is_true_false,
        "stem": _parts(question.stem),
        "options": [
            [option.is_correct, _parts(option.text), _parts(option.explanation)]
            for option in question.options
        ],
        "general": _parts(question.general),
        "images": {image.name: files[image.name] for image in question.images},
    }
    note = json.dumps(parts, ensure_ascii=False).replace("?>", "?\\u003e")
    return _NOT_IN_XML.sub(lambda letter: f"\\u{ord(letter[0]):04x}", note)


def original_of(item: Element, note: str, number: int, version: str, find: Find) -> Original:
    """What the note says of this item as it was read; nothing where there is none of ours."""
    try:
        parts = json.loads(note) if note else None
        if not isinstance(parts, dict):
            return Original()
        category, tags = _word(parts["category"]), tuple(_word(tag) for tag in parts["tags"])
        is_draft = parts["draft"] is True
        question = None
        if parts["digest"] == _digest(item):
            question = BankQuestion(
                stem=_text(parts["stem"]),
                options=tuple(_option(option) for option in parts["options"]),
                name=_word(parts["name"]),
                category=category,
                tags=tags,
                general=_text(parts["general"]),
                is_true_false=parts["true_false"] is True,
                images=tuple(
                    BankImage(_word(name), find(_word(file))[1])
                    for name, file in sorted(parts["images"].items())
                ),
                is_draft=is_draft,
                line=number,
                version=version,
            )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, UnfitBankImageError):
        return Original()
    return Original(category, tags, is_draft, question)


def take_original(bank: Bank, question: BankQuestion) -> None:
    """Take it as any question is taken: what a note says may be anybody's."""
    take(bank, question, [FULL * option.is_correct for option in question.options])


def _digest(item: Element) -> str:
    """Of the item without its notes, however its lines are broken and its namespaces called."""
    digest = hashlib.sha256()
    for element in item.iter():
        if isinstance(element.tag, str):
            names = (name for name in element.attrib if name not in (LINE, "xmlns"))
            attributes = sorted((_bare(name), _words(element.get(name))) for name in names)
            line = (_bare(element.tag), attributes, _words(element.text), _words(element.tail))
            digest.update(repr(line).encode("utf-8", "replace"))
    return digest.hexdigest()


def _bare(name: str) -> str:
    return name.rpartition("}")[2]


def _words(text: str | None) -> str:
    return " ".join((text or "").split())


def _parts(text: Text) -> list[str]:
    return [text.format, text.source]


def _text(parts: Sequence[Any]) -> Text:
    markup, source = parts
    return Text(_word(source), Format(markup)) if source else NO_TEXT


def _option(parts: Sequence[Any]) -> BankOption:
    is_correct, text, explanation = parts
    return BankOption(_text(text), is_correct is True, _text(explanation))


def _word(value: object) -> str:
    """A text that can be stored; `ValueError` for anything else."""
    if not isinstance(value, str) or "\0" in value:
        raise ValueError
    value.encode()
    return value
