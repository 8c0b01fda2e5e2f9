"""What so many learners need, by docs/performance.md: `python -m bench.arithmetic`.

Prints the tables of docs/operators.md; a test says when those are no longer of these figures.
"""

import re
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"
# What a learner asks for in an hour of learning, by the names of the measured pages.
HOUR = {
    "home": 1,
    "course": 1,
    "module": 2,
    "self-diagnosis": 1,
    "answer": 10,
    "read mark": 24,  # of the end of a section, and of being there
    "draft": 2,
}
WRITTEN = {"answer", "read mark", "draft"}
BUSIEST = 0.10  # of all learners, in the busiest hour
TOGETHER = 0.01  # of all learners, who open a module within the same minute
BYTES = 18_000  # of a learner in the database: 594 MB for 34,699 (bench/many_answers.py)
ROWS = 100  # of a learner
BACKUP = 59 / 1_000_000  # seconds a row (bench/README.md)
SIZES = [100, 10_000, 1_000_000, 100_000_000]
HEADS = {
    "en": "| learners | at once | web cores | database cores | writes/s | a start together, cores "
    "| disk | `make backup` |",
    "ko": "| 학습자 | 동시에 | 웹 코어 | DB 코어 | 초당 쓰기 | 함께 시작할 때 코어 "
    "| 디스크 | `make backup` |",
}


@dataclass(frozen=True)
class Cost:
    """Milliseconds of a processor that one request takes."""

    web: float
    database: float


def measured(text: str) -> dict[str, Cost]:
    """The pages of the table that has both columns, by name."""
    costs: dict[str, Cost] = {}
    columns: list[str] = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if "web CPU" in cells and "database CPU" in cells:
            columns = cells
        elif columns and line.startswith("|") and len(cells) == len(columns):
            row = dict(zip(columns, cells, strict=True))
            matches = [re.match(r"([\d.]+) ms", row[name]) for name in ("web CPU", "database CPU")]
            if matches[0] and matches[1]:
                costs.setdefault(row["page"], Cost(float(matches[0][1]), float(matches[1][1])))
        else:
            columns = []
    return costs


def table(costs: dict[str, Cost], language: str) -> str:
    lines = [HEADS[language], "|---" * 8 + "|"]
    return "\n".join([*lines, *(row(costs, learners) for learners in SIZES)])


def row(costs: dict[str, Cost], learners: int) -> str:
    busy = learners * BUSIEST
    web = busy * sum(n * costs[page].web for page, n in HOUR.items()) / 3_600_000
    database = busy * sum(n * costs[page].database for page, n in HOUR.items()) / 3_600_000
    writes = busy * sum(HOUR[page] for page in WRITTEN) / 3600
    start = costs["module"].web + costs["module"].database
    together = learners * TOGETHER * start / 60_000
    disk, backup = learners * BYTES / 1e9, learners * ROWS * BACKUP / 60
    cells = [f"{learners:,}", f"{busy:,.0f}", amount(web), amount(database), amount(writes)]
    cells += [amount(together), f"{amount(disk)} GB", f"{amount(backup)} min"]
    return f"| {' | '.join(cells)} |"


def amount(number: float) -> str:
    """Two digits that count, no more than it is known."""
    if number >= 100:
        digits = len(str(int(number))) - 2
        return f"{round(number, -digits):,.0f}"
    if number < 0.01:
        return "< 0.01"
    return f"{number:.0f}" if number >= 10 else f"{number:.2g}"


def main() -> None:
    costs = measured((DOCS / "performance.md").read_text(encoding="utf-8"))
    for language in HEADS:
        print(table(costs, language), end="\n\n")


if __name__ == "__main__":
    main()
