"""What the course calculates: every sum comes out, and none is wrong on the unsafe side."""

import ast
import operator
import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from tests.authoring.local_ai import all_texts, body, key_of, numbers, question, table_row

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
UNIT = r"[가-힣A-Za-z%]*"
TERM = rf"\(*\s*{NUMBER}{UNIT}\s*\)*"
LEFT = re.compile(rf"(?<![√\d.,…]){TERM}(?:\s*[×÷+−]\s*{TERM})+\s*$")
RIGHT = re.compile(rf"^\s*(?:약 )?({NUMBER})({UNIT})")
NOTE = re.compile(r"\((?=[^()]*[가-힣A-Za-z%])[^()]*\)")
SIGNS = str.maketrans({"×": "*", "÷": "/", "−": "-", ",": ""})
SCALES = {"만": 10**4, "억": 10**8, "%": 0.01}
OPERATIONS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def scaled(match: re.Match[str]) -> str:
    """`3,000만` as 3000*10000, and a number of any other unit without it."""
    return f"({match[1]}*{SCALES[match[2][0]]})" if match[2][:1] in SCALES else match[1]


def value(expression: str) -> float:
    """What four-function arithmetic with units comes to."""
    plain = re.sub(rf"({NUMBER})({UNIT})", scaled, expression).translate(SIGNS)

    def of(node: ast.expr) -> float:
        if isinstance(node, ast.BinOp):
            return OPERATIONS[type(node.op)](of(node.left), of(node.right))
        assert isinstance(node, ast.Constant)
        assert isinstance(node.value, int | float)
        return node.value

    return of(ast.parse(plain.strip(), mode="eval").body)


def equations(text: str) -> list[tuple[str, str, str]]:
    """The sums of a text: what is calculated, the number it is said to be, and its unit."""
    found = []
    for line in text.splitlines():
        sides = NOTE.sub("", line.replace("**", "")).split("=")
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        for left, right in [*pairwise(sides), *pairwise(cells)]:
            expression, result = LEFT.search(left), RIGHT.match(right)
            if expression and result and expression[0].count("(") == expression[0].count(")"):
                found.append((expression[0].strip(), result[1], result[2]))
    return found


SUMS = [(where, *sum_) for where, text in all_texts() for sum_ in equations(text)]


def test_the_sums_of_the_course_are_found() -> None:
    assert len([where for where, *_ in SUMS if where.startswith("/sizing")]) > 30
    assert ("1,000 ÷ 1.8", "555", "토큰") in equations("속도 : 1,000 ÷ 1.8 = 555토큰/초")
    assert value("(128 + 16) ÷ 32") == 4.5


@pytest.mark.parametrize(("where", "expression", "result", "unit"), SUMS)
def test_every_sum_is_right_to_the_digits_given(
    where: str, expression: str, result: str, unit: str
) -> None:
    scale = SCALES.get(unit[:1], 1)
    last_place = scale * 10.0 ** -len(result.partition(".")[2])
    over = value(expression) - value(result) * scale

    # A ceiling is cut, everything else rounded.
    assert -last_place / 2 <= over + 1e-9, where
    assert over < last_place, where


def test_a_model_in_four_bits_is_called_as_large_as_its_files_are() -> None:
    row = table_row(body("sizing", "weight-memory"), "4비트")
    low, high = numbers(row[2])

    # Two files of one model of 8B that many people use, with and without its outer layers cut.
    assert low <= 4.92
    assert high >= 5.73
    assert numbers(row[3])[-1] >= 19.9


def test_a_model_in_eight_bits_is_called_as_large_as_its_files_are() -> None:
    row = table_row(body("sizing", "weight-memory"), "8비트")

    assert numbers(row[2])[-1] >= 9.1


def test_the_right_answer_for_14b_is_what_its_file_weighs() -> None:
    key = key_of("sizing", "weigh-a-model")

    assert 9 <= numbers(key["text"])[-1] <= 10.1


def test_nothing_is_said_to_fit_that_the_engine_may_not_use() -> None:
    adding_up = body("sizing", "adding-up")
    head = table_row(adding_up, "가중치 형식")
    usable = numbers(head[-1])[-1]

    assert usable == pytest.approx(24 * 0.9)
    for bits in ("16비트", "8비트", "4비트"):
        *parts, total = [numbers(cell)[0] for cell in table_row(adding_up, bits)[1:5]]
        assert total == pytest.approx(sum(parts), abs=0.05)
        assert (table_row(adding_up, bits)[-1] == "들어감") == (total <= usable)


def test_room_is_never_counted_from_the_whole_device() -> None:
    whole = [(where, text) for where, text in all_texts() if re.search(r"\b(24|48) − ", text)]

    assert not whole
    assert "43.2GB" in body("sizing", "adding-up")
    assert "21.6" in next(
        option["explanation"]
        for option in question("sizing", "does-it-fit")["options"]
        if option.get("correct")
    )


def test_the_sheet_for_ten_people_says_what_each_of_ten_gets() -> None:
    sheet = body("sizing", "sizing-sheet")
    weights = numbers(table_row(sheet, "①")[2])[0]
    cache = numbers(table_row(sheet, "③")[2])[0]

    alone, each, together = (
        numbers(table_row(sheet, label)[2])[0]
        for label in ("⑦ 혼자", "⑧ 열 사람 가운데 한 사람", "⑧ 열 사람 모두")
    )

    assert "× 0.9" in sheet
    # As module 4 counts: weights once, the cache of each.
    assert alone == int(1000 / weights)
    assert each == int(1000 / (weights + cache))
    assert together == int(10 * 1000 / (weights + cache))
