"""Cohorts that have answered, for the tests of reports."""

from collections.abc import Iterable, Sequence

from accounts.models import User
from courses.models import Cohort
from progress.counted import Counted, Member
from quizzes.models import Answer, Attempt, Option, Question, Quiz
from tests.factories import CohortFactory, UserFactory, make_quiz

# What each learner chose: for each question the positions of options in the order chosen.
Choices = Sequence[Sequence[int]]


def make_cohort(quiz: Quiz, learners: int, **fields: object) -> tuple[Cohort, list[User]]:
    cohort = CohortFactory.create(course=quiz.module.course, **fields)
    people = UserFactory.create_batch(learners)
    for person in people:
        cohort.enrol(person)
    return cohort, people


def make_answered(choices: Sequence[Choices], questions: int) -> tuple[Cohort, Quiz, list[User]]:
    """A cohort of which each learner has chosen so; nothing for a question is not reached."""
    quiz = make_quiz(questions=questions)
    cohort, people = make_cohort(quiz, len(choices))
    asked = [(one, list(one.options.all())) for one in quiz.questions.all()]
    for person, sheet in zip(people, choices, strict=True):
        give(quiz, person, asked, sheet)
    return cohort, quiz, people


def give(
    quiz: Quiz, learner: User, asked: Sequence[tuple[Question, Sequence[Option]]], sheet: Choices
) -> None:
    """Answer as a learner would, question by question, in two statements."""
    if not any(sheet):
        return
    attempt = Attempt.objects.create(quiz=quiz, learner=learner)
    Answer.objects.bulk_create(
        Answer(
            attempt=attempt,
            question=question,
            option=options[chosen],
            ordinal=ordinal,
            is_correct=options[chosen].is_correct,
        )
        for (question, options), positions in zip(asked, sheet, strict=True)
        for ordinal, chosen in enumerate(positions, 1)
    )


def counted(people: Iterable[User | int]) -> Counted:
    """These people (or their ids), with all that they did."""
    return Counted([Member(0, one if isinstance(one, int) else one.pk) for one in people])


def until_right(first: int, *then: int) -> list[int]:
    """A first choice, others, and at last the right one (option b of the factories)."""
    chosen = [first, *then]
    return chosen if chosen[-1] == 1 else [*chosen, 1]
