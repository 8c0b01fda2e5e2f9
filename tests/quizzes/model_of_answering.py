"""What answering is, in plain Python: what the database and the pages are compared with."""

from collections.abc import Iterator
from dataclasses import dataclass, field

INTERVALS = (1, 7, 30)
NEVER = 10**9


@dataclass
class ModelQuestion:
    """A question by the numbers of its rows, its options in order."""

    pk: int
    options: list[int]
    right: int
    is_draft: bool = False
    is_retired: bool = False
    sibling_of: int | None = None

    @property
    def is_asked(self) -> bool:
        return not (self.is_draft or self.is_retired)

    @property
    def is_live(self) -> bool:
        return self.is_asked and self.sibling_of is None


@dataclass(frozen=True)
class ModelAnswer:
    question: int
    option: int
    ordinal: int
    is_right: bool
    day: int


@dataclass
class ModelAttempt:
    number: int
    scope: str = "all"
    asks: frozenset[int] = frozenset()
    answers: list[ModelAnswer] = field(default_factory=list)
    is_finished: bool = False
    is_stopped: bool = False
    pk: int | None = None  # learnt from the database, never compared

    @property
    def is_over(self) -> bool:
        return self.is_finished or self.is_stopped

    def answers_to(self, question: int) -> list[ModelAnswer]:
        return [answer for answer in self.answers if answer.question == question]

    def has_right(self, question: int) -> bool:
        return any(answer.is_right for answer in self.answers_to(question))

    @property
    def firsts(self) -> list[ModelAnswer]:
        return [answer for answer in self.answers if answer.ordinal == 1]

    @property
    def score(self) -> int:
        return sum(answer.is_right for answer in self.firsts)

    def is_for(self, question: ModelQuestion) -> bool:
        """Whether it is one of those that it asks, retired ones too."""
        return question.sibling_of is None if self.scope == "all" else question.pk in self.asks


@dataclass
class ModelLearner:
    is_member: bool = True
    has_read: bool = False
    attempts: list[ModelAttempt] = field(default_factory=list)

    @property
    def current(self) -> ModelAttempt:
        """That which the page shows: the open one, else the last that was not stopped."""
        shown = [attempt for attempt in self.attempts if not attempt.is_stopped]
        under_way = [attempt for attempt in shown if not attempt.is_finished]
        return (under_way or shown or [ModelAttempt(1)])[-1]


