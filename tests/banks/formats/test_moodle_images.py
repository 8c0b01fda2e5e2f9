"""Pictures in Moodle XML: files inside a text, which refers to them by their path."""

from base64 import b64encode
from urllib.parse import quote

import pytest

from banks.formats import moodlexml
from banks.formats.bank import Bank, BankImage, BankQuestion
from tests.factories import image_file

PNG, RED = image_file(), image_file(color="red")


def file(name: str, content: bytes = PNG, path: str = "/") -> str:
    coded = b64encode(content).decode()
    return f'<file name="{name}" path="{path}" encoding="base64">\n{coded}\n</file>'


def read(stem: str, stem_files: str = "", said: str = "", said_files: str = "") -> Bank:
    return moodlexml.read(
        f"""<quiz><question type="multichoice"><name><text>칩</text></name>
        <questiontext format="html"><text><![CDATA[{stem}]]></text>{stem_files}</questiontext>
        <answer fraction="100"><text>가</text>
          <feedback format="markdown"><text><![CDATA[{said}]]></text>{said_files}</feedback>
        </answer>
        <answer fraction="0"><text>나</text></answer>
        </question></quiz>""".encode()
    )


def only(bank: Bank) -> BankQuestion:
    assert bank.refusals == []
    return bank.questions[0]


def test_each_text_shows_its_pictures_by_name() -> None:
    question = only(
        read(
            '<p>봅니다 <img alt="칩" src="@@PLUGINFILE@@/a/b/chip.png?time=1" width="9"></p>',
            file("chip.png", path="/a/b/"),
            "![판](@@PLUGINFILE@@/board.png)",
            file("board.png", RED),
        )
    )
    assert question.stem.source == '<p>봅니다 <img alt="칩" src="image:chip" width="9"></p>'
    assert question.right.explanation.source == "![판](image:board)"
    assert question.images == (BankImage("board", RED), BankImage("chip", PNG))
    assert question.left_aside == ()


def test_a_korean_file_name_is_percent_encoded() -> None:
    coded = quote("기판 (1)&.png", safe="")
    question = only(read(f"<img src='@@PLUGINFILE@@/{coded}'>", file("기판 (1)&amp;.png")))
    assert [one.name for one in question.images] == ["기판 (1)&"]
    assert question.stem.source == f'<img src="image:{quote("기판 (1)&", safe="")}">'


def test_names_are_unique_in_a_question_and_the_same_picture_comes_once() -> None:
    question = only(
        read(
            '<img src="@@PLUGINFILE@@/x.png"><img src="@@PLUGINFILE@@/b/x.jpg">',
            file("x.png") + file("x.jpg", RED, "/b/"),
            "![](@@PLUGINFILE@@/x.png)",
            file("x.png"),
        )
    )
    assert question.stem.source == '<img src="image:x"><img src="image:x-1">'
    assert question.right.explanation.source == "![](image:x)"
    assert [one.content for one in question.images] == [PNG, RED]


def test_a_file_that_no_text_shows_is_left_aside_by_name() -> None:
    question = only(read("<p>물음</p>", file("old.png")))
    assert question.images == ()
    assert len(question.left_aside) == 1


@pytest.mark.parametrize(
    ("stem", "files", "said"),
    [
        ('<img src="@@PLUGINFILE@@/none.png">', file("x.png"), "none.png"),
        ('<img src="@@PLUGINFILE@@/../x.png">', file("x.png"), "x.png"),
        ('<img src="x.png">', file("x.png"), "x.png"),
        ('<img src="https://example.kr/x.png">', file("x.png"), "https://example.kr/x.png"),
        ('<img src="//example.kr/x.png">', file("x.png"), "//example.kr/x.png"),
        ('<img src="data:image/png;base64,' + "A" * 999 + '">', "", "data:image/png;base64,A"),
        ('<a href="@@PLUGINFILE@@/x.png">그림</a>', file("x.png"), "파일"),
        ('<video src="@@PLUGINFILE@@/x.mp4"></video>', file("x.mp4"), "파일"),
        (
            '<img src="@@PLUGINFILE@@/x.png">',
            '<file name="x.png" path="/">no-base64</file>',
            "x.png",
        ),
        ('<img src="@@PLUGINFILE@@/x.png">', '<file name="x.png" path="/">그림</file>', "x.png"),
    ],
)
def test_what_is_no_picture_of_the_file_is_refused_by_name(
    stem: str, files: str, said: str
) -> None:
    bank = read(stem, files)
    assert bank.questions == []
    assert [(one.kind, one.name) for one in bank.refusals] == [("multiple choice", "칩")]
    assert said in bank.refusals[0].reason
    assert len(bank.refusals[0].reason) < 200


def test_a_thousand_references_to_a_large_picture_are_read_at_once() -> None:
    large = PNG + bytes(5_000_000)
    question = only(read('<img src="@@PLUGINFILE@@/x.png">' * 1000, file("x.png", large)))
    assert question.stem.source.count("image:x") == 1000
    assert len(question.images) == 1


@pytest.mark.parametrize(
    "hostile", ["<img ", '<img "', "<img '\"", "<img src", "<img alt=\"' ", "<img src =  "]
)
def test_markup_that_never_ends_takes_no_time(hostile: str) -> None:
    # Looked for through the rest of the text from each start, this would take hours.
    bank = read(hostile * 300_000)
    assert (len(bank.questions), len(bank.refusals)) == (0, 1)
