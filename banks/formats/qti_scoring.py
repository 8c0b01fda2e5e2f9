"""What each choice of a QTI item earns: by its key, its mapping and its response processing."""

import math
import operator
from collections.abc import Callable, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from banks.formats.acceptance import FULL, NONE

SCORE = "SCORE"
# Standard templates score by the key or the mapping alone.
TEMPLATES = {"cc2_map_response", "cc2_match", "cc2_match_basic", "map_response", "match_correct"}
NUMBERS = {"float", "integer"}
# Rules that leave the processing, or come from elsewhere.
_UNREAD = {"exitResponse", "include", "responseProcessingFragment"}


def _several(*values: Any) -> tuple[Any, ...]:
    """A container, which never holds another."""
    if any(isinstance(value, tuple) for value in values):
        raise TypeError
    return values


_OPERATORS: dict[str, Callable[..., Any]] = {
    "and": lambda *values: all(values),
    "divide": operator.truediv,
    "gt": operator.gt,
    "gte": operator.ge,
    "isNull": lambda value: value is None,
    "lt": operator.lt,
    "lte": operator.le,
    "match": lambda value, other: None if None in (value, other) else value == other,
    "max": lambda *values: max(values),
    "member": lambda value, several: value in several,
    "min": lambda *values: min(values),
    "multiple": _several,
    "not": lambda value: None if value is None else not value,
    "null": lambda: None,
    "or": lambda *values: any(values),
    "ordered": _several,
    "product": lambda *values: math.prod(values),
    "subtract": operator.sub,
    "sum": lambda *values: sum(values, 0.0),
}


class UnfitScoringError(Exception):
    """How an item is scored cannot be taken; the message says why in a sentence."""


class _UnclearError(Exception):
    """A rule cannot be followed."""


def marks_of(item: Element, interaction: Element, choices: Sequence[Element]) -> list[float]:
    """The percentage each choice earns, on which all that the item says of it agrees."""
    declared = _Declaration(item, interaction.get("responseIdentifier", ""))
    names = [choice.get("identifier", "") for choice in choices]
    by_key = [FULL * (name in declared.right) for name in names]
    if len(declared.right) > 1 or not names:
        return by_key
    keys = [by_key] if declared.right else []
    if declared.mapped:
        keys.append(_percent([declared.points(name) for name in names]))
    processing = item.find("responseProcessing")
    try:
        if processing is not None and _sets_score(processing, item):
            keys.append(_percent([_score(processing, item, declared, name) for name in names]))
    except _UnclearError as error:
        reason = _("It is scored by rules of its own that Dure cannot follow.")
        raise UnfitScoringError(reason) from error
    for marks in keys:
        if any(NONE < mark < FULL or math.isnan(mark) for mark in marks) or marks.count(FULL) > 1:
            return marks
    if any(_right(marks) != _right(keys[0]) for marks in keys):
        raise UnfitScoringError(_("Its right option and its scores disagree."))
    return min(keys, key=min) if keys else by_key


def _right(marks: Sequence[float]) -> list[bool]:
    return [mark == FULL for mark in marks]


class _Declaration:
    """The response declaration: the right choices, and the points of each."""

    def __init__(self, item: Element, name: str) -> None:
        all_declared = item.findall("responseDeclaration")
        declared = next(
            (declaration for declaration in all_declared if declaration.get("identifier") == name),
            None,
        )
        if declared is None:
            declared = all_declared[0] if len(all_declared) == 1 else Element("responseDeclaration")
        self.name = declared.get("identifier", "")
        self.right = {
            (value.text or "").strip() for value in declared.iterfind("correctResponse/value")
        }
        self.mapped = {
            entry.get("mapKey", ""): _number(entry.get("mappedValue", "0"))
            for entry in declared.iterfind("mapping/mapEntry")
        }
        mapping = declared.find("mapping")
        self._bounds = {} if mapping is None else mapping.attrib

    def points(self, choice: str) -> float:
        earned = self.mapped.get(choice, _number(self._bounds.get("defaultValue", "0")))
        if "lowerBound" in self._bounds:
            earned = max(earned, _number(self._bounds["lowerBound"]))
        if "upperBound" in self._bounds:
            earned = min(earned, _number(self._bounds["upperBound"]))
        return earned


