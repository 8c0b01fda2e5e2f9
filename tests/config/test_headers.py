"""What each page tells browsers to refuse: scripts of others, being framed, being guessed at."""

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from accounts.models import User
from courses.models import Cohort
from tests.tables import every
from tests.test_caching import cohort, learners_pages, superuser
from tests.test_permissions import admin_pages

__all__ = ["cohort", "superuser"]  # fixtures
pytestmark = pytest.mark.django_db
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
# Whatever is not named falls back on nothing: frames, media, manifests, objects.
POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def policy(text: str) -> dict[str, str]:
    return dict(rule.strip().split(" ", 1) for rule in text.split(";") if rule.strip())


def told(response: HttpResponseBase) -> dict[str, str]:
    return {name: response.headers.get(name, "") for name in HEADERS}


def test_no_page_of_learners_or_visitors_takes_anything_from_elsewhere(
    client: Client,
    cohort: Cohort,
) -> None:
    pages = learners_pages(cohort)
    assert len(pages) > 40
    for person in (None, cohort.enrolments.earliest("pk").learner):
        if person:
            client.force_login(person)
        for name, address in pages.items():
            response = client.get(address)
            assert told(response) == HEADERS, name
            if response["Content-Type"].startswith("text/html"):
                assert policy(response["Content-Security-Policy"]) == POLICY, name


@pytest.mark.full
def test_nor_does_a_page_of_the_admin(
    client: Client,
    cohort: Cohort,
    superuser: User,
) -> None:
    client.force_login(superuser)
    addresses = ["/admin/", *(address for _page, address, _who in admin_pages(cohort))]
    for address in every(6, addresses):
        response = client.get(address)
        assert told(response) == HEADERS, address
        assert policy(response["Content-Security-Policy"]) == POLICY, address


@pytest.mark.parametrize("address", ["/no-such-page/", "/logout/", "/admin/no/", "/?a=%00"])
def test_nor_does_a_page_that_says_no(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code in (302, 400, 404, 405)
    assert told(response) == HEADERS
    assert policy(response["Content-Security-Policy"]) == POLICY
