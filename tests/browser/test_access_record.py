"""The access record in the browser: its pages under axe, and that what is printed stands in it."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from tests.browser.axe import assert_accessible
from tests.browser.conftest import PageOf
from tests.site import Site
from tests.tables import first

RECORD = "/admin/accounts/accessrecord/"
PRINTED = """
    SELECT person.username, cardinality(row.whose) FROM accounts_accessrecord AS row
    JOIN accounts_user AS person ON person.id = row.account
    WHERE row.act = 'printed' AND row.what = %s
"""
MEMBERS = """
    SELECT count(*) FROM courses_enrolment AS enrolment
    JOIN courses_cohort AS cohort ON cohort.id = enrolment.cohort_id WHERE cohort.slug = 'spring'
"""


@pytest.mark.parametrize(
    "address", first(1, ["/admin/reports/spring/", "/admin/cohorts/spring/roster/"])
)
def test_what_is_printed_stands_in_it_once(facilitator: Page, site: Site, address: str) -> None:
    facilitator.goto(address)
    before = site.sql(PRINTED, address)
    with facilitator.expect_response("**/printed/") as told:
        facilitator.pdf()
    assert told.value.status == 204
    facilitator.goto(address)
    assert site.sql(PRINTED, address) == [*before, ("facilitator", site.sql(MEMBERS)[0][0])]


@pytest.mark.full
@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (360, "dark"), (360, "light"), (1280, "dark")]
)
def test_its_pages_are_accessible(
    page_of: PageOf, study_group: int, site: Site, width: int, scheme: str
) -> None:
    site.shell("from tests.seeded_record import make_access_record; make_access_record()")
    last = timezone.localdate().replace(day=1) - datetime.timedelta(days=1)
    page, _username = page_of("admin")
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for address in (
        *(RECORD, f"{RECORD}?act=downloaded&format=xlsx&q=10.0.0", f"{RECORD}reviews/"),
        *(f"{RECORD}reviews/{last.year}-{last.month}/", "/reason-for-files/?next=/admin/"),
    ):
        page.goto(address)
        assert_accessible(page, f"{address} ({scheme}, {width})")
    page.click("main [type=submit]")
    page.wait_for_selector(".lms-errors")
    assert_accessible(page, f"without a reason ({scheme}, {width})")


@pytest.mark.full
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "dark")])
def test_what_others_did_is_accessible_on_the_account_page(
    page_of: PageOf, site: Site, width: int, scheme: str
) -> None:
    page, username = page_of("member")
    site.shell(
        "from accounts.models import AccountNotice, User; "
        f"person = User.objects.get(username={username!r}); "
        "by = User.objects.get(username='facilitator'); "
        "[AccountNotice.objects.tell(person, kind, by=by) for kind in "
        "('link-made', 'link-used', 'code-made', 'brought-back', 'password-set')]"
    )
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto("/account/")
    assert page.locator("[data-by-others] li").count() == 4
    assert_accessible(page, f"account ({scheme}, {width})")
