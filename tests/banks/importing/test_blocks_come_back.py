"""Questions of more than a line go out in every format, and come back as they were."""

import io
import itertools
import re
import zipfile
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banks.exporting import bank_questions
from banks.formats import qti_writing
from banks.formats.registry import FORMATS
from banks.importing.planning import Plan, Planned, plan
from banks.importing.saving import save
from quizzes.models import Question, Quiz
from tests.factories import ImageFactory, QuizFactory, make_quiz
from tests.tables import examples
from tests.texts.stems import IMAGE, STEMS

pytestmark = pytest.mark.django_db
WRITABLE = [name for name, bank_format in FORMATS.items() if bank_format.write is not None]
KNOWN = [
    "출력은?\n\n```\na = {1: 2}\nprint(a[1] | 2)\n```",
    "- 하나\n- 둘\n\n무엇인가?",
    "| 가 | 나 |\n| --- | --- |\n| 1 | 2 |",
    "밑줄 친 <u>낱말</u>의 **뜻**",
    "\\(x_1^2 < \\frac{a}{b}\\)의 근",
    "$$\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}$$",
    "식 <math><msup><mi>x</mi><mn>2</mn></msup></math>",
    "$5와 \\$$, a[0] \\* b_c",
]
TEXTS = st.lists(STEMS, min_size=4, max_size=4, unique_by=lambda text: " ".join(text.split()))


def quiz_of(questions: Sequence[Sequence[str]]) -> Quiz:
    """A quiz whose questions have these stems, and options and explanations after them."""
    quiz = make_quiz(questions=len(questions))
    ImageFactory.create(course=quiz.module.course, name=IMAGE)
    for question, (stem, *others) in zip(
        quiz.questions.order_by("position"), questions, strict=True
    ):
        question.stem = stem
        question.save()
        for option, text in zip(question.options.all(), others, strict=False):
            option.text = option.explanation = text
            option.save()
    return quiz


def carried(quiz: Quiz, name: str) -> Plan:
    """What another course would make of the quiz in this format."""
    bank_format = FORMATS[name]
    assert bank_format.write is not None
    written = bank_format.write(bank_questions(quiz, with_images=bank_format.holds_images))
    return plan(bank_format.read(written), QuizFactory.create())


def shown(question: Question) -> list[str]:
    """All its HTML, but for the address of the picture, in which is the course."""
    options = question.options.order_by("position")
    return _shown([question.stem_html, *(html for one in options for html in one.html().values())])


def shown_of(planned: Planned) -> list[str]:
    return _shown(
        [
            planned.question.stem_html,
            *(html for one in planned.options for html in one.html().values()),
        ]
    )


def _shown(html: Sequence[str]) -> list[str]:
    return [re.sub(r'src="[^"]*"', "", text) for text in html]


@pytest.mark.parametrize("name", WRITABLE)
def test_every_known_stem_comes_back(name: str) -> None:
    quiz = quiz_of([[stem] for stem in KNOWN])

    planned = carried(quiz, name)

    assert [refusal.reason for refusal in planned.refusals] == []
    assert [made.question.stem_html for made in planned.planned] == [
        question.stem_html for question in quiz.questions.order_by("position")
    ]


def loosely(html: Sequence[str]) -> list[str]:
    """Without what HTML of other programs does not hold: the space between paragraphs and between
    the items of a list."""
    html = [re.sub(r"(?:</?p>|<br>|\s)+", " ", text).strip() for text in html]
    return [re.sub(r"(?<=<li>) | (?=</li>)", "", text) for text in html]


def without_notes(package: bytes) -> bytes:
    """The package as any other program would have made it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as ours, zipfile.ZipFile(out, "w") as others:
        for name in ours.namelist():
            content = ours.read(name)
            if name.endswith(".xml"):
                content = re.sub(rb"<\?dure.*?\?>", b"", content, flags=re.DOTALL)
            others.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("name", WRITABLE)
@examples(10)
@given(texts=TEXTS)
def test_any_stem_comes_back_or_says_what_is_missing(name: str, texts: list[str]) -> None:
    quiz = quiz_of([texts])

    planned = carried(quiz, name)

    assert [refusal.reason for refusal in planned.refusals] == []
    (made,) = planned.planned
    if f"image:{IMAGE}" in "".join(texts) and not FORMATS[name].holds_images:
        assert made.draft_because == f"이 과정에는 image:{IMAGE} 그림이 없습니다."
        return
    assert made.draft_because == ""
    # Moodle takes formulas in HTML only, in which a stem's paragraphs are lines.
    alike = loosely if name in {"gift", "moodle-xml"} else list
    before = alike(shown(quiz.questions.get()))
    assert alike(shown_of(made)) == before
    save(planned)
    assert alike(shown(Question.objects.get(quiz=planned.quiz))) == before


@pytest.mark.parametrize("beside", ["글 \\(x\\) 끝", "$$x$$", "- 하나\n- 둘", "```\nx\n```"])
def test_captions_of_pictures_side_by_side_stay(beside: str) -> None:
    picture = f'![칩](image:{IMAGE} "그림 설명")'
    for parts in itertools.permutations([picture, picture, beside]):
        quiz = quiz_of([["\n\n".join(parts)]])
        written = qti_writing.write(bank_questions(quiz, with_images=True))

        planned = plan(FORMATS["qti"].read(without_notes(written)), QuizFactory.create())

        (made,) = planned.planned
        assert made.draft_because == ""
        assert loosely(shown_of(made)) == loosely(shown(quiz.questions.get()))
        assert made.question.stem_html.count("<figcaption>") == 2


@examples(10)
@given(texts=TEXTS)
def test_other_programs_read_any_stem_in_a_package(texts: list[str]) -> None:
    quiz = quiz_of([texts])
    written = qti_writing.write(bank_questions(quiz, with_images=True))

    planned = plan(FORMATS["qti"].read(without_notes(written)), QuizFactory.create())

    assert [refusal.reason for refusal in planned.refusals] == []
    (made,) = planned.planned
    assert made.draft_because == ""
    assert loosely(shown_of(made)) == loosely(shown(quiz.questions.get()))
