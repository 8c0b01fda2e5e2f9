"""A self-diagnosis is kept as it is typed, for its writer alone, until it is sent."""

import uuid

import pytest
from django.test import Client

from accounts.models import User
from courses.models import SelfDiagnosis
from progress.models import Diagnosis, DiagnosisDraft
from tests.factories import SelfDiagnosisFactory, UserFactory, make_author, make_member

pytestmark = pytest.mark.django_db
TYPED = {
    "rating-1": "on-my-own",
    "evidence-1": "동료에게 설명",
    "rating-2": "with-help",
    "shared": "on",
}

SENT = {f"rating-{rank}": "not-yet" for rank in range(1, 7)}


@pytest.fixture
def page() -> SelfDiagnosis:
    return SelfDiagnosisFactory.create()


@pytest.fixture
def member(page: SelfDiagnosis, client: Client) -> User:
    member = make_member(page.course)
    client.force_login(member)
    return member


def keep(client: Client, page: SelfDiagnosis, data: dict[str, str], **headers: str) -> int:
    address = f"{page.get_absolute_url()}draft/"
    return client.post(address, data, headers=headers).status_code


def test_what_was_typed_is_there_again_on_another_device(
    client: Client, member: User, page: SelfDiagnosis
) -> None:
    assert keep(client, page, TYPED, **{"HX-Request": "true"}) == 200

    other = Client()
    other.force_login(member)
    html = other.get(page.get_absolute_url()).content.decode()
    assert "동료에게 설명" in html
    assert html.count(" checked>") == 3
    assert "아직 제출하지는 않았습니다" in html


def test_the_latest_takes_the_place_of_the_one_before(
    client: Client, member: User, page: SelfDiagnosis
) -> None:
    keep(client, page, TYPED)
    keep(client, page, {"evidence-1": "고쳐 씀"})

    assert DiagnosisDraft.objects.get().contents == {"evidence-1": "고쳐 씀"}


def test_without_javascript_a_button_keeps_it_and_says_so(
    client: Client, member: User, page: SelfDiagnosis
) -> None:
    response = client.post(f"{page.get_absolute_url()}draft/", TYPED, follow=True)

    assert "쓰신 내용을 저장해 두었습니다" in response.content.decode()


def test_sending_it_ends_the_draft(client: Client, member: User, page: SelfDiagnosis) -> None:
    keep(client, page, TYPED)
    client.post(page.get_absolute_url(), SENT)

    assert Diagnosis.objects.count() == 1
    assert not DiagnosisDraft.objects.exists()


def test_sending_it_with_faults_leaves_the_draft(
    client: Client, member: User, page: SelfDiagnosis
) -> None:
    keep(client, page, TYPED)
    assert client.post(page.get_absolute_url(), TYPED).status_code == 400
    assert DiagnosisDraft.objects.exists()


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_draft_that_comes_after_its_form_was_sent_is_not_kept(
    client: Client, member: User, page: SelfDiagnosis, headers: dict[str, str]
) -> None:
    number = {"submission": str(uuid.uuid4())}
    client.post(page.get_absolute_url(), SENT | number)

    assert keep(client, page, TYPED | number, **headers) == (409 if headers else 303)

    assert not DiagnosisDraft.objects.exists()
    html = client.get(page.get_absolute_url()).content.decode()
    assert "아직 제출하지는 않았습니다" not in html
    assert "이미 제출하신" in html or headers


def test_a_draft_of_another_form_is_kept_after_one_was_sent(
    client: Client, member: User, page: SelfDiagnosis
) -> None:
    client.post(page.get_absolute_url(), SENT | {"submission": str(uuid.uuid4())})

    assert keep(client, page, TYPED | {"submission": str(uuid.uuid4())}) == 303
    assert DiagnosisDraft.objects.exists()


def test_a_form_with_faults_is_not_sent_so_its_drafts_are_kept(
    client: Client, member: User, page: SelfDiagnosis
) -> None:
    number = {"submission": str(uuid.uuid4())}
    assert client.post(page.get_absolute_url(), TYPED | number).status_code == 400
    assert keep(client, page, TYPED | number) == 303
    assert DiagnosisDraft.objects.exists()


def test_nobody_else_sees_it(client: Client, member: User, page: SelfDiagnosis) -> None:
    keep(client, page, TYPED)
    for person in (make_member(page.course), make_author()):
        client.force_login(person)
        assert "동료에게 설명" not in client.get(page.get_absolute_url()).content.decode()


def test_someone_elses_course_is_404_and_another_method_405(
    client: Client, page: SelfDiagnosis
) -> None:
    client.force_login(UserFactory.create())
    assert keep(client, page, TYPED) == 404
    assert client.get(f"{page.get_absolute_url()}draft/").status_code == 405
    assert not DiagnosisDraft.objects.exists()


def test_absurd_lengths_are_400_and_unpublished_pages_409(
    client: Client, member: User, page: SelfDiagnosis
) -> None:
    assert keep(client, page, {"evidence-1": "가" * 2500}) == 303
    assert keep(client, page, {"evidence-1": "가" * 4001}) == 400
    page.after.is_published = False
    page.after.save()
    client.force_login(make_author())
    assert keep(client, page, TYPED) == 409
    assert DiagnosisDraft.objects.get().contents == {"evidence-1": "가" * 2500}
