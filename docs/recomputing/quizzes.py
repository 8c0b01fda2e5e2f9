"""Figures of questions: of a quiz, of all of the course, and against earlier cohorts.

- discrimination: the correlation of an item with the rest of the test, S. Henrysson, Psychometrika
  28, 1963, 211-218
- upper and lower 27 %: T. L. Kelley, Journal of Educational Psychology 30, 1939, 17-24
- KR-20: G. F. Kuder and M. W. Richardson, Psychometrika 2, 1937, 151-160
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from recomputing.cohort import Cohort, group
from recomputing.formulas import (
    LEAST_FOR_A_SHARE,
    LEAST_FOR_AN_INDEX,
    correlation,
    fisher,
    mean,
    newcombe,
    share,
    wilson,
)
from recomputing.reading import Row

NOT_WORKING = 0.05


class Quiz:
    """The quiz of one module: first answers of attempts of record, given in this cohort."""

    def __init__(self, cohort: Cohort, module: str) -> None:
        self.cohort, self.module = cohort, module
        self.answers = [row for row in cohort.here if row["module_slug"] == module]
        self.by_question = group(self.answers, "question")
        self.firsts = group([row for row in self.answers if row["try"] == 1], "question")
        self.questions = cohort.shown(module, {question for (question,) in self.firsts})
        self.sheets = cohort.whole_sheets.get(module, {})
        self.weights = _weights({person: _score(sheet) for person, sheet in self.sheets.items()})

    def tables(self) -> dict[str, list[Row]]:
        return {
            "items": [self.item(question) for question in self.questions],
            "options": [row for question in self.questions for row in self.options(question)],
            "sections": self.sections(),
        }

    def rest(self, row: Row) -> Fraction | None:
        """The share right of the other questions on the whole sheet that this answer stands on."""
        sheet = self.sheets.get(row["person"], {})
        if row["question"] not in sheet or len(sheet) < 2:
            return None
        return Fraction(sum(sheet.values()) - sheet[row["question"]], len(sheet) - 1)

    def item(self, question: Row) -> Row:
        slug = question["question"]
        firsts, answers = self.firsts[slug,], self.by_question[slug,]
        right = sum(row["is_right"] for row in firsts)
        facility, low, high = share(right, len(firsts))
        pairs = [(int(row["is_right"]), self.rest(row)) for row in firsts]
        whole = [(is_right, rest) for is_right, rest in pairs if rest is not None]
        tells = len(whole) >= LEAST_FOR_AN_INDEX
        discrimination = correlation(whole) if tells else None
        discrimination_low, discrimination_high = fisher(discrimination, len(whole))
        tries = [row["try"] for row in answers if row["is_right"]]
        sure = [row["is_right"] for row in firsts if row["confidence_code"] == "sure"]
        return {
            "question": slug,
            "number": question["number"],
            "stem": question["stem"],
            "answered": len(firsts),
            "right_first": right,
            "facility": facility,
            "facility_low": low,
            "facility_high": high,
            "sheets": len(whole),
            "discrimination": discrimination,
            "discrimination_low": discrimination_low,
            "discrimination_high": discrimination_high,
            "upper_lower": self.upper_lower(firsts) if tells else None,
            "tries_mean": mean(tries),
            "right_by_now": len(tries),
            "not_right_yet": len(firsts) - len(tries),
            "sure": len(sure),
            "sure_and_wrong": sure.count(False),
            "retired": question["retired_at"] is not None,
            "tries": Counter(tries),
            "answered_earlier": self.earlier(slug),
        }

    def earlier(self, question: str) -> int:
        return sum(
            row["before_joining"]
            for row in self.cohort.record
            if (row["module_slug"], row["question"], row["try"]) == (self.module, question, 1)
        )

    def upper_lower(self, firsts: Sequence[Row]) -> float | None:
        """The share right of the upper 27 % less that of the lower; ties share their places."""
        shares = []
        for end in (0, 1):
            weighed = [
                (int(row["is_right"]), self.weights[row["person"]][end])
                for row in firsts
                if row["person"] in self.weights
            ]
            places = sum((weight for _right, weight in weighed), Fraction(0))
            if not places:
                return None
            shares.append(sum(right * weight for right, weight in weighed) / places)
        return float(shares[0] - shares[1])

    def options(self, question: Row) -> list[Row]:
        slug = question["question"]
        options, firsts = self.cohort.options[self.module, slug], self.firsts[slug,]
        chosen = group(self.by_question[slug,], "option")
        second = {
            row["person"]: row["is_right"] for row in self.by_question[slug,] if row["try"] == 2
        }
        rows = []
        for option in options:
            first = [row for row in firsts if row["option"] == option["option"]]
            rests = [rest for row in first if (rest := self.rest(row)) is not None]
            again = [second[row["person"]] for row in first if row["person"] in second]
            share_first, *_interval = share(len(first), len(firsts))
            is_right = option["is_right"]
            works = is_right or share_first is None or share_first >= NOT_WORKING
            chance = None if is_right or len(options) < 2 else 1 / (len(options) - 1)
            rows.append(
                {
                    "question": slug,
                    "number": question["number"],
                    "option": option["option"],
                    "sign": option["sign"],
                    "text": option["text"],
                    "is_right": is_right,
                    "first": len(first),
                    "answered": len(firsts),
                    "share_first": share_first,
                    "ever": len(chosen[option["option"],]),
                    "not_working": not works,
                    "rest": mean(rests) if len(rests) >= LEAST_FOR_A_SHARE else None,
                    "right_next": None if is_right else sum(again),
                    "tried_again": None if is_right else len(again),
                    "chance": chance,
                    "explanation": _effect(again, chance),
                }
            )
        return rows

    def sections(self) -> list[Row]:
        """Where wrong first answers point to: the option's section, else the question's."""
        misses: Counter[tuple[str, str]] = Counter()
        for question in self.questions:
            firsts = self.firsts[question["question"],]
            for option in self.cohort.options[self.module, question["question"]]:
                section = option["section"] or question["section"]
                count = sum(row["option"] == option["option"] for row in firsts)
                if section and count and not option["is_right"]:
                    misses[option["section_module"] or self.module, section] += count
        sections = {
            (row["module_slug"], row["section"]): row for row in self.cohort.sheets["sections"]
        }
        ordered = sorted(misses, key=lambda key: (-misses[key], sections[key]["position"]))
        return [{"section": sections[key]["title"], "misses": misses[key]} for key in ordered]


def _score(sheet: dict[str, int]) -> Fraction:
    return Fraction(sum(sheet.values()), len(sheet))


def _weights(scores: dict[int, Fraction]) -> dict[int, tuple[Fraction, Fraction]]:
    """How much of each is in the upper and in the lower 27 %."""
    size = (27 * len(scores) + 50) // 100
    counts = Counter(scores.values())
    weights = {}
    for person, score in scores.items():
        better = sum(count for other, count in counts.items() if other > score)
        worse = sum(count for other, count in counts.items() if other < score)
        tied = counts[score]
        upper, lower = (max(0, min(tied, size - before)) for before in (better, worse))
        weights[person] = Fraction(upper, tied), Fraction(lower, tied)
    return weights


def _effect(again: Sequence[bool], chance: float | None) -> str:
    """Whether an explanation teaches: more are right next than by chance, with the interval."""
    if chance is None or len(again) < LEAST_FOR_A_SHARE:
        return ""
    low, high = wilson(sum(again), len(again))
    return "teaches" if low > chance else "does-not" if high <= chance else "unclear"


def all_questions(cohort: Cohort) -> list[Row]:
    """Every question of the course with its share right at first."""
    firsts = group(cohort.firsts, "module_slug", "question")
    earlier = Counter(
        (row["module_slug"], row["question"])
        for row in cohort.record
        if row["before_joining"] and row["try"] == 1
    )
    rows = []
    for module in cohort.modules:
        slug = module["module_slug"]
        answered = {question for of, question in firsts if of == slug}
        for question in cohort.shown(slug, answered):
            key = (slug, question["question"])
            right = [row["is_right"] for row in firsts[key]]
            facility, low, high = share(sum(right), len(right))
            rows.append(
                {
                    "module": module["module"],
                    "question": key[1],
                    "number": question["number"],
                    "stem": question["stem"],
                    "right_first": sum(right),
                    "answered": len(right),
                    "facility": facility,
                    "facility_low": low,
                    "facility_high": high,
                    "answered_earlier": earlier[key],
                }
            )
    return rows


def reliability(cohort: Cohort) -> dict[str, Any]:
    """KR-20 of those with a whole sheet of every quiz; of the questions that nine in ten have.

    Of a cohort that is over a quiz that nobody began was not asked.
    """
    asking = [
        slug
        for slug in cohort.slugs
        if cohort.live(slug) and not (cohort.is_over and slug not in cohort.begun)
    ]
    sheets: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for module, of_module in cohort.whole_sheets.items():
        for person, sheet in of_module.items():
            sheets[person] |= {(module, question): right for question, right in sheet.items()}
    whole = [
        sheet
        for person, sheet in sheets.items()
        if asking and all(person in cohort.whole_sheets.get(module, {}) for module in asking)
    ]
    counts = Counter(question for sheet in whole for question in sheet)
    questions = {question for question, count in counts.items() if 10 * count >= 9 * len(whole)}
    scored = [sheet for sheet in whole if questions <= {*sheet}] if questions else []
    return {
        "kr20": _kr20(scored, questions),
        "kr20_learners": len(scored),
        "kr20_questions": len(questions),
    }


def _kr20(sheets: Sequence[dict[Any, int]], questions: set[Any]) -> float | None:
    if len(sheets) < LEAST_FOR_AN_INDEX or len(questions) < 2:
        return None
    scores = [sum(sheet[question] for question in questions) for sheet in sheets]
    middle = Fraction(sum(scores), len(scores))
    variance = sum((score - middle) ** 2 for score in scores) / len(scores)
    if not variance:
        return None
    right = [Fraction(sum(sheet[one] for sheet in sheets), len(sheets)) for one in questions]
    of_items = sum(facility * (1 - facility) for facility in right)
    return float(Fraction(len(questions), len(questions) - 1) * (1 - of_items / variance))


def against_earlier(cohort: Cohort) -> list[Row]:
    """Each question now, in all earlier cohorts together, and in each of them."""
    _this, *before = [row["cohort"] for row in cohort.sheets["cohorts"]]
    now = group(cohort.firsts, "module_slug", "question")
    then = group(cohort.sheets["earlier_answers"], "module_slug", "question")
    rows = []
    for module in cohort.modules:
        slug = module["module_slug"]
        answered = {question for of, question in [*now, *then] if of == slug}
        for question in cohort.shown(slug, answered):
            key = (slug, question["question"])
            right = [row["is_right"] for row in now[key]]
            earlier = [row["is_right"] for row in then[key]]
            gap, low, high = newcombe(sum(right), len(right), sum(earlier), len(earlier))
            row = {
                "module": module["module"],
                "question": key[1],
                "number": question["number"],
                "stem": question["stem"],
                "right_first": sum(right),
                "answered": len(right),
                "right_first_before": sum(earlier),
                "answered_before": len(earlier),
                "gap": gap,
                "gap_low": low,
                "gap_high": high,
                "verdict": _verdict(low, high),
            }
            for other in before:
                of_other = [row["is_right"] for row in then[key] if row["cohort"] == other]
                row |= {f"{other}_right_first": sum(of_other), f"{other}_answered": len(of_other)}
            rows.append(row)
    return rows


def _verdict(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return "better" if low > 0 else "worse" if high < 0 else "unclear"
