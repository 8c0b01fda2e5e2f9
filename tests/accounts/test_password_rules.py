"""What a new password must be: long, not one's name, and none that is guessed first."""

import time
from collections import Counter

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import Settings

from accounts.demo import PASSWORD as DEMO_PASSWORD
from accounts.models import AccountNotice, User
from accounts.passwords import backend, hashers
from accounts.passwords.keyboard import keys_of
from config import settings as of_the_site
from tests.factories import UserFactory

HANA = User(username="hana.lee", name="이하나", email="h.lee@example.org")
SHORT, COMMON, SIMILAR = "password_too_short", "password_too_common", "password_too_similar"


def fault(password: str, user: User | None = HANA) -> str:
    try:
        validate_password(password, user)
    except ValidationError as error:
        (only,) = error.error_list
        return str(only.code)
    return ""


@pytest.mark.parametrize(
    ("hangul", "keys"),
    [
        ("임시123", "dlatl123"),
        ("비밀번호", "qlalfqjsgh"),
        ("사랑해", "tkfkdgo"),
        ("값닭꽝왜", "rkqtekfrrhkddho"),
        ("ㅁㄴㅇㄹ", "asdf"),
        ("ㅔㅁㄴㄴ잭ㅇ", "password"),
        ("가힣", "rkglg"),
        ("ㄱㅎㅏㅣ", "rgkl"),
        ("p@ss!", "p@ss!"),
    ],
)
def test_hangul_is_the_keys_it_is_typed_with(hangul: str, keys: str) -> None:
    assert keys_of(hangul) == keys


@pytest.mark.parametrize(
    "password",
    [
        *("dlatl123456", "dlatl20261128", "임시임시임시2026", "qlalfqjsgh", "qlalfqjsgh1!"),
        *("Qlalfqjsgh2026!", "비밀번호비밀번호비밀번호", "임시비밀번호1234", "관리자비밀번호!!!"),
        *("tkfkdgo1004", "ㅔㅁㄴㄴ잭ㅇ2026", "rhksflwk12345", "dkssudgktpdy", "eogksalsrnr1"),
        *("rkskekfk1234", "password123!", "P@ssw0rd2026", "Password-2026", "pa55word!!99"),
        *("korea2026!!", "dure-demo-2026", "welcome2026!", "summer-2026!", "admin12345!"),
        *("September2026", "iloveyou1004", "qwertyuiop", "qwer1234asdf", "1q2w3e4r5t"),
        *("1q2w3e4r!!", "1qaz2wsx3edc", "zaq12wsxcde3", "asdfghjkl;1", "1234567890"),
        *("0123456789", "2026-11-28!", "010-1234-5678", "a123456789", "q121212121"),
        *("1111111111111", "aaaaaaaaaa", "asdfasdfasdf", "abcabcabcabc"),
        *("하하하하하하하하하하", "abcdefghij"),
    ],
)
def test_what_many_choose_is_refused(password: str) -> None:
    assert fault(password) == COMMON


@pytest.mark.parametrize(
    "password",
    [
        *("hana.lee2026", "HANALEE-1234", "이하나이하나이하나2026", "dlgksk1234567"),
        *("하나하나하나1234567", "h.lee@example.org", "gksk20261128", "lee-hana-lee-hana"),
    ],
)
def test_ones_own_name_is_refused_however_it_is_typed(password: str) -> None:
    assert fault(password) == SIMILAR
    assert fault(password, None) == ""


@pytest.mark.parametrize(
    "password", ["", "x", "xkqzvwpj9", "짧은비밀번호", "ｘｋｑｚｖｗｐｊ９", "dlatl123", "각" * 9]
)
def test_what_is_shorter_than_ten_is_refused(password: str) -> None:
    assert fault(password) == SHORT


@pytest.mark.parametrize(
    "password",
    [
        *("산길을-걷는-고양이-7", "correct horse battery", "xkqzvwpjmt", "J7#kQ2!vLx9z"),
        *("a-long-password-1", "new-password-9", "커피두잔과식은빵하나", "wlqdptjdlfrsmsek"),
        *("만두-연필-39-구름", "password-for-my-bicycle", "혼자걷는밤길의가로등"),
    ],
)
def test_what_nobody_would_guess_is_taken(password: str) -> None:
    assert fault(password) == ""


@pytest.mark.parametrize("password", ["가" * 1_000_000, "ﷺ" * 100_000, "ab" * 500_000, "\0" * 50])
def test_a_million_letters_take_no_time(password: str) -> None:
    start = time.monotonic()
    fault(password)
    assert time.monotonic() - start < 5


def test_each_fault_is_one_sentence_that_says_what_is_wanted() -> None:
    with pytest.raises(ValidationError) as short:
        validate_password("짧아요", HANA)
    assert short.value.messages == ["비밀번호를 10자 이상으로 지어 주세요. 지금 것은 3자입니다."]
    with pytest.raises(ValidationError) as common:
        validate_password("qlalfqjsgh1!", HANA)
    assert common.value.messages == [
        "흔한 단어나 나란한 자판, 숫자만으로 되지 않은 비밀번호를 지어 주세요. "
        "한글을 영문 자판으로 친 것도 마찬가지입니다."
    ]


