"""What each choice of a QTI 1.2 item earns, and which feedback it is shown."""

import math
import operator
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from banks.formats.acceptance import FULL
from banks.formats.qti_scoring import UnfitScoringError

SCORE = "SCORE"
MOST_RULES = 1_000  # of an item; each is tried for each choice


class _UnclearError(Exception):
    """A condition cannot be followed."""


@dataclass(frozen=True)
class Rule:
    """A condition, the points of the score that it gives, and the feedback that it shows."""

    conditions: tuple[Element, ...]
    points: tuple[tuple[str, float | None], ...]
    feedback: tuple[str, ...]
    goes_on: bool
    # Blackboard names in a rule of its own the choice that a feedback is about.
    choice: str = ""


@dataclass
class Judgement:
    """Marks (percent) and feedback by the choices' identifiers."""

    marks: list[float]
    feedback: dict[str, list[str]] = field(default_factory=dict)
    is_unclear: bool = False  # whether some feedback is shown by a rule that cannot be followed


def judged(item: Element, choices: Sequence[str]) -> Judgement:
    """What choosing each earns and shows; `UnfitScoringError` says why that cannot be told."""
    rules = [rule for processing in item.iter("resprocessing") for rule in _rules(processing)]
    if len(rules) > MOST_RULES:
        raise _no_rules_of_ours()
    judgement = Judgement(_percent([_score(rules, choice) for choice in choices]))
    for choice in choices:
        shown: list[str] = []
        has_scored = False
        for rule in rules:
            try:
                holds = _holds(rule, choice, is_other=not has_scored)
            except _UnclearError:
                judgement.is_unclear = judgement.is_unclear or bool(rule.feedback)
                continue
            if holds:
                shown += [name for name in rule.feedback if name not in shown]
                has_scored = has_scored or bool(rule.points)
        judgement.feedback[choice] = shown
    return judgement


def _rules(processing: Element) -> Iterator[Rule]:
    declared = {variable.get("varname", SCORE): variable for variable in processing.iter("decvar")}
    elements = processing.findall("respcondition")
    name = _scored(elements, list(declared))
    for element in elements:
        condition = element.find("conditionvar")
        conditions = tuple(condition) if condition is not None else ()
        points = tuple(
            (change.get("action", "Set").lower(), _points(change, declared.get(name)))
            for change in element.iterfind("setvar")
            if _variable(change) == name
        )
        feedback = tuple(shown.get("linkrefid", "") for shown in element.iter("displayfeedback"))
        goes_on = element.get("continue", "No").lower() == "yes"
        yield Rule(conditions, points, feedback, goes_on, _choice_of(conditions))


def _scored(rules: Sequence[Element], declared: Sequence[str]) -> str:
    """The variable that is the score: programs call it as they like."""
    used = [_variable(change) for rule in rules for change in rule.iterfind("setvar")]
    if not used or SCORE in used:
        return SCORE
    return next((name for name in declared if name in used), used[0])


def _variable(change: Element) -> str:
    return change.get("varname") or change.get("variablename") or SCORE


def _points(change: Element, declared: Element | None) -> float | None:
    """How many points it says; None where that is no number."""
    text = (change.text or "").strip()
    if text.lower().endswith((".max", ".min")):
        name, default = ("maxvalue", "1") if text.lower().endswith("max") else ("minvalue", "0")
        text = default if declared is None else declared.get(name, default)
    try:
        return float(text)
    except ValueError:
        return None


def _choice_of(conditions: Sequence[Element]) -> str:
    """The choice that such a rule is about: it stands where the response should."""
    if len(conditions) != 1 or conditions[0].tag != "varequal":
        return ""
    return "" if (conditions[0].text or "").strip() else conditions[0].get("respident", "")


def _score(rules: Sequence[Rule], choice: str) -> float:
    """The points of the first rule that holds, and of those after it where it goes on."""
    score, is_done, has_scored = 0.0, False, False
    for rule in rules:
        if not rule.points or (is_done and not rule.choice):
            continue
        try:
            if not _holds(rule, choice, is_other=not has_scored):
                continue
            earned = _changed(score, rule.points)
        except _UnclearError as error:
            raise _no_rules_of_ours() from error
        if rule.choice and has_scored and earned > 0 >= score:
            raise UnfitScoringError(
                _("Its options carry partial marks, and those are not flattened.")
            )
        if not (rule.choice and has_scored):
            score = earned
        has_scored = True
        is_done = is_done or not rule.goes_on
    return score


def _no_rules_of_ours() -> UnfitScoringError:
    return UnfitScoringError(_("It is scored by rules of its own that Dure cannot follow."))


def _changed(score: float, points: Sequence[tuple[str, float | None]]) -> float:
    for action, value in points:
        if value is None or (action == "divide" and not value):
            raise _UnclearError
        score = _CHANGES.get(action, _set)(score, value)
    return score


def _set(_score: float, value: float) -> float:
    return value


_CHANGES: dict[str, Callable[[float, float], float]] = {
    "add": operator.add,
    "divide": operator.truediv,
    "multiply": operator.mul,
    "subtract": operator.sub,
}


def _percent(scores: Sequence[float]) -> list[float]:
    best = max(scores, default=0.0)
    if not best > 0 or not math.isfinite(best):
        raise UnfitScoringError(_("None of its options earns a mark."))
    return [FULL * (score / best) for score in scores]


def _holds(rule: Rule, choice: str, *, is_other: bool) -> bool:
    if rule.choice:
        return rule.choice == choice
    conditions = rule.conditions
    if len(conditions) > 1 and all(condition.tag == "varequal" for condition in conditions):
        return any(_is_met(condition, choice, is_other) for condition in conditions)
    return all(_is_met(condition, choice, is_other) for condition in conditions)


def _is_met(condition: Element, choice: str, is_other: bool) -> bool:
    """Whether it holds where this choice, and no other, is made."""
    parts = list(condition)
    if condition.tag in ("varequal", "varsubset"):
        words = (condition.text or "").strip()
        if condition.get("case", "Yes").lower() == "no":
            return words.casefold() == choice.casefold()
        return words == choice
    if condition.tag == "other":
        return is_other
    if condition.tag == "unanswered":
        return False
    if condition.tag == "not" and parts:
        return not all(_is_met(part, choice, is_other) for part in parts)
    if condition.tag == "and":
        return all(_is_met(part, choice, is_other) for part in parts)
    if condition.tag == "or":
        return any(_is_met(part, choice, is_other) for part in parts)
    raise _UnclearError
