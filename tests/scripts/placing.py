"""Run beside the served site: vectors in every field that stores text, and where it is shown."""

import datetime
import json
import random
import sys
import uuid
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import AccessRecord, AccountNotice, User
from authoring.models import KeptTyping
from cohorts.models import MemberNote, Notice
from courses.models import Cohort, Course, Enrolment, Lesson, Level, Module
from progress.models import ChecklistTick, Diagnosis, DiagnosisDraft, LessonNote, Rating
from quizzes.models import Answer, Attempt, BankUpload, Option, Question, Quiz, Remark
from tests.factories import GlossaryTermFactory, ImageFactory, SelfDiagnosisFactory, image_file
from texts.visible import is_visible

if TYPE_CHECKING:
    from collections.abc import Iterator

GIFT_SIGNS = "\\~=#{}:"
DAY = datetime.timedelta(days=1100)


class Words:
    """The vectors in turn, as a field takes them."""

    def __init__(self, vectors: list[str]) -> None:
        self.vectors = [vector.replace("\0", "\ufffd") for vector in vectors]
        self.turn: Iterator[str] = cycle(self.vectors)

    def one(self, longest: int = 5000) -> str:
        """The next that fits, in one line; the last is cut where none does."""
        for _ in self.vectors:
            word = " ".join(next(self.turn).split())
            if len(word) <= longest and is_visible(word):
                return word
        return word[:longest] or "x"

    def all(self, longest: int = 5000) -> list[str]:
        return [self.one(longest) for _ in self.vectors]

    def every(self) -> str:
        """All of them in one text, a block each."""
        return "\n\n".join(self.vectors)


@transaction.atomic
def place(path: str, number: int) -> None:
    """Prints addresses by whose page it is: of a member, and of staff; and the numbers of rows."""
    words = Words(json.loads(Path(path).read_text(encoding="utf-8")))
    admin = User.objects.get(username="admin")
    facilitator = _person(f"leads-{number}", words, is_staff=True)
    facilitator.groups.add(Group.objects.get(name="Facilitators"))
    learner = _person(f"learns-{number}", words)
    course = Course.objects.create(
        slug=f"scripts-{number}", title=words.one(200), summary=words.every(), is_published=True
    )
    cohort = Cohort.objects.create(
        course=course, slug=f"scripts-{number}", name=words.one(200), join_code=f"code-{number}-xyz"
    )
    cohort.facilitators.add(facilitator)
    module = _module(course, words)
    questions = _quiz(module, words)
    for term in words.all(100):
        GlossaryTermFactory.create(course=course, term=_new(term, 100), definition=words.every())
    for at, alt in enumerate(words.all(500)[:10]):
        file = image_file(color=(at, 9, 9))
        ImageFactory.create(course=course, name=f"p-{at}", alt=alt, file=file)
    levels = _levels(module, words)
    _other_courses(course, learner, words)
    members = _members(cohort, words)
    enrolment = cohort.enrol(learner)
    _roster_line(enrolment, words)
    _of_the_learner(learner, module, questions, levels, words)
    _of_the_cohort(cohort, [learner, *members], questions, facilitator, words)
    _of_staff(course, module, admin, learner, words)
    bank = BankUpload.objects.create(
        quiz=module.quiz, made_by=admin, format="gift", content=_gift(words).encode()
    )
    roster = _roster(cohort, admin, words)
    sys.stdout.write(
        json.dumps(
            {
                "learner": learner.username,
                "course": course.slug,
                "module": module.slug,
                "levels": levels.slug,
                "cohort": cohort.slug,
                "code": cohort.join_code,
                "person": learner.pk,
                "roster": roster,
                "bank": bank.pk,
                "quiz": module.quiz.pk,
                "question": questions[0].pk,
                "slug": questions[0].slug,
                "lesson": module.lessons.earliest("pk").pk,
                "term": course.glossary.earliest("pk").pk,
                "image": course.images.earliest("pk").pk,
                "notice": cohort.notices.earliest("pk").pk,
                "course_pk": course.pk,
                "module_pk": module.pk,
                "levels_pk": levels.pk,
                "cohort_pk": cohort.pk,
            }
        )
    )


