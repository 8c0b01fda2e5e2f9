"""Every version of content is kept with who made it, and a page goes back to one."""

import pghistory
import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from authoring.content import CONTENT
from authoring.history.page import MOST_LISTED, Page, Version
from authoring.rendering import render_course
from courses.models import Course, Image, Lesson, Level, Module
from courses.models.base import ContentModel
from courses.versions import versions_of
from progress.models import Diagnosis
from tests.authoring.conftest import CourseFolder
from tests.factories import (
    GlossaryTermFactory,
    ImageFactory,
    LessonFactory,
    ModuleFactory,
    QuestionFactory,
    SelfDiagnosisFactory,
    UserFactory,
    image_file,
)

# What one transaction changes is one version: these need real ones.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def module() -> Module:
    """A module with two lessons, all made at once."""
    with transaction.atomic():
        module = ModuleFactory.create(title="첫 제목", lead="들어가는 말")
        LessonFactory.create(module=module, slug="one", title="하나", body="첫째 글")
        LessonFactory.create(module=module, slug="two", title="둘", body="둘째 글")
    return module


def say(row: ContentModel, **fields: object) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def told(version: Version) -> list[tuple[str, str, list[tuple[str, str]]]]:
    return [
        (change.what, change.name, [(field.before, field.after) for field in change.fields])
        for change in version.changes
    ]


def texts(module: Module) -> list[tuple[str, str]]:
    return list(module.lessons.order_by("position").values_list("slug", "body"))


def count_versions() -> int:
    return sum(versions_of(model).count() for model in CONTENT)


def test_every_model_of_content_keeps_what_authors_write() -> None:
    for model in CONTENT:
        kept = {field.name for field in versions_of(model).model._meta.fields}
        written = {field.name for field in model.written_fields()}
        assert {name for name in kept if not name.startswith("pgh_")} == written
        assert not [name for name in written if name.endswith(("_html", "plain_text", "revision"))]


def test_adding_changing_and_deleting_is_kept_for_every_model() -> None:
    with transaction.atomic():
        GlossaryTermFactory.create()
        ImageFactory.create()
        QuestionFactory.create(quiz__module=SelfDiagnosisFactory.create().after)
        LessonFactory.create()
    for model in CONTENT:
        row = model._default_manager.latest("pk")
        text = next(field.name for field in model.written_fields() if field.empty_strings_allowed)
        model._default_manager.filter(pk=row.pk).update(**{text: "x-1"})
        labels = versions_of(model).filter(pgh_obj=row.pk).order_by("pgh_id")
        assert list(labels.values_list("pgh_label", flat=True)) == ["insert", "update"], model
        assert getattr(labels.last(), text) == "x-1"
    numbers = {model: model._default_manager.latest("pk").pk for model in CONTENT}
    for course in Course.objects.all():
        course.delete()
    for model, pk in numbers.items():
        assert versions_of(model).filter(pgh_obj=pk).latest("pgh_id").pgh_label == "delete", model


def test_rendering_anew_makes_no_version(module: Module) -> None:
    Lesson.objects.update(body_html="", revision=7)
    before = count_versions()
    list(render_course(module.course))
    say(module.lessons.latest("pk"))
    assert Lesson.objects.exclude(body_html="").count() == 2
    assert count_versions() == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE courses_lessonversion SET body = 'x'",
        "DELETE FROM courses_lessonversion",
        "TRUNCATE courses_lessonversion",
    ],
)
def test_no_sql_changes_a_version(module: Module, statement: str) -> None:
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(statement)


def test_what_one_transaction_changed_is_one_version(module: Module) -> None:
    one, two = module.lessons.all()
    with transaction.atomic():
        say(module, title="새 제목", kind=Module.Kind.DEEP_DIVE)
        say(one, body="고친 글")
        two.delete()
        LessonFactory.create(module=module, slug="three", position=3, title="셋", body="셋째 글")

    last, first = Page(module).versions()
    assert last.at > first.at
    assert told(last) == [
        ("changed", "모듈", [("첫 제목", "새 제목"), ("기본편", "심화편")]),
        ("changed", "절 01 하나", [("첫째 글", "고친 글")]),
        ("removed", "절 02 둘", [("two", ""), ("2", ""), ("둘", ""), ("둘째 글", "")]),
        (
            "added",
            "절 03 셋",
            [("", "three"), ("", "3"), ("", "셋"), ("", "셋째 글")],
        ),
    ]
    assert [change.what for change in first.changes] == ["added"] * 3


