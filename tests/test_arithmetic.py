"""The operators' guide reckons with the figures that docs/performance.md has now."""

import pytest
from django.conf import settings

from bench import arithmetic

DOCS = settings.BASE_DIR / "docs"


@pytest.fixture(scope="module")
def costs() -> dict[str, arithmetic.Cost]:
    return arithmetic.measured((DOCS / "performance.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", arithmetic.HEADS)
def test_its_table_is_what_the_measured_figures_make(
    costs: dict[str, arithmetic.Cost], language: str
) -> None:
    guide = (DOCS / "operators.md").read_text(encoding="utf-8")
    assert arithmetic.table(costs, language) in guide, "python -m bench.arithmetic makes it anew"


def test_twice_the_learners_need_twice_as_much(costs: dict[str, arithmetic.Cost]) -> None:
    once, twice = (arithmetic.row(costs, learners).split("|") for learners in (10**8, 2 * 10**8))
    for one, two in zip(once[1:-1], twice[1:-1], strict=True):
        numbers = [float(cell.split()[0].replace(",", "")) for cell in (one, two)]
        assert numbers[1] == pytest.approx(2 * numbers[0], rel=0.06)
