"""Works out every figure of a cohort's reports anew, from the file that Dure gives away of it.

    python3 docs/recompute.py spring-answers.xlsx > figures.json

Nothing but Python is needed (3.11 or later), and no code of Dure is used: what the reports count in
SQL is counted here row by row, to hold one against the other. What all cohorts of a course tell
together is left out: their rows are not in the file of one. The formulas, with the papers that
they are from, stand in docs/recomputing/. Words stand as their codes; shares and indices in full
precision, or null where there are too few. Times are those of the site's clock.
"""

import json
import sys
from datetime import date
from typing import Any

from recomputing.cohort import Cohort
from recomputing.members import Levels, Overview, heat_map
from recomputing.quizzes import Quiz, against_earlier, all_questions, reliability
from recomputing.reading import read


def figures(cohort: Cohort) -> dict[str, Any]:
    """By report and table, with the names that the reports' own JSON has."""
    quizzes = {row["module_slug"]: Quiz(cohort, row["module_slug"]) for row in cohort.modules}
    overview = Overview(cohort)
    return {
        "cohort": cohort.about["cohort"],
        "overview": overview.tables(),
        "quizzes": {"questions": all_questions(cohort), "kr20": [reliability(cohort)]},
        "quiz": {
            slug: {
                **quiz.tables(),
                "members": heat_map(cohort, slug, [row["question"] for row in quiz.questions]),
            }
            for slug, quiz in quizzes.items()
        },
        "self-diagnosis": {page: Levels(cohort, page).tables() for (page,) in cohort.levels},
        "compare": {"questions": against_earlier(cohort)},
        "completions": {"completions": overview.completions()},
    }


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    cohort = Cohort(read(sys.argv[1]))
    json.dump(figures(cohort), sys.stdout, default=_iso, ensure_ascii=False, indent=1)


def _iso(value: date) -> str:
    return value.isoformat()


if __name__ == "__main__":
    main()
