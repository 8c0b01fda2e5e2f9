"""A module that is not out may be wrong: it is told, and holds back its publication alone."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts.models import User
from authoring.publishing import faults_of, publish, take_back
from courses.models import Course, GlossaryTerm, Lesson, Module
from quizzes.models import Question
from tests.authoring.conftest import CourseFolder
from tests.authoring.test_admin import address, form_of
from tests.factories import (
    GlossaryTermFactory,
    LessonFactory,
    ModuleFactory,
    QuestionFactory,
    make_author,
    make_quiz,
)

pytestmark = pytest.mark.django_db
FAULTY = "::: analogy\n열어 둔 상자, {없는말}, [나중에](course:not-yet)"


@pytest.fixture
def draft() -> Module:
    quiz = make_quiz(questions=1)
    Module.objects.update(is_published=False)
    return Module.objects.get(pk=quiz.module_id)


@pytest.fixture
def author(client: Client) -> User:
    author = make_author()
    client.force_login(author)
    return author


def faults_on_form(client: Client, row: object) -> list[str]:
    return [item.fault.message for item in client.get(address(row)).context["faults_here"]]


def test_a_draft_is_saved_with_its_faults_which_its_form_shows(
    client: Client, author: User, draft: Module
) -> None:
    lesson = draft.lessons.get()
    form = form_of(client, draft) | {"lead": FAULTY, "lessons-0-body": FAULTY}

    assert client.post(address(draft), form).status_code == 302

    lesson.refresh_from_db()
    assert lesson.body == FAULTY
    told = faults_on_form(client, draft)
    assert len(told) == 6
    assert len(faults_on_form(client, lesson)) == 3
    html = client.get(address(draft)).content.decode()
    assert 'href="#id_lessons-0-body"' in html
    assert "not-yet" in html


def test_what_is_out_is_not_saved_with_faults(client: Client, author: User, draft: Module) -> None:
    lesson = draft.lessons.get()
    publish(draft)
    for row, field in ((lesson, "body"), (draft, "lead"), (draft, "lessons-0-body")):
        refused = client.post(address(row), form_of(client, row) | {field: FAULTY})
        assert refused.status_code == 200
        assert refused.context["errors"]
    assert not Lesson.objects.filter(body=FAULTY).exists()


def test_faults_hold_back_publishing(client: Client, author: User, draft: Module) -> None:
    Lesson.objects.update(body=FAULTY)
    page = reverse("admin:courses_module_publish", args=[draft.pk])
    assert client.post(page, {"publish": ""}).status_code == 409
    draft.refresh_from_db()
    assert not draft.is_published
    Lesson.objects.update(body="고쳤습니다.")
    assert client.post(page, {"publish": ""}).status_code == 302


def test_a_section_is_not_moved_with_its_faults_to_a_module_that_is_out(
    client: Client, author: User, draft: Module
) -> None:
    Lesson.objects.update(body=FAULTY)
    out = make_quiz(questions=1).module
    out.course = draft.course
    out.position = 2
    out.save()
    lesson = draft.lessons.get()
    refused = client.post(address(lesson), form_of(client, lesson) | {"module": str(out.pk)})
    assert "body" in refused.context["adminform"].form.errors


def test_a_draft_of_a_question_is_published_without_faults_only(
    client: Client, author: User
) -> None:
    quiz = make_quiz(questions=1)
    question = QuestionFactory.create(quiz=quiz, is_draft=True)
    form = form_of(client, question) | {"stem": "{없는말}?", "options-0-explanation": "{없는말}"}
    assert client.post(address(question), form).status_code == 302
    assert len(faults_on_form(client, question)) == 2
    form = form_of(client, question)
    del form["is_draft"]
    refused = client.post(address(question), form)
    assert "stem" in refused.context["adminform"].form.errors
    assert "explanation" in refused.context["inline_admin_formsets"][0].formset.errors[0]
    assert question not in Question.objects.live()


def test_a_new_question_of_a_published_quiz_has_no_fault_in_its_options(
    client: Client, author: User
) -> None:
    quiz = make_quiz(questions=1)
    form = form_of(client, quiz.questions.get()) | {
        "quiz": str(quiz.pk),
        "slug": "new",
        "options-0-explanation": "{없는말}",
        "options-INITIAL_FORMS": "0",
    }
    form = {name: value for name, value in form.items() if not name.endswith("-id")}
    refused = client.post(reverse("admin:quizzes_question_add"), form)
    assert refused.status_code == 200
    assert "explanation" in refused.context["inline_admin_formsets"][0].formset.errors[0]
    assert not Question.objects.filter(slug="new").exists()


def test_saving_tells_nothing_of_other_drafts(client: Client, author: User, draft: Module) -> None:
    other = ModuleFactory.create(course=draft.course, is_published=False, lead=FAULTY)
    lesson = draft.lessons.get()
    saved = client.post(address(lesson), form_of(client, lesson), follow=True)
    assert [str(message.tags) for message in saved.context["messages"]] == ["success"]
    assert len([fault for fault in faults_of(other) if not fault.is_warning]) == 4


def test_what_breaks_in_pages_that_are_out_is_told_with_module_and_link(
    client: Client, author: User
) -> None:
    term = GlossaryTermFactory.create(term="토큰")
    module = ModuleFactory.create(course=term.course, label="모듈 7")
    lesson = LessonFactory.create(module=module, body="{토큰}")
    saved = client.post(address(term), form_of(client, term) | {"term": "토큰들"}, follow=True)
    (told,) = [str(message) for message in saved.context["messages"] if "없" in str(message)]
    assert "모듈 7" in told
    assert f'href="{address(lesson)}"' in told
    assert told in saved.content.decode()


class TestLinksToDrafts:
    @pytest.fixture
    def pair(self) -> list[Module]:
        """Two drafts that lead to one another."""
        course = make_quiz(questions=1).module.course
        modules = [ModuleFactory.create(course=course, is_published=False) for _n in range(2)]
        for module, other in zip(modules, reversed(modules), strict=True):
            LessonFactory.create(module=module, body=f"[그쪽](course:{other.slug})")
            QuestionFactory.create(quiz__module=module)
        return modules

    @staticmethod
    def html(module: Module) -> str:
        return Lesson.objects.get(module=module).body_html

    def test_in_a_draft_they_are_links_that_say_so(self, pair: list[Module]) -> None:
        first, second = pair
        publish(first)
        take_back(first)
        assert f'href="{second.get_absolute_url()}"' in self.html(first)
        assert "(초안)" in self.html(first)

    def test_learners_see_the_words_until_it_is_out(self, pair: list[Module]) -> None:
        first, second = pair
        faults = publish(first)
        assert second.slug in str(faults)
        assert self.html(first) == "<p>그쪽</p>\n"
        publish(second)
        for module, other in ((first, second), (second, first)):
            link = f'<p><a href="{other.get_absolute_url()}">그쪽</a></p>\n'
            assert self.html(module) == link
        take_back(second)
        assert self.html(first) == "<p>그쪽</p>\n"

    def test_a_preview_says_so(self, client: Client, author: User, pair: list[Module]) -> None:
        sent = {"text": f"[그쪽](course:{pair[0].slug})", "kind": "line", "of": pair[0].course_id}
        html = client.post(reverse("admin:courses_preview"), sent).content.decode()
        assert "(초안)" in html
        assert "lms-preview-fault" not in html


def test_a_course_goes_out_with_a_glossary_without_faults(client: Client, author: User) -> None:
    term = GlossaryTermFactory.create(course__is_published=False)
    form = form_of(client, term) | {"definition": "{없는말}"}
    assert client.post(address(term), form).status_code == 302
    course = Course.objects.get()
    form = form_of(client, course) | {"is_published": "on"}
    refused = client.post(address(course), form)
    assert "is_published" in refused.context["adminform"].form.errors
    GlossaryTerm.objects.update(definition="뜻")
    assert client.post(address(course), form).status_code == 302


class TestFiles:
    @pytest.fixture
    def faulty(self, folder: CourseFolder) -> CourseFolder:
        folder.edit("[처음으로](course:first)", "[나중에](course:not-yet) {없는말}")
        return folder

    def test_a_draft_is_loaded_and_its_faults_told(self, faulty: CourseFolder) -> None:
        faulty.edit("is_published: true", "is_published: false")
        told = faulty.load()
        assert told.count("(a warning)") == 2
        assert "lessons[one].body: " in told
        assert Lesson.objects.get(slug="one").body_html
        assert "(a warning)" in faulty.load(), "they are told each time"

    def test_what_is_out_is_not(self, faulty: CourseFolder) -> None:
        assert "not-yet" in faulty.refusal()
        assert not Course.objects.exists()

    def test_checkcontent_warns_alike(
        self, faulty: CourseFolder, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(CommandError, match="2 faults in 1 files"):
            call_command("checkcontent", str(faulty.path))
        faulty.edit("is_published: true", "is_published: false")
        capsys.readouterr()
        call_command("checkcontent", str(faulty.path))
        assert capsys.readouterr().out.count("(a warning)") == 2

    def test_a_draft_of_a_question_may_be_wrong_in_a_module_that_is_out(
        self, folder: CourseFolder
    ) -> None:
        folder.edit("    - slug: q2\n", "    - slug: q2\n      draft: true\n")
        folder.edit("또 무엇입니까?", "또 {없는말}입니까?")
        assert folder.load().count("(a warning)") == 1

    def test_a_draft_written_in_the_admin_stops_no_load(self, folder: CourseFolder) -> None:
        folder.load()
        other = Course.objects.get().modules.create(
            slug="by-hand", position=9, label="m", title="t"
        )
        other.lessons.create(slug="l", position=1, title="t", body=FAULTY)
        folder.edit("들어가는 말.", "고친 말.")
        assert folder.load().count("(a warning)") == 3
