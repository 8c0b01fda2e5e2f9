"""What somebody typed is given back by whatever cannot take it, and nobody is led away from it."""

import re
from html import escape, unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from courses.models import SelfDiagnosis
from quizzes.models import Answer
from tests.factories import PASSWORD, SelfDiagnosisFactory, make_author, make_member, make_quiz

pytestmark = pytest.mark.django_db
OURS = {"Origin": "http://testserver"}
HTMX, FETCH = {"HX-Request": "true"}, {"X-Requested-With": "XMLHttpRequest"}
WORDS = '동료 셋에게 "KV 캐시"를 <b>설명</b>했다\n\n둘째 줄'


@pytest.fixture
def levels() -> SelfDiagnosis:
    return SelfDiagnosisFactory.create()


@pytest.fixture
def member(levels: SelfDiagnosis) -> User:
    return make_member(levels.course)


def filled_in(words: str = WORDS) -> dict[str, str]:
    ratings = {f"rating-{rank}": "with-help" for rank in range(1, 7)}
    return ratings | {"rating-1": "on-my-own", "evidence-1": words, "shared": "on"}


def form_on(html: str) -> dict[str, str]:
    """The fields of the form that gives the words back."""
    (form,) = re.findall(r"<form[^>]*lms-card.*?</form>", html, re.DOTALL)
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    texts = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n(.*?)</textarea>', form, re.DOTALL)
    return {name: unescape(value) for name, value in [*hidden, *texts]}


def carried_on(html: str) -> dict[str, Any]:
    """What the form to sign in takes along."""
    (form,) = re.findall(r'<form[^>]*action="/login/".*?</form>', html, re.DOTALL)
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    fields: dict[str, Any] = {}
    for name, value in hidden:
        fields.setdefault(name, []).append(unescape(value))
    return fields


def background_addresses() -> list[str]:
    """Every address that pages write to while somebody reads or types."""
    quiz = make_quiz()
    lesson, question = quiz.module.lessons.get(), quiz.questions.earliest("position")
    levels = SelfDiagnosisFactory.create(after=quiz.module)
    return [
        reverse("quizzes:answer", args=[question.pk]),
        reverse("progress:read-lesson", args=[lesson.pk]),
        reverse("progress:visit-lesson", args=[lesson.pk]),
        f"{levels.get_absolute_url()}draft/",
        reverse("admin:courses_preview"),
        reverse("admin:courses_image_insert"),
    ]


@pytest.mark.parametrize("headers", [HTMX, FETCH])
def test_what_a_page_writes_by_itself_is_never_answered_by_a_redirect(
    client: Client, headers: dict[str, str]
) -> None:
    for address in background_addresses():
        response = client.post(address, {"text": "글"}, headers=headers)

        assert response.status_code == 401, address
        assert "로그인이 끝나" in response.content.decode()
        assert "<html" not in response.content.decode()
        assert "Location" not in response.headers
        assert not [name for name in response.headers if name.startswith("HX-")]


@pytest.mark.parametrize("headers", [HTMX, FETCH])
def test_what_a_page_of_one_person_writes_is_not_stored_for_another(
    client: Client, headers: dict[str, str]
) -> None:
    somebody_else = make_author()
    client.force_login(somebody_else)
    for address in background_addresses():
        written_by = headers | {"X-Written-By": str(somebody_else.pk + 1)}
        response = client.post(address, {"text": "글"}, headers=written_by)

        assert response.status_code == 403, address
        assert "다른 분이 로그인" in response.content.decode()
        assert "<html" not in response.content.decode()


@pytest.mark.parametrize("headers", [HTMX, FETCH])
def test_an_old_token_of_what_a_page_writes_by_itself_is_403_in_a_sentence(
    headers: dict[str, str],
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_author())
    for address in background_addresses():
        response = client.post(address, {"text": "글"}, headers=headers)

        assert response.status_code == 403, address
        assert "data-note" in response.content.decode()
        assert "<html" not in response.content.decode()


