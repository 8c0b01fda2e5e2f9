"""Who may open which address of the admin: every one of them, for everybody."""

from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import User
from authoring.history.page import Page
from cohorts.models import MemberNote, Notice, Plan
from courses.models import Cohort, Enrolment, Lesson, RosterImport
from courses.models.base import ContentModel
from quizzes.models import Question
from tests.factories import GlossaryTermFactory, UserFactory, make_author
from tests.reports.conftest import make_course, make_facilitator
from tests.study_group import make_study_group
from tests.tables import FULL

pytestmark = pytest.mark.django_db
PEOPLE = ["anonymous", "member", "other facilitator", "facilitator", "author", "superuser"]
# What each of them gets: to the sign-in page, forbidden, not found, opened.
SIGN_IN, FORBIDDEN, UNKNOWN, OPEN, ONLY_POST = 302, 403, 404, 200, 405
COHORT_PAGES = [SIGN_IN, FORBIDDEN, UNKNOWN, OPEN, FORBIDDEN, OPEN]
CONTENT = [SIGN_IN, FORBIDDEN, FORBIDDEN, FORBIDDEN, OPEN, OPEN]
COHORTS = [SIGN_IN, FORBIDDEN, OPEN, OPEN, FORBIDDEN, OPEN]
# Facilitators are led to the roster.
LED_ELSEWHERE = [SIGN_IN, FORBIDDEN, SIGN_IN, SIGN_IN, FORBIDDEN, OPEN]
SUPERUSERS = [SIGN_IN, FORBIDDEN, FORBIDDEN, FORBIDDEN, FORBIDDEN, OPEN]
STAFF = [SIGN_IN, FORBIDDEN, OPEN, OPEN, OPEN, OPEN]
OF_AN_IMPORT = {"cohorts:import", "cohorts:take-import-back"}
OF_ITS_AUTHOR = {"reports:withdraw-notice", "reports:delete-member-note"}
POSTED = {
    *("remove", "take-back", "link", "renew-code", "renew-calendar"),
    *("withdraw-notice", "note-on-member", "delete-member-note", "printed"),
}
# What authors do on pages of ours, below the row they do it to.
AUTHORS_PAGES = {
    "publish": "publish/",
    "outline": "outline/",
    "files": "files/",
    "import": "import/",
    "paste": "paste/",
    "explanations": "explanations/",
    "export": "export/gift/",
    "figures": "figures/",
    "version": "history/{version}/",
}
# Django's own pages that have no object of ours.
ELSEWHERE = {"logout", "jsi18n", "autocomplete", "view_on_site", "app_list", "login"}


@pytest.fixture
def cohort() -> Cohort:
    course = make_course(modules=1, questions=1)
    GlossaryTermFactory.create(course=course)
    return make_study_group(course, members=2)


@pytest.fixture
def cast(cohort: Cohort) -> dict[str, User | None]:
    return {
        "anonymous": None,
        "member": cohort.enrolments.earliest("pk").learner,
        "other facilitator": make_facilitator(make_study_group(cohort.course, 1, slug="other")),
        "facilitator": make_facilitator(cohort),
        "author": make_author(),
        "superuser": UserFactory.create(is_staff=True, is_superuser=True),
    }


def admin_patterns() -> Iterator[tuple[str, str, URLPattern]]:
    """Every pattern under /admin/: its namespace, its name, itself."""

    def walk(found: object, space: str, prefix: str) -> Iterator[tuple[str, str, URLPattern]]:
        if isinstance(found, URLResolver):
            for child in found.url_patterns:
                yield from walk(child, found.namespace or space, prefix + str(found.pattern))
        elif isinstance(found, URLPattern) and prefix.startswith("admin/"):
            yield space, found.name or "", found

    for pattern in get_resolver().url_patterns:
        yield from walk(pattern, "", "")


