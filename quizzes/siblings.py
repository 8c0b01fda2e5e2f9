"""Questions on one idea: each that the quiz asks with its siblings, which reviews ask in turn."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizzes.models import Question


@dataclass(frozen=True)
class Siblings:
    """`firsts` has of each sibling, retired ones too, what it is one of; `asked`, by that question,
    those that are asked, in order."""

    firsts: Mapping[int, int] = field(default_factory=dict)
    asked: Mapping[int, Sequence[int]] = field(default_factory=dict)

    @classmethod
    def among(cls, questions: "Iterable[Question]") -> "Siblings":
        firsts: dict[int, int] = {}
        siblings: dict[int, list[int]] = {}
        for question in questions:
            if question.sibling_of_id is not None:
                firsts[question.pk] = question.sibling_of_id
                if question.is_asked:
                    siblings.setdefault(question.sibling_of_id, []).append(question.pk)
        return cls(firsts, siblings)

    def first_of(self, question: int) -> int:
        """The question that an answer to this one counts for: what it is one of, or itself."""
        return self.firsts.get(question, question)

    def cases_of(self, first: int) -> list[int]:
        """What is asked in turn where this question comes back."""
        return [first, *self.asked.get(first, ())]