def _new(word: str, longest: int) -> str:
    """A term is there once in a course."""
    return f"{word[: longest - 5]}{random.randrange(10_000):05}"[:longest]


def _person(username: str, words: Words, **fields: Any) -> User:
    return User.objects.create(username=username, name=words.one(150), password="!", **fields)


def _module(course: Course, words: Words) -> Module:
    for at, (title, label) in enumerate(zip(words.all(200), words.all(50), strict=True), 1):
        module = Module.objects.create(
            course=course,
            slug=f"module-{at}",
            position=at,
            label=label,
            title=title,
            lead=words.every() if at == 1 else words.one(),
            as_of=words.one(50),
            is_published=True,
        )
        for place in range(1, len(words.vectors) + 1) if at == 1 else [1]:
            Lesson.objects.create(
                module=module,
                slug=f"lesson-{place}",
                position=place,
                title=words.one(200),
                body=_body(words) if at == 1 else words.one(),
            )
    return course.modules.get(position=1)


def _body(words: Words) -> str:
    """A vector as it is, and where text stands otherwise: lists, tables, boxes, drawings."""
    as_it_is, line = next(words.turn), words.one()
    return (
        f"{as_it_is}\n\n- {words.one()}\n\n| {line} | x |\n|---|---|\n| {words.one()} | y |\n\n"
        f"**{line}**\n\n[{line}](https://a.example '{line}')\n\n![{line}](image:p-0)\n\n"
        f"::: checklist {line}\n- [ ] {line}\n:::\n\n::: drawing bar {line}\nunit: {line}\n"
        f"{line}: {line} 1 | b 2\n:::\n\n::: drawing arrows {line}\n{line} →({line}) b\n:::\n\n"
        f"::: calc {line}\n{line}: 1 + 1 = 2 → {line}\n:::\n\n`{line}`\n\nx[^1]\n\n[^1]: {line}"
    )


def _quiz(module: Module, words: Words) -> list[Question]:
    quiz = Quiz.objects.create(
        module=module, title=words.one(200), intro=words.every(), asks_confidence=True
    )
    for at in range(1, len(words.vectors) + 1):
        question = Question.objects.create(
            quiz=quiz, slug=f"q-{at}", position=at, stem=words.one(), tags=[words.one(200)]
        )
        _options(question, words)
    draft = Question.objects.create(
        quiz=quiz, slug="draft", position=99, stem=words.every(), is_draft=True
    )
    _options(draft, words)
    return list(quiz.questions.filter(is_draft=False).order_by("position"))


def _options(question: Question, words: Words) -> None:
    for at, slug in enumerate("ab", 1):
        Option.objects.create(
            question=question,
            slug=slug,
            position=at,
            text=f"{words.one()} {slug}",
            is_correct=slug == "b",
            explanation=next(words.turn),
        )


def _levels(module: Module, words: Words) -> Any:
    levels = SelfDiagnosisFactory.create(after=module, title=words.one(200), intro=words.every())
    for level in levels.levels.all():
        level.name, level.can_do = words.one(50), words.every()
        level.question, level.read_next = words.every(), words.every()
        level.save()
    return levels


def _other_courses(course: Course, learner: User, words: Words) -> None:
    for at, title in enumerate(words.all(200)):
        other = Course.objects.create(
            slug=f"{course.slug}-{at}", title=title, summary=words.one(), is_published=True
        )
        cohort = Cohort.objects.create(
            course=other, slug=other.slug, name=words.one(200), join_code=f"{other.slug}-code"
        )
        cohort.enrol(learner)


def _members(cohort: Cohort, words: Words) -> list[User]:
    members = [_person(f"{cohort.slug}-{at:03}", words) for at in range(1, len(words.vectors) + 1)]
    for member in members:
        _roster_line(cohort.enrol(member), words)
    return members


