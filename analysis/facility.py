"""How many first answers there are to each question, and how many are right."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from progress.counted import Counted
from progress.queries import rows

FACILITY_SQL = Path(__file__).with_name("facility.sql")


def facilities(counted: Counted, modules: Iterable[int]) -> list[dict[str, Any]]:
    """Per cohort and question: `cohort_id`, `question_id`, `answered`, `right_first`, `earlier`."""
    return rows(FACILITY_SQL, counted, modules=list(modules))
