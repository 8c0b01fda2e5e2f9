"""Whatever comes in, a reader gives a bank or one sentence, soon and within bounds."""

import resource

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.formats.bank import UnreadableBankError
from quizzes.formats.registry import FORMATS, LARGEST_FILE

EVERY = list(FORMATS)
BOMB = b"""<!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><quiz>&c;</quiz>"""
OUTSIDE = b'<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>'


@pytest.mark.parametrize("name", EVERY)
@settings(max_examples=40, deadline=None)
@given(data=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_anything_is_a_bank_or_a_sentence(name: str, data: bytes) -> None:
    found, reason = 0, ""
    try:
        found = FORMATS[name].read(data).total
    except UnreadableBankError as error:
        reason = str(error)
    assert found or reason


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n",
        b"\0" * 1000,
        b"\xff\xfe\x00",
        BOMB,
        OUTSIDE,
        b"<quiz>" + b"<a>" * 5000,
        b"<quiz>" + b"<a/>" * 600_000,
        b"PK\x03\x04 no zip",
        "물음{".encode() * 1000,
    ],
    ids=lambda data: repr(data[:12]),
)
def test_hostile_files_are_refused_within_bounds(name: str, data: bytes) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        bank = FORMATS[name].read(data)
    except UnreadableBankError:
        pass
    else:
        assert not bank.questions
        assert bank.refusals
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024


@pytest.mark.parametrize("name", EVERY)
def test_a_file_that_is_too_large_is_not_read(name: str) -> None:
    with pytest.raises(UnreadableBankError, match="20"):
        FORMATS[name].read(bytes(LARGEST_FILE + 1))