def of_cohort(cohort: Cohort, maker: User) -> dict[str, str]:
    """An address for each page about a cohort, by its name."""
    learner = cohort.enrolments.earliest("pk").learner_id
    module = cohort.course.modules.get()
    question = module.quiz.questions.get()
    notice = Notice.objects.send(cohort, maker, "화요일에 만납니다.", [learner])
    note = MemberNote.objects.create(cohort=cohort, learner_id=learner, author=maker, text="전화함")
    Plan.objects.get_or_create(cohort=cohort)
    roster = RosterImport.objects.create(cohort=cohort, made_by=maker, lines=[])
    reports, pages = f"/admin/reports/{cohort.slug}/", f"/admin/cohorts/{cohort.slug}/"
    return {
        "reports:overview": reports,
        "reports:quizzes": f"{reports}quiz/",
        "reports:quiz": f"{reports}quiz/{module.slug}/",
        "reports:tell-authors": f"{reports}quiz/{module.slug}/{question.slug}/tell/",
        "reports:self-diagnoses": f"{reports}self-diagnosis/",
        "reports:self-diagnosis": f"{reports}self-diagnosis/{module.self_diagnosis.slug}/",
        "reports:person": f"{reports}people/{learner}/",
        "reports:erase": f"{reports}people/{learner}/erase/",
        "reports:compare": f"{reports}compare/",
        "reports:completions": f"{reports}files/completions/",
        "reports:files": f"{reports}files/",
        "reports:file": f"{reports}files/answers.csv",
        "reports:meeting": f"{reports}meeting/",
        "reports:present": f"{reports}meeting/{module.slug}/{question.slug}/",
        "reports:printed": f"{reports}printed/",
        "reports:note-on-member": f"{reports}people/{learner}/note/",
        "reports:delete-member-note": f"{reports}people/{learner}/notes/{note.pk}/delete/",
        "reports:notices": f"{reports}notices/",
        "reports:notice": f"{reports}notices/{notice.pk}/",
        "reports:withdraw-notice": f"{reports}notices/{notice.pk}/withdraw/",
        "cohorts:members": f"{pages}roster/",
        "cohorts:sample": f"{pages}roster/sample.csv",
        "cohorts:upload": f"{pages}roster/import/",
        "cohorts:import": f"{pages}roster/import/{roster.pk}/",
        "cohorts:take-import-back": f"{pages}roster/import/{roster.pk}/take-back/",
        "cohorts:remove": f"{pages}roster/{learner}/remove/",
        "cohorts:take-back": f"{pages}roster/{learner}/take-back/",
        "cohorts:move": f"{pages}roster/{learner}/move/",
        "cohorts:link": f"{pages}roster/{learner}/link/",
        "cohorts:join": f"{pages}join/",
        "cohorts:renew-code": f"{pages}join/renew/",
        "cohorts:facilitators": f"{pages}facilitators/",
        "cohorts:plan": f"{pages}plan/",
        "cohorts:renew-calendar": f"{pages}plan/calendar/",
    }


def status(client: Client, person: User | None, address: str, *, post: bool = False) -> int:
    client.logout()
    if person is not None:
        client.force_login(person)
    response = client.post(address) if post else client.get(address, follow=False)
    if person is not None and response.status_code == 302 and "/login/" in response["Location"]:
        response = client.get(response["Location"])  # the admin's own way to say no
    return response.status_code


def test_every_page_about_a_cohort(
    client: Client, cohort: Cohort, cast: dict[str, User | None]
) -> None:
    named = {f"{space}:{name}" for space, name, _ in admin_patterns() if space != "admin"}
    makers = cast["facilitator"], cast["superuser"]
    assert makers[0] is not None
    own = of_cohort(cohort, makers[0])
    assert named - {":"} == set(own)
    for at, (name, address) in enumerate(own.items()):
        post = name.split(":")[1] in POSTED
        everybody = list(zip(PEOPLE, COHORT_PAGES, strict=True))
        for person, expected in everybody if FULL else everybody[at % 3 :: 3]:
            if name in OF_AN_IMPORT and person == "superuser":
                expected = UNKNOWN  # an import is its maker's alone
            if name in OF_ITS_AUTHOR and person == "superuser":
                expected = UNKNOWN
            if name == "cohorts:take-back" and expected == OPEN:
                expected = UNKNOWN  # nobody has left
            got = status(client, cast[person], address, post=post)
            if post and name != "cohorts:link" and expected == OPEN:
                expected = {"reports:note-on-member": 400, "reports:printed": 204}.get(name, 303)
                Enrolment.objects.update(left_at=None)
            assert got == expected, f"{name} for {person}"
        if post:
            assert status(client, cast["facilitator"], address) == ONLY_POST


def admin_pages(cohort: Cohort) -> Iterator[tuple[str, str, list[int]]]:
    """Every page that Django's admin makes of our models, with what each person gets."""
    course = cohort.course
    rows = {
        "courses_course": (course, CONTENT),
        "courses_module": (course.modules.get(), CONTENT),
        "courses_lesson": (Lesson.objects.latest("pk"), CONTENT),
        "courses_glossaryterm": (course.glossary.get(), CONTENT),
        "courses_selfdiagnosis": (course.self_diagnoses.get(), CONTENT),
        "quizzes_quiz": (course.modules.get().quiz, CONTENT),
        "quizzes_question": (Question.objects.get(), CONTENT),
        "courses_cohort": (cohort, COHORTS),
        "courses_enrolment": (cohort.enrolments.earliest("pk"), LED_ELSEWHERE),
        "accounts_user": (cohort.enrolments.earliest("pk").learner, SUPERUSERS),
        "auth_group": (make_facilitator().groups.get(), SUPERUSERS),
        "accounts_accessrecord": (None, SUPERUSERS),
    }
    for space, name, _pattern in admin_patterns():
        model, _, page = name.rpartition("_")
        if space != "admin" or model not in rows or name in ELSEWHERE:
            continue
        row, who = rows[model]
        base = f"/admin/{model.replace('_', '/')}/"
        yield from page_of(base, page, row, who)


