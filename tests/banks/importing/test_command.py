"""`manage.py importquestions`: shows, imports, and says what it did not take."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from banks.formats import moodlexml
from banks.formats.bank import BankImage, BankOption, BankQuestion, Text
from courses.models import Image
from quizzes.models import Question, Quiz
from tests.factories import image_file, make_quiz

pytestmark = pytest.mark.django_db
BANK = "::하나::물음{=가#맞음 ~나#틀림}\n\n::둘::물음 둘{=가 ~나}\n\n::셋::적기{}\n"


@pytest.fixture
def quiz() -> Quiz:
    return make_quiz(questions=0)


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.gift"
    path.write_text(BANK, encoding="utf-8")
    return path


def run(path: Path, quiz: Quiz, *flags: str) -> str:
    out = StringIO()
    named = "/".join(quiz.natural_key())
    call_command(
        "importquestions", str(path), "--format=gift", f"--quiz={named}", *flags, stdout=out
    )
    return out.getvalue()


def test_it_says_what_it_would_do_and_then_does_it(bank: Path, quiz: Quiz) -> None:
    shown = run(bank, quiz, "--dry-run").splitlines()
    assert shown == [
        "line 5: essay 셋: Dure asks multiple-choice questions with one right option.",
        "draft imported-2: No explanation: a, b",
        "3 questions: 2 would be imported, 1 of them as drafts; 1 refused.",
    ]
    assert not Question.objects.exists()
    assert "2 imported" in run(bank, quiz)
    assert Question.objects.count() == 2


def test_it_says_how_many_pictures_come_along(tmp_path: Path, quiz: Quiz) -> None:
    path, out = tmp_path / "bank.xml", StringIO()
    question = BankQuestion(
        Text("물음 ![판](image:x)"),
        (BankOption(Text("가"), True, Text("맞음")), BankOption(Text("나"), False, Text("틀림"))),
        images=(BankImage("x", image_file()),),
    )
    path.write_bytes(moodlexml.write([question]))
    named = "--quiz=" + "/".join(quiz.natural_key())
    call_command("importquestions", str(path), "--format=moodle-xml", named, stdout=out)
    assert out.getvalue().splitlines()[0] == "1 pictures added to the course."
    assert Image.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (bytes(range(256)), "UTF-8"),
        (b"// nothing but a comment", "No question"),
    ],
)
def test_what_is_no_bank_is_refused_in_a_sentence(
    tmp_path: Path, quiz: Quiz, content: bytes, reason: str
) -> None:
    path = tmp_path / "bank.gift"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=reason):
        run(path, quiz)


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, quiz: Quiz) -> None:
    path = tmp_path / "bank.gift"
    with path.open("wb") as file:
        file.truncate(50 * 1024 * 1024 + 1)
    with pytest.raises(CommandError, match="20 MB"):
        run(path, quiz)


def test_an_unknown_quiz_or_file_is_named(tmp_path: Path, bank: Path, quiz: Quiz) -> None:
    with pytest.raises(CommandError, match="No such file"):
        run(tmp_path / "none.gift", quiz)
    with pytest.raises(CommandError, match="no quiz 'x/y'"):
        call_command("importquestions", str(bank), "--format=gift", "--quiz=x/y")
