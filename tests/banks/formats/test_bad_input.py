"""Whatever comes in, a reader gives a bank or one sentence, soon and within bounds."""

import io
import resource
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banks.formats.acceptance import LONGEST_QUESTION, LONGEST_TEXT, MOST_OPTIONS, take
from banks.formats.bank import (
    MOST_QUESTIONS,
    Bank,
    BankOption,
    BankQuestion,
    Text,
    UnreadableBankError,
)
from banks.formats.decoding import MOST_LINES
from banks.formats.registry import FORMATS, LARGEST_FILE
from banks.formats.xmltree import AROUND, LONGEST_TAG, PER_QUESTION, PIECE
from tests.tables import examples

EVERY = list(FORMATS)
BOMB = b"""<!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><quiz>&c;</quiz>"""
OUTSIDE = b'<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>'


@pytest.mark.parametrize("name", EVERY)
@examples(20)
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


def zipped(files: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


def quiz(*parts: str) -> bytes:
    return f"<quiz>{''.join(parts)}</quiz>".encode()


BEYOND = MOST_QUESTIONS + 1
HEAD = "stem,option 1,option 2,right\n"
RESOURCES = '<resource type="imsqti_item_xmlv3p0" href="1.xml"/>' * (AROUND + 200)
TOO_MANY_PARTS = "too many or too long"
ITEM_ALONE = "<assessmentItem/>"
PARTS = "<a>" + "<a/>" * 1000 + "</a>"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("gift", b"\n" * MOST_LINES + b"a{=b~c}\n", "lines"),
        ("gift", b"a{=b~c}\n" * BEYOND, "questions"),
        ("aiken", b"\r" * MOST_LINES + b"a\nA. b\nB. c\nANSWER: A", "lines"),
        ("aiken", b"a\nA. b\nB. c\nANSWER: A\n" * BEYOND, "questions"),
        ("csv", (HEAD + "a,b,c,1\n" * BEYOND).encode(), "rows"),
        ("csv", (HEAD + "\n" * BEYOND).encode(), "rows"),
        ("csv", (HEAD + "," * 100).encode(), "columns"),
        ("csv", (HEAD + '"' + "," * 10_001).encode(), "columns"),
        ("moodle-xml", quiz('<question type="essay"/>' * BEYOND), "questions"),
        ("moodle-xml", quiz("<a/>" * AROUND), TOO_MANY_PARTS),
        ("moodle-xml", quiz(f'<a b="{"c" * (LONGEST_TAG + 2 * PIECE)}"/>'), TOO_MANY_PARTS),
        (
            "qti",
            b"<assessmentItem>" + b"<a/>" * (AROUND + 300) + b"</assessmentItem>",
            TOO_MANY_PARTS,
        ),
        ("qti", zipped({"imsmanifest.xml": f"<manifest>{RESOURCES}</manifest>"}), TOO_MANY_PARTS),
        (
            "qti",
            zipped({"1.xml": ITEM_ALONE, "2.xml": f"<assessmentItem>{PARTS * 6}"}),
            TOO_MANY_PARTS,
        ),
        (
            "qti",
            zipped({f"{n}.xml": f"<assessmentItem>{PARTS * 4}</b>" for n in range(3)}),
            TOO_MANY_PARTS,
        ),
    ],
)
def test_more_than_a_bank_has_is_not_read_to_its_end(
    name: str, data: bytes, reason: str, messages_in_english: None
) -> None:
    with pytest.raises(UnreadableBankError, match=reason):
        FORMATS[name].read(data)


ITEMS = {
    "moodle-xml": lambda parts: quiz(f'<question type="essay">{parts}</question>' * 20),
    "qti": lambda parts: zipped(
        {f"{n}.xml": f"<assessmentItem>{parts}</assessmentItem>" for n in range(20)}
    ),
}


