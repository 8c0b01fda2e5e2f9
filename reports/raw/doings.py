"""What members of a cohort did: a row an answer, an attempt, a section read, a self-diagnosis."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.utils.translation import gettext as _

from progress.counted import Counted
from progress.queries import rows_of_many
from progress.tables import Value
from quizzes.models import Answer, Attempt
from reports.raw.content import Content
from reports.raw.people import People
from reports.raw.sheets import Column, RowSheet

HERE = Path(__file__).parent
LEVELS = 6


def _who() -> list[Column]:
    return [("person", _("Person"), _("Their number, as on the sheet of people."))]


def _before() -> Column:
    meaning = _("Whether it was before they joined this cohort, as in an earlier one.")
    return ("before_joining", _("Before joining"), meaning)


def _in_module() -> list[Column]:
    return [
        ("module_slug", _("Module (slug)"), _("The name of the module in addresses and files.")),
        ("attempt", _("Attempt"), _("1 is of record, later ones are practice or review.")),
        ("kind", _("Kind"), _("Of record, practice, or review of what was due.")),
    ]


@dataclass(frozen=True)
class Doings:
    """All that the members counted did with the content, up to the end of the cohort."""

    content: Content
    people: People

    @property
    def counted(self) -> Counted:
        return self.people.counted

    def sheets(self) -> list[RowSheet]:
        return [self._attempts(), self._reads(), self._diagnoses()]

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        scopes = dict.fromkeys(Attempt.Scope.values, _("Practice"))
        return {**scopes, Attempt.Scope.DUE: _("Review")}

    def kind(self, attempt: int, scope: str) -> str:
        return self.kinds[scope] if attempt > 1 else _("Of record")

    def answers(self) -> RowSheet:
        columns = [
            *_who(),
            ("name", _("Name"), _("Their name; of one who was erased what stands for it.")),
            ("username", _("Username"), _("What they sign in with.")),
            ("department", _("Department"), _("What the roster says of them.")),
            ("module", _("Module"), _("What the module is called on pages.")),
            *_in_module(),
            ("question", _("Question (slug)"), _("The name of the question within its module.")),
            (
                "number",
                _("Number"),
                _("The number in the quiz; none if it does not ask it."),
            ),
            ("stem", _("Stem"), _("What is asked.")),
            ("option_sign", _("Option"), _("The sign of the chosen option on the page.")),
            ("option", _("Option (slug)"), _("The name of the chosen option.")),
            ("is_right", _("Right"), _("Whether it is the right one.")),
            ("try", _("Try"), _("Which choice at this question in this attempt; 1 is the first.")),
            ("confidence", _("Confidence"), _("What was said with the first choice, in words.")),
            ("confidence_code", _("Confidence (for programs)"), "sure, half, guess"),
            ("answered_at", _("When"), _("By the clock of the site.")),
            _before(),
            ("retired_then", _("No longer asked then"), _("Whether it had been retired by then.")),
        ]
        return RowSheet("answers", _("Answers"), columns, self._answer_rows())

    def _answer_rows(self) -> Iterator[Sequence[Value]]:
        questions = {question.pk: (number, question) for number, question in self.content.numbered}
        options, people = self.content.options, self.people.by_learner
        words = {code: str(text) for code, text in Answer.Confidence.choices}
        rows = rows_of_many(HERE / "answers.sql", self.counted, quizzes=self.content.quizzes)
        for learner, question_id, option_id, *choice, confidence, at, is_earlier in rows:
            is_right, ordinal, attempt, scope = choice
            number, question = questions[question_id]
            (sign, option), enrolment = options[option_id], people[learner]
            person = enrolment.learner
            module, retired_at = question.quiz.module, question.retired_at
            yield (
                *(learner, str(person), person.username, enrolment.department),
                *(module.label, module.slug),
                *(attempt, self.kind(attempt, scope), question.slug, number, question.short_stem),
                *(sign, option.slug, is_right, ordinal),
                *(words.get(confidence), confidence or None, at, is_earlier),
                retired_at is not None and retired_at <= at,
            )

    def _attempts(self) -> RowSheet:
        columns = [
            *(*_who(), *_in_module()),
            ("started_at", _("Started"), _("When it began.")),
            ("finished_at", _("Finished"), _("When everything asked was right.")),
            ("stopped_at", _("Stopped"), _("When a practice was given up.")),
            _before(),
        ]
        return RowSheet("attempts", _("Attempts"), columns, self._attempt_rows())

    def _attempt_rows(self) -> Iterator[Sequence[Value]]:
        slugs = {
            module.quiz.pk: module.slug
            for module in self.content.modules
            if hasattr(module, "quiz")
        }
        for learner, quiz, attempt, scope, *moments, began_earlier in rows_of_many(
            HERE / "attempts.sql", self.counted, quizzes=self.content.quizzes
        ):
            yield (
                *(learner, slugs[quiz], attempt, self.kind(attempt, scope)),
                *(*moments, began_earlier),
            )

    def _reads(self) -> RowSheet:
        columns = [
            *_who(),
            ("module_slug", _("Module (slug)"), _("The module of the section.")),
            ("section", _("Section (slug)"), _("The name of the section within its module.")),
            ("read_at", _("First read"), _("When it was first read to its end.")),
            ("visited_at", _("Last visited"), _("When it was last looked at.")),
        ]
        return RowSheet("reads", _("Sections read"), columns, self._read_rows())

    def _read_rows(self) -> Iterator[Sequence[Value]]:
        lessons = {lesson.pk: lesson for lesson in self.content.lessons}
        for learner, pk, read_at, visited_at in rows_of_many(
            HERE / "reads.sql", self.counted, lessons=[*lessons]
        ):
            lesson = lessons[pk]
            yield learner, lesson.module.slug, lesson.slug, read_at, visited_at

    def _diagnoses(self) -> RowSheet:
        columns = [
            *_who(),
            ("page", _("Self-diagnosis (slug)"), _("The name of the self-diagnosis in addresses.")),
            ("taken_at", _("Taken"), _("When it was sent.")),
        ]
        meaning = "on-my-own, with-help, not-yet"
        columns += [
            (f"level_{rank}", _("Level %(level)d") % {"level": rank}, meaning)
            for rank in range(1, LEVELS + 1)
        ]
        columns += [_before()]
        return RowSheet("diagnoses", _("Self-diagnoses"), columns, self._diagnosis_rows())

    def _diagnosis_rows(self) -> Iterator[Sequence[Value]]:
        slugs = {page.pk: page.slug for page in self.content.pages}
        for learner, page, taken_at, ratings, is_earlier in rows_of_many(
            HERE / "diagnoses.sql", self.counted, pages=[*slugs]
        ):
            rated = json.loads(ratings)
            yield (
                *(learner, slugs[page], taken_at),
                *(rated.get(str(rank)) for rank in range(1, LEVELS + 1)),
                is_earlier,
            )