# --- How they are kept ----------------------------------------------------------------------------

RIGHT = "산길을-걷는-고양이-7"


@pytest.fixture
def argon2(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the site keeps them; other tests do it in a faster way."""
    settings.PASSWORD_HASHERS = [
        "accounts.passwords.hashers.Argon2",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
    monkeypatch.setattr(backend, "_looked_until", 0.0)
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 1000)


def signs_in(client: Client, username: str, password: str) -> bool:
    client.post("/login/", {"username": username, "password": password})
    return "_auth_user_id" in client.session


def test_they_are_kept_by_argon2id_as_owasp_asks(argon2: None) -> None:
    encoded = make_password(RIGHT)
    assert encoded.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert check_password(RIGHT, encoded)
    assert not check_password(RIGHT + "x", encoded)


def test_the_site_keeps_them_so() -> None:
    assert of_the_site.PASSWORD_HASHERS[0] == "accounts.passwords.hashers.Argon2"
    assert hashers.AT_ONCE * hashers.Argon2.memory_cost <= 64 * 1024  # kiB of a process


@pytest.mark.django_db
def test_one_of_before_is_kept_anew_when_its_person_signs_in(client: Client, argon2: None) -> None:
    person = UserFactory.create(username="hana")
    User.objects.update(password=make_password(DEMO_PASSWORD, hasher="pbkdf2_sha256"))
    assert not signs_in(client, "hana", "wrong")
    assert signs_in(client, "hana", DEMO_PASSWORD)
    person.refresh_from_db()
    assert person.password.startswith("argon2$argon2id$")
    assert client.get("/session/").json()["person"] == person.pk


@pytest.fixture
def worked_out(argon2: None, monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each hasher has worked out a password."""
    times: Counter[str] = Counter()
    argon2_encode, argon2_verify = hashers.Argon2.encode, hashers.Argon2.verify
    pbkdf2_encode = PBKDF2PasswordHasher.encode  # its `verify` calls it

    def count(algorithm: str, work: object) -> object:
        def counted(*arguments: object, **named: object) -> object:
            times[algorithm] += 1
            return work(*arguments, **named)  # type: ignore[operator]

        return counted

    monkeypatch.setattr(hashers.Argon2, "encode", count("argon2", argon2_encode))
    monkeypatch.setattr(hashers.Argon2, "verify", count("argon2", argon2_verify))
    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", count("pbkdf2", pbkdf2_encode))
    return times


COMPATIBLE = "ﬁ-산길을-걷는"  # another text in NFKC, so both are tried


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["wrong", COMPATIBLE])
@pytest.mark.parametrize("are_old_ones_left", [True, False])
def test_a_wrong_password_takes_the_same_work_for_everybody_and_nobody(
    client: Client, worked_out: Counter[str], password: str, are_old_ones_left: bool
) -> None:
    people = {"new": make_password(RIGHT), "nothing": make_password(None)}
    if are_old_ones_left:
        people["old"] = make_password(RIGHT, hasher="pbkdf2_sha256")
    for username, encoded in people.items():
        UserFactory.create(username=username)
        User.objects.filter(username=username).update(password=encoded)
    forms = 2 if password == COMPATIBLE else 1
    for username in (*people, "nobody", "\U0001f600", "x" * 150):
        worked_out.clear()
        assert not signs_in(client, username, password)
        expected = {"argon2": forms} | ({"pbkdf2": forms} if are_old_ones_left else {})
        assert (username, dict(worked_out)) == (username, expected)


# --- Those of before ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_weak_one_of_before_opens_and_is_told_once_in_three_months() -> None:
    UserFactory.create(username="hana", password="12345678")
    client = Client()
    for _time in range(2):
        client.post("/logout/")
        assert signs_in(client, "hana", "12345678")
    assert AccountNotice.objects.get().kind == AccountNotice.Kind.WEAK_PASSWORD
    assert "지금 비밀번호는 짧거나 쉽게 알아낼 수 있습니다" in client.get("/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("password", [DEMO_PASSWORD, RIGHT])
def test_of_a_strong_one_and_of_the_demos_nothing_is_told(client: Client, password: str) -> None:
    UserFactory.create(username="hana", password=password)
    assert signs_in(client, "hana", password)
    assert not AccountNotice.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("password", ["qlalfqjsgh1!", "짧아요", "gksk1234567"])
def test_a_form_says_it_and_changes_nothing(client: Client, password: str) -> None:
    person = UserFactory.create(username="hana", name="이하나", password=RIGHT)
    client.force_login(person)
    form = {"save": "password", "old_password": RIGHT}
    response = client.post(
        "/account/", form | {"new_password1": password, "new_password2": password}
    )
    assert response.status_code == 400
    assert "지어 주세요" in response.content.decode()
    person.refresh_from_db()
    assert person.check_password(RIGHT)
