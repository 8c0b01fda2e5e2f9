"""A question has one number: the one learners see, in every report, file and on the wall."""

import json
import random
import re

import pytest
from django.test import Client

from accounts.models import User
from analysis.items import items
from courses.models import Cohort
from quizzes.models import Attempt, Option, Question, Quiz
from reports.course_items import CourseItems
from tests.answering import counted, make_answered, make_cohort
from tests.factories import QuestionFactory, UserFactory, choose, make_quiz, right, sheet_of
from tests.reports.conftest import make_facilitator
from tests.tables import first

pytestmark = pytest.mark.django_db


def seen_by(learner: User, quiz: Quiz) -> dict[int, int | None]:
    return {item.question.pk: item.number for item in sheet_of(quiz, learner).items}


def answer(learner: User, questions: list[Question]) -> None:
    for question in questions:
        choose(learner, right(question))


def change(rng: random.Random, quiz: Quiz) -> None:
    """What authors do: retire, add, put in another order."""
    live = list(Question.objects.live().filter(quiz=quiz))
    deed = rng.choice(["retire", "add", "draft", "order"])
    if deed == "retire" and len(live) > 1:
        rng.choice(live).retire()
    elif deed == "add":
        QuestionFactory.create(quiz=quiz, position=rng.randint(1, 9))
    elif deed == "draft":
        QuestionFactory.create(quiz=quiz, position=rng.randint(1, 9), is_draft=True)
    else:
        for question in live:
            question.position = rng.randint(1, 9)
            question.save(update_fields=["position"])


@pytest.mark.parametrize("seed", first(3, range(60)))
def test_reports_and_the_sheets_of_learners_agree_whatever_authors_did(seed: int) -> None:
    rng = random.Random(seed)
    quiz = make_quiz(questions=4)
    _cohort, people = make_cohort(quiz, 3)
    begun, finished, fresh = people
    answer(begun, list(quiz.questions.all())[:2])
    answer(finished, list(quiz.questions.all()))
    for _ in range(5):
        change(rng, quiz)

    found = items(counted(people), [quiz.module])
    reported = {item.question.pk: item.number for item in found}
    asked = [item for item in found if not item.question.is_retired]
    assert [item.number for item in asked] == [*range(1, len(asked) + 1)]
    assert all(item.number is None for item in found if item.question.is_retired)
    course = CourseItems.of(counted(people), [quiz.module])
    assert {one.pk: number for number, one, _share in course.rows} == reported
    assert set(seen_by(fresh, quiz)) == {item.question.pk for item in asked}
    for person in people:
        seen = seen_by(person, quiz)
        assert seen == {pk: reported[pk] for pk in seen}


def test_a_practice_of_some_questions_counts_its_own(client: Client) -> None:
    quiz = make_quiz(questions=3)
    learner = UserFactory.create()
    first, second, third = quiz.questions.all()
    for question in (second, third):
        choose(learner, question.options.get(slug="a"))
    for question in (first, second, third):
        choose(learner, right(question))
    Attempt.objects.practise(quiz, learner, "missed")
    assert seen_by(learner, quiz) == {second.pk: 1, third.pk: 2}


@pytest.fixture
def replaced(client: Client) -> tuple[Cohort, Quiz]:
    """Five questions, all answered by six people, of which the third is retired."""
    cohort, quiz, _people = make_answered([[[0, 1]] * 5] * 6, questions=5)
    quiz.questions.get(position=3).retire()
    client.force_login(make_facilitator(cohort))
    return cohort, quiz


def test_on_the_wall_no_question_is_numbered_beyond_their_count(
    client: Client, replaced: tuple[Cohort, Quiz]
) -> None:
    cohort, quiz = replaced
    base = f"/admin/reports/{cohort.slug}/meeting/{quiz.module.slug}"
    places = [
        re.search(r"문제 \d+ / \d+", client.get(f"{base}/{one.slug}/").content.decode())
        for one in Question.objects.live().filter(quiz=quiz)
    ]
    assert [place and place[0] for place in places] == [f"문제 {n} / 4" for n in (1, 2, 3, 4)]


def test_the_sheet_for_the_meeting_names_questions_as_learners_do(
    client: Client, replaced: tuple[Cohort, Quiz]
) -> None:
    cohort, quiz = replaced
    html = client.get(f"/admin/reports/{cohort.slug}/meeting/").content.decode()
    topics = re.findall(r'<h3>문제 (\d+)\. <span lang="ko">(.*?)</span></h3>', html)
    live = {one.stem: at for at, one in enumerate(Question.objects.live().filter(quiz=quiz), 1)}
    told = {stem: int(number) for number, stem in topics}
    assert told
    assert told == {stem: live[stem] for stem in told}
    assert re.findall(r'<li value="(\d+)">', html) == ["1", "2", "3", "4"]


