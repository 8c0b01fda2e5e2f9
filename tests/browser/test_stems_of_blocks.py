"""A question of code, a table, a list, a picture and formulas, on every page that shows it."""

import pytest

from tests.browser.axe import assert_accessible
from tests.browser.conftest import PageOf
from tests.site import Site
from tests.tables import every, first

# The second stem names itself by a line; the options of the first are of each kind.
MAKE = r'''
from django.db import transaction
from accounts.models import User
from tests.factories import ImageFactory
from tests.reports.conftest import make_course
from tests.study_group import make_study_group
STEM = """다음은 모델이 쓰는 메모리를 셈하는 코드입니다. **마지막 줄**이 찍는 값은 무엇입니까?

```
weights = 8_000_000_000 * 0.5
cache = 32 * 8 * 128 * 2 * 2 * 8_192
print(round((weights + cache) / 2**30, 1), "GiB of memory on the accelerator")
```

| 무엇 | 크기 |
| --- | --: |
| 가중치 | 3.7 GiB |
| 캐시 | 1.0 GiB |

- 무게는 \\(\\frac{bits}{8}\\) 바이트입니다.
- 켜 둔 채로 잽니다.

![](image:board "실험에 쓴 기판")

$$M = N \\times \\frac{b}{8} + 2 L H D S$$
"""
TEXTS = ["```\n4.7\n```", "| 가 | 나 |\n| --- | --- |\n| 1 | 2 |", "![](image:board)"]
with transaction.atomic():
    course = make_course(modules=1)
    course.slug, course.title, course.is_published = "of-blocks", "덩어리 문제", True
    course.save()
    course.modules.update(slug="blocks")
    ImageFactory.create(course=course, name="board", alt="회로 기판")
    question = course.modules.get().quiz.questions.earliest("position")
    question.stem, question.slug = STEM, "of-blocks"
    question.save()
    for option, text in zip(question.options.all(), TEXTS):
        option.text, option.explanation = text, f"{text}\n\n그래서 \\(x^2\\)입니다."
        option.save()
    cohort = make_study_group(course, members=8, slug="of-blocks", name="덩어리")
    cohort.facilitators.add(User.objects.get(username="facilitator"))
    cohort.enrol(User.objects.get(username="browser-of-blocks"))
'''
REPORTS = "/admin/reports/of-blocks/"


@pytest.fixture(scope="module")
def question(site: Site, sessions: dict[str, str]) -> int:
    """The number of the question. Its course stays, as what was answered does."""
    sessions |= site.sessions("browser-of-blocks")
    site.shell(MAKE)
    number: int = site.sql(
        "SELECT min(question.id) FROM quizzes_question AS question JOIN quizzes_quiz AS quiz "
        "ON quiz.id = question.quiz_id JOIN courses_module AS module ON module.id = quiz.module_id "
        "WHERE module.slug = 'blocks'"
    )[0][0]
    return number


@pytest.mark.full
@pytest.mark.parametrize(
    ("width", "scheme"),
    first(1, [(360, "dark"), (1280, "light"), (360, "light"), (1280, "dark")]),
)
def test_learners_and_facilitators_see_all_of_it(
    page_of: PageOf, question: int, width: int, scheme: str
) -> None:
    for person, addresses in {
        "browser-of-blocks": ["/courses/of-blocks/blocks/"],
        "facilitator": [
            f"{REPORTS}meeting/blocks/of-blocks/?step=explanations",
            f"{REPORTS}meeting/blocks/of-blocks/?step=question",
            f"{REPORTS}meeting/?module=blocks",
            f"{REPORTS}quiz/blocks/",
        ],
        "author": [f"/admin/quizzes/question/{question}/change/"],
    }.items():
        page, _username = page_of(person)
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for address in every(3, addresses):
            response = page.goto(address)
            assert response is not None
            assert response.status == 200, address
            assert_accessible(page, f"{address} ({width}, {scheme})")
