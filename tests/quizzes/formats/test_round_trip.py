"""What a format writes, it reads back as it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.formats.bank import Format
from quizzes.formats.registry import FORMATS
from tests.quizzes.formats.banks import questions

WRITABLE = [name for name, one in FORMATS.items() if one.write is not None]


@pytest.mark.parametrize("name", WRITABLE)
@settings(max_examples=60)
@given(data=st.data())
def test_questions_come_back_equal(name: str, data: st.DataObject) -> None:
    found = FORMATS[name]
    assert found.write is not None
    written = data.draw(
        st.lists(questions([Format.MARKDOWN, Format.HTML, Format.PLAIN]), min_size=1, max_size=4)
    )
    bank = found.read(found.write(written))
    assert bank.refusals == []
    assert bank.questions == written
