"""docs/recompute.py makes every figure of every report of a cohort's file, with Python alone."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils.translation import gettext as _

from courses.models import Cohort
from progress.models import Rating
from reports import heatmap, overview
from tests.factories import UserFactory
from tests.reports.large_cohorts import LargeCohort
from tests.reports.random_cohorts import RandomCohorts
from tests.tables import first

pytestmark = pytest.mark.django_db
SCRIPT = settings.BASE_DIR / "docs" / "recompute.py"
TIME = re.compile(r"\d{4}-\d\d-\d\dT")
GAPS = {
    _("says more than the answers show"): "over",
    _("says less than the answers show"): "under",
}
VERDICTS = {
    _("more were right than before"): "better",
    _("fewer were right than before"): "worse",
    _("no difference that is sure"): "unclear",
    _("too few to tell"): "",
}
Tables = dict[str, list[dict[str, Any]]]


def recomputed(file: Path) -> dict[str, Any]:
    """What the script prints, run without any package that is installed (-S)."""
    command = [sys.executable, "-E", "-S", str(SCRIPT), str(file)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def reported(client: Client, cohort: str, address: str = "") -> tuple[Tables, Any]:
    """A report's tables, and what its page shows besides."""
    place = f"/admin/reports/{cohort}/{address}"
    tables: Tables = json.loads(client.get(f"{place}?format=json").content)["tables"]
    return tables, client.get(place).context


def texts_of(words: Any) -> dict[str, str]:
    return {str(text): code for code, text in words.items()}


def texts_of_marks() -> dict[str, str]:
    texts = {}
    flags = product([False, True], repeat=3)
    for tries, (is_right, is_earlier, is_over) in product(range(12), flags):
        mark = heatmap.Mark(tries, is_right, is_earlier, is_over)
        texts[mark.words] = ("earlier: " if mark.is_earlier else "") + mark.state
    return texts


def in_codes(rows: list[dict[str, Any]], end: str, texts: dict[str, str]) -> None:
    """Put codes in the place of words, in the columns whose names end so."""
    for row in rows:
        for key in [key for key in row if key.endswith(end)]:
            row[key] = texts[row[key]] if row[key] else ""


def of_overview(client: Client, cohort: str) -> Tables:
    tables, context = reported(client, cohort)
    in_codes(tables["members"], "_state", texts_of(overview.CELL_STATES))
    for row in tables["members"]:
        row["state"] = texts_of(overview.PEOPLE)[row["state"]]
    return {
        **tables,
        "states": [context["overview"].states],
        "late": [{"late": context["overview"].late}],
    }


def of_quizzes(client: Client, cohort: str) -> Tables:
    tables, context = reported(client, cohort, "quiz/")
    reliability = context["found"].reliability
    kr20 = {
        "kr20": reliability.kr20,
        "kr20_learners": reliability.learners,
        "kr20_questions": len(reliability.questions),
    }
    return {**tables, "kr20": [kr20]}


def of_quiz(client: Client, cohort: str, module: str) -> Tables:
    tables, _context = reported(client, cohort, f"quiz/{module}/")
    del tables["pooled"]  # of other cohorts, whose rows are not in this one's file
    effects = {_("teaches"): "teaches", _("does not teach"): "does-not", _("not clear"): "unclear"}
    in_codes(tables["options"], "explanation", effects)
    in_codes(tables["members"], "_state", texts_of_marks())
    for row, item in zip(tables.pop("tries"), tables["items"], strict=True):
        counts = {key.removeprefix("try_"): row[key] for key in row if key.startswith("try_")}
        item["tries"] = {tries: people for tries, people in counts.items() if people}
        assert (item["tries_mean"], item["not_right_yet"]) == (row["mean"], row["not_right_yet"])
    return tables


def of_levels(client: Client, cohort: str, page: str) -> Tables:
    tables, context = reported(client, cohort, f"self-diagnosis/{page}/")
    in_codes(tables["members"], "gap", GAPS)
    for rank in range(1, 7):
        in_codes(tables["members"], f"level_{rank}", texts_of(dict(Rating.Choice.choices)))
    return {**tables, "moved": [context["found"].moved]}


def of_compare(client: Client, cohort: str) -> Tables:
    tables, _context = reported(client, cohort, "compare/")
    in_codes(tables["questions"], "verdict", VERDICTS)
    return tables


def of_completions(client: Client, cohort: str) -> Tables:
    """But for what no figure is: the place in the list, and the number of the record."""
    tables, _context = reported(client, cohort, "files/completions/")
    for row in tables["completions"]:
        for key in ("place", "record", "issued_on", "earlier"):
            del row[key]
    return tables


def reports(client: Client, cohort: Cohort) -> dict[str, Any]:
    slug, modules = cohort.slug, cohort.course.modules.filter(quiz__isnull=False)
    pages = cohort.course.self_diagnoses.all()
    return {
        "overview": of_overview(client, slug),
        "quizzes": of_quizzes(client, slug),
        "quiz": {module.slug: of_quiz(client, slug, module.slug) for module in modules},
        "self-diagnosis": {page.slug: of_levels(client, slug, page.slug) for page in pages},
        "compare": of_compare(client, slug),
        "completions": of_completions(client, slug),
    }


def figures(told: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every figure with its place; members by their usernames, in whatever order."""
    if isinstance(told, dict):
        for key, value in told.items():
            yield from figures(value, f"{place}/{key}")
    elif isinstance(told, list):
        for at, row in enumerate(told):
            yield from figures(row, f"{place}/{row.get('username', at)}")
    else:
        # Times stand with their zone in reports, and without one in the file.
        yield place, told[:19] if isinstance(told, str) and TIME.match(told) else told


def printed(value: Any) -> Any:
    """As files show it, which show one digit more than pages: 0.0 %, or 0.000.

    Half of a digit is told from what is a hair below it: sums are taken in another order.
    """
    if not isinstance(value, float):
        return value
    return Decimal(repr(round(value, 12))).quantize(Decimal("0.001"), ROUND_HALF_UP)


def check(client: Client, cohort: Cohort, file: Path) -> None:
    """Every figure that reports tell is worked out anew of the file."""
    call_command("exportcohort", cohort.slug, to=file, stdout=StringIO())
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    anew, told = dict(figures(recomputed(file))), dict(figures(reports(client, cohort)))
    assert {place: printed(value) for place, value in told.items()} == {
        place: printed(anew.get(place, "nothing")) for place in told
    }
    floats = [place for place in told if isinstance(told[place], float)]
    largest = max((abs(told[place] - anew[place]) for place in floats), default=0.0)
    sys.stdout.write(f"{len(told)} figures as printed, at most {largest:.1e} apart\n")
    assert largest < 1e-9


@pytest.mark.full
@pytest.mark.parametrize("seed", range(100))
def test_every_figure_of_large_cohorts_is_worked_out_anew(
    client: Client, tmp_path: Path, seed: int
) -> None:
    made = LargeCohort(seed)
    over = made.before[-1:] if seed % 5 == 4 else []
    check(client, [made.cohort, *over][-1], tmp_path / f"rows.{'xlsx' if seed % 2 else 'zip'}")


@pytest.mark.parametrize("seed", first(1, range(20)))
def test_every_figure_of_cohorts_that_mix_is_worked_out_anew(
    client: Client, tmp_path: Path, seed: int
) -> None:
    for cohort in RandomCohorts(seed).cohorts:
        check(client, cohort, tmp_path / f"{cohort.slug}.xlsx")
