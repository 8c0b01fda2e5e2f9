"""Nothing of a person's stays in a browser or a proxy: every address of the site says so."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import User
from courses.models import Cohort, Image
from tests.factories import GlossaryTermFactory, ImageFactory, UserFactory
from tests.reports.conftest import make_course
from tests.study_group import make_study_group
from tests.tables import FULL, every
from tests.test_permissions import admin_pages, of_cohort

pytestmark = pytest.mark.django_db
# What is of nobody, and what a browser may keep for an hour.
OF_NOBODY = {"healthz", "readyz", "offline", "service-worker"}
KEPT_A_WHILE = {"image"}


@pytest.fixture
def cohort() -> Cohort:
    course = make_course(modules=1, questions=1)
    GlossaryTermFactory.create(course=course)
    ImageFactory.create(course=course)
    return make_study_group(course, members=2)


@pytest.fixture
def superuser() -> User:
    return UserFactory.create(is_staff=True, is_superuser=True)


def learners_pages(cohort: Cohort) -> dict[str, str]:
    """Every address outside the admin, by its name."""
    course = cohort.course
    module, image = course.modules.get(), Image.objects.get()
    question, lesson = module.quiz.questions.get(), module.lessons.earliest("position")
    levels = module.self_diagnosis.get_absolute_url()
    base = course.get_absolute_url()
    return {
        "login": "/login/",
        "logout": "/logout/",
        "session": "/session/",
        "use-session": "/session/use/",
        "set-password": "/set-password/x/y/",
        "code": "/code/",
        "account": "/account/",
        "own-data": "/account/data/",
        "confirm": "/account/confirm/",
        "reason-for-files": "/reason-for-files/",
        "sign-in-by-header": "/login/header/",
        "sign-in-by-oidc": "/login/oidc/",
        "oidc-callback": "/login/oidc/callback/",
        "second-step": "/login/second/",
        "second-factor": "/account/second-factor/",
        "second-factor-app": "/account/second-factor/app/",
        "second-factor-codes": "/account/second-factor/codes/",
        "second-factor-remove": "/account/second-factor/app/remove/",
        "notices-seen": "/account/notices/seen/",
        "end-sessions": "/account/sessions/end/",
        "appearance": "/appearance/",
        "home": "/",
        "first-superuser-link": "/first-superuser/x/",
        "first-superuser": "/first-superuser/",
        "mine": "/progress/",
        "left": f"/progress/{course.slug}/",
        "record": f"/progress/{course.slug}/record/",
        "read-lesson": f"/progress/lessons/{lesson.pk}/read/",
        "visit-lesson": f"/progress/lessons/{lesson.pk}/visit/",
        "note": f"/progress/lessons/{lesson.pk}/note/",
        "tick": f"/progress/lessons/{lesson.pk}/ticks/",
        "notes": "/progress/notes/",
        "calendar": "/calendar/01234567-89ab-4def-8123-0123456789ab.ics",
        "read-notice": "/progress/notices/1/read/",
        "delete-note": "/progress/notes/1/delete/",
        "self-diagnosis": levels,
        "self-diagnosis-draft": f"{levels}draft/",
        "answer": f"/quizzes/questions/{question.pk}/answer/",
        "practice": f"/quizzes/{module.quiz.pk}/practice/",
        "stop-practice": f"/quizzes/{module.quiz.pk}/practice/stop/",
        "todays-review": "/review/",
        "stop-review": "/review/stop/",
        "reviewed-question": f"/review/{question.pk}/",
        "review": f"/quizzes/{module.quiz.pk}/attempts/1/",
        "enter-code": "/join/",
        "join": cohort.get_join_url(),
        "course": base,
        "glossary": f"{base}glossary/",
        "search": f"{base}search/?q=말",
        "image": image.address,
        "module": module.get_absolute_url(),
    }


def names_outside_the_admin() -> Iterator[str]:
    def walk(found: object, prefix: str) -> Iterator[str]:
        if isinstance(found, URLResolver):
            for child in found.url_patterns:
                yield from walk(child, prefix + str(found.pattern))
        elif isinstance(found, URLPattern) and not prefix.startswith("admin/"):
            yield found.name or str(found.pattern)

    for pattern in get_resolver().url_patterns:
        yield from walk(pattern, "")


def test_every_address_of_learners_says_that_nothing_is_stored(
    client: Client, cohort: Cohort
) -> None:
    pages = learners_pages(cohort)
    assert set(names_outside_the_admin()) - {"admin/", "admin/login/"} == set(pages) | OF_NOBODY
    member = cohort.enrolments.earliest("pk").learner
    both: list[dict[str, str]] = [{}, {"HX-Request": "true"}]
    for at, (name, address) in enumerate(pages.items()):
        for headers in both if FULL else [both[at % 2]]:
            for send in (client.get, client.post):
                client.force_login(member)
                kept = send(address, headers=headers).headers["Cache-Control"]
                if name not in KEPT_A_WHILE or send == client.post:
                    assert "no-store" in kept, f"{name}: {kept}"
                assert "private" in kept, f"{name}: {kept}"


def test_every_address_of_the_admin_says_so_too(
    client: Client, cohort: Cohort, superuser: User
) -> None:
    client.force_login(superuser)
    addresses = ["/admin/", "/admin/password_change/", "/admin/writing/", "/no-such-page/"]
    addresses += [address for _page, address, _who in admin_pages(cohort)]
    addresses += of_cohort(cohort, superuser).values()
    addresses += [f"/admin/reports/{cohort.slug}/?format={form}" for form in ("csv", "xlsx")]
    for address in every(4, addresses):
        kept = client.get(address).headers["Cache-Control"]
        assert "no-store" in kept, f"{address}: {kept}"
        assert "private" in kept, f"{address}: {kept}"


@pytest.mark.parametrize("address", ["/login/", "/", "/set-password/x/y/", "/no-such-page/"])
def test_pages_of_visitors_with_a_form_are_not_stored_either(client: Client, address: str) -> None:
    assert "no-store" in client.get(address).headers["Cache-Control"]


def test_a_picture_is_kept_by_its_browser_alone_and_asked_for_again(
    client: Client, cohort: Cohort
) -> None:
    client.force_login(cohort.enrolments.earliest("pk").learner)
    address = Image.objects.get().address

    first = client.get(address)

    assert first.headers["Cache-Control"] == "private, max-age=3600"
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("address", ["/offline/", "/service-worker.js"])
def test_what_is_of_nobody_may_be_kept(client: Client, address: str) -> None:
    client.force_login(UserFactory.create())
    assert client.get(address).headers["Cache-Control"] == "no-cache"
