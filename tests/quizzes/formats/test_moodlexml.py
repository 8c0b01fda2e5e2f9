"""Moodle XML: what is taken, what is refused by its type, and what is left aside by name."""

import pytest

from quizzes.formats import moodlexml
from quizzes.formats.bank import BankOption, Format, Text, UnreadableBankError

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


def test_another_document_is_no_bank() -> None:
    with pytest.raises(UnreadableBankError, match="<quiz>"):
        moodlexml.read(b"<html/>")