def page_of(
    base: str, page: str, row: object, who: list[int]
) -> Iterator[tuple[str, str, list[int]]]:
    if page == "changelist":
        yield page, base, who
    elif page == "merge":
        yield page, f"{base}merge/", who
    elif page == "add":
        expected = who
        if "enrolment" in base:
            expected = SUPERUSERS
        if row is None:
            expected = [SIGN_IN, *[FORBIDDEN] * 5]
        yield page, f"{base}add/", expected
    elif isinstance(row, ContentModel) and page in AUTHORS_PAGES:
        version = Page(row).versions()[0].number
        yield page, f"{base}{row.pk}/{AUTHORS_PAGES[page].format(version=version)}", who
    elif row is not None and page in {"change", "history", "delete", "second-factor"}:
        pk = row.pk  # type: ignore[attr-defined]
        yield page, f"{base}{pk}/{page}/", of_row(page, who)


def of_row(page: str, who: list[int]) -> list[int]:
    expected = [*who]
    if who in (COHORTS, LED_ELSEWHERE):
        expected[2] = UNKNOWN  # of somebody else's cohort
    if who is COHORTS and page == "history":
        expected[4] = UNKNOWN
    if page == "delete" and who in (COHORTS, LED_ELSEWHERE):
        expected[2] = expected[3] = FORBIDDEN
    return expected


def test_every_page_of_the_admins_own(
    client: Client, cohort: Cohort, cast: dict[str, User | None]
) -> None:
    pages = list(admin_pages(cohort))
    assert len(pages) > 60
    for at, (page, address, expected) in enumerate(pages):
        everybody = list(zip(PEOPLE, expected, strict=True))
        for person, status_of in everybody if FULL else [everybody[at % len(everybody)]]:
            got = status(client, cast[person], address)
            assert got == status_of, f"{address} ({page}) for {person}"


def test_the_first_page_is_for_staff(client: Client, cast: dict[str, User | None]) -> None:
    for person, expected in zip(PEOPLE, STAFF, strict=True):
        assert status(client, cast[person], "/admin/") == expected, person


def test_autocompletion_finds_own_cohorts_only(
    client: Client, cohort: Cohort, cast: dict[str, User | None]
) -> None:
    address = "/admin/autocomplete/?app_label=courses&model_name=enrolment&field_name=cohort&term="
    found = {}
    for person in PEOPLE:
        client.logout()
        if user := cast[person]:
            client.force_login(user)
        response = client.get(address)
        is_found = response.status_code == 200
        found[person] = {one["text"] for one in response.json()["results"]} if is_found else None
    names = set(Cohort.objects.values_list("name", flat=True))
    assert found == {
        "anonymous": None,
        "member": None,
        "other facilitator": {"2기"},
        "facilitator": {"2기"},
        "author": None,
        "superuser": names,
    }


@pytest.mark.parametrize("model", ["course", "user"])
def test_facilitators_look_through_neither_courses_nor_people(
    client: Client, cohort: Cohort, cast: dict[str, User | None], model: str
) -> None:
    field = {"course": ("cohort", "course"), "user": ("enrolment", "learner")}[model]
    address = (
        f"/admin/autocomplete/?app_label=courses&model_name={field[0]}&field_name={field[1]}&term="
    )
    assert status(client, cast["facilitator"], address) == FORBIDDEN
    assert status(client, cast["superuser"], address) == OPEN


def test_what_is_not_there_is_not_found_whatever_it_is(
    client: Client, cast: dict[str, User | None]
) -> None:
    """Django leads to the first page of the admin instead, and so says that it looked."""
    client.force_login(cast["superuser"])  # type: ignore[arg-type]
    for model in admin.site._registry:
        base = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        for page in ("999999/change/", "x/change/", "999999/history/", "999999/delete/"):
            assert client.get(f"{base}{page}").status_code in {UNKNOWN, FORBIDDEN}, base + page


def test_the_way_to_a_rows_page_tells_nobody_of_what_is_not_theirs(
    client: Client, cohort: Cohort, cast: dict[str, User | None]
) -> None:
    """Django's own answers every member of staff with the address of any row."""
    module = cohort.course.modules.get()
    kind = ContentType.objects.get_for_model(module)
    address = f"/admin/r/{kind.pk}/{module.pk}/"
    assert status(client, cast["member"], address) == FORBIDDEN
    assert status(client, cast["facilitator"], address) == UNKNOWN
    client.force_login(cast["author"])  # type: ignore[arg-type]
    assert client.get(address).headers["Location"] == module.get_absolute_url()
    for wrong in ("0/1", f"{kind.pk}/0", "x/1", f"{'9' * 30}/1", f"{kind.pk}/x"):
        assert client.get(f"/admin/r/{wrong}/").status_code == UNKNOWN
