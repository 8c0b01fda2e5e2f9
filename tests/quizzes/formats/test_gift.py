"""GIFT against the cases that a public grammar's own tests expect (see tests/data/README.md)."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from quizzes.formats import gift
from quizzes.formats.bank import NO_TEXT, BankOption, Format, Text

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
        return (
            BankOption(
                Text("True", Format.PLAIN), expected["isTrue"], text(expected["trueFeedback"])
            ),
            BankOption(
                Text("False", Format.PLAIN), not expected["isTrue"], text(expected["falseFeedback"])
            ),
        )
    return tuple(
        BankOption(text(choice["text"]), choice["isCorrect"], text(choice["feedback"]))
        for choice in expected["choices"]
    )


def is_taken(expected: dict[str, Any]) -> bool:
    if expected["type"] == "MC":
        return all(choice["weight"] is None for choice in expected["choices"])
    return expected["type"] == "TF"


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


def test_moodles_own_files_say_first_what_is_said_to_a_wrong_answer() -> None:
    by_hand = gift.read("물음{TRUE#첫째#둘째}".encode()).questions[0]
    by_moodle = gift.read("// question: 5  name: 물음\n물음{TRUE#첫째#둘째}".encode()).questions[0]
    assert [one.explanation.source for one in by_hand.options] == ["첫째", "둘째"]
    assert [one.explanation.source for one in by_moodle.options] == ["둘째", "첫째"]


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