class Refused(Exception):
    """With the status that the learner gets; nothing is stored."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class Model:
    def __init__(self, questions: list[ModelQuestion], learners: int) -> None:
        self.questions = {question.pk: question for question in questions}
        self.learners = [ModelLearner() for _ in range(learners)]
        self.day = 0

    def choose(self, learner: ModelLearner, question: int, option: int, sent: str) -> None:
        asked = self.questions[question]
        if asked.is_draft or not learner.is_member:
            raise Refused(404)
        if option not in asked.options:
            raise Refused(400)
        attempt = self.attempt_of(learner, sent)
        answers = attempt.answers_to(question)
        if option in [answer.option for answer in answers]:
            return
        if asked.is_retired:
            raise Refused(410)
        if attempt.is_over or attempt.has_right(question) or not attempt.is_for(asked):
            raise Refused(409)
        if attempt not in learner.attempts:
            learner.attempts.append(attempt)
        is_right = option == asked.right
        answer = ModelAnswer(question, option, len(answers) + 1, is_right, self.day)
        attempt.answers.append(answer)
        if is_right:
            self.finish(attempt)

    def attempt_of(self, learner: ModelLearner, sent: str) -> ModelAttempt:
        """That of which the form was made."""
        if not sent:
            return learner.current
        if sent == "record":
            return learner.attempts[0] if learner.attempts else learner.current
        for attempt in learner.attempts:
            if str(attempt.pk) == sent:
                return attempt
        raise Refused(404)

    def finish(self, attempt: ModelAttempt) -> None:
        """It is finished once all that it asks has its right answer."""
        left = [
            question
            for question in self.questions.values()
            if question.is_asked and attempt.is_for(question) and not attempt.has_right(question.pk)
        ]
        attempt.is_finished = not left

    def retire(self, pk: int) -> None:
        for question in self.questions.values():
            if pk in {question.pk, question.sibling_of}:
                question.is_retired = question.is_retired or question.is_asked
        for learner in self.learners:
            for attempt in learner.attempts:
                if not attempt.is_over and (attempt.number > 1 or attempt.answers):
                    self.finish(attempt)

    def practise(self, learner: ModelLearner, scope: str) -> None:
        if not learner.is_member:
            raise Refused(404)
        if not learner.attempts:
            return
        last = learner.attempts[-1]
        if not last.is_over:
            if last.number == 1 or last.scope == scope or last.answers:
                return
            learner.attempts.pop()
        asks = {"all": frozenset[int](), "missed": self.missed(learner), "due": self.due(learner)}
        if scope == "all" or asks[scope]:
            number = len(learner.attempts) + 1
            learner.attempts.append(ModelAttempt(number, scope, asks[scope]))

    def stop(self, learner: ModelLearner) -> None:
        if not learner.is_member:
            raise Refused(404)
        for attempt in learner.attempts:
            if attempt.number > 1 and not attempt.is_over:
                attempt.is_stopped = True

    def missed(self, learner: ModelLearner) -> frozenset[int]:
        firsts = learner.attempts[0].firsts
        wrong = {answer.question for answer in firsts if not answer.is_right}
        return frozenset(pk for pk in wrong if self.questions[pk].is_live)

    def due(self, learner: ModelLearner) -> frozenset[int]:
        """Live questions never answered, and of those whose day has come the case in turn."""
        live = [question.pk for question in self.questions.values() if question.is_live]
        return frozenset(case for pk in live for case in self.case_due(learner, pk))

    def case_due(self, learner: ModelLearner, pk: int) -> Iterator[int]:
        given = self.given(learner, pk)
        if not given:
            yield pk
        elif self.day_of(given) <= self.day:
            cases = [q.pk for q in self.card(pk) if q.pk == pk or q.is_asked]
            turns = {answer.question: turn for turn, answer in enumerate(given)}
            yield min(cases, key=lambda case: turns.get(case, -1))

    def card(self, pk: int) -> list[ModelQuestion]:
        """The question and its siblings."""
        siblings = [q for q in self.questions.values() if q.sibling_of == pk]
        return [self.questions[pk], *siblings]

    def given(self, learner: ModelLearner, pk: int) -> list[ModelAnswer]:
        """The first answers to a card, in order."""
        card = {question.pk for question in self.card(pk)}
        firsts = [answer for attempt in learner.attempts for answer in attempt.firsts]
        return [answer for answer in firsts if answer.question in card]

    def day_of(self, given: list[ModelAnswer]) -> int:
        """When a card that was answered so comes back."""
        box, due = -1, 0
        for answer in given:
            if answer.is_right and box >= 0 and answer.day < due:
                continue  # Early: it moves nothing.
            box = 0 if not answer.is_right else max(1, box + 1)
            due = answer.day + INTERVALS[box] if box < len(INTERVALS) else NEVER
        return due

    def days(self, learner: ModelLearner) -> dict[int, int]:
        """When each live question comes back that was answered."""
        live = [question.pk for question in self.questions.values() if question.is_live]
        given = {pk: self.given(learner, pk) for pk in live}
        days = {pk: self.day_of(answers) for pk, answers in given.items() if answers}
        return {pk: day for pk, day in days.items() if day < NEVER}

    def shown(self, attempt: ModelAttempt) -> dict[int, bool]:
        """The questions on the page of this attempt, each with whether it takes an answer."""
        return {
            question.pk: question.is_asked
            and not attempt.is_over
            and not attempt.has_right(question.pk)
            for question in self.questions.values()
            if attempt.answers_to(question.pk)
            or (question.is_asked and attempt.is_for(question) and not attempt.is_over)
        }

    def state(self, learner: ModelLearner) -> str:
        """How far the learner is in the module, which has a section."""
        record = learner.attempts[0] if learner.attempts else None
        is_live = any(question.is_live for question in self.questions.values())
        if not (learner.has_read or record):
            return "not-started"
        if learner.has_read and ((record and record.is_finished) or not is_live):
            return "complete"
        return "answering" if record and not record.is_finished else "reading"