def test_a_version_tells_who_made_it(module: Module) -> None:
    author = UserFactory.create(name="최지음")
    with pghistory.context(user=author.pk):
        say(module, title="둘째")
    with pghistory.context(user=0):
        say(module, title="셋째")
    assert [version.by for version in Page(module).versions()] == ["", "최지음", ""]
    author.anonymise()
    assert "최지음" not in [version.by for version in Page(module).versions()]


def test_a_load_is_a_version_of_its_command(folder: CourseFolder) -> None:
    folder.load()
    folder.edit("둘째 글.", "고친 글.")
    folder.load()
    last, first = Page(Module.objects.get()).versions()
    assert (last.by, first.by) == ("loaddata", "loaddata")
    assert told(last) == [("changed", "절 02 둘", [("둘째 글.", "고친 글.")])]
    folder.load()
    assert len(Page(Module.objects.get()).versions()) == 2


def test_the_picture_itself_goes_back() -> None:
    image = ImageFactory.create(file=image_file(color="teal"))
    address = image.address
    image.take(image_file((20, 10), color="red"))
    image.save()
    newest, first = Page(image).versions()
    # Its size in bytes, for one, and in pixels.
    assert len(newest.changes[0].fields) == 3

    Page(image).go_back(first)

    image = Image.objects.get()
    assert (image.address, image.width, image.height) == (address, 8, 6)


def test_going_back_restores_changed_deleted_and_added_lessons(module: Module) -> None:
    first = Page(module).versions()[0]
    one, two = module.lessons.all()
    number = two.pk
    with transaction.atomic():
        say(module, title="새 제목", lead="새 말")
        say(one, body="고친 글", slug="uno")
        two.delete()
        LessonFactory.create(module=module, position=2, slug="three")
    page = Page(module)
    assert [change.what for change in page.changed_since(first)] == [
        *["changed", "changed", "removed", "added"]
    ]

    assert page.go_back(first) == []

    module.refresh_from_db()
    assert (module.title, module.lead_html) == ("첫 제목", "<p>들어가는 말</p>\n")
    assert texts(module) == [("one", "첫째 글"), ("two", "둘째 글")]
    assert module.lessons.get(slug="two").body_html == "<p>둘째 글</p>\n"
    assert module.lessons.get(slug="two").pk == number
    assert page.changed_since(first) == []


def test_going_back_loses_nothing_and_can_be_undone(module: Module) -> None:
    page = Page(module)
    first = page.versions()[0]
    module.lessons.get(slug="two").delete()
    say(module.lessons.get(), body="고친 글")
    before = page.versions()
    page.go_back(first)

    after = page.versions()
    assert after[1:] == before
    assert len(after[0].changes) == 2
    page.go_back(before[0])
    assert texts(module) == [("one", "고친 글")]


def test_going_back_leaves_alone_where_a_page_stands_and_whether_it_is_out(module: Module) -> None:
    page = Page(module)
    first = page.versions()[0]
    other = ModuleFactory.create(is_published=False).course
    stands = {"slug": "elsewhere", "position": 9, "is_published": False, "course": other}
    say(module, title="새 제목", **stands)
    kept = {
        field.label: field.stays for change in page.changed_since(first) for field in change.fields
    }
    assert kept == {"과정": True, "슬러그": True, "순서": True, "제목": False, "공개": True}

    page.go_back(first)

    module.refresh_from_db()
    assert module.title == "첫 제목"
    assert {name: getattr(module, name) for name in stands} == stands


def test_a_lesson_that_comes_back_counts_its_revisions_on(module: Module) -> None:
    page = Page(module)
    two = module.lessons.get(slug="two")
    say(two, body="고친 글")
    say(two, body="또 고친 글")
    last = page.versions()[0]
    two.delete()
    page.go_back(last)

    back = module.lessons.get(slug="two")
    assert back.body == "또 고친 글"
    assert not back.past.filter(revision__gte=back.revision).exists()


