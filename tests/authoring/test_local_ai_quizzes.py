"""What the course asks: five a module with a sibling each, of every section, not to be guessed."""

import re
from collections import Counter
from typing import Any

import pytest

from bench.guessing import FIXTURES, RULES, expected, items_of, picked
from tests.authoring.local_ai import MODULES, question
from tests.authoring.test_local_ai_sums import equations

JUDGING = {"분석", "평가", "창조"}
MOST_GUESSED = 13  # of 35, where chance is 8.75
WIDEST = 8  # letters between the longest and the shortest option
OBJECTIVES, SUMMARY = "**이 모듈을 마치면**", "**이 모듈에서 다룬 내용**"
every_module = pytest.mark.parametrize("module", MODULES)


def asked_of(module: str, *, siblings: bool = False) -> list[dict[str, Any]]:
    """The questions of the quiz, or those of the review alone."""
    questions = MODULES[module]["quiz"]["questions"]
    return [part for part in questions if ("sibling_of" in part) is siblings]


def key_of(part: dict[str, Any]) -> dict[str, Any]:
    key: dict[str, Any]
    (key,) = [option for option in part["options"] if option.get("correct")]
    return key


def has_a_sum(part: dict[str, Any]) -> bool:
    return any(equations(option["explanation"]) for option in part["options"])


def list_after(text: str, head: str) -> list[str]:
    """The items of the list under these words."""
    return re.findall(r"^- (.+)$", text.partition(head)[2].strip().split("\n\n")[0], re.MULTILINE)


@every_module
def test_a_quiz_asks_five_questions_and_each_has_one_sibling_in_the_same_order(module: str) -> None:
    asked = asked_of(module)

    assert len(asked) == 5
    assert MODULES[module]["quiz"]["questions"][:5] == asked
    siblings = asked_of(module, siblings=True)
    assert [part["sibling_of"] for part in siblings] == [part["slug"] for part in asked]


@every_module
def test_every_section_is_asked_about(module: str) -> None:
    sections = {lesson["slug"] for lesson in MODULES[module]["lessons"]}

    assert {part["lesson"] for part in MODULES[module]["quiz"]["questions"]} == sections


@every_module
def test_every_question_says_what_it_measures_and_most_ask_for_a_new_case(module: str) -> None:
    levels = [part["level"] for part in MODULES[module]["quiz"]["questions"]]
    assert len(levels) == 10

    asked = asked_of(module)
    assert sum(part["level"] not in {"기억", "이해"} for part in asked) >= 4
    assert sum(part["level"] in JUDGING or has_a_sum(part) for part in asked) >= 2


@pytest.mark.parametrize("siblings", [False, True])
def test_the_right_ones_stand_now_here_now_there(siblings: bool) -> None:
    places = Counter(
        key_of(part)["slug"] for module in MODULES for part in asked_of(module, siblings=siblings)
    )

    assert places.keys() == set("abcd")
    assert max(places.values()) - min(places.values()) <= 2
    for module in MODULES:
        asked = Counter(key_of(part)["slug"] for part in asked_of(module, siblings=siblings))
        assert max(asked.values()) <= 2, module


def test_the_options_of_a_question_are_of_one_length_but_those_of_the_seed() -> None:
    wide = []
    for module in MODULES.values():
        for part in module["quiz"]["questions"]:
            assert [option["slug"] for option in part["options"]] == [*"abcd"], part["slug"]
            lengths = [len(option["text"].strip()) for option in part["options"]]
            if max(lengths) - min(lengths) > WIDEST:
                wide.append(part["slug"])

    assert wide == ["root-cause"]


def test_the_first_question_of_the_seed_keeps_its_place_and_its_options() -> None:
    root = MODULES["ai-semiconductors"]["quiz"]["questions"][0]

    assert root is question("ai-semiconductors", "root-cause")
    assert root["stem"].strip() == "NVIDIA 독주의 가장 근본적인 원인은?"
    assert [option["text"].strip() for option in root["options"]] == [
        "칩 제조 공정이 경쟁사보다 항상 한 세대 앞서서",
        "20년 가까이 쌓인 CUDA 소프트웨어 생태계(도구·라이브러리·개발자)라는 성벽 때문에",
        "HBM 메모리를 독점 공급받고 있어서",
        "특허로 경쟁사의 AI 칩 제조 자체를 막고 있어서",
    ]
    assert key_of(root)["slug"] == "b"


def test_every_explanation_is_of_its_own() -> None:
    questions = [part for module in MODULES.values() for part in module["quiz"]["questions"]]
    options = [option for part in questions for option in part["options"]]

    assert len(options) == 7 * 10 * 4
    assert len({option["explanation"].strip() for option in options}) == len(options)


@pytest.mark.parametrize("siblings", [False, True])
def test_who_sees_the_options_alone_guesses_hardly_more_than_by_chance(siblings: bool) -> None:
    items = items_of(FIXTURES, siblings=siblings)
    assert len(items) == 35

    chances = picked(items)
    learned = sum(max(chances[item]) == chances[item][item.key] for item in items)
    guessed = {name: expected(items, cue) for name, cue in RULES.items()} | {"learned": learned}

    assert {name: much for name, much in guessed.items() if much > MOST_GUESSED} == {}


@every_module
def test_a_module_says_first_what_one_will_be_able_to_do_and_last_what_it_was(module: str) -> None:
    last = MODULES[module]["lessons"][-1]["body"].partition("\n\n[^")[0]

    assert 3 <= len(list_after(MODULES[module]["lead"], OBJECTIVES)) <= 4
    assert 4 <= len(list_after(last, SUMMARY)) <= 5
    assert last.strip().endswith(list_after(last, SUMMARY)[-1])


@every_module
def test_a_module_is_drawn_guessed_at_and_tried_by_hand(module: str) -> None:
    bodies = [str(lesson["body"]) for lesson in MODULES[module]["lessons"]]
    lengths = [len(text) for text in bodies]

    assert sum(text.count("::: drawing") for text in bodies) >= 2
    assert sum(text.count("**먼저 짐작해 보기.**") for text in bodies) >= 1
    assert max(lengths) <= 1.6 * min(lengths)
    if module != "ai-semiconductors":
        assert any("손으로 해 보기" in text for text in bodies)
        assert any("명령으로 해 보기" in text for text in bodies)