def _roster_line(enrolment: Enrolment, words: Words) -> None:
    enrolment.staff_number, enrolment.department = words.one(50), words.one(200)
    enrolment.job_grade = words.one(100)
    enrolment.save()


def _of_the_learner(
    learner: User, module: Module, questions: list[Question], levels: Any, words: Words
) -> None:
    """Their notes, ticks, evidence and draft; and answers, so that explanations are shown."""
    attempt = Attempt.objects.create(quiz=module.quiz, learner=learner)
    for question in questions:
        for ordinal, option in enumerate(question.options.order_by("slug"), 1):
            Answer.objects.create(
                attempt=attempt,
                question=question,
                option=option,
                ordinal=ordinal,
                is_correct=option.is_correct,
            )
    for lesson in module.lessons.all():
        LessonNote.at(lesson, learner=learner, text=words.one(1000)).save()
        ChecklistTick.objects.create(learner=learner, lesson=lesson, key="x", text=words.one())
    for shared in (True, False):
        diagnosis = Diagnosis.objects.create(
            self_diagnosis=levels, learner=learner, shared=shared, taken_at=timezone.now()
        )
        for level in levels.levels.all():
            evidence = words.every()[:5000]
            Rating.objects.create(
                diagnosis=diagnosis, level=level, rating="on-my-own", evidence=evidence
            )
    contents = {f"evidence-{rank}": words.one() for rank in range(1, 7)}
    DiagnosisDraft.objects.create(
        learner=learner, self_diagnosis=levels, contents=contents, form=uuid.uuid4()
    )


def _of_the_cohort(
    cohort: Cohort, members: list[User], questions: list[Question], by: User, words: Words
) -> None:
    for text in words.all(1000):
        Notice.objects.send(cohort, by, text, [members[0].pk])
        MemberNote.objects.create(cohort=cohort, learner=members[0], author=by, text=text)
    for question in questions:
        Remark.objects.send(question, cohort, by, words.one(1000))


def _of_staff(course: Course, module: Module, admin: User, learner: User, words: Words) -> None:
    """The access record, a notice of their account, and what an author has not saved yet."""
    for text in words.all(200):
        AccessRecord.objects.create(
            act="downloaded",
            account=learner.pk,
            whose=[learner.pk],
            what=text,
            reason=words.one(200),
            device=words.one(60),
            kept_until=timezone.localdate() + DAY,
        )
    by = _person(f"by-{course.pk}", words, is_staff=True)
    AccountNotice.objects.tell(learner, AccountNotice.Kind.PASSWORD_SET, by=by)
    address = f"/admin/courses/module/{module.pk}/change/"
    fields = [["title", words.one(200)], ["lead", words.every()]]
    KeptTyping.objects.create(author=admin, address=address, fields=fields)
    changed = Level.objects.filter(self_diagnosis__course=course).earliest("pk")
    changed.name = words.one(50)
    changed.save()


def _gift(words: Words) -> str:
    def escaped(word: str) -> str:
        return "".join(f"\\{letter}" if letter in GIFT_SIGNS else letter for letter in word)

    return "\n\n".join(
        f"::{escaped(words.one())}:: {escaped(words.one())} "
        f"{{={escaped(words.one())} a#{escaped(words.one())} ~{escaped(words.one())} b#x}}"
        for _ in words.vectors
    )


def _roster(cohort: Cohort, admin: User, words: Words) -> int:
    """A roster that is sent as a file, with a vector as its name."""

    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    lines = ["이름,소속,직급,이메일"]
    lines += [
        ",".join(map(cell, (name, words.one(200), words.one(100), f"a{at}@a.kr")))
        for at, name in enumerate(words.all(150))
    ]
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(admin)
    file = SimpleUploadedFile(f"{words.one(60)}.csv", "\n".join(lines).encode(), "text/csv")
    response = client.post(f"/admin/cohorts/{cohort.slug}/roster/import/", {"file": file})
    assert response.status_code == 303, response.content.decode()[-2000:]
    return int(response["Location"].rstrip("/").rsplit("/", 1)[1])