def test_a_form_sent_after_the_session_ended_comes_back_with_its_words(
    client: Client, levels: SelfDiagnosis, member: User
) -> None:
    response = client.post(levels.get_absolute_url(), filled_in(), headers=OURS)

    assert response.status_code == 401
    html = response.content.decode()
    assert "<b>설명" not in html
    sign_in = carried_on(html) | {"username": member.username, "password": PASSWORD}
    html = client.post("/login/", sign_in).content.decode()
    again = client.post(levels.get_absolute_url(), form_on(html))
    assert again.status_code == 303
    rating = member.diagnoses.get().ratings.get(level__rank=1)
    assert (rating.rating, rating.evidence) == ("on-my-own", WORDS)


def test_a_form_with_an_old_token_comes_back_and_can_be_sent_again(
    levels: SelfDiagnosis, member: User
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)

    refused = client.post(levels.get_absolute_url(), filled_in(), headers=OURS)
    assert refused.status_code == 403
    assert not member.diagnoses.exists()

    again = client.post(levels.get_absolute_url(), form_on(refused.content.decode()), headers=OURS)
    assert again.status_code == 303
    assert member.diagnoses.get().ratings.get(level__rank=1).evidence == WORDS


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_what_another_site_sends_is_not_shown_to_be_sent_again(
    levels: SelfDiagnosis, member: User, headers: dict[str, str]
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)

    response = client.post(levels.get_absolute_url(), filled_in("남의 글"), headers=headers)

    assert response.status_code == 403
    assert "남의 글" not in response.content.decode()


