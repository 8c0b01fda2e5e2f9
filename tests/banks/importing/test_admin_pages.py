"""An author uploads a bank, looks at what it holds, imports it, and takes a quiz out again."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from banks.formats import gift, moodlexml
from banks.formats.bank import BankImage, BankOption, BankQuestion, Format, Text
from courses.models import Image
from quizzes.models import BankUpload, Question, Quiz
from tests.factories import ImageFactory, UserFactory, image_file, make_author, make_quiz

pytestmark = pytest.mark.django_db
BANK = (
    "::하나::물음{=가#맞음 ~<script>나</script>다#틀림}\n\n::둘::물음 둘{=가 ~나}\n\n::셋::적기{}\n"
)


@pytest.fixture
def quiz() -> Quiz:
    return make_quiz(questions=0)


@pytest.fixture
def author(client: Client) -> User:
    author = make_author()
    client.force_login(author)
    return author


def page(quiz: Quiz, name: str, *more: object) -> str:
    return reverse(f"admin:quizzes_quiz_{name}", args=[quiz.pk, *more])


def upload(client: Client, quiz: Quiz, content: str | bytes, name: str = "gift") -> Any:
    data = content if isinstance(content, bytes) else content.encode()
    file = SimpleUploadedFile("bank.gift", data)
    return client.post(page(quiz, "import"), {"format": name, "file": file})


def test_a_bank_is_looked_at_and_imported(client: Client, author: User, quiz: Quiz) -> None:
    looked_at = upload(client, quiz, BANK)["Location"]
    html = client.get(looked_at).content.decode()
    assert "문제 3개 가운데" in html
    assert 'data-refused="essay"' in html
    assert "<script>나" not in html
    assert not Question.objects.exists()
    assert client.post(looked_at).status_code == 303
    assert Question.objects.count() == 2
    assert not BankUpload.objects.exists()
    assert client.post(looked_at).status_code == 404
    assert Question.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        ("", "gift", "비어"),
        ("// 말뿐", "gift", "문제를 찾지"),
        (BANK, "docx", "형식"),
        ("\n\n".join(f"물음 {n}{{T}}" for n in range(2001)), "gift", "명령줄"),
    ],
)
def test_what_is_no_bank_is_refused(
    client: Client, author: User, quiz: Quiz, content: str, name: str, reason: str
) -> None:
    refused = upload(client, quiz, content, name)
    assert refused.status_code == 400
    assert reason in refused.content.decode()
    assert not BankUpload.objects.exists()


def test_nobody_else_sees_an_upload(client: Client, author: User, quiz: Quiz) -> None:
    looked_at = upload(client, quiz, BANK)["Location"]
    client.force_login(make_author())
    assert client.get(looked_at).status_code == 404
    client.force_login(UserFactory.create(is_staff=True))
    assert client.get(page(quiz, "import")).status_code == 403
    assert client.get(page(quiz, "export", "gift")).status_code == 403


def test_a_quiz_is_exported_and_imported_elsewhere(
    client: Client, author: User, quiz: Quiz
) -> None:
    full = make_quiz(questions=3)
    exported = client.get(page(full, "export", "gift"))
    assert exported["Content-Disposition"].endswith('.gift"')
    bank = gift.read(exported.content)
    assert len(bank.questions) == 3
    looked_at = upload(client, quiz, exported.content.decode())["Location"]
    client.post(looked_at)
    texts = ("slug", "stem", "options__text", "options__explanation")
    rows = [
        list(one.questions.order_by("position", "options__position").values_list(*texts))
        for one in (full, quiz)
    ]
    assert rows[0] == rows[1]
    assert client.get(page(full, "export", "docx")).status_code == 404


def test_an_export_that_would_cut_a_text_says_so(client: Client, author: User) -> None:
    full = make_quiz(questions=1)
    Question.objects.update(stem="가" * 40_000)
    refused = client.get(page(full, "export", "xlsx"), follow=True)
    assert refused.redirect_chain == [(page(full, "change"), 303)]
    assert "CSV로 내보내" in refused.content.decode()
    assert "가" * 40_000 in client.get(page(full, "export", "csv")).content.decode()


def with_images(count: int) -> bytes:
    """Moodle XML of one question with these many pictures in its stem."""
    names = [f"p{number}" for number in range(count)]
    return moodlexml.write(
        [
            BankQuestion(
                Text("".join(f'<img src="image:{name}" alt="판">' for name in names), Format.HTML),
                (BankOption(Text("가"), True, Text("맞음")), BankOption(Text("나"), False)),
                images=tuple(
                    BankImage(name, image_file((9 + number, 9)))
                    for number, name in enumerate(names)
                ),
            )
        ]
    )


def test_pictures_to_come_are_told_in_words_and_stored_with_their_questions(
    client: Client, author: User, quiz: Quiz
) -> None:
    stored = ImageFactory.create(course=quiz.module.course, file=image_file((9, 9)))
    looked_at = upload(client, quiz, with_images(2), "moodle-xml")["Location"]
    html = client.get(looked_at).content.decode()
    assert "그림 1개를 더합니다" in html
    assert "[p1: 판]" in html
    assert html.count('class="lms-image"') == html.count(f'src="{stored.address}"') == 1
    assert Image.objects.get() == stored
    done = client.post(looked_at, follow=True).content.decode()
    assert "그림 1개를 더했습니다" in done
    assert Image.objects.count() == 2


def test_more_pictures_than_a_page_may_take_are_for_the_command_line(
    client: Client, author: User, quiz: Quiz
) -> None:
    assert upload(client, quiz, with_images(40), "moodle-xml").status_code == 303
    refused = upload(client, quiz, with_images(41), "moodle-xml")
    assert refused.status_code == 400
    assert "명령줄" in refused.content.decode()


def test_a_name_that_is_taken_while_importing_is_told_and_the_file_kept(
    client: Client, author: User, quiz: Quiz
) -> None:
    looked_at = upload(client, quiz, with_images(1), "moodle-xml")["Location"]

    class Meanwhile:
        """Somebody who adds an image of the same name once the import has begun."""

        def __call__(self, execute: Any, sql: str, *args: Any) -> Any:
            if sql.startswith("DELETE") and not Image.objects.exists():
                ImageFactory.create(course=quiz.module.course, name="p0")
            return execute(sql, *args)

    with connection.execute_wrapper(Meanwhile()):
        assert client.post(looked_at)["Location"] == looked_at
    assert not Question.objects.exists()
    assert "그사이" in client.get(looked_at).content.decode()
    assert client.post(looked_at)["Location"] != looked_at
