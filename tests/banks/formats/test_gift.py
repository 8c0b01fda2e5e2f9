"""GIFT against the cases that a public grammar's own tests expect (see tests/data/README.md)."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from banks.formats import gift
from banks.formats.bank import NO_TEXT, BankOption, BankQuestion, Format, Text

CASES = sorted((settings.BASE_DIR / "tests" / "data" / "gift").glob("*.gift"))
REFUSED = {
    "Description": "description",
    "Essay": "essay",
    "Matching": "matching",
    "Numerical": "numerical",
    "Short": "short answer",
}


def text(expected: dict[str, str] | None) -> Text:
    return Text(expected["text"], Format(expected["format"])) if expected else NO_TEXT


def options(expected: dict[str, Any]) -> tuple[BankOption, ...]:
    if expected["type"] == "TF":
        # The grammar calls the first feedback that for True; Moodle gives it to a wrong answer.
        wrong, right = text(expected["trueFeedback"]), text(expected["falseFeedback"])
        is_true = expected["isTrue"]
        return (
            BankOption(Text("True", Format.PLAIN), is_true, right if is_true else wrong),
            BankOption(Text("False", Format.PLAIN), not is_true, wrong if is_true else right),
        )
    return tuple(
        BankOption(text(choice["text"]), choice["isCorrect"], text(choice["feedback"]))
        for choice in expected["choices"]
    )


def is_taken(expected: dict[str, Any]) -> bool:
    if expected["type"] == "MC":
        return all(choice["weight"] is None for choice in expected["choices"])
    return bool(expected["type"] == "TF")


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_public_case(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    asked = [one for one in expected if one["type"] != "Category"]
    bank = gift.read(path.read_bytes())

    assert bank.total == len(asked)
    taken = [one for one in asked if is_taken(one)]
    assert [question.name or None for question in bank.questions] == [one["title"] for one in taken]
    for question, one in zip(bank.questions, taken, strict=True):
        assert question.stem == text(one["stem"])
        assert question.options == options(one)
        assert question.general == text(one["globalFeedback"])
        assert list(question.tags) == (one["tags"] or [])
    refused = [one for one in asked if not is_taken(one)]
    for refusal, one in zip(bank.refusals, refused, strict=True):
        assert (refusal.name or None) == one["title"]
        assert refusal.kind == REFUSED.get(one["type"], "multiple response")
        assert refusal.reason


def test_there_are_the_public_cases() -> None:
    assert len(CASES) == 20


def test_a_category_holds_until_the_next() -> None:
    bank = gift.read(
        b"$CATEGORY: top/a\n\nOne?{T}\n\nTwo?{F}\n\n$CATEGORY: top/b\n\nThree?{~x =y}\n"
    )
    assert [question.category for question in bank.questions] == ["top/a", "top/a", "top/b"]
    assert [question.line for question in bank.questions] == [3, 5, 9]


@pytest.mark.parametrize("above", ["", "// question: 5  name: 물음\n", "// 참고\n"])
@pytest.mark.parametrize(
    ("answers", "said_to_true", "said_to_false"),
    [
        ("T#틀림#맞음", "맞음", "틀림"),
        ("F#틀림#맞음", "틀림", "맞음"),
        ("TRUE#틀림#맞음", "맞음", "틀림"),
        ("FALSE#틀림#맞음", "틀림", "맞음"),
        (" TRUE # 틀림 # 맞음 ", "맞음", "틀림"),
        ("\n\tTRUE\n\t#틀림\n\t#맞음\n", "맞음", "틀림"),
        ("T#틀림", "", "틀림"),
        ("F#틀림", "틀림", ""),
        ("T# #맞음", "맞음", ""),
        ("F##맞음", "", "맞음"),
        ("T#틀\\#림#맞음 #2", "맞음 #2", "틀#림"),
        ("T", "", ""),
        ("F", "", ""),
        ("T#틀림#맞음####모두에게", "맞음", "틀림"),
    ],
)
def test_of_true_and_false_the_first_feedback_is_said_to_the_wrong_answer(
    above: str, answers: str, said_to_true: str, said_to_false: str
) -> None:
    (question,) = gift.read(f"{above}물음{{{answers}}}".encode()).questions
    assert [option.is_correct for option in question.options] == [
        answers.strip()[0] == "T",
        answers.strip()[0] == "F",
    ]
    assert [option.explanation.source for option in question.options] == [
        said_to_true,
        said_to_false,
    ]


@pytest.mark.parametrize("is_true", [True, False])
def test_what_is_written_has_the_feedback_of_the_wrong_answer_first(*, is_true: bool) -> None:
    said = {is_true: Text("맞음"), not is_true: Text("틀림")}
    options = tuple(
        BankOption(Text(str(which), Format.PLAIN), which == is_true, said[which])
        for which in (True, False)
    )
    question = BankQuestion(Text("물음"), options, is_true_false=True)
    written = gift.write([question]).decode()
    assert f"\t{str(is_true)[0]}#[markdown]틀림#[markdown]맞음\n" in written
    assert gift.read(written.encode()).questions[0].options == options


def test_partial_credit_is_refused_and_named() -> None:
    bank = gift.read(b"One?{=a ~%50%b ~c}\n\nTwo?{=a =b ~c}\n\nThree?{~a ~b}\n\nFour?{=a ~\n")
    assert [one.kind for one in bank.refusals] == [
        "multiple response",
        "multiple response",
        "multiple choice",
        "unreadable",
    ]
    assert not bank.questions


def test_what_never_closes_is_read_once_and_not_again_for_each_question() -> None:
    # Looking for each brace through the rest of the file, this would take long.
    never = gift.read("물음 {=가 ~나\n\n".encode() * 20_000)
    assert (len(never.questions), len(never.refusals)) == (0, 20_000)
    described = gift.read("말뿐\n\n".encode() * 20_000)
    assert {one.kind for one in described.refusals} == {"description"}