def test_a_lesson_that_moved_away_comes_back_with_its_page(module: Module) -> None:
    page = Page(module)
    first = page.versions()[0]
    elsewhere = ModuleFactory.create(course=module.course, is_published=False)
    say(module.lessons.get(slug="two"), module=elsewhere)
    assert [change.what for change in page.versions()[0].changes] == ["removed"]
    assert [change.what for change in Page(elsewhere).versions()[0].changes] == ["added"]

    page.go_back(first)

    assert len(texts(module)) == 2
    assert not elsewhere.lessons.exists()


def test_a_lesson_alone_goes_back_and_stays_in_its_place(module: Module) -> None:
    one, two = module.lessons.all()
    page = Page(one)
    first = page.versions()[0]
    say(one, body="고친 글", position=5)
    say(two, body="고친 글")
    page.go_back(first)
    one.refresh_from_db()
    assert (one.body, one.position) == ("첫째 글", 5)
    assert texts(module)[0] == ("two", "고친 글")


def test_what_else_breaks_by_going_back_is_told(module: Module) -> None:
    term = GlossaryTermFactory.create(course=module.course, term="토큰")
    page = Page(term)
    first = page.versions()[0]
    say(term, term="낱말")
    say(module, lead="{낱말}을 봅니다.")
    assert [fault.row for fault in page.go_back(first)] == [module]


def test_levels_that_people_rated_themselves_on_stay() -> None:
    diagnosis = SelfDiagnosisFactory.create(after__is_published=False)
    page = Page(diagnosis)
    with transaction.atomic():
        say(diagnosis, intro="새 말")
        Level.objects.filter(rank=6).update(name="새 이름")
    Level.objects.filter(rank=6).delete()
    without = page.versions()[0]
    level = Level.objects.create(
        self_diagnosis=diagnosis, rank=6, name="창조", can_do="한다", question="할까요?"
    )
    taken = Diagnosis.objects.create(self_diagnosis=diagnosis, learner=UserFactory.create())
    taken.ratings.create(level=level, rating="not-yet")
    before = count_versions()

    with pytest.raises(IntegrityError):
        page.go_back(without)

    assert Level.objects.count() == 6
    assert count_versions() == before


def test_of_two_transactions_at_once_both_are_kept(module: Module) -> None:
    """The one that began later may be the first to write."""
    page = Page(module)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT NOW()")
        in_other_connection(f"UPDATE courses_module SET title = '남의 제목' WHERE id = {module.pk}")
        module.refresh_from_db()
        say(module, title="내 제목")
    versions = {version.at: told(version) for version in page.versions()}
    assert len(versions) == 3
    of_other, mine = sorted(versions, reverse=True)[:2]
    assert versions[of_other] == [("changed", "모듈", [("첫 제목", "남의 제목")])]
    assert versions[mine] == [("changed", "모듈", [("남의 제목", "내 제목")])]
    page.go_back(page.versions()[0])
    module.refresh_from_db()
    assert module.title == "남의 제목"


def in_other_connection(statement: str) -> None:
    with connection.copy().cursor() as cursor:
        cursor.execute(statement)
        cursor.db.close()


def test_the_list_is_bounded_and_asks_as_much_however_long(
    module: Module, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page = Page(module)
    say(module, title="새 제목")
    with django_assert_num_queries(5):
        assert len(page.versions()) == 2
    for number in range(MOST_LISTED + 5):
        Module.objects.update(title=f"제목 {number}")
    with django_assert_num_queries(5):
        versions = page.versions()
    assert len(versions) == MOST_LISTED
    assert told(versions[0]) == [
        ("changed", "모듈", [(f"제목 {MOST_LISTED + 3}", f"제목 {MOST_LISTED + 4}")])
    ]
    with django_assert_num_queries(4):
        page.changed_since(versions[50])


def test_a_plain_fixture_names_the_command_too(module: Module, tmp_path: object) -> None:
    path = f"{tmp_path}/course.json"
    call_command("dumpdata", "courses.course", output=path, verbosity=0)
    say(module.course, title="다른 제목")
    call_command("loaddata", path, verbosity=0)
    assert Page(module.course).versions()[0].by == "loaddata"
