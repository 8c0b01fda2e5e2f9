"""The pages of the admin have one head, and no link that its reader may not follow."""

import re
from collections import deque
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import django.contrib.admin
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.models import Cohort
from tests.factories import GlossaryTermFactory, ImageFactory, UserFactory, make_author
from tests.reports.conftest import make_course, make_facilitator
from tests.study_group import make_study_group
from tests.tables import first

pytestmark = pytest.mark.django_db
LINK = re.compile(r'<a\b[^>]*?\shref="([^"#]+)')
BLOCK = re.compile(r"{% block (\S+)")
# Blocks of Django's own base that ours has no use for: its dark mode, its head, its way back.
NOT_OURS = {
    *("dark-mode-vars", "responsive", "blockbots", "stylesheet_rtl", "nav-sidebar", "breadcrumbs"),
    *("header", "branding", "usertools", "welcome-msg", "userlinks", "nav-global"),
}


@pytest.fixture
def cohort() -> Cohort:
    course = make_course(modules=2, questions=2)
    GlossaryTermFactory.create(course=course)
    ImageFactory.create(course=course)
    return make_study_group(course, members=4)


@pytest.fixture
def cast(cohort: Cohort) -> dict[str, User]:
    return {
        "facilitator": make_facilitator(cohort),
        "author": make_author(),
        "superuser": UserFactory.create(is_staff=True, is_superuser=True),
    }


def test_every_block_that_pages_of_django_fill_is_in_ours() -> None:
    django_own = Path(django.contrib.admin.__file__).parent / "templates" / "admin" / "base.html"
    ours = (settings.BASE_DIR / "templates" / "admin" / "base_site.html").read_text()
    assert set(BLOCK.findall(django_own.read_text())) - set(BLOCK.findall(ours)) == NOT_OURS


def kind_of(address: str) -> str:
    """The same for pages that differ in a row's number, a slug or a choice alone."""
    parts = urlsplit(address)
    names = sorted(re.findall(r"(?:^|&)([^=&]+)=", parts.query))
    path = re.sub(r"(?<=/)(\d+|[\w-]*\d[\w-]*)(?=/)", "*", parts.path)
    return f"{path}?{','.join(names)}"


def links_from(client: Client, start: str) -> dict[str, int]:
    """What each link answers, of every kind that can be reached, where it leads into the site."""
    statuses: dict[str, int] = {}
    waiting, kinds = deque([start]), {kind_of(start)}
    while waiting:
        address = waiting.popleft()
        response = client.get(address, follow=True)
        statuses[address] = response.status_code
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if not is_page or not address.startswith("/admin/"):
            continue
        for link in LINK.findall(response.content.decode()):
            target = urljoin(response.request["PATH_INFO"], unescape(link))
            if not urlsplit(target).netloc and kind_of(target) not in kinds:
                kinds.add(kind_of(target))
                waiting.append(target)
    return statuses


@pytest.mark.full
@pytest.mark.parametrize(
    ("person", "least"), first(1, [("author", 30), ("facilitator", 30), ("superuser", 60)])
)
def test_no_link_leads_where_its_reader_may_not_go(
    client: Client, cast: dict[str, User], person: str, least: int
) -> None:
    client.force_login(cast[person])
    statuses = links_from(client, "/admin/")
    assert {address: status for address, status in statuses.items() if status >= 400} == {}
    assert len(statuses) >= least


def test_what_is_elsewhere_now_leads_there(
    client: Client, cohort: Cohort, cast: dict[str, User]
) -> None:
    client.force_login(cast["facilitator"])
    enrolment = cohort.enrolments.earliest("pk")
    base = "/admin/courses/enrolment/"
    for address, target in {
        "/admin/courses/": "/admin/",
        "/admin/password_change/": "/account/",
        base: "/admin/courses/cohort/",
        f"{base}{enrolment.pk}/change/": f"/admin/cohorts/{cohort.slug}/roster/",
        f"{base}{enrolment.pk}/history/": f"/admin/cohorts/{cohort.slug}/roster/",
    }.items():
        response = client.get(address)
        assert (response.status_code, response.headers.get("Location")) == (302, target), address


def test_a_refusal_leads_each_to_their_own_first_page(
    client: Client, cohort: Cohort, cast: dict[str, User]
) -> None:
    member = cohort.enrolments.earliest("pk").learner
    address = reverse("admin:accounts_user_changelist")
    for person, target in ((cast["facilitator"], "/admin/"), (member, "/")):
        client.force_login(person)
        response = client.get(f"/admin/reports/{cohort.slug}/") if person == member else None
        response = response or client.get(address)
        html = response.content.decode()
        assert response.status_code == 403
        assert re.findall(r'class="btn btn-primary" href="([^"]+)"', html) == [target]
        assert ("진행자에게 말씀해" in html) == (person == member)


def test_the_form_of_a_cohort_is_a_page_of_the_cohort(
    client: Client, cohort: Cohort, cast: dict[str, User]
) -> None:
    client.force_login(cast["facilitator"])
    html = client.get(reverse("admin:courses_cohort_change", args=[cohort.pk])).content.decode()
    crumbs = re.search(r'<nav class="lms-crumbs.*?</nav>', html, re.DOTALL)
    assert crumbs
    assert LINK.findall(crumbs[0]) == [
        "/admin/",
        "/admin/courses/cohort/",
        f"/admin/reports/{cohort.slug}/",
    ]
    assert 'class="lms-report-tabs"' in html
