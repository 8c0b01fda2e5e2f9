"""Moodle XML: what is taken, what is refused by its type, and what is left aside by name."""

import pytest

from banks.formats import moodlexml
from banks.formats.bank import BankOption, Format, Text, UnreadableBankError

BANK = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
  <question type="category"><category><text>$course$/top/반도체</text></category></question>
  <question type="multichoice">
    <name><text>대역폭</text></name>
    <questiontext format="html">
      <text><![CDATA[<p>무엇이 <b>병목</b>입니까?</p>]]></text>
    </questiontext>
    <generalfeedback format="html"><text>모듈 3</text></generalfeedback>
    <defaultgrade>2</defaultgrade><penalty>0.25</penalty><hidden>0</hidden>
    <single>true</single>
    <correctfeedback format="html"><text>좋습니다</text></correctfeedback>
    <answer fraction="100" format="html">
      <text>메모리</text><feedback format="html"><text>맞습니다</text></feedback>
    </answer>
    <answer fraction="0" format="markdown">
      <text>**전력**</text><feedback format="plain_text"><text>아닙니다</text></feedback>
    </answer>
    <tags><tag><text>입문</text></tag></tags>
  </question>
  <question type="truefalse">
    <name><text>해</text></name>
    <questiontext><text>해는 동쪽에서 뜬다</text></questiontext>
    <answer fraction="0"><text>false</text><feedback><text>반대</text></feedback></answer>
    <answer fraction="100"><text>true</text><feedback><text>옳음</text></feedback></answer>
  </question>
  <question type="essay"><name><text>쓰기</text></name></question>
  <question type="multichoice"><name><text>여럿</text></name><single>false</single></question>
  <question type="multichoice">
    <name><text>부분</text></name><questiontext><text>물음</text></questiontext>
    <answer fraction="100"><text>가</text></answer><answer fraction="33.3"><text>나</text></answer>
  </question>
  <question type="multichoice">
    <name><text>그림</text></name>
    <questiontext format="html"><text>&lt;img src="@@PLUGINFILE@@/a.png"&gt;</text></questiontext>
  </question>
  <question type="shortanswer"><name><text>짧게</text></name></question>
  <question type="matching"><name><text>잇기</text></name></question>
</quiz>""".encode()


def test_what_maps_is_taken_with_its_texts_feedback_order_and_tags() -> None:
    first, second = moodlexml.read(BANK).questions
    assert first.stem == Text("<p>무엇이 <b>병목</b>입니까?</p>", Format.HTML)
    assert first.options == (
        BankOption(Text("메모리", Format.HTML), True, Text("맞습니다", Format.HTML)),
        BankOption(Text("**전력**"), False, Text("아닙니다", Format.PLAIN)),
    )
    assert (first.name, first.category, first.tags) == ("대역폭", "$course$/top/반도체", ("입문",))
    assert first.general == Text("모듈 3", Format.HTML)
    assert second.is_true_false
    assert [
        (one.text.source, one.is_correct, one.explanation.source) for one in second.options
    ] == [
        ("True", True, "옳음"),
        ("False", False, "반대"),
    ]


def test_what_has_no_place_is_named() -> None:
    first, second = moodlexml.read(BANK).questions
    assert len(first.left_aside) == 3
    assert second.left_aside == ()


def test_what_does_not_map_is_refused_by_its_type_with_its_line() -> None:
    bank = moodlexml.read(BANK)
    assert bank.total == 8
    assert [(one.line, one.name, one.kind) for one in bank.refusals] == [
        (27, "쓰기", "essay"),
        (28, "여럿", "multiple response"),
        (29, "부분", "multiple response"),
        (33, "그림", "multiple choice"),
        (37, "짧게", "short answer"),
        (38, "잇기", "matching"),
    ]


def asked(
    *answers: str, kind: str = "multichoice", stem: str = "물음", markup: str = "html"
) -> str:
    held = "".join(
        f'<answer fraction="{0 if at else 100}" format="{markup}"><text>{answer}</text>'
        f"<feedback format='{markup}'><text>{answer}</text></feedback></answer>"
        for at, answer in enumerate(answers)
    )
    return (
        f'<quiz><question type="{kind}"><name><text>{stem}</text></name>'
        f'<questiontext format="{markup}"><text>{stem}</text></questiontext>{held}'
        "</question></quiz>"
    )


def test_elements_in_a_text_are_its_html() -> None:
    source = asked("a &lt; <i>b</i> c", "<b>d</b>", stem="Which is <b>not</b> a<br/> prime?")
    (question,) = moodlexml.read(source.encode()).questions
    assert question.name == "Which is not a prime?"
    assert question.stem == Text("Which is <b>not</b> a<br> prime?", Format.HTML)
    first, second = question.options
    assert first.text == first.explanation == Text("a &lt; <i>b</i> c", Format.HTML)
    assert second.text == second.explanation == Text("<b>d</b>", Format.HTML)


def test_elements_in_a_text_without_html_are_shown_as_they_stand() -> None:
    source = asked("a &lt; <i>b</i> c", "d", markup="plain_text")
    (question,) = moodlexml.read(source.encode()).questions
    assert question.options[0].text == Text("a < <i>b</i> c", Format.PLAIN)


def test_elements_of_another_namespace_keep_their_names() -> None:
    source = asked("가", "나", stem='<m:math xmlns:m="urn:m"><m:mi m:a="1">x</m:mi></m:math>')
    (question,) = moodlexml.read(source.encode()).questions
    assert question.stem.source == "<math><mi>x</mi></math>"


@pytest.mark.parametrize("words", [("Falsch", "Wahr"), ("true", "Falsch"), ("true", "false", "x")])
def test_true_and_false_in_other_words_are_options_as_any(words: tuple[str, ...]) -> None:
    (question,) = moodlexml.read(asked(*words, kind="truefalse").encode()).questions
    assert not question.is_true_false
    assert [option.text.source for option in question.options] == [*words]
    assert question.right.text.source == words[0]


def test_another_document_is_no_bank() -> None:
    with pytest.raises(UnreadableBankError, match="<quiz>"):
        moodlexml.read(b"<html/>")
