"""The rows of a cohort's file, and how they hang together."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

from recomputing.reading import Row


def group(rows: Iterable[Row], *keys: str) -> defaultdict[tuple[Any, ...], list[Row]]:
    grouped: defaultdict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        grouped[tuple(row[key] for key in keys)].append(row)
    return grouped


class Cohort:
    """The rows of the file, and how they hang together."""

    def __init__(self, sheets: dict[str, list[Row]]) -> None:
        self.sheets = sheets
        self.about = {row["key"]: row["value"] for row in sheets["about"]}
        self.today = date.fromisoformat(self.about["today"])
        self.people = [row for row in sheets["people"] if row["counted"]]
        self.modules = sheets["modules"]
        self.slugs = [row["module_slug"] for row in self.modules]
        self.sections = group(sheets["sections"], "module_slug")
        self.questions = group(sheets["questions"], "module_slug")
        self.options = group(sheets["options"], "module_slug", "question")
        self.levels = group(sheets["levels"], "page")
        self.diagnoses = group(sheets["diagnoses"], "person")
        # Of attempts of record alone; those given in this cohort; the first one at each question.
        self.record = [row for row in sheets["answers"] if row["attempt"] == 1]
        self.here = [row for row in self.record if not row["before_joining"]]
        self.firsts = [row for row in self.here if row["try"] == 1]
        self._firsts_ever = group([row for row in self.record if row["try"] == 1], "person")
        self._attempts = {
            (row["person"], row["module_slug"]): row
            for row in sheets["attempts"]
            if row["attempt"] == 1
        }

    def of_person(self, person: int) -> list[Row]:
        """First answers of their attempts of record, those before they joined too."""
        return self._firsts_ever[person,]

    def is_finished(self, person: int, module: str) -> bool:
        attempt = self._attempts.get((person, module))
        return attempt is not None and attempt["finished_at"] is not None

    @property
    def is_over(self) -> bool:
        ends_on = self.sheets["cohorts"][0]["ends_on"]
        return ends_on is not None and ends_on.date() < self.today

    @property
    def begun(self) -> set[str]:
        """The modules whose quiz somebody began in this cohort."""
        return {
            module for (_person, module), row in self._attempts.items() if not row["before_joining"]
        }

    def live(self, module: str) -> set[str]:
        questions = self.questions[module,]
        return {
            row["question"]
            for row in questions
            if row["retired_at"] is None and row["sibling_of"] is None
        }

    def shown(self, module: str, answered: set[str]) -> list[Row]:
        """What is asked, and what is not any more and has answers."""
        seen = self.live(module) | answered
        return [row for row in self.questions[module,] if row["question"] in seen]

    @cached_property
    def whole_sheets(self) -> dict[str, dict[int, dict[str, int]]]:
        """Per module and person the first answers, right or not, of sheets that are whole.

        Finished, or with an answer to every question that is asked; all of it in this cohort.
        """
        sheets: dict[str, dict[int, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
        for row in self.firsts:
            if not self._attempts[row["person"], row["module_slug"]]["before_joining"]:
                sheet = sheets[row["module_slug"]][row["person"]]
                sheet[row["question"]] = int(row["is_right"])
        return {
            module: {
                person: sheet
                for person, sheet in of_module.items()
                if self.is_finished(person, module) or self.live(module) <= {*sheet}
            }
            for module, of_module in sheets.items()
        }
