"""Each figure of the course is calculated anew from its parts and stands so in its text.

The table is in `tests/authoring/figures`, one file a module.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.authoring.figures import (
    Figure,
    ai_semiconductors,
    evaluation,
    figure,
    harnessing,
    how_models_answer,
    serving,
    sizing,
    why_local_ai,
)
from tests.authoring.figures.formulas import best_of, coins, nearest_rank, wilson
from tests.authoring.local_ai import MODULES, strings

TABLE = {
    "why-local-ai": why_local_ai.FIGURES,
    "how-models-answer": how_models_answer.FIGURES,
    "sizing": sizing.FIGURES,
    "serving": serving.FIGURES,
    "harnessing": harnessing.FIGURES,
    "evaluation": evaluation.FIGURES,
    "ai-semiconductors": ai_semiconductors.FIGURES,
}


def parts(module: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Whatever of a module has a slug that a figure may name."""
    yield from module["lessons"]
    yield from module["quiz"]["questions"]
    if "self_diagnosis" in module:
        yield module["self_diagnosis"]


def text_of(module: str, where: str) -> str:
    """All that a section, a question or a self-diagnosis says."""
    part = next(part for part in parts(MODULES[module]) if part["slug"] == where)
    return "\n".join(text for _where, text in strings(part, where))


def says(text: str, row: Figure) -> bool:
    """Whether the figure stands there whole, not as a piece of a longer number."""
    before = r"(?<![\d.,])" if row.printed[0].isdecimal() else ""
    after = r"(?!\d|[.,]\d)" if row.printed[-1].isdecimal() else ""
    return bool(re.search(before + re.escape(row.printed) + after, text))


@pytest.mark.parametrize("module", TABLE)
def test_the_figures_of_the_text_are_what_their_parts_come_to(module: str) -> None:
    texts = {row.where: text_of(module, row.where) for row in TABLE[module]}
    wrong = [
        f"{row.where}, {row.what}: “{row.printed}” is not there"
        for row in TABLE[module]
        if not says(texts[row.where], row)
    ]

    assert wrong == []


def test_every_module_of_the_course_has_its_figures() -> None:
    assert TABLE.keys() == MODULES.keys()
    assert min(len(rows) for rows in TABLE.values()) > 30
    assert all(row.values and "{" in row.says for rows in TABLE.values() for row in rows)


def test_no_figure_stands_twice() -> None:
    names = Counter((module, row.where, row.what) for module, rows in TABLE.items() for row in rows)

    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("text", ["1,113.8", "13.85", "13.7", "113.8", "13.8.2"])
def test_a_piece_of_another_number_is_not_the_figure(text: str) -> None:
    assert not says(text, figure("a section", "a file", "{:.1f}", 13.76))


def test_the_figure_is_seen_where_it_stands() -> None:
    assert says("파일이 약 13.8GB입니다", figure("a section", "a file", "약 {:.1f}GB", 13.76))


def test_the_formulas_give_what_is_known_of_them() -> None:
    # Wilson, 1927, by the example of 8 of 10; the mean of one score; a coin that never chose.
    assert wilson(8, 10) == pytest.approx((49.0, 94.3), abs=0.05)
    assert best_of(1) == pytest.approx(34)
    assert coins(3, 3) == 100
    assert nearest_rank([3, 1, 2, 4], 50) == 2
