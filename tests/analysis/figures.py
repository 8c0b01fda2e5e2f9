"""Questions with made-up figures, for the tests of the sentences about them."""

from collections.abc import Sequence
from typing import Any

from analysis.findings import findings
from analysis.items import Item, OptionFigures, Share
from quizzes.models import Option, Question
from quizzes.numbering import sign_of


def make_item(first: Sequence[int], right: int = 0, **figures: Any) -> Item:
    """A question whose options were chosen first so many times; `next_right` is per option."""
    answered = sum(first)
    next_right = figures.pop("next_right", {})
    choices = [
        OptionFigures(
            Option(is_correct=at == right),
            sign_of(at),
            len(first),
            first=Share(count, answered),
            ever=count,
            rest=None,
            rest_count=0,
            next_right=next_right.get(at, Share(0, 0)),
        )
        for at, count in enumerate(first)
    ]
    given: dict[str, Any] = {
        "question": Question(),
        "number": 1,
        "choices": choices,
        "facility": Share(first[right], answered),
        "sure": Share(0, 0),
        "whole": answered,
        "raw_discrimination": None,
        "raw_upper_lower": None,
        "tries": {},
    }
    return Item(**given | figures)


def sentences(item: Item, kind: str) -> list[str]:
    return [finding.sentence for finding in findings(item) if finding.kind == kind]
