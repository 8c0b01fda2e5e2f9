"""A page keeps the addresses that it had: they lead to it, for those who may read it."""

import pytest
from django.db import transaction
from django.test import Client

from courses.models import Course, Lesson, Module, SelfDiagnosis
from quizzes.models import Question
from tests.factories import (
    CourseFactory,
    ModuleFactory,
    SelfDiagnosisFactory,
    make_author,
    make_member,
    make_quiz,
)
from tests.reports.conftest import make_course, make_facilitator
from tests.study_group import make_study_group

pytestmark = pytest.mark.django_db


def rename(row: Module | Course | SelfDiagnosis | Lesson | Question, *slugs: str) -> None:
    for slug in slugs:
        row.slug = slug
        row.save()


@pytest.fixture
def module() -> Module:
    return ModuleFactory.create(course__slug="ai", slug="a")


@pytest.fixture
def reader(client: Client, module: Module) -> Client:
    client.force_login(make_member(module.course))
    return client


def leads_to(client: Client, address: str) -> tuple[int, str]:
    response = client.get(address)
    return response.status_code, response.headers.get("Location", "")


def test_a_chain_of_names_leads_to_the_last_at_once(reader: Client, module: Module) -> None:
    rename(module, "b", "c")
    for old in ("a", "b"):
        assert leads_to(reader, f"/courses/ai/{old}/?x=1") == (301, "/courses/ai/c/?x=1")
    assert leads_to(reader, "/courses/ai/c/")[0] == 200
    assert "no-store" in reader.get("/courses/ai/a/").headers["Cache-Control"]


def test_a_page_that_takes_an_old_name_has_it(reader: Client, module: Module) -> None:
    rename(module, "b")
    other = ModuleFactory.create(course=module.course, slug="a")
    assert leads_to(reader, "/courses/ai/a/")[0] == 200
    rename(other, "z")
    assert leads_to(reader, "/courses/ai/a/") == (301, "/courses/ai/z/")
    other.delete()
    assert leads_to(reader, "/courses/ai/a/") == (301, "/courses/ai/b/")


def test_a_draft_that_takes_an_old_name_is_not_told_of(reader: Client, module: Module) -> None:
    rename(module, "b")
    ModuleFactory.create(course=module.course, slug="a", is_published=False)
    assert leads_to(reader, "/courses/ai/a/") == (301, "/courses/ai/b/")


def test_members_are_led_to_no_draft_and_from_no_name_of_a_draft(
    reader: Client, module: Module
) -> None:
    draft = ModuleFactory.create(course=module.course, slug="secret", is_published=False)
    rename(draft, "open")
    assert leads_to(reader, "/courses/ai/secret/")[0] == 404
    draft.is_published = True
    draft.save()
    assert leads_to(reader, "/courses/ai/secret/")[0] == 404
    reader.force_login(make_author())
    assert leads_to(reader, "/courses/ai/secret/") == (301, "/courses/ai/open/")


def test_it_leads_whom_the_page_is_open_to(client: Client, module: Module) -> None:
    rename(module, "b")
    assert leads_to(client, "/courses/ai/a/")[1].startswith("/login/?next=")
    client.force_login(make_member(CourseFactory.create()))
    assert leads_to(client, "/courses/ai/a/")[0] == 404


def test_a_renamed_course_leads_on_from_all_its_pages(reader: Client, module: Module) -> None:
    SelfDiagnosisFactory.create(after=module, slug="levels")
    rename(module.course, "local-ai")
    rename(module, "b")
    for below in ("", "glossary/", "search/", "self-diagnosis/levels/"):
        assert leads_to(reader, f"/courses/ai/{below}") == (301, f"/courses/local-ai/{below}")
    assert leads_to(reader, "/courses/ai/a/") == (301, "/courses/local-ai/b/")
    assert leads_to(reader, "/progress/ai/record/") == (301, "/progress/local-ai/record/")
    assert leads_to(reader, "/courses/nowhere/a/")[0] == 404


@pytest.mark.django_db(transaction=True)
def test_a_self_diagnosis_keeps_what_is_sent_to_its_old_address(
    client: Client,
) -> None:
    with transaction.atomic():
        page = SelfDiagnosisFactory.create(slug="levels", after=make_quiz(questions=1).module)
    client.force_login(make_member(page.course))
    old = page.get_absolute_url()
    rename(page, "ladder")
    response = client.post(old, {"rating-1": "not-yet"})
    assert (response.status_code, response["Location"]) == (308, page.get_absolute_url())


@pytest.mark.django_db(transaction=True)
def test_a_section_is_found_by_its_old_names_if_they_were_out(client: Client) -> None:
    with transaction.atomic():
        lesson = make_quiz(questions=1).module.lessons.get()
    module = lesson.module
    rename(lesson, "was-out", "now")
    module.is_published = False
    module.save()
    rename(lesson, "draft-name", "at-last")
    module.is_published = True
    module.save()
    client.force_login(make_member(module.course))
    html = client.get(module.get_absolute_url()).content.decode()
    assert '<span id="was-out"></span>' in html
    assert '<span id="now"></span>' in html
    assert "draft-name" not in html


def test_reports_are_found_by_the_old_names(client: Client) -> None:
    cohort = make_study_group(make_course(modules=1, questions=1), members=1)
    module = cohort.course.modules.get()
    question = module.quiz.questions.get()
    names = (module.slug, question.slug, module.self_diagnosis.slug)
    rename(module, "new-module")
    rename(question, "new-question")
    rename(module.self_diagnosis, "new-levels")
    base = f"/admin/reports/{cohort.slug}"
    moved = {
        f"{base}/quiz/{names[0]}/?order=name": f"{base}/quiz/new-module/?order=name",
        f"{base}/meeting/?module={names[0]}": f"{base}/meeting/?module=new-module",
        f"{base}/meeting/{names[0]}/{names[1]}/": f"{base}/meeting/new-module/new-question/",
        f"{base}/quiz/{names[0]}/{names[1]}/tell/": f"{base}/quiz/new-module/new-question/tell/",
        f"{base}/self-diagnosis/{names[2]}/": f"{base}/self-diagnosis/new-levels/",
    }
    client.force_login(make_facilitator(cohort))
    for old, new in moved.items():
        assert leads_to(client, old) == (301, new)
        assert leads_to(client, new)[0] == 200
    assert leads_to(client, f"{base}/quiz/nowhere/")[0] == 404
    other = make_study_group(cohort.course, 1, slug="other")
    client.force_login(make_facilitator(other))
    for old in moved:
        assert leads_to(client, old)[0] == 404
