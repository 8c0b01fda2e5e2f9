"""Two people at the same page: nobody overwrites what they have not seen, and nothing is lost."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.models import Cohort, Lesson, Module
from quizzes.models import Question
from tests.authoring.test_admin import address, form_of
from tests.factories import (
    CohortFactory,
    LessonFactory,
    ModuleFactory,
    SelfDiagnosisFactory,
    UserFactory,
    make_author,
    make_quiz,
    right,
)
from tests.tables import FULL, every

pytestmark = pytest.mark.django_db


@pytest.fixture
def module() -> Module:
    module = ModuleFactory.create(lead="들어가는 말")
    for number in (1, 2, 3):
        LessonFactory.create(
            module=module, slug=f"s{number}", position=number, title=f"절 {number}", body="본문"
        )
    return module


@pytest.fixture
def first() -> Client:
    return signed_in("한하나")


@pytest.fixture
def second() -> Client:
    return signed_in("두둘")


def signed_in(name: str) -> Client:
    author = make_author(name=name)
    client = Client()
    client.force_login(author)
    return client


def again(response: Any) -> dict[str, Any]:
    """What the page of a conflict sends, but for its button."""
    data: dict[str, Any] = {}
    for name, value in response.context["fields"]:
        data.setdefault(name, []).append(value)
    return data | {"seen-now": response.context["seen_now"]}


def bodies(module: Module) -> list[str]:
    return list(module.lessons.order_by("position").values_list("body", flat=True))


def test_what_the_other_wrote_in_another_section_stays(
    first: Client, second: Client, module: Module
) -> None:
    mine, theirs = form_of(first, module), form_of(second, module)
    second.post(address(module), theirs | {"lessons-0-body": "둘이 쓴 글"})

    response = first.post(address(module), mine | {"lessons-1-body": "하나가 쓴 글"}, follow=True)

    assert bodies(module) == ["둘이 쓴 글", "하나가 쓴 글", "본문"]
    assert "그대로 두었습니다: 01 절 1" in response.content.decode()


@pytest.mark.parametrize(
    ("choice", "body"),
    [("mine", "하나가 쓴 글"), ("theirs", "둘이 쓴 글"), ("both", "둘이 쓴 글\n하나가 쓴 글")],
)
def test_both_texts_of_a_section_are_shown_and_one_click_decides(
    first: Client, second: Client, module: Module, choice: str, body: str
) -> None:
    mine, theirs = form_of(first, module), form_of(second, module)
    second.post(address(module), theirs | {"lessons-0-body": "둘이 쓴 글"})

    response = first.post(
        address(module), mine | {"lessons-0-body": "하나가 쓴 글", "lead": "새 머리말"}
    )

    assert response.status_code == 409
    html = response.content.decode()
    assert "<mark>하나가</mark> 쓴 글" in html
    assert "<mark>둘이</mark> 쓴 글" in html
    assert "두둘 님" in html
    assert bodies(module) == ["둘이 쓴 글", "본문", "본문"]
    row = f"courses.lesson.{module.lessons.get(slug='s1').pk}"
    answer = first.post(address(module), again(response) | {"choose": f"{row}={choice}"})
    if choice == "both":
        assert answer.status_code == 200
        assert bodies(module)[0] == "둘이 쓴 글"
        form = answer.context["inline_admin_formsets"][0].formset.forms[0]
        assert form["body"].value() == body
    else:
        assert answer.status_code == 302
        assert bodies(module)[0] == body
        module.refresh_from_db()
        assert module.lead == "새 머리말"


def test_what_has_changed_once_more_is_shown_once_more(
    first: Client, second: Client, module: Module
) -> None:
    mine = form_of(first, module)
    lesson = module.lessons.get(slug="s1")
    second.post(address(lesson), form_of(second, lesson) | {"body": "둘째 글"})
    response = first.post(address(module), mine | {"lessons-0-body": "내 글"})
    second.post(address(lesson), form_of(second, lesson) | {"body": "셋째 글"})

    row = f"courses.lesson.{lesson.pk}"
    answer = first.post(address(module), again(response) | {"choose": f"{row}=mine"})

    assert answer.status_code == 409
    assert "<mark>셋째</mark>" in answer.content.decode()
    assert bodies(module)[0] == "셋째 글"


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_a_section_that_the_other_deleted_comes_back_or_stays_away(
    first: Client, second: Client, module: Module, choice: str
) -> None:
    mine, lesson = form_of(first, module), module.lessons.get(slug="s1")
    second.post(address(module), form_of(second, module) | {"lessons-0-DELETE": "on"})

    response = first.post(
        address(module), mine | {"lessons-0-body": "내 글", "lessons-2-body": "셋째 절"}
    )

    assert response.status_code == 409
    assert 'data-conflict="gone"' in response.content.decode()
    row = f"courses.lesson.{lesson.pk}"
    answer = first.post(address(module), again(response) | {"choose": f"{row}={choice}"})
    assert answer.status_code == 302
    here = {"mine": ["내 글"], "theirs": []}[choice]
    assert bodies(module) == [*here, "본문", "셋째 절"]


def test_a_section_deleted_by_the_other_that_is_untouched_here_is_no_obstacle(
    first: Client, second: Client, module: Module
) -> None:
    mine = form_of(first, module)
    second.post(address(module), form_of(second, module) | {"lessons-0-DELETE": "on"})

    answer = first.post(address(module), mine | {"lessons-2-body": "셋째 절"})

    assert answer.status_code == 302
    assert bodies(module) == ["본문", "셋째 절"]


@pytest.mark.parametrize(("choice", "left"), [("mine", 2), ("theirs", 3)])
def test_who_deletes_what_the_other_changed_is_asked(
    first: Client, second: Client, module: Module, choice: str, left: int
) -> None:
    mine, lesson = form_of(first, module), module.lessons.get(slug="s1")
    second.post(address(lesson), form_of(second, lesson) | {"body": "둘째 글"})

    response = first.post(address(module), mine | {"lessons-0-DELETE": "on"})

    assert response.status_code == 409
    assert "둘째 글" in response.content.decode()
    row = f"courses.lesson.{lesson.pk}"
    first.post(address(module), again(response) | {"choose": f"{row}={choice}"})
    assert module.lessons.count() == left


def test_the_words_for_a_module_that_is_deleted_by_now_come_back_with_it(
    first: Client, second: Client, module: Module
) -> None:
    mine = form_of(first, module)
    second.post(address(module).replace("change", "delete"), {"post": "yes"})

    response = first.post(address(module), mine | {"lessons-0-body": "내 글", "lead": "내 말"})

    assert response.status_code == 409
    assert "내 말" in response.content.decode()
    row = f"courses.module.{module.pk}"
    answer = first.post(address(module), again(response) | {"choose": f"{row}=mine"})
    assert answer.status_code == 302
    module.refresh_from_db()
    assert (module.lead, module.is_published) == ("내 말", False)
    assert bodies(module) == ["내 글", "본문", "본문"]


def test_both_add_a_section_and_put_others_in_order(
    first: Client, second: Client, module: Module
) -> None:
    def added(form: dict[str, Any], slug: str) -> dict[str, Any]:
        new = {"position": "4", "slug": slug, "title": slug, "body": f"{slug}의 글"}
        return form | {f"lessons-3-{name}": value for name, value in new.items()}

    mine, theirs = form_of(first, module), form_of(second, module)
    total = {"lessons-TOTAL_FORMS": "4"}
    assert second.post(address(module), added(theirs, "theirs") | total).status_code == 302
    moved = {"lessons-0-position": "2", "lessons-1-position": "1"}
    assert first.post(address(module), added(mine, "mine") | total | moved).status_code == 302

    slugs = module.lessons.order_by("position").values_list("slug", flat=True)
    assert list(slugs) == ["s2", "s1", "s3", "theirs", "mine"]


def test_every_form_with_texts_has_it(first: Client, second: Client) -> None:
    quiz = make_quiz(questions=1)
    SelfDiagnosisFactory.create(after=quiz.module)
    question = Question.objects.get()
    rows: list[tuple[Any, str]] = [
        (quiz.module.course, "summary"),
        (quiz.module, "lead"),
        (Lesson.objects.latest("pk"), "body"),
        (quiz, "intro"),
        (question, "stem"),
        (question, "options-0-explanation"),
        (quiz.module.self_diagnosis, "levels-2-can_do"),
    ]
    for row, name in every(2, rows):
        mine = form_of(first, row)
        second.post(address(row), form_of(second, row) | {name: "둘이 쓴 글"})
        assert first.post(address(row), mine | {name: "하나가 쓴 글"}).status_code == 409, name
        assert "둘이 쓴 글" in str(form_of(first, row)), name


def test_a_cohort_and_a_person_are_not_overwritten_either(client: Client) -> None:
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    for row in (CohortFactory.create(), UserFactory.create()):
        older = form_of(client, row)
        type(row).objects.filter(pk=row.pk).update(name="새 이름")
        response = client.post(address(row), older | {"name": "또 다른 이름"})
        assert response.status_code == 409
        row.refresh_from_db()
        assert row.name == "새 이름"
    assert Cohort.objects.count() == 1


def test_a_form_without_what_its_page_showed_overwrites_nothing(
    first: Client, module: Module
) -> None:
    form = form_of(first, module)
    del form["seen"]
    assert first.post(address(module), form).status_code == 302
    assert first.post(address(module), form | {"lead": "어디에선가"}).status_code == 409
    module.refresh_from_db()
    assert module.lead == "들어가는 말"


@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_whose_option_is_the_right_one_is_asked(first: Client, second: Client, choice: str) -> None:
    question = make_quiz(questions=1).questions.get()
    mine, theirs = form_of(first, question), form_of(second, question)
    second.post(address(question), theirs | {"options-is_correct": "options-0"})
    assert right(question).slug == "a"

    response = first.post(address(question), mine | {"options-is_correct": "options-2"})

    assert response.status_code == 409
    assert right(question).slug == "a"
    row = response.context["conflicts"][0].key
    assert row == f"quizzes.option.{question.options.get(slug='a').pk}"
    first.post(address(question), again(response) | {"choose": f"{row}={choice}"})
    assert right(question).slug == {"mine": "c", "theirs": "a"}[choice]


def test_blanks_at_the_end_of_a_text_are_no_change(first: Client, module: Module) -> None:
    Lesson.objects.filter(slug="s1").update(body="본문\n")
    form = form_of(first, module)
    first.post(address(module), form | {"lead": "새 말", "lessons-0-title": "새 제목"})
    assert bodies(module)[0] == "본문\n"
    assert module.lessons.get(slug="s1").title == "새 제목"


STEP = st.tuples(
    st.sampled_from(["open", "write", "write", "save", "save", "add", "delete", "order"]),
    st.integers(0, 1),
    st.integers(0, 3),
    st.sampled_from(["mine", "theirs", "both"]),
)


class Person:
    """Somebody who has the page of a module open: what it sends, and all they were shown."""

    def __init__(self, name: str, module: Module) -> None:
        self.client, self.name, self.module = signed_in(name), name, module
        self.shown, self.words = "", 0
        self.open()

    def open(self) -> None:
        self.form = form_of(self.client, self.module)
        self.see(self.form)

    def see(self, form: object) -> None:
        self.shown += str(form)

    def word(self) -> str:
        self.words += 1
        return f"{self.name}{self.words}번째말"

    def do(self, what: str, at: int, choice: str) -> None:
        rows = int(self.form["lessons-TOTAL_FORMS"])
        prefix = f"lessons-{at % rows}" if rows else ""
        if what == "open":
            self.open()
        elif what == "write" and rows:
            self.form[f"{prefix}-body"] = f"{self.form.get(f'{prefix}-body', '')}\n{self.word()}"
        elif what == "delete" and rows > 1:
            self.form[f"{prefix}-DELETE"] = "on"
        elif what == "order" and rows > 1:
            one, other = f"{prefix}-position", f"lessons-{(at + 1) % rows}-position"
            self.form[one], self.form[other] = self.form[other], self.form[one]
        elif what == "add":
            new = {"position": rows + 1, "slug": self.word()[-8:].encode().hex()[:40]}
            new |= {"title": "새 절", "body": self.word()}
            self.form |= {f"lessons-{rows}-{name}": str(value) for name, value in new.items()}
            self.form["lessons-TOTAL_FORMS"] = str(rows + 1)
        elif what == "save":
            self.save(choice)

    def save(self, choice: str) -> None:
        response = self.client.post(address(self.module), self.form)
        for _turn in range(9):
            if response.status_code != 409 or "fields" not in response.context:
                break
            self.see(response.content.decode())
            row = response.context["conflicts"][0].key
            data = again(response) | {"choose": f"{row}={choice}"}
            response = self.client.post(address(self.module), data)
        self.open()


def words_of(module: Module) -> set[str]:
    return {word for body in bodies(module) for word in body.split() if "번째말" in word}


@settings(max_examples=1000 if FULL else 4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(STEP, min_size=4, max_size=14))
def test_no_stored_word_goes_without_having_been_shown(steps: list[Any]) -> None:
    """To whoever made it go: on the page they wrote on, or on that of a conflict."""
    module = ModuleFactory.create()
    for number in (1, 2):
        LessonFactory.create(module=module, slug=f"s{number}", position=number, body="본문")
    people = [Person("가", module), Person("나", module)]
    for what, who, at, choice in steps:
        before, shown = words_of(module), people[who].shown
        people[who].do(what, at, choice)
        unseen = people[who].shown if what == "save" else shown
        assert {word for word in before - words_of(module) if word not in unseen} == set()
