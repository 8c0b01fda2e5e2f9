"""Pictures of a bank become images of the course, each once, and only with their questions."""

from dataclasses import replace
from typing import Any

import pytest

from authoring.drafts import Draft
from banks.formats.bank import Bank, BankImage, BankOption, BankQuestion, Format, Text
from banks.importing.planning import Plan, plan
from banks.importing.saving import OutdatedPlanError, save
from banks.templatetags.banks import in_words
from courses.models import Image
from intake.images import encode
from quizzes.models import Question, Quiz
from tests.factories import GlossaryTermFactory, ImageFactory, image_file, make_quiz
from tests.intake.test_images import png_of
from texts.images import WORDLESS

pytestmark = pytest.mark.django_db
PNG, RED = image_file(), image_file(color="red")


@pytest.fixture
def quiz() -> Quiz:
    return make_quiz(questions=0)


def asked(stem: str, said: str = "맞습니다", **images: bytes) -> BankQuestion:
    """A question in HTML with these pictures; its explanation is Markdown."""
    return with_images(stem, images, said)


def with_images(stem: str, images: dict[str, bytes], said: str = "맞습니다") -> BankQuestion:
    return BankQuestion(
        Text(stem, Format.HTML),
        (
            BankOption(Text("가"), True, Text(said)),
            BankOption(Text("나"), False, Text("아닙니다")),
        ),
        images=tuple(BankImage(name, content) for name, content in images.items()),
    )


def planned(quiz: Quiz, *questions: BankQuestion) -> Plan:
    return plan(Bank(list(questions)), quiz)


def imported(quiz: Quiz, *questions: BankQuestion) -> Plan:
    made = planned(quiz, *questions)
    save(made)
    return made


def reason(quiz: Quiz, question: BankQuestion) -> str:
    made = imported(quiz, question)
    assert (made.planned, made.images) == ([], [])
    assert not Image.objects.exists()
    return made.refusals[0].reason


def test_a_picture_becomes_an_image_of_the_course(quiz: Quiz) -> None:
    stem = '<p>무엇이 <b>병목</b>? <img src="image:Board%20A" alt="기판 [옆]"></p>'
    made = planned(quiz, with_images(stem, {"Board A": PNG}))
    assert not Image.objects.exists()
    save(made)
    image = Image.objects.get()
    assert (image.course, image.name, image.alt) == (quiz.module.course, "board-a", "기판 [옆]")
    assert bytes(image.content) == encode(PNG).content
    question = Question.objects.get()
    assert question.stem == "무엇이 **병목**? ![](image:board-a)"
    assert f'src="{image.address}" alt="기판 [옆]"' in question.stem_html
    question.save()
    assert f'src="{image.address}"' in question.stem_html


def test_markdown_shows_it_too_and_keeps_other_words(quiz: Quiz) -> None:
    said = "![판](image:x) ![*다른* 말](image:x)\n\n![]( <image:x> '설명')\n\n![판][끝]"
    said += "\n\n[끝]: image:x"
    imported(quiz, asked("물음", said=said, x=PNG))
    explanation = Question.objects.get().options.get(is_correct=True)
    assert explanation.explanation == said.replace("![판](image", "![](image")
    assert explanation.explanation_html.count(Image.objects.get().address) == 4
    assert 'alt="다른 말"' in explanation.explanation_html


def test_the_same_picture_twice_is_one_image(quiz: Quiz) -> None:
    one = asked('하나 <img src="image:x" alt="판"><img src="image:y">', x=PNG, y=PNG)
    two = asked('둘 <img src="image:z" alt="판 둘">', z=PNG)
    made = imported(quiz, one, two)
    assert len(made.images) == Image.objects.count() == 1
    assert list(Question.objects.order_by("position").values_list("stem", flat=True)) == [
        "하나 ![](image:x)![](image:x)",
        "둘 ![판 둘](image:x)",
    ]


def test_a_picture_that_the_course_has_is_shown_from_there(quiz: Quiz) -> None:
    ImageFactory.create(course=quiz.module.course, name="board", file=PNG, alt="판")
    made = imported(quiz, asked('물음 <img src="image:x">', x=PNG))
    assert made.images == []
    assert Question.objects.get().stem == "물음 ![](image:board)"
    again = planned(quiz, asked('물음 <img src="image:other" alt="판">', other=PNG))
    assert len(again.refusals) == 1  # the quiz has it already


@pytest.mark.parametrize(("name", "given"), [("taken", "taken-1"), ("기판", "picture-1")])
def test_a_name_that_is_taken_or_says_nothing_gets_a_number(
    quiz: Quiz, name: str, given: str
) -> None:
    ImageFactory.create(course=quiz.module.course, name="taken", file=RED)
    stem = f'물음 <img src="image:{name}" alt="판">'
    made = imported(quiz, with_images(stem, {name: PNG}))
    assert [image.name for image in made.images] == [given]
    assert Question.objects.get().stem == f"물음 ![](image:{given})"


@pytest.mark.parametrize("words", ["", ' alt=""', ' alt=" &#8203;"'])
def test_a_picture_without_words_comes_as_a_draft_that_says_so(quiz: Quiz, words: str) -> None:
    stem = asked(f'물음 <img src="image:board"{words}>', board=PNG)
    elsewhere = asked("둘", said="![](image:chip)", chip=RED)
    made = imported(quiz, stem, elsewhere)
    assert made.refusals == []
    for name, planned_one in zip(("board", "chip"), made.planned, strict=True):
        assert f"image:{name}에 아직 대체 텍스트가 없습니다" in planned_one.draft_because
        assert planned_one.question.is_draft
    draft = Draft.of(Question.objects.get(stem__contains="board"))
    pages = quiz.module.course.pages()
    assert any("image:board" in reason for reason in draft.missing(pages))
    Image.objects.filter(name="board").update(alt="기판")
    assert not any("image:board" in reason for reason in draft.missing(quiz.module.course.pages()))