@pytest.mark.parametrize("name", ITEMS)
def test_where_few_questions_may_come_they_have_fewer_parts(
    name: str, messages_in_english: None
) -> None:
    """A page waits for these, a command may take its time."""
    data = ITEMS[name]("<a/>" * (PER_QUESTION + 100))
    assert FORMATS[name].read(data, 3 * 20).total == 20
    with pytest.raises(UnreadableBankError, match=TOO_MANY_PARTS):
        FORMATS[name].read(data, 20)


OPTIONS = MOST_OPTIONS + 1
LONG, LONGER = "a" * (LONGEST_TEXT + 1), "a" * LONGEST_QUESTION
CHOICE = '<simpleChoice identifier="a">b</simpleChoice>'


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("gift", f"a{{={'~b' * MOST_OPTIONS}}}", "options"),
        ("gift", f"{LONG}{{=b~c}}", "50,000 letters"),
        ("gift", f"a{{=b~c#{LONGER}}}", "200,000 letters"),
        ("aiken", f"{LONG}\nA. b\nB. c\nANSWER: A", "50,000 letters"),
        ("aiken", "a\nA. b\n" + "c\n" * LONGEST_QUESTION + "B. c\nANSWER: A", "200,000 letters"),
        ("csv", f"{HEAD}a,b,{LONG},1\n", "50,000 letters"),
        (
            "moodle-xml",
            f'<quiz><question type="multichoice">{"<answer/>" * OPTIONS}</question></quiz>',
            "options",
        ),
        (
            "qti",
            "<assessmentItem><itemBody><p>a</p><choiceInteraction>"
            f"{CHOICE * OPTIONS}</choiceInteraction></itemBody></assessmentItem>",
            "options",
        ),
    ],
)
def test_a_question_larger_than_any_is_refused(
    name: str, data: str, reason: str, messages_in_english: None
) -> None:
    bank = FORMATS[name].read(data.encode())
    assert bank.questions == []
    assert [reason in one.reason for one in bank.refusals] == [True]


def test_what_a_refused_question_is_called_is_shown_in_brief() -> None:
    named = f'<question type="{"k" * 1000}"><name><text>{LONG}</text></name></question>'
    (refused,) = FORMATS["moodle-xml"].read(quiz(named)).refusals
    assert (len(refused.short_name), len(refused.kind_text)) == (80, 80)


CATEGORY = '<question type="category"><category><text>{0}</text></category></question>'
NAMED = '<question type="truefalse"><name><text>{0}</text></name><tags><tag><text>{0}</text></tag>'
ITEM = "<itemBody><p>{0}</p><choiceInteraction/></itemBody></assessmentItem>"


@pytest.mark.parametrize("nul", ["\0", "&#0;", "&#x0;", "%00", "\\0", "_x0000_"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp949"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("gift", "$CATEGORY: {0}\n\n// [tag:{0}]\n::{0}::{0} {{={0} ~b#{0}\n####{0}}}\n"),
        ("aiken", "{0}\nA. {0}\nB. c\nANSWER: A\n"),
        ("csv", "name,category,tags,stem,option 1,option 2,right\n{0},{0},{0},{0},{0},b,1\n"),
        ("moodle-xml", f"<quiz>{CATEGORY}{NAMED}</tags></question></quiz>"),
        ("qti", f'<assessmentItem title="{{0}}">{ITEM}'),
    ],
)
def test_no_text_holds_a_nul(name: str, text: str, encoding: str, nul: str) -> None:
    try:
        bank = FORMATS[name].read(text.format(nul).encode(encoding))
    except UnreadableBankError:
        return
    assert "\\x00" not in repr(bank)


def test_a_question_that_is_neither_true_nor_false_is_refused(messages_in_english: None) -> None:
    bank, words = Bank(), ("True", "False", "False")
    options = tuple(BankOption(Text(word), word == "True") for word in words)
    asked = BankQuestion(Text("a"), options, is_true_false=True)
    take(bank, asked, [100.0 * option.is_correct for option in options])
    assert bank.questions == []
    assert ["two options" in one.reason for one in bank.refusals] == [True]
