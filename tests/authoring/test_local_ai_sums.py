"""What the course calculates: every sum comes out, and none is wrong on the unsafe side."""

import ast
import operator
import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from tests.authoring.local_ai import all_texts, body, key_of, numbers, table_row

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
UNIT = r"[가-힣A-Za-z%]*"
TERM = rf"\(*\s*{NUMBER}(?:/\d+)?{UNIT}\s*\)*"
LEFT = re.compile(rf"(?<![√\d.,…/]){TERM}(?:\s*[×÷+−]\s*{TERM})+\s*$")
RIGHT = re.compile(rf"^\s*(?:약 )?(?>({NUMBER})({UNIT}))(?!\s*[×÷+−])")
IN_TWO = re.compile(rf"(\d+)만 ({NUMBER})(?=[가-힣])")
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


def in_one(match: re.Match[str]) -> str:
    """`39만 4,200` as one number."""
    return str(int(match[1]) * 10**4 + int(match[2].replace(",", "")))


def equations(text: str) -> list[tuple[str, str, str]]:
    """The sums of a text: what is calculated, the number it is said to be, and its unit."""
    found = []
    for line in text.splitlines():
        sides = IN_TWO.sub(in_one, NOTE.sub("", line.replace("**", ""))).split("=")
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
    assert ("1/8 × 12", "1.5", "배") in equations("1/8 × 12 = 1.5배")
    assert ("2 × 3", "60002", "원") in equations("2 × 3 = 6만 2원")
    assert not equations("2 × 30 + 4 = 60 + 4")
    assert value("(128 + 16) ÷ 32") == 4.5


@pytest.mark.parametrize(("where", "expression", "result", "unit"), SUMS)
def test_every_sum_is_right_to_the_digits_given(
    where: str, expression: str, result: str, unit: str
) -> None:
    # In “400 + 30 = 430만 원” the scale is said once for all.
    scales = {SCALES.get(unit[:1], 1), 1}
    assert any(comes_out(value(expression), result, scale) for scale in scales), where


def comes_out(exact: float, result: str, scale: float) -> bool:
    """Whether this is what the text says: a ceiling is cut, everything else rounded."""
    last_place = scale * 10.0 ** -len(result.partition(".")[2])
    return -last_place / 2 <= exact - value(result) * scale + 1e-9 < last_place


def bytes_each(form: str) -> list[float]:
    """What the table says one parameter of a model of 8B, 14B and 32B takes."""
    return [float(cell) for cell in table_row(body("sizing", "weight-memory"), form)[1:]]


def test_a_model_in_four_bits_is_called_as_large_as_its_files_are() -> None:
    small, middle, large = bytes_each("4비트")

    # Files that keep their outer layers in 16 bits: Llama 3.1 8B, Qwen3-14B, one of 32B.
    assert 8.03 * small >= 5.73
    assert 14.8 * middle >= 10.1
    assert 32.8 * large >= 19.9


def test_a_model_in_eight_bits_is_called_as_large_as_its_files_are() -> None:
    assert 8 * bytes_each("8비트")[0] >= 9.1


def test_the_right_answer_for_24b_lies_between_the_models_beside_it() -> None:
    key = key_of("sizing", "weigh-before-the-file")
    _eight, fourteen, thirty = bytes_each("4비트")

    assert 24 * thirty <= numbers(key["text"])[-1] <= 24 * fourteen


def test_nothing_is_said_to_fit_that_the_engine_may_not_use() -> None:
    adding_up = body("sizing", "adding-up")
    verdicts = re.findall(r"= ([\d.]+)GB → (들어감|들어가지 않음|0\.34GB 모자람)", adding_up)

    told = [(float(total), verdict == "들어감") for total, verdict in verdicts]
    assert len(told) >= 5
    for total, fits in told:
        usable = 48 * 0.9 if total > 30 else 24 * 0.9
        assert fits == (total <= usable), total


def test_room_is_never_counted_from_the_whole_device() -> None:
    whole = [(where, text) for where, text in all_texts() if re.search(r"\b(24|48) − ", text)]

    assert not whole
    assert "43.2GB" in body("sizing", "adding-up")
    assert "21.6 − " in key_of("sizing", "how-many-fit")["explanation"]


SHEET = [
    line.strip().strip("|").split("|")
    for line in body("sizing", "sizing-sheet").splitlines()
    if re.match(r"\| \d", line)
]


def test_the_formulas_of_the_sheet_come_to_what_stands_beside_them() -> None:
    cells: dict[str, float] = {}
    for row, what, entered, example, _ours in SHEET:
        formula = entered.strip().strip("`=").replace("^", "**").replace("MAX", "max")
        shown = numbers(example)[0]
        values = {"__builtins__": {"max": max}} | cells
        comes_to = shown if "숫자" in entered else float(eval(formula, values))  # noqa: S307
        cells[f"B{row.strip()}"] = comes_to
        # A speed is a ceiling and cut, the rest is rounded.
        places = len(example.strip().partition(".")[2])
        said = int(comes_to) if "토큰/초" in what else round(comes_to, places)
        assert said == shown, what

    assert len(cells) == 20
    # As module 4 counts: weights once, the cache of each.
    assert cells["B19"] == cells["B16"] / (cells["B3"] + cells["B10"])
    assert cells["B20"] == cells["B19"] * cells["B9"]
