"""What the course says: names that cannot be misread, dated facts, pointers that lead there."""

import re

import pytest

from tests.authoring.local_ai import GLOSSARY, MODULES, all_texts, body, strings

NAMES = re.compile(
    r"(?:모델|장비|서버|엔진|기관|부서|안) [가나](?:[의는를에와로]|보다)?(?![가-힣])"
    r"|(?:^|[\s“(])[가나](?:의|에|에는|에서|보다)(?=\s)"
    r"|(?:^|[\s“(|])[가나](?: (?:장비|모델|서버|엔진)|[.:]|는 \d)",
    re.MULTILINE,
)
LINK = re.compile(r"\[([^\]]+)\]\(course:([\w-]+)(?:#([\w-]+))?\)(의 체크리스트)?")
WHAT_A_SECTION_HAS = {
    "표": r"^\|",
    "체크리스트": r"^::: checklist",
    "비유": r"^::: analogy",
    "접힌 글": r"^:{3,4} deep-dive",
    "목록": r"^- ",
}
THINGS = "|".join(WHAT_A_SECTION_HAS)
SECTION = re.compile(rf"(0\d)절(?:의|에서)? ?(?:(?:[가-힣]+ ){{0,2}}({THINGS}))?")
READ_NEXT = [
    (slug, level["read_next"])
    for slug, module in MODULES.items()
    for level in module.get("self_diagnosis", {}).get("levels", [])
]


@pytest.mark.parametrize(
    "text",
    [
        "모델 가는 글자 하나에",
        "가 장비는 128GB",
        "250GB, 나 장비는",
        "이 모델도 나에서 돈다",
        "나의 대역폭이",
        "맞습니다. 가는 300토큰",
        "나. 1초에",
        "가: 출장 | 비",
    ],
)
def test_what_reads_as_i_or_edge_is_seen(text: str) -> None:
    assert NAMES.search(text)


def test_nothing_is_named_with_a_word_that_means_i_or_edge() -> None:
    named = [(where, text) for where, text in all_texts() if NAMES.search(text)]

    assert not named


def test_a_page_of_memory_is_not_called_a_side() -> None:
    serving = [*strings(MODULES["serving"], "serving"), ("glossary", GLOSSARY["PagedAttention"])]

    # 앞쪽, 뒤쪽, 한쪽, 줄이는 쪽 … are sides and stay.
    page = re.compile(r"(?<![앞뒤이그저양한])(?<!는 )쪽")
    sides = [where for where, text in serving if page.search(text)]
    assert not sides
    assert "페이지(블록)" in body("serving", "paged-kv-cache")


def test_a_release_is_called_a_version() -> None:
    release = re.compile(r"(?:^|[\s|(])(?:\d[\d.]*)?판(?:[ ,이을과은의에]|끼리|$)")

    # 판이 바뀌다 is a figure of speech.
    named = [
        where
        for where, text in all_texts()
        if release.search(text.replace("판이 바뀝니다", "").replace("책이 옛날 판", ""))
    ]
    assert not named


def test_where_a_checksum_says_ok_the_korean_word_stands_too() -> None:
    says_ok = [(where, text) for where, text in all_texts() if re.search(r"\bOK(?![A-Za-z])", text)]

    assert says_ok
    assert not [where for where, text in says_ok if "성공" not in text]
    assert "`실패`" in body("serving", "closed-network-operation")


def test_groq_is_told_with_what_it_signed_and_when_that_was_looked_up() -> None:
    told = body("ai-semiconductors", "challengers")

    for fact in ("2026년 11월", "2025년 12월 24일", "NVIDIA", "비독점", "200억 달러"):
        assert fact in told
    assert "Groq(기술은 NVIDIA로)" in body("ai-semiconductors", "k-npu")


def test_the_share_of_inference_is_told_year_by_year_with_its_source() -> None:
    told = body("ai-semiconductors", "training-and-inference")

    for fact in ("2023년", "3분의 1", "2025년", "절반", "2026년", "3분의 2"):
        assert fact in told
    assert re.search(r"^\[\^1\]: .*Deloitte.*2026년 11월", told, re.MULTILINE)
    assert "고성능 AI 칩" in told


@pytest.mark.parametrize(("module", "text"), READ_NEXT)
def test_what_to_read_next_is_named_as_it_is_called(module: str, text: str) -> None:
    links = LINK.findall(text)

    assert links
    for label, target, slug, checklist in links:
        number, _, name = label.rpartition(" · ")
        lessons = {lesson["slug"]: lesson for lesson in MODULES[target]["lessons"]}
        assert name in lessons[slug]["title"]
        assert number == MODULES[target]["label"] or (not number and target in text)
        assert not checklist or "::: checklist" in lessons[slug]["body"]


def test_a_section_told_by_its_number_has_what_is_told_of_it() -> None:
    missing = []
    for slug, module in MODULES.items():
        bodies = [lesson["body"] for lesson in module["lessons"]]
        for where, text in strings(module, slug):
            for number, thing in SECTION.findall(text):
                section = bodies[int(number) - 1] if int(number) <= len(bodies) else ""
                if not re.search(WHAT_A_SECTION_HAS.get(thing, "."), section, re.MULTILINE):
                    missing.append((where, number, thing))

    assert not missing
