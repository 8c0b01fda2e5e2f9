"""Whether two accounts may be made one, and what will be then: for the page that asks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Model
from django.utils.translation import gettext as _

from accounts.models import User
from courses.models import Cohort, Enrolment
from progress.models import Diagnosis, LessonNote, LessonRead
from quizzes.models import Attempt, Quiz


def why_not(closed: User, stays: User) -> str:
    """Empty where they may. Accounts with rights are none: the name of one would open the other."""
    if closed.pk == stays.pk:
        return _("These are one account already.")
    for person in (closed, stays):
        if person.is_erased or person.merged_into_id:
            return _("%(username)s was erased or merged already.") % {"username": person.username}
        if _has_rights(person):
            return _(
                "%(username)s may do more than learn. Take the rights off first: the name of one "
                "account opens the other afterwards."
            ) % {"username": person.username}
    if not stays.is_active:
        return _("%(username)s is closed, and would stay.") % {"username": stays.username}
    return ""


def _has_rights(person: User) -> bool:
    if person.is_staff or person.is_superuser:
        return True
    if person.groups.exists() or person.user_permissions.exists():
        return True
    return Cohort.objects.filter(facilitators=person).exists()


@dataclass(frozen=True)
class QuizOfBoth:
    """A quiz that both began: whose first attempt is of record then, and whether it is open."""

    quiz: Quiz
    first: Attempt

    @property
    def is_open(self) -> bool:
        return not self.first.is_over


@dataclass(frozen=True)
class Belongings:
    """How much there is of an account, to tell two apart."""

    person: User
    attempts: int
    sections: int
    notes: int
    diagnoses: int
    cohorts: list[str]

    @classmethod
    def of(cls, people: Iterable[User]) -> "dict[User, Belongings]":
        """Of each of them; as many queries as there are kinds of things."""
        people = list(people)
        attempts = _how_many_of_each(Attempt, people)
        sections = _how_many_of_each(LessonRead, people)
        notes = _how_many_of_each(LessonNote, people)
        diagnoses = _how_many_of_each(Diagnosis, people)
        cohorts: dict[int, list[str]] = {}
        enrolments = Enrolment.objects.filter(learner__in=people).order_by("cohort__name")
        for learner, name in enrolments.values_list("learner", "cohort__name"):
            cohorts.setdefault(learner, []).append(name)
        return {
            person: cls(
                person,
                attempts.get(person.pk, 0),
                sections.get(person.pk, 0),
                notes.get(person.pk, 0),
                diagnoses.get(person.pk, 0),
                cohorts.get(person.pk, []),
            )
            for person in people
        }


def _how_many_of_each(kind: type[Model], people: Sequence[User]) -> dict[int, int]:
    rows = kind._default_manager.filter(learner__in=people).order_by("learner").values("learner")
    return dict(rows.annotate(there_are=Count("pk")).values_list("learner", "there_are"))


@dataclass(frozen=True)
class Preview:
    """What will be: both accounts, why it may not be, and the quizzes that both began."""

    closed: Belongings
    stays: Belongings
    why_not: str
    quizzes: list[QuizOfBoth]

    @property
    def accounts(self) -> list[Belongings]:
        return [self.closed, self.stays]

    @classmethod
    def of(cls, closed: User, stays: User) -> "Preview":
        belongings = Belongings.of([closed, stays])
        return cls(
            belongings[closed],
            belongings[stays],
            why_not(closed, stays),
            _of_both(closed, stays),
        )


def _of_both(closed: User, stays: User) -> list[QuizOfBoth]:
    """As the database will decide (quizzes/merging.py): who began it earlier."""
    firsts = Attempt.objects.of_record().filter(learner__in=[closed, stays])
    begun: dict[int, list[Attempt]] = {}
    rows = firsts.select_related("quiz__module__course", "learner")
    for attempt in rows.order_by("started_at", "pk"):
        begun.setdefault(attempt.quiz_id, []).append(attempt)
    return [QuizOfBoth(both[0].quiz, both[0]) for both in begun.values() if len(both) > 1]