@pytest.mark.parametrize("address", ["/login/", "/account/"])
def test_a_password_is_never_shown_again(member: User, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(member)
    data = {"username": "한 글", "password": PASSWORD, "old_password": PASSWORD, "save": "password"}

    html = client.post(address, data, headers=OURS).content.decode()

    assert PASSWORD not in html
    assert "한 글" not in html


def test_a_page_that_was_closed_meanwhile_gives_the_words_back(
    client: Client, levels: SelfDiagnosis, member: User
) -> None:
    client.force_login(member)
    levels.after.is_published = False
    levels.after.save()

    response = client.post(levels.get_absolute_url(), filled_in(), headers=OURS)

    assert response.status_code == 404
    assert "둘째 줄" in response.content.decode()


def test_a_broken_site_gives_the_words_back(
    client: Client, levels: SelfDiagnosis, member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(member)
    client.raise_request_exception = False

    def broken(*_all: object, **_named: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("progress.models.diagnosis.DiagnosisQuerySet.take", broken)
    response = client.post(levels.get_absolute_url(), filled_in(), headers=OURS)

    assert response.status_code == 500
    html = response.content.decode()
    assert "둘째 줄" in html
    assert "csrfmiddlewaretoken" in html


def test_an_authors_text_comes_back_from_an_old_token(levels: SelfDiagnosis) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_author())
    address = reverse("admin:courses_module_change", args=[levels.after.pk])

    html = client.post(address, {"lead": WORDS, "title": "제 목"}, headers=OURS).content.decode()

    assert form_on(html)["lead"] == WORDS


def test_a_page_can_ask_who_is_signed_in_and_for_the_token_of_now(member: User) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.get("/session/").json()["person"] is None

    client.force_login(member)
    session = client.get("/session/").json()

    assert session["person"] == member.pk
    data = {"theme": "dark", "csrfmiddlewaretoken": session["token"]}
    assert client.post("/appearance/", data, headers=OURS).status_code == 302
    assert Client().post("/session/").status_code == 405


# --- Signing in with words on the way -------------------------------------------------------------


def test_a_wrong_password_keeps_the_words_on_their_way(
    client: Client, levels: SelfDiagnosis, member: User
) -> None:
    refused = client.post(levels.get_absolute_url(), filled_in(), headers=OURS)
    sign_in = carried_on(refused.content.decode()) | {"username": member.username}

    html = client.post("/login/", sign_in | {"password": "falsch"}).content.decode()

    assert "쓰신 글은 그대로 있습니다" in html
    for name, value in filled_in().items():
        assert f'name="words-name" value="{name}"' in html
        assert f'name="words-value" value="{escape(value)}"' in html


def test_a_choice_without_javascript_goes_along_too(client: Client) -> None:
    quiz = make_quiz()
    member, question = make_member(quiz.module.course), quiz.questions.earliest("position")
    option = question.options.get(is_correct=True)
    address = reverse("quizzes:answer", args=[question.pk])
    data = {"option": str(option.pk), "attempt": "record"}
    refused = client.post(address, data, headers=OURS)
    assert refused.status_code == 401
    sign_in = carried_on(refused.content.decode())

    html = client.post("/login/", sign_in | {"username": member.username, "password": PASSWORD})
    client.post(address, form_on(html.content.decode()))

    assert Answer.objects.get().option == option


def test_what_holds_nothing_leads_to_the_sign_in_page_as_ever(client: Client) -> None:
    quiz = make_quiz()
    lesson = quiz.module.lessons.get()
    for address in (reverse("progress:read-lesson", args=[lesson.pk]), "/admin/courses/module/"):
        assert client.post(address, {"csrfmiddlewaretoken": "x"}, headers=OURS).status_code == 302


@pytest.mark.parametrize(
    "address",
    ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", "", "x"],
)
def test_words_are_carried_to_addresses_of_this_site_only(
    client: Client, member: User, address: str
) -> None:
    carried = {"words-address": address, "words-name": ["text"], "words-value": ["남의 글"]}
    sign_in = carried | {"username": member.username, "password": PASSWORD}

    response = client.post("/login/", sign_in)

    assert response.status_code == 302
    assert "남의 글" not in response.content.decode()


def test_a_dialog_signs_in_without_leading_anywhere(client: Client, member: User) -> None:
    def sign_in(password: str) -> Any:
        data = {"username": member.username, "password": password}
        return client.post("/login/", data, headers=FETCH)

    wrong = sign_in("falsch")
    assert wrong.status_code == 400
    assert "data-note" in wrong.content.decode()
    assert "<html" not in wrong.content.decode()

    assert sign_in(PASSWORD).status_code == 204
    assert client.get("/session/").json()["person"] == member.pk
    assert sign_in(PASSWORD).status_code == 204


def test_a_dialog_is_told_that_the_account_is_locked(client: Client, member: User) -> None:
    data = {"username": member.username, "password": "falsch"}
    for _try in range(10):
        response = client.post("/login/", data, headers=FETCH)

    assert response.status_code == 429
    assert "<html" not in response.content.decode()
    assert re.search(r"[0-9]:[0-9]{2}부터 다시", response.content.decode())


# --- Which forms the server has taken -------------------------------------------------------------


def stored(client: Client) -> list[str]:
    return client.cookies["stored"].value.split(".") if "stored" in client.cookies else []


def test_only_a_form_that_was_stored_is_told_to_the_next_page(client: Client, member: User) -> None:
    client.force_login(member)
    data = {"save": "profile", "name": "", "theme": "blue", "language": "", "kept-as": "a" * 16}
    assert client.post("/account/", data).status_code == 400
    assert stored(client) == []

    assert client.post("/account/", data | {"theme": "dark"}).status_code == 302

    assert stored(client) == ["a" * 16]
    assert client.cookies["stored"]["httponly"]
    assert f'data-stored="{"a" * 16}"' in client.get("/account/").content.decode()


def test_a_form_that_was_sent_to_the_sign_in_page_is_not_stored(client: Client) -> None:
    response = client.post("/account/", {"save": "profile", "kept-as": "a" * 16})

    assert response.status_code == 302
    assert stored(client) == []


def test_forms_of_several_tabs_are_told_and_no_others(client: Client, member: User) -> None:
    client.force_login(member)
    data = {"save": "profile", "name": "김하나", "theme": "dark", "language": ""}
    for number in [*(f"{at:016x}" for at in range(12)), "x" * 16, "b" * 15, '"><script>']:
        client.post("/account/", data | {"kept-as": number})

    assert stored(client) == [f"{at:016x}" for at in range(11, 3, -1)]
