"""Who leads a cohort names others who may; join codes are made, and a cohort's word is too."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from courses.models import Cohort
from courses.models.cohort import CODE_LENGTH, CODE_LETTERS
from tests.factories import CohortFactory, UserFactory, make_author
from tests.reports.conftest import make_facilitator

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/cohorts/spring/facilitators/"


@pytest.fixture
def cohort() -> Cohort:
    return CohortFactory.create(slug="spring", join_code="short")


@pytest.fixture
def facilitator(client: Client, cohort: Cohort) -> User:
    facilitator = make_facilitator(cohort)
    client.force_login(facilitator)
    return facilitator


@pytest.mark.parametrize("typed", ["second", " Second ", "SECOND@x.kr"])
def test_another_facilitator_is_named_and_taken_out(
    client: Client, cohort: Cohort, facilitator: User, typed: str
) -> None:
    second = make_facilitator(username="second", email="second@x.kr")

    assert client.post(ADDRESS, {"add": typed}).status_code == 303

    assert set(cohort.facilitators.all()) == {facilitator, second}
    assert LogEntry.objects.get().user == facilitator
    assert client.post(ADDRESS, {"remove": second.pk}).status_code == 303
    assert list(cohort.facilitators.all()) == [facilitator]


@pytest.mark.parametrize("typed", ["member", "author", "closed", "nobody", "", "x@x.kr", "a\0"])
def test_nobody_is_made_a_facilitator_and_nothing_is_told_of_accounts(
    client: Client, cohort: Cohort, facilitator: User, typed: str
) -> None:
    UserFactory.create(username="member", email="x@x.kr")
    make_author(username="author")
    make_facilitator(username="closed", is_active=False)

    refused = client.post(ADDRESS, {"add": typed})

    assert refused.status_code == 400
    assert "쓰는 진행자가 없습니다" in refused.content.decode()
    assert list(cohort.facilitators.all()) == [facilitator]


def test_an_address_of_two_names_neither(client: Client, cohort: Cohort, facilitator: User) -> None:
    for username in ("second", "third"):
        make_facilitator(username=username, email="both@x.kr")
    assert client.post(ADDRESS, {"add": "both@x.kr"}).status_code == 400
    assert cohort.facilitators.count() == 1


@pytest.mark.parametrize("number", ["{own}", "0", "x", "9" * 30])
def test_nobody_takes_out_oneself(
    client: Client, cohort: Cohort, facilitator: User, number: str
) -> None:
    number = number.format(own=facilitator.pk)
    assert client.post(ADDRESS, {"remove": number}).status_code == 404
    assert list(cohort.facilitators.all()) == [facilitator]


def test_a_code_is_renewed_and_the_one_before_leads_nowhere(
    client: Client, cohort: Cohort, facilitator: User
) -> None:
    assert client.get("/join/short/").status_code == 200

    answer = client.post("/admin/cohorts/spring/join/renew/")

    assert answer["Location"] == "/admin/cohorts/spring/roster/"
    cohort.refresh_from_db()
    assert len(cohort.join_code) == CODE_LENGTH
    assert len(CODE_LETTERS) ** CODE_LENGTH > 2**50
    assert client.get("/join/short/").status_code == 404
    assert client.get(f"/join/{cohort.join_code}/").status_code == 200


def test_nobody_types_a_code(client: Client, cohort: Cohort, facilitator: User) -> None:
    form = {"name": "3기", "join_code": "a", "starts_on": "2027-01-01", "course": cohort.course.pk}

    page = f"/admin/courses/cohort/{cohort.pk}/change/"
    saved = client.post(page, form | {"seen": client.get(page).context["seen"]})
    client.post("/admin/courses/cohort/add/", form)

    assert saved["Location"] == "/admin/cohorts/spring/roster/"
    codes = Cohort.objects.order_by("pk").values_list("join_code", flat=True)
    assert codes[0] == "short"
    assert len(codes[1]) == CODE_LENGTH
    with pytest.raises(ValidationError, match="join_code"):
        Cohort(course=cohort.course, name="4기", slug="fourth", join_code="a").full_clean()


@pytest.mark.parametrize(
    ("name", "slug"), [("2027년 상반기 연구회", "{course}-1"), ("Spring 2027", "spring-2027")]
)
def test_the_word_of_a_cohort_is_made(
    client: Client, cohort: Cohort, facilitator: User, name: str, slug: str
) -> None:
    form = {"name": name, "slug": "", "course": cohort.course.pk}
    client.post("/admin/courses/cohort/add/", form)
    made = Cohort.objects.get(name=name)
    assert made.slug == slug.format(course=cohort.course.slug)
    assert list(made.facilitators.all()) == [facilitator]


class TestMakingACohortForSeveral:
    """The others who lead it are named on the form that makes it."""

    def post(self, client: Client, cohort: Cohort, others: str) -> str:
        form = {"name": "3기", "course": cohort.course.pk, "others": others}
        return client.post("/admin/courses/cohort/add/", form).content.decode()

    @pytest.mark.parametrize("typed", ["second, third@x.kr", "SECOND\n\n third", "third；second"])
    def test_all_of_them_lead_it(
        self, client: Client, cohort: Cohort, facilitator: User, typed: str
    ) -> None:
        second = make_facilitator(username="second")
        third = make_facilitator(username="third", email="third@x.kr")

        assert self.post(client, cohort, f"{typed} {facilitator.username}") == ""

        made = Cohort.objects.get(name="3기")
        assert set(made.facilitators.all()) == {facilitator, second, third}
        noted = LogEntry.objects.filter(user=facilitator, object_id=made.pk, action_flag=CHANGE)
        assert noted.count() == 2

    @pytest.mark.parametrize(
        "typed", ["second member", "second\0", "nobody@x.kr", " ".join(map(str, range(21)))]
    )
    def test_nothing_is_made_while_one_of_them_may_not(
        self, client: Client, cohort: Cohort, facilitator: User, typed: str
    ) -> None:
        make_facilitator(username="second")
        UserFactory.create(username="member")

        html = self.post(client, cohort, typed)

        assert "errorlist" in html
        assert typed.replace("\0", "").split()[-1] in html
        assert not Cohort.objects.filter(name="3기").exists()

    def test_an_administrator_chooses_from_a_list(self, client: Client, cohort: Cohort) -> None:
        client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
        html = client.get("/admin/courses/cohort/add/").content.decode()
        assert 'name="facilitators"' in html
        assert 'name="others"' not in html