def test_the_page_of_the_quiz_numbers_what_is_asked_and_says_what_is_not(
    client: Client, replaced: tuple[Cohort, Quiz]
) -> None:
    cohort, quiz = replaced
    html = client.get(f"/admin/reports/{cohort.slug}/quiz/{quiz.module.slug}/").content.decode()
    heads = re.findall(r'<th scope="col"><a href="#[\w-]+" title="[^"]*">(.*?)</a></th>', html)
    assert heads == ["1", "2", "출제 중지", "3", "4"]
    assert "문제 5" not in html
    cards = re.findall(r'<p class="lms-report-note">(문제 \d|출제 중지)</p>', html)
    assert cards == ["문제 1", "문제 2", "출제 중지", "문제 3", "문제 4"]


def test_bars_of_retired_questions_are_told_apart_by_their_stems(
    client: Client, replaced: tuple[Cohort, Quiz]
) -> None:
    cohort, quiz = replaced
    long = "다음 가운데 키-값 캐시가 메모리를 차지하는 까닭으로 알맞은 것은"
    stems = {1: f"{long} 무엇인가?", 2: f"{long} 어느 것인가?", 4: "양자화란?", 5: "양자화란?"}
    QuestionFactory.create(quiz=quiz, position=6)
    for position, stem in stems.items():
        Question.objects.filter(quiz=quiz, position=position).update(stem_html=f"<p>{stem}</p>")
        quiz.questions.get(position=position).retire()
    of_four, of_five = (quiz.questions.get(position=position).slug for position in (4, 5))

    base = f"/admin/reports/{cohort.slug}"
    page = client.get(f"{base}/quiz/{quiz.module.slug}/").context["bars"]
    labels = [bar.label.removeprefix("출제 중지: ") for bar in page.rows]
    assert [labels[0], labels[1]] == [stems[1], stems[2]]
    assert labels[3:] == [f"양자화란? ({of_four})", f"양자화란? ({of_five})", "문제 1"]
    course = client.get(f"{base}/quiz/").context["found"].bars.rows
    assert len({bar.label for bar in course}) == len(course) == 6


def test_files_give_the_number_beside_the_slug(
    client: Client, replaced: tuple[Cohort, Quiz]
) -> None:
    cohort, quiz = replaced
    person = cohort.enrolments.earliest("pk").learner_id
    base = f"/admin/reports/{cohort.slug}"
    retired = quiz.questions.get(position=3)
    for place, names in (
        (f"quiz/{quiz.module.slug}/", ["items", "options"]),
        ("quiz/", ["questions"]),
        ("compare/", ["questions"]),
        (f"people/{person}/", ["answers"]),
    ):
        tables = json.loads(client.get(f"{base}/{place}?format=json").content)["tables"]
        for name in names:
            told = {row["question"]: row["number"] for row in tables[name]}
            assert list(told.values()) == [1, 2, None, 3, 4], (place, name)
            assert told[retired.slug] is None
    book = client.get(f"{base}/quiz/{quiz.module.slug}/?format=csv&table=members")
    head = book.content.decode("utf-8-sig").splitlines()[0]
    assert f"출제 중지: {retired.stem}" in head
    assert "문제 5" not in head


def test_the_page_of_a_person_names_each_mark(
    client: Client, replaced: tuple[Cohort, Quiz]
) -> None:
    cohort, _quiz = replaced
    person = cohort.enrolments.earliest("pk").learner_id
    html = client.get(f"/admin/reports/{cohort.slug}/people/{person}/").content.decode()
    names = re.findall(r'<span class="visually-hidden">(문제 \d|출제 중지): ', html)
    assert names == ["문제 1", "문제 2", "출제 중지", "문제 3", "문제 4"]


def test_the_eleventh_option_is_called_alike_everywhere() -> None:
    quiz = make_quiz(questions=1)
    question, learner = quiz.questions.get(), UserFactory.create()
    for position in range(5, 13):
        Option.objects.create(
            question=question, slug=f"o{position}", position=position, text="보기", explanation="왜"
        )
    seen = [option.sign for option in sheet_of(quiz, learner).items[0].options]
    reported = [choice.sign for choice in items(counted([learner]), [quiz.module])[0].choices]
    assert seen == reported == [*"①②③④⑤⑥⑦⑧⑨⑩", "(11)", "(12)"]