def _percent(scores: Sequence[float]) -> list[float]:
    best = max(scores)
    if best <= 0:
        raise UnfitScoringError(_("None of its options earns a mark."))
    return [FULL * (score / best) for score in scores]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _set_in(rules: Element) -> set[str]:
    """The outcomes that the rules may set."""
    return {
        rule.get("identifier", "")
        for rule in rules.iter()
        if rule.tag in ("setOutcomeValue", "lookupOutcomeValue")
    }


def _sets_score(processing: Element, item: Element) -> bool:
    """Whether it has rules of its own for the score."""
    if not len(processing):
        template = processing.get("template", "").rpartition("/")[2].removesuffix(".xml")
        if template and template.lower() not in TEMPLATES:
            raise _UnclearError
        return False
    outcomes = _set_in(processing)
    numbers = {
        declaration.get("identifier")
        for declaration in item.iterfind("outcomeDeclaration")
        if declaration.get("baseType") in NUMBERS
    }
    has_unread = any(rule.tag in _UNREAD for rule in processing.iter())
    if has_unread or (SCORE not in outcomes and outcomes & numbers):
        raise _UnclearError
    return SCORE in outcomes


def _score(processing: Element, item: Element, declared: _Declaration, choice: str) -> float:
    """The score of the item where this choice is made."""
    values: dict[str, Any] = {SCORE: 0.0}
    for outcome in item.iterfind("outcomeDeclaration"):
        base = outcome.get("baseType", "")
        default = outcome.find("defaultValue/value")
        empty = 0.0 if base in NUMBERS else None
        values[outcome.get("identifier", "")] = empty if default is None else _base(default, base)
    values[declared.name] = choice
    _Processing(declared, values).run(list(processing))
    score = values[SCORE]
    if not isinstance(score, float):
        raise _UnclearError
    return score


def _base(value: Element, base: str) -> str | float | bool:
    text = (value.text or "").strip()
    if base in NUMBERS:
        return _number(text)
    return text == "true" if base == "boolean" else text


class _Processing:
    """Follows response processing; `values` holds the variables that are known."""

    def __init__(self, declared: _Declaration, values: dict[str, Any]) -> None:
        self.declared = declared
        self.values = values

    def run(self, rules: Sequence[Element]) -> None:
        """Outcomes of rules that cannot be followed are unknown, which the score may not be."""
        for rule in rules:
            try:
                self._follow(rule)
            except _UnclearError:
                outcomes = _set_in(rule)
                if SCORE in outcomes:
                    raise
                for outcome in outcomes:
                    self.values.pop(outcome, None)

    def _follow(self, rule: Element) -> None:
        if rule.tag == "setOutcomeValue" and len(rule) == 1:
            self.values[rule.get("identifier", "")] = self._value(rule[0])
        elif rule.tag == "responseCondition":
            self.run(self._chosen(rule))
        else:
            raise _UnclearError

    def _chosen(self, condition: Element) -> list[Element]:
        """The rules of the first branch that holds."""
        for branch in condition:
            if branch.tag == "responseElse":
                return branch[:]
            if not len(branch):
                raise _UnclearError
            if self._value(branch[0]):
                return branch[1:]
        return []

    def _value(self, expression: Element) -> Any:
        tag, name = expression.tag, expression.get("identifier", "")
        if tag == "baseValue":
            return _base(expression, expression.get("baseType", ""))
        if tag == "variable" and name in self.values:
            return self.values[name]
        if tag == "correct" and name == self.declared.name:
            return next(iter(self.declared.right), None)
        if tag == "mapResponse" and name == self.declared.name:
            return self.declared.points(self.values[name])
        if tag not in _OPERATORS:
            raise _UnclearError
        try:
            return _OPERATORS[tag](*(self._value(operand) for operand in expression))
        except (TypeError, ValueError, ArithmeticError) as error:
            raise _UnclearError from error