def test_words_of_the_text_are_words_enough(quiz: Quiz) -> None:
    ImageFactory.create(course=quiz.module.course, name="board", alt=WORDLESS)
    made = imported(quiz, asked("![판](image:board)"))
    assert [planned_one.draft_because for planned_one in made.planned] == [""]


def test_a_known_term_stays_one_beside_what_cannot_be_shown(quiz: Quiz) -> None:
    GlossaryTermFactory.create(course=quiz.module.course, term="칩")
    imported(
        quiz,
        asked('{칩} {말} <img src="image:x">', x=PNG),
        replace(asked("하나", y=RED), stem=Text("{칩} ![](image:y)")),
    )
    first, second = Question.objects.order_by("position")
    assert (first.stem, second.stem) == (r"\{칩\} \{말\} ![](image:x)", "{칩} ![](image:y)")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "그림"),
        (b"", "그림"),
        (png_of(30_000, 30_000), "화소"),
        (bytes(11 * 1024 * 1024), "10 MB"),
    ],
    ids=["svg", "empty", "bomb", "large"],
)
def test_what_is_no_picture_is_refused_in_a_sentence(quiz: Quiz, content: bytes, said: str) -> None:
    assert said in reason(quiz, asked('물음 <img src="image:x" alt="판">', x=content))


@pytest.mark.parametrize("address", ["x.png", "http://example.kr/x.png", ""])
def test_a_picture_that_the_bank_lacks_is_refused(quiz: Quiz, address: str) -> None:
    assert reason(quiz, asked(f'물음 <img src="{address}" alt="판">', x=PNG)).endswith(".")


def test_what_a_refused_question_brings_is_dropped(quiz: Quiz) -> None:
    too_deep = '<img src="image:x" alt="판">' + "<b>" * 101 + "하나" + "</b>" * 101
    made = imported(
        quiz,
        asked(too_deep, x=PNG),
        asked(too_deep, said="![판](image:x)", y=PNG),
        asked('셋 <img src="image:x" alt="빨강">', x=RED),
    )
    assert [image.alt for image in made.images] == ["빨강"]
    assert (len(made.refusals), Image.objects.get().name) == (2, "x")


def test_a_picture_of_a_refused_question_comes_with_the_next_that_shows_it(quiz: Quiz) -> None:
    too_deep = '<img src="image:x" alt="판">' + "<b>" * 101 + "하나" + "</b>" * 101
    imported(quiz, asked(too_deep, x=PNG), asked('둘 <img src="image:y" alt="말">', y=PNG))
    image = Image.objects.get()
    assert (image.name, image.alt) == ("y", "말")
    assert image.address in Question.objects.get().stem_html


def test_words_longer_than_an_image_holds_stay_in_the_text(quiz: Quiz) -> None:
    imported(quiz, asked(f'물음 <img src="image:x" alt="{"판" * 600}">', x=PNG))
    assert len(Image.objects.get().alt) == 500
    assert f'alt="{"판" * 600}"' in Question.objects.get().stem_html


@pytest.mark.parametrize("meanwhile", ["image", "question"])
def test_a_name_that_is_taken_meanwhile_stops_it_all(quiz: Quiz, meanwhile: str) -> None:
    question = replace(asked('물음 <img src="image:x" alt="판">', x=PNG), name="q")
    made = planned(quiz, question)
    if meanwhile == "image":
        ImageFactory.create(course=quiz.module.course, name="x", file=RED)
    else:
        Question.objects.create(quiz=quiz, slug="q", position=1, stem="먼저", is_draft=True)
    before = (Image.objects.count(), Question.objects.count())
    with pytest.raises(OutdatedPlanError, match=r"\.$"):
        save(made)
    assert (Image.objects.count(), Question.objects.count()) == before


def test_a_plan_asks_for_the_images_of_the_course_once(
    quiz: Quiz, django_assert_num_queries: Any
) -> None:
    few = [asked(f'{n} <img src="image:x" alt="판">', x=image_file((n + 9, 9))) for n in range(2)]
    many = [asked(f'{n} <img src="image:x" alt="판">', x=image_file((n + 9, 9))) for n in range(9)]
    with django_assert_num_queries(2):
        planned(quiz, *few)
    with django_assert_num_queries(2):
        assert len(planned(quiz, *many).images) == 9


def test_a_thousand_references_are_one_image(quiz: Quiz) -> None:
    stem = '<img src="image:x" alt="판">' * 1000
    made = imported(quiz, asked(stem, said="![](image:x) " * 1000, x=PNG))
    assert [image.name for image in made.images] == ["x"]
    assert Question.objects.get().stem_html.count("<img") == 1000


def test_a_preview_says_the_words_of_a_picture_and_no_more() -> None:
    html = (
        '<p>물음 <img class="lms-image" src="/a.webp" alt="&lt;script&gt; &amp; &quot;" width="8">'
    )
    html += '<img class="lms-image" src="/b.webp" alt="판" width="8"></p>'
    assert in_words(html, {"/a.webp": "x"}) == (
        "<p>물음 <em>[x: &lt;script&gt; &amp; &quot;]</em>"
        '<img class="lms-image" src="/b.webp" alt="판" width="8"></p>'
    )
