"""Checklists are ticked: each learner's own, on a page that is made once for everybody."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from courses.models import Course, Lesson
from progress import pieces
from progress.checklists import Checklist, items_of, with_checklists
from progress.models import ChecklistTick, LessonRead
from tests.factories import LessonFactory, UserFactory, make_member
from tests.progress.test_kept_pages import strings_in
from tests.texts.markdown_context import html as rendered

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
BODY = (
    "::: checklist 도입 전에\n- [ ] 값을 **물었다**\n- [ ] 크기를 재었다\n- [x] 이름을 정했다\n:::"
)


@pytest.fixture
def lesson() -> Lesson:
    return LessonFactory.create(body=BODY)


@pytest.fixture
def keys(lesson: Lesson) -> list[str]:
    return list(items_of(lesson.body_html))


@pytest.fixture
def member(lesson: Lesson, client: Client) -> User:
    member = make_member(lesson.module.course)
    client.force_login(member)
    return member


def send(client: Client, lesson: Lesson, check: list[str], was: str = "", **headers: str) -> str:
    """What the answer says was ticked; with htmx unless there are other headers."""
    address = f"/progress/lessons/{lesson.pk}/ticks/"
    data = {"check": check, "was": was}
    response = client.post(address, data, headers=headers or HTMX)
    assert response.status_code == 200
    (was,) = re.findall(r'name="was" value="(.*?)"', response.content.decode())
    return str(was)


def page(client: Client, lesson: Lesson) -> str:
    return client.get(lesson.module.get_absolute_url()).content.decode()


def ticked_on(html: str) -> list[str]:
    return re.findall(r'name="check" value="(.*?)"[^>]* checked>', html)


def stored() -> list[str]:
    return list(ChecklistTick.objects.order_by("pk").values_list("key", flat=True))


# --- The form -------------------------------------------------------------------------------------
def checklists(source: str) -> list[Checklist]:
    parts = with_checklists(rendered(source), lambda key: f" data-of={key}")
    return [part for part in parts if isinstance(part, Checklist)]


def test_open_tasks_are_boxes_with_their_words_and_the_others_stay_signs() -> None:
    (checklist,) = checklists(BODY)
    first, second = checklist.keys
    box = f'<input type="checkbox" name="check" value="{first}" data-of={first}>'
    words = "<span>값을 <strong>물었다</strong></span>"
    assert f'<label class="lms-check">{box} {words}</label></li>' in checklist.html
    assert checklist.html.count("<input") == 2
    assert ">✓</span> 이름을 정했다</li>" in checklist.html
    assert "☐" not in checklist.html
    assert items_of(checklist.html) == {}
    assert list(items_of(rendered(BODY)).items()) == [
        (first, "값을 물었다"),
        (second, "크기를 재었다"),
    ]


def test_the_rest_of_a_text_stays_as_it_is() -> None:
    html = rendered(f"앞\n\n- 그냥 목록\n\n{BODY}\n\n- [x] 한 것\n\n뒤")
    parts = list(with_checklists(html, lambda _key: ""))
    assert len([part for part in parts if isinstance(part, Checklist)]) == 1
    assert "".join(part for part in parts if isinstance(part, str)) == re.sub(
        r"(?s)<ul class=\"lms-tasks\"[^>]*>.*?</ul>(?=\n</aside>)", "", html
    )


def test_a_list_in_a_list_is_of_one_form() -> None:
    (checklist,) = checklists("- [ ] 밖\n  - [ ] 안\n    1. [ ] 속\n- [ ] 끝\n\n글")
    assert len(checklist.keys) == 4
    assert checklist.html.count("<label") == 4
    assert checklist.html.startswith("<ul")
    assert checklist.html.endswith("</ul>")
    assert "<label" not in re.findall(r"(?s)<label.*?</label>", checklist.html)[0][1:]


def test_a_task_of_several_paragraphs_is_named_by_the_first() -> None:
    (checklist,) = checklists("- [ ] 하나\n\n  더 긴 글\n\n- [ ] 둘")
    assert "<p><label" in checklist.html
    assert "<span>하나</span></label></p>\n<p>더 긴 글</p>" in checklist.html


def test_a_term_in_a_task_is_no_part_of_a_label() -> None:
    (checklist,) = checklists("- [ ] {팹리스} & 공장")
    assert "<label" not in checklist.html
    assert ' aria-label="팹리스 &amp; 공장"' in checklist.html


def test_two_lists_are_two_forms() -> None:
    assert [len(each.keys) for each in checklists(f"{BODY}\n\n1. [ ] 하나\n2. [ ] 둘\n")] == [2, 2]


# --- Ticking --------------------------------------------------------------------------------------
def test_a_tick_is_there_again_and_gone_again(
    client: Client, member: User, lesson: Lesson, keys: list[str]
) -> None:
    html = page(client, lesson)
    assert html.count('type="checkbox"') == 2
    assert ticked_on(html) == []

    was = send(client, lesson, [keys[1]])
    html = page(client, lesson)
    assert ticked_on(html) == [keys[1]]
    assert f'name="was" value="{keys[1]} "' in html
    assert ChecklistTick.objects.get().text == "크기를 재었다"

    was = send(client, lesson, keys, was)
    assert was.split() == keys
    assert send(client, lesson, [keys[0]], was) == keys[0]
    assert ticked_on(page(client, lesson)) == [keys[0]]


def test_without_a_script_the_list_is_sent_and_leads_back_to_it(
    client: Client, member: User, lesson: Lesson, keys: list[str]
) -> None:
    address = f"/progress/lessons/{lesson.pk}/ticks/"
    html = page(client, lesson)
    place = f"{lesson.slug}-checks-{keys[0]}"
    assert f'id="{place}"' in html
    form = html.split(f'id="{place}"')[1].split("</form>")[0]
    assert f'action="{address}"' in form
    (button,) = re.findall("<noscript><p>(<button.*?>)", form)
    assert f'type="submit" name="at" value="{keys[0]}"' in button

    response = client.post(address, {"check": keys, "was": "", "at": keys[0]})
    assert response.status_code == 303
    assert response["Location"] == f"{lesson.module.get_absolute_url()}#{place}"
    assert stored() == keys
    response = client.post(address, {"at": '"><script>'})
    assert response["Location"] == f"{lesson.module.get_absolute_url()}#{lesson.slug}"


def test_what_another_page_ticked_meanwhile_stays(
    client: Client, member: User, lesson: Lesson, keys: list[str]
) -> None:
    send(client, lesson, [keys[0]])
    was = send(client, lesson, [keys[1]])  # this page was opened before
    assert set(stored()) == set(keys)

    send(client, lesson, [], was)
    assert stored() == [keys[0]]


def test_the_same_sent_twice_is_ticked_once(
    client: Client, member: User, lesson: Lesson, keys: list[str]
) -> None:
    send(client, lesson, keys)
    first = ChecklistTick.objects.earliest("pk")
    send(client, lesson, keys)
    assert stored() == keys
    assert ChecklistTick.objects.earliest("pk").ticked_at == first.ticked_at


def test_only_what_stands_in_the_section_is_ticked(
    client: Client, member: User, lesson: Lesson, keys: list[str]
) -> None:
    other = LessonFactory.create(module=lesson.module, body="- [ ] 다른 것")
    assert send(client, lesson, ["x" * 500, *items_of(other.body_html), "0123456789ab"]) == ""
    assert stored() == []
    send(client, lesson, keys)
    send(client, lesson, [], "x " * 500)
    assert stored() == keys


def test_who_may_tick(client: Client, lesson: Lesson, keys: list[str]) -> None:
    address = f"/progress/lessons/{lesson.pk}/ticks/"
    assert client.post(address, {"check": keys}).status_code == 302
    client.force_login(UserFactory.create())
    assert client.post(address, {"check": keys}).status_code == 404
    assert client.get(address).status_code == 405
    assert stored() == []


# --- What becomes of it, and whose it is ----------------------------------------------------------
def test_a_tick_stays_where_the_list_changes_around_it(
    client: Client, member: User, lesson: Lesson, keys: list[str]
) -> None:
    send(client, lesson, keys)
    lesson.body = BODY.replace("크기를 재었다", "크기를 다시 재었다\n- [ ] 새로 더한 것")
    lesson.save()
    assert ticked_on(page(client, lesson)) == [keys[0]]


def test_a_text_that_changed_since_it_was_read_is_ticked_too(
    client: Client, member: User, lesson: Lesson, keys: list[str]
) -> None:
    send(client, lesson, [keys[0]])
    LessonRead.objects.mark(member, lesson)
    lesson.body = f"새 글.\n\n{BODY}"
    lesson.save()
    html = page(client, lesson)
    assert 'class="lms-changed"' in html
    assert ticked_on(html) == [keys[0]]


def test_nobody_else_has_it_ticked_and_nothing_of_it_is_kept(
    client: Client, member: User, lesson: Lesson, keys: list[str]
) -> None:
    page(client, lesson)
    send(client, lesson, keys)
    assert ticked_on(page(client, lesson)) == keys

    other = make_member(lesson.module.course)
    client.force_login(other)
    assert ticked_on(page(client, lesson)) == []
    assert not ChecklistTick.objects.of_learner(other).exists()
    assert len(ChecklistTick.objects.of_learner(member)) == 2
    kept = [text for text in strings_in(pieces.KEPT, set()) if keys[0] in text]
    assert kept
    assert not [text for text in kept if " checked" in text]


def test_a_module_takes_no_query_more_for_ticks(
    client: Client,
    member: User,
    lesson: Lesson,
    keys: list[str],
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    page(client, lesson)
    other = LessonFactory.create(module=lesson.module, body=BODY)
    for at in (lesson, other):
        send(client, at, keys)
    page(client, lesson)
    with django_assert_num_queries(3):
        assert len(ticked_on(page(client, lesson))) == 4


def test_every_task_of_the_course_can_be_ticked(client: Client, local_ai: Course) -> None:
    client.force_login(make_member(local_ai))
    tasks = sum(len(items_of(lesson.body_html)) for lesson in Lesson.objects.all())
    boxes = 0
    for module in local_ai.modules.all():
        html = client.get(module.get_absolute_url()).content.decode()
        boxes += html.count('type="checkbox" name="check"')
        assert "lms-task-open" not in re.sub(r"(?s)<form.*?</form>", "", html)
    assert boxes == tasks >= 49
