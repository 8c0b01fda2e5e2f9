from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, OperationalError, models, transaction
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from quizzes import invariants
from quizzes.models.question import Option
from quizzes.models.quiz import Quiz

if TYPE_CHECKING:
    from accounts.models import User
    from quizzes.models.answer import Answer

# Each lost race means that somebody else's answer was stored, and a question has few options.
TRIES = 12
DEADLOCK = "40P01"


class QuestionClosed(Exception):
    """The question is answered right already, or its attempt is finished."""


class QuestionRetired(Exception):
    """The question is no longer asked."""


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def of_record(self) -> "AttemptQuerySet":
        """First attempts: the ones whose score counts."""
        return self.filter(number=1)

    def begin(self, quiz: Quiz, learner: "User") -> "Attempt":
        """The attempt of record, made once however many ask at once (`attempt_once`)."""
        attempt, _is_new = self.get_or_create(quiz=quiz, learner=learner, number=1)
        return attempt

    def practise(self, quiz: Quiz, learner: "User", scope: str = "all") -> "Attempt | None":
        """The practice that is under way, else a new one (number 2, 3 …) of what was asked for.

        None before the attempt of record is finished and where there is nothing of that scope.
        """
        mine = self.filter(quiz=quiz, learner=learner).order_by("number")
        latest = mine.last()
        if latest is None:
            return None
        try:
            with transaction.atomic():
                if not latest.is_finished:
                    if latest.is_of_record or latest.scope == scope or latest.answers.exists():
                        return latest
                    latest.delete()  # Nothing answered yet: another choice of questions.
                    return self._begin_practice(quiz, learner, latest.number, scope)
                return self._begin_practice(quiz, learner, latest.number + 1, scope)
        except IntegrityError:
            return mine.last()

    def _begin_practice(
        self, quiz: Quiz, learner: "User", number: int, scope: str
    ) -> "Attempt | None":
        from quizzes.models.asked_question import AskedQuestion
        from quizzes.repetition import History

        history = History.of(learner, [quiz.pk])
        asked = {"missed": history.missed, "due": history.due}.get(scope)
        if asked is not None and not asked:
            return None
        attempt = self.create(quiz=quiz, learner=learner, number=number, scope=scope)
        AskedQuestion.objects.bulk_create(
            AskedQuestion(attempt=attempt, question_id=question) for question in asked or ()
        )
        return attempt


class Attempt(models.Model):
    """One learner's way through a quiz. Number 1 is of record; later ones are practice.

    `finished_at` is set by the database (`attempt_finishes`) with the last right answer. An attempt
    whose scope is not "all" asks only its `asked_questions`.
    """

    class Scope(models.TextChoices):
        ALL = "all", _("All questions")
        MISSED = "missed", _("Missed at the first try")
        DUE = "due", _("Due to come back")

    quiz = models.ForeignKey(Quiz, models.PROTECT, related_name="attempts", verbose_name=_("quiz"))
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="attempts",
        verbose_name=_("learner"),
    )
    number = models.PositiveIntegerField(_("number"), default=1)
    scope = models.CharField(
        _("scope"), max_length=10, choices=Scope, default=Scope.ALL, db_default="all"
    )
    started_at = models.DateTimeField(_("started"), default=timezone.now)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["quiz", "learner", "number"]
        constraints = [
            models.UniqueConstraint(fields=["quiz", "learner", "number"], name="attempt_once"),
            models.UniqueConstraint(
                fields=["quiz", "learner"],
                condition=models.Q(finished_at=None),
                name="attempt_one_open",
            ),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="attempt_number_from_1"),
            models.CheckConstraint(
                condition=models.Q(scope="all")
                | models.Q(scope__in=["missed", "due"], number__gt=1),
                name="attempt_of_record_asks_all",
            ),
        ]
        triggers = [
            invariants.ATTEMPT_BEGINS,
            invariants.ATTEMPT_IS_FIXED,
            invariants.ATTEMPT_STAYS,
            invariants.KEEPS_ITS_ID,
            invariants.FINISHED_MEANS_FINISHED,
        ]

    def __str__(self) -> str:
        return f"{self.learner} · {self.quiz} · {self.number}"

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def is_of_record(self) -> bool:
        return self.number == 1

    @property
    def practice_number(self) -> int:
        """Practice counts from 1, as people count it."""
        return self.number - 1

    @cached_property
    def answers_given(self) -> "list[Answer]":
        """This attempt's answers as last read, in order."""
        return list(self.answers.all())

    def choose(self, option: Option, confidence: str = "") -> "Answer":
        """Record that the learner chose this option; the same choice again is the same answer.

        `confidence` is kept with a first answer only.

        Safe against any number of choices at once: each try reads what is there and adds the
        next ordinal, and `answer_ordinal_once` and `answer_fits_its_attempt` let one through.
        Raises `QuestionClosed` or `QuestionRetired`, and then nothing is stored.
        """
        for _try in range(TRIES):
            answers = [a for a in self.answers_given if a.question_id == option.question_id]
            for answer in answers:
                if answer.option_id == option.pk:
                    return answer
            if option.question.is_retired:
                raise QuestionRetired
            if self.is_finished or any(answer.is_correct for answer in answers):
                raise QuestionClosed
            try:
                return self._add(option, len(answers) + 1, confidence)
            except IntegrityError:
                self._read_again(option)
            except OperationalError as error:
                if not _is_deadlock(error):
                    raise
                self._read_again(option)
        raise QuestionClosed

    def _add(self, option: Option, ordinal: int, confidence: str) -> "Answer":
        """Add an answer; a first attempt that is not stored yet is stored with it."""
        with transaction.atomic():
            if self._state.adding:
                self.save()
            answer = self.answers.create(
                question=option.question,
                option=option,
                ordinal=ordinal,
                is_correct=option.is_correct,
                confidence=confidence if ordinal == 1 else "",
            )
        self.answers_given.append(answer)
        return answer

    def _read_again(self, option: Option) -> None:
        """See what the choice that was first has left."""
        stored = Attempt.objects.filter(
            quiz=self.quiz, learner=self.learner, number=self.number
        ).first()
        self.pk = stored.pk if stored else None
        self.finished_at = stored.finished_at if stored else None
        self._state.adding = stored is None
        self.answers_given = list(stored.answers.all()) if stored else []
        option.refresh_from_db(fields=["is_correct"])
        option.question.refresh_from_db(fields=["retired_at"])


def _is_deadlock(error: OperationalError) -> bool:
    """Whether Postgres gave this transaction up for another, as when questions are retired."""
    return getattr(error.__cause__, "sqlstate", None) == DEADLOCK
