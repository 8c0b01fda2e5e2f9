"""What authors type is kept until it is saved and offered when they come back; others are told."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from authoring.models import MOST_KEPT, KeptTyping, OpenPage
from courses.models import Lesson, Module
from tests.authoring.test_admin import address, form_of
from tests.authoring.test_two_authors import bodies, first, module, second
from tests.factories import UserFactory
from tests.reports.conftest import make_facilitator
from texts.sizes import LARGEST_TEXT, MOST_LINES

__all__ = ["first", "module", "second"]  # fixtures

pytestmark = pytest.mark.django_db
KEEP = "/admin/courses/course/typing/"


def keep(client: Client, row: Any, form: dict[str, Any], number: Any, sequence: int = 1) -> Any:
    sent = {"typing": number, "typing-page": address(row), "typing-sequence": sequence}
    return client.post(KEEP, form | sent)


def offered(client: Client, row: Any) -> list[uuid.UUID]:
    return [kept.pk for kept in client.get(address(row)).context["kept_forms"]]


def test_it_is_offered_and_taken_up_without_being_saved(first: Client, module: Module) -> None:
    number = uuid.uuid4()
    form = form_of(first, module) | {"lessons-1-body": "쓰다 만 글"}
    answer = keep(first, module, form, number).json()
    assert answer["kept"]
    assert "보관했습니다" in answer["sentence"]
    assert "쓰시던 글이 있습니다" in first.get(address(module)).content.decode()

    page = first.post(address(module), {"_resume": str(number)})

    assert page.status_code == 200
    html = page.content.decode()
    assert "쓰다 만 글" in html
    assert "아직 저장하지 않았으니" in html
    assert bodies(module)[1] == "본문"
    assert str(page.context["typing"]) == str(number)
    sent = form | {"seen": page.context["seen"], "typing": str(number)}
    assert first.post(address(module), sent).status_code == 302
    assert bodies(module)[1] == "쓰다 만 글"
    assert offered(first, module) == []


def test_what_comes_after_the_saving_is_kept_no_more(first: Client, module: Module) -> None:
    number = uuid.uuid4()
    form = form_of(first, module) | {"lead": "새 말", "typing": str(number)}
    assert first.post(address(module), form).status_code == 302
    assert not keep(first, module, form, number).json()["kept"]
    assert offered(first, module) == []


def test_an_earlier_state_of_the_form_undoes_no_later_one(first: Client, module: Module) -> None:
    number, form = uuid.uuid4(), form_of(first, module)
    keep(first, module, form | {"lead": "나중"}, number, 2)
    keep(first, module, form | {"lead": "먼저"}, number, 1)
    assert ["lead", "나중"] in KeptTyping.objects.get().fields


def test_it_can_be_thrown_away(first: Client, module: Module) -> None:
    number = uuid.uuid4()
    keep(first, module, form_of(first, module) | {"lead": "버릴 말"}, number)
    assert first.post(address(module), {"_throw-away": str(number)}).status_code == 303
    assert offered(first, module) == []
    module.refresh_from_db()
    assert module.lead == "들어가는 말"


def test_nobody_elses_is_offered_taken_up_or_overwritten(
    first: Client, second: Client, module: Module
) -> None:
    number, form = uuid.uuid4(), form_of(first, module)
    keep(first, module, form | {"lead": "내 비밀"}, number)
    assert offered(second, module) == []
    assert second.post(address(module), {"_resume": str(number)}).status_code == 303
    second.post(address(module), {"_throw-away": str(number)})
    assert not keep(second, module, form | {"lead": "남의 글"}, number, 9).json()["kept"]
    assert ["lead", "내 비밀"] in KeptTyping.objects.get(pk=number).fields
    assert offered(first, module) == [number]


def test_taken_up_over_what_is_newer_both_texts_are_shown(
    first: Client, second: Client, module: Module
) -> None:
    number = uuid.uuid4()
    keep(first, module, form_of(first, module) | {"lessons-0-body": "어제 쓴 글"}, number)
    second.post(address(module), form_of(second, module) | {"lessons-0-body": "오늘 쓴 글"})

    page = first.post(address(module), {"_resume": str(number)})

    assert page.status_code == 409
    assert "<mark>어제</mark>" in page.content.decode()
    assert "<mark>오늘</mark>" in page.content.decode()


def test_a_refused_form_and_one_in_conflict_are_kept_without_a_script(
    first: Client, second: Client, module: Module
) -> None:
    form = form_of(first, module) | {"typing": str(uuid.uuid4()), "lead": "내 말"}
    first.post(address(module), form | {"title": ""})
    assert len(offered(first, module)) == 1
    Module.objects.update(lead="다른 말")
    other = form | {"typing": str(uuid.uuid4())}
    assert first.post(address(module), other).status_code == 409
    assert len(offered(first, module)) == 2


@pytest.mark.full
def test_kept_are_the_last_of_thirty_days(first: Client, module: Module) -> None:
    form = form_of(first, module)
    for _turn in range(MOST_KEPT + 2):
        keep(first, module, form, uuid.uuid4())
    assert KeptTyping.objects.count() == MOST_KEPT
    KeptTyping.objects.update(saved_at=timezone.now() - timedelta(days=31))
    assert offered(first, module) == []
    keep(first, module, form, uuid.uuid4())
    assert KeptTyping.objects.count() == 1


@pytest.mark.parametrize("page", ["https://elsewhere.example/", "/account/", "//x/admin/", ""])
def test_only_pages_of_the_admin_are_kept(first: Client, module: Module, page: str) -> None:
    sent = {"typing": uuid.uuid4(), "typing-page": page, "lead": "글"}
    first.post(KEEP, sent)
    assert not KeptTyping.objects.exclude(address=KEEP).exists()


def test_facilitators_and_members_have_no_place_there(client: Client) -> None:
    for person in (make_facilitator(), UserFactory.create()):
        client.force_login(person)
        assert client.post(KEEP, {"typing-place": "x"}).status_code == 403
    assert not OpenPage.objects.exists()


def test_who_else_has_the_page_open_is_told_with_since_when(
    first: Client, second: Client, module: Module
) -> None:
    first.get(address(module))
    page = second.get(address(module)).content.decode()
    assert "한하나 님도" in page
    place = f"courses.module.{module.pk}"
    beat = first.post(KEEP, {"typing-place": place}).json()
    assert "두둘 님도" in beat["others"]
    # The page of one of its sections is the same place.
    second.post(KEEP, {"typing-place": place, "leaving": "1"})
    assert first.post(KEEP, {"typing-place": place}).json()["others"].strip() == ""
    second.get(address(Lesson.objects.latest("pk")))
    assert "두둘 님도" in first.post(KEEP, {"typing-place": place}).json()["others"]


def test_who_is_silent_for_long_has_gone(first: Client, second: Client, module: Module) -> None:
    place = f"courses.module.{module.pk}"
    first.get(address(module))
    for beats, silence, is_there in (
        *((True, 60, True), (True, 90, False)),
        *((False, 500, True), (False, 700, False)),
    ):
        OpenPage.objects.filter(person__name="한하나").update(
            beats=beats, seen_at=timezone.now() - timedelta(seconds=silence)
        )
        told = second.post(KEEP, {"typing-place": place}).json()["others"]
        assert ("한하나" in told) == is_there, (beats, silence)


def test_a_text_too_large_is_refused_with_its_size(first: Client, module: Module) -> None:
    form = form_of(first, module)
    page = first.post(address(module), form | {"lessons-0-body": "가" * (LARGEST_TEXT // 3 + 1)})
    assert page.status_code == 200
    assert "이 글은 501 kB입니다. 한 칸에는 500 kB까지" in page.content.decode()
    page = first.post(address(module), form | {"lessons-0-body": "가\n" * MOST_LINES + "가"})
    assert "이 글은 10,001줄입니다. 한 칸에는 10,000줄까지" in page.content.decode()
    assert bodies(module)[0] == "본문"


def test_a_form_too_large_is_refused_with_its_size(first: Client, module: Module) -> None:
    page = first.post(address(module), form_of(first, module) | {"lead": "가" * 900_000})
    assert page.status_code == 400
    assert "이 화면의 글은 2.7 MB이고 한 번에 2.5 MB까지" in page.content.decode()
    assert "2.5 MB까지" in first.get(address(module)).content.decode()


def test_a_form_of_too_many_fields_is_refused_with_their_number(first: Client) -> None:
    page = first.post("/admin/courses/module/add/", {f"x{n}": "1" for n in range(20_001)})
    assert page.status_code == 400
    assert "칸이 20,000개보다 많습니다" in page.content.decode()
