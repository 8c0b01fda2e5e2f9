"""A bank is taken into a quiz whole: what is asked, what is a draft, what is refused, and why."""

import resource

import pytest
from django.db import connection

from banks.formats import gift
from banks.importing.planning import Plan, Planner, plan
from banks.importing.saving import save
from courses.models import GlossaryTerm
from quizzes.models import Option, Question, Quiz
from tests.factories import make_quiz
from tests.tables import first

pytestmark = pytest.mark.django_db

BANK = """
$CATEGORY: top/칩, 반도체

// [tag:입문]
::Bandwidth 1::[html]<p>초당 얼마나 읽습니까?</p>{
    =[html]<b>1,000GB</b>#맞습니다
    ~250GB#\\{가\\} 장비의 값입니다
    ####모듈 3을 보세요
}

해는 동쪽에서 뜬다.{TRUE#지구가 도니까요#반대입니다}

풀이 없는 문제{=가 ~나}

여러 개 고르기{~%50%가 ~%50%나 ~%-100%다}

적어 보세요{}
"""


@pytest.fixture
def quiz() -> Quiz:
    return make_quiz(questions=1)


def planned(quiz: Quiz, source: str) -> Plan:
    return plan(gift.read(source.encode()), quiz)


def imported(quiz: Quiz, source: str) -> Plan:
    made = planned(quiz, source)
    save(made)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return made


def test_what_maps_is_taken_whole(quiz: Quiz) -> None:
    made = imported(quiz, BANK)
    assert (made.total, made.published, made.drafts) == (5, 2, 1)
    question = Question.objects.get(slug="bandwidth-1")
    assert question.stem == "초당 얼마나 읽습니까?"
    assert question.tags == ["top/칩 반도체", "입문"]
    assert question in Question.objects.live()
    rows = question.options.values_list("slug", "text", "is_correct", "explanation")
    assert list(rows) == [
        ("a", "**1,000GB**", True, "맞습니다\n\n모듈 3을 보세요"),
        ("b", "250GB", False, r"\{가\} 장비의 값입니다"),
    ]
    assert "<strong>1,000GB</strong>" in question.options.get(slug="a").text_html
    assert [one.position for one in quiz.questions.order_by("position")] == [1, 2, 3, 4]


def test_true_and_false_are_said_in_the_language_of_the_course(quiz: Quiz) -> None:
    imported(quiz, BANK)
    question = Question.objects.get(stem__startswith="해는")
    assert [(one.text, one.is_correct) for one in question.options.all()] == [
        ("맞다", True),
        ("틀리다", False),
    ]


def test_what_lacks_explanations_is_a_draft(quiz: Quiz) -> None:
    made = imported(quiz, BANK)
    draft = Question.objects.get(is_draft=True)
    assert draft.stem == "풀이 없는 문제"
    assert [one.draft_because for one in made.planned if one.draft_because] == ["풀이 없음: a, b"]


def test_what_does_not_map_is_listed_by_its_type(quiz: Quiz) -> None:
    made = planned(quiz, BANK)
    assert [(one.kind, bool(one.reason)) for one in made.refusals] == [
        ("multiple response", True),
        ("essay", True),
    ]


def test_the_same_question_is_not_taken_twice(quiz: Quiz) -> None:
    imported(quiz, BANK)
    again = planned(quiz, BANK)
    assert again.planned == []
    assert again.total == 5
    twice = planned(make_quiz(), "하나{=가#맞음 ~나#틀림}\n\n하나{=가#맞음 ~나#틀림}\n")
    assert (len(twice.planned), len(twice.refusals)) == (1, 1)


@pytest.mark.parametrize(
    "source",
    [
        "물음{=[html]<script>가</script>#맞음 ~나#틀림}",
        "[html]<!-- 물음 -->{=가#맞음 ~나#틀림}",
    ],
)
def test_what_shows_nothing_once_cleaned_is_refused(quiz: Quiz, source: str) -> None:
    made = imported(quiz, source)
    assert (len(made.planned), len(made.refusals)) == (0, 1)


def test_two_options_that_read_the_same_are_refused(quiz: Quiz) -> None:
    made = planned(quiz, "물음{=[html]<b>가</b>#맞음 ~[html]<strong>가</strong>#틀림}")
    assert [one.reason for one in made.refusals] == ["보기 가운데 두 개가 똑같습니다."]
    assert planned(quiz, "물음{=a<b#맞음 ~a<c#틀림}").refusals == []


def test_an_explanation_that_shows_nothing_is_none(quiz: Quiz) -> None:
    made = imported(quiz, "물음{=가#\u200b ~나#틀림}")
    assert made.drafts == 1


def test_a_term_of_the_course_stays_a_term(quiz: Quiz) -> None:
    GlossaryTerm.objects.create(course=quiz.module.course, term="토큰", definition="조각")
    imported(quiz, r"[markdown]\{토큰\}은?{=[markdown]가#맞음 ~나#틀림}")
    assert Question.objects.latest("pk").stem == "{토큰}은?"


def test_unnamed_questions_are_numbered_without_trying_each_number(quiz: Quiz) -> None:
    class Counted(set[str]):
        asked = 0

        def __contains__(self, one: object) -> bool:
            Counted.asked += 1
            return super().__contains__(one)

    planner = Planner(quiz)
    planner.slugs = Counted(["imported-3"])
    slugs = [planner.slug("이름") for _number in range(100)]
    assert slugs[:3] == ["imported", "imported-2", "imported-4"]
    assert len(set(slugs)) == 100
    assert Counted.asked < 250


def test_a_quiz_that_is_full_takes_no_more(quiz: Quiz) -> None:
    quiz.questions.update(position=32_766)
    made = imported(quiz, "하나{=가 ~나}\n\n둘{=가 ~나}")
    assert (len(made.planned), len(made.refusals)) == (1, 1)


@pytest.mark.parametrize("number", first(1, [500, 10_000]))
def test_many_questions_in_one_transaction_and_little_memory(quiz: Quiz, number: int) -> None:
    source = "\n\n".join(
        f"::q{at}::[plain]물음 {at}?{{=가#맞습니다 ~나#아닙니다 ~다#아닙니다}}"
        for at in range(number)
    )
    noted: list[int] = []
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    made = planned(quiz, source)
    save(made, noted.append)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert Question.objects.count() == number + 1
    assert Option.objects.count() == 3 * number + 4
    assert noted == [*range(500, number + 1, 500)]
    assert grown < 200 * 1024  # in KiB


def test_a_question_with_another_key_is_a_conflict_and_not_the_same(quiz: Quiz) -> None:
    GlossaryTerm.objects.create(course=quiz.module.course, term="CPU", definition="처리 장치")
    imported(quiz, "::one::CPU란?{=가 ~나 ~다}")
    quiz.questions.filter(slug="one").update(stem="{CPU}란?")
    same, other = "CPU란?{~다 =가 ~나}", "CPU란?{~가 =나 ~다}"
    made = planned(quiz, f"{same}\n\n{other}\n\n새 물음{{=가 ~나}}\n\n새 물음{{~가 =나}}")
    assert (made.total, made.conflicts, len(made.planned)) == (4, 2, 1)
    first, second, third = (refusal.reason for refusal in made.refusals)
    assert "이미" in first
    assert "one 문제와 글이 같은데 정답이 다릅니다" in second
    assert "“가”" in second
    assert "“나”" in second
    assert "imported" in third


def test_a_penalty_on_wrong_options_is_left_aside_by_name(quiz: Quiz) -> None:
    made = planned(quiz, "물음{=가 ~%-25%나}")
    assert made.left_aside == {"오답의 감점": 1}
