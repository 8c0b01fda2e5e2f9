"""What a question and its options said when an answer was given, where it reads otherwise now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from quizzes.answered_attempt import GivenAnswer
from quizzes.models import Question, Wording
from texts.words import words_of_html

Text = tuple[int, int | None]  # a question, and its option or none for the stem


@dataclass(frozen=True)
class SaidThen:
    """The earlier texts as HTML, each with the last answer given to it, the oldest first."""

    texts: Mapping[Text, list[tuple[int, str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, questions: Iterable[int]) -> "SaidThen":
        """One query."""
        texts: dict[Text, list[tuple[int, str]]] = {}
        rows = Wording.objects.filter(question__in=list(questions)).order_by("pk")
        for question, option, last, html in rows.values_list(
            "question", "option", "last_answer", "html"
        ):
            texts.setdefault((question, option), []).append((last, html))
        return cls(texts)

    def html(self, question: int, option: int | None, answer: int, now: str) -> str:
        """What was said when this answer (its number) was given; `now` where it is said still."""
        earlier = self.texts.get((question, option), ())
        return next((html for last, html in earlier if answer <= last), now)

    def other_html(self, question: int, option: int | None, answer: int, now: str) -> str:
        """The same where people see other words in it, else nothing."""
        html = self.html(question, option, answer, now)
        is_same = html == now or words_of_html(html) == words_of_html(now)
        return "" if is_same else html

    def other_stem_html(self, question: Question, answers: Sequence[GivenAnswer]) -> str:
        """What was asked when the first of these was given, where people see other words now."""
        if not answers:
            return ""
        return self.other_html(question.pk, None, answers[0].pk, question.stem_html)
