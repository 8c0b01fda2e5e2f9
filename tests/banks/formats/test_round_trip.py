"""What a format writes, it reads back as it was."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banks.formats.bank import BankQuestion, Format, Text
from banks.formats.registry import FORMATS
from tests.banks.formats.banks import questions, with_images
from tests.tables import examples

WRITABLE = [name for name, one in FORMATS.items() if one.write is not None]
FORMATTED = [Format.MARKDOWN, Format.HTML, Format.PLAIN]


def in_a_table(question: BankQuestion) -> BankQuestion:
    """As a table holds it: tags without commas, True and False as any other options."""
    options = tuple(replace(option, text=Text(option.text.source)) for option in question.options)
    tags = tuple(filter(None, (tag.replace(",", "").strip() for tag in question.tags)))
    return replace(question, options=options, tags=tags, is_true_false=False)


@pytest.mark.parametrize("name", WRITABLE)
@examples(10)
@given(data=st.data())
def test_questions_come_back_equal(name: str, data: st.DataObject) -> None:
    found = FORMATS[name]
    assert found.write is not None
    formats = [Format.MARKDOWN] if found.only_markdown else FORMATTED
    written = data.draw(st.lists(questions(formats), min_size=1, max_size=4))
    if found.only_markdown:
        written = [in_a_table(question) for question in written]
    bank = found.read(found.write(written))
    assert bank.refusals == []
    assert bank.questions == written


@pytest.mark.parametrize("name", [name for name, one in FORMATS.items() if one.holds_images])
@examples(10)
@given(written=st.lists(with_images(), min_size=1, max_size=3))
def test_pictures_come_back_with_their_questions(name: str, written: list[BankQuestion]) -> None:
    found = FORMATS[name]
    assert found.write is not None
    bank = found.read(found.write(written))
    assert bank.refusals == []
    assert bank.questions == written
