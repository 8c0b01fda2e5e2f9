"""Seven people in the lists that offices keep: titles, merged heads, notes, sums, words."""

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

# name, department, grade, staff number, e-mail
PEOPLE = [
    ("김하나", "총무과", "주무관", "2019001", "hana@example.kr"),
    ("이두리", "정보화담당관실", "사무관", "2015032", "duri@example.kr"),
    ("박세나", "총무과", "주무관", "", "sena@example.kr"),
    ("김민수", "세정과", "7급", "2020117", ""),
    ("김민수", "시민안전과", "6급", "2012008", "minsu6@example.kr"),
    ("O'Neil 선", "국제협력팀", "전문경력관", "", "sun@example.kr"),
    ("남궁산", "보건소 건강증진과", "팀장", "1999004", ""),
]
FIELDS = ("name", "department", "job_grade", "staff_number", "email")
WORDS = {
    "name": ["이름", "성명", "성 명", "이  름", "이름(한글)", "성명\n(한글)", "참석자명", "Name"],
    "department": ["소속", "부서", "소속 부서", "부서명", "소속(부서)", "기관명", "Department"],
    "job_grade": ["직급", "직위", "직 급", "직급(직위)", "직책", "Grade"],
    "staff_number": ["사번", "직원번호", "사 번", "사번(행정번호)", "Employee No."],
    "email": ["이메일", "메일", "이메일 주소", "E-mail", "전자우편", "업무 메일"],
}
GROUPS = {"name": "인적사항", "department": "소속 및 직급", "email": "연락처"}
TITLES = [
    ["2026년 하반기 AI 연구회 참석자 명단"],
    ["참 석 자  명 단", "(2026. 11. 27., 총무과)"],
    ["붙임 2"],
    [],
]
NOTES = [
    ["※ 이름은 가나다순입니다. 바뀐 분은 총무과(내선 1234)로 알려 주십시오."],
    ["비고: 세정과 김민수는 오전만 참석"],
    ["", "합계", "7명"],
    ["합 계", "", "7"],
    ["총 7명"],
    ["작성자: 총무과 김하나"],
    ["문의: 총무과, 내선 1234"],
    ["", "이상 7명"],
    ["- 끝 -"],
]


@dataclass(frozen=True)
class Shape:
    """One list: its rows, and the texts of those that are no people."""

    rows: list[list[str]]
    nobody: list[list[str]]


Column = tuple[str, str, Callable[[int], str]]  # two headings, and what stands in each row


@st.composite
def shapes(draw: DrawFn) -> Shape:
    """The same seven people, however the columns are called and ordered."""
    columns = draw(st.permutations([*_said(draw), *_others(draw)]))
    height = draw(st.integers(1, 2))
    titles = draw(st.lists(st.sampled_from(TITLES), max_size=4))
    notes = draw(st.lists(st.sampled_from(NOTES), max_size=4))
    heads = _in_two_rows(draw, columns) if height == 2 else [[lower for _u, lower, _c in columns]]
    rows = [[cell(number) for _u, _l, cell in columns] for number in range(len(PEOPLE))]
    empty = [[""] * len(columns)] * draw(st.integers(0, 2))
    if draw(st.booleans()):  # the head once more, as at the top of a printed page
        rows[4:4] = heads
    body = [*rows[:2], *empty, *rows[2:], *empty, *notes]
    return Shape([*titles, *heads, *body], nobody=notes)


def _said(draw: DrawFn) -> list[Column]:
    def column(at: int, field: str) -> Column:
        return (
            GROUPS.get(field, ""),
            draw(st.sampled_from(WORDS[field])),
            lambda number: PEOPLE[number][at],
        )

    return [column(at, field) for at, field in enumerate(FIELDS)]


def _others(draw: DrawFn) -> list[Column]:
    others: list[Column] = [
        ("", "연번", lambda number: str(number + 1)),
        ("", "비고", lambda number: "오전만" if number == 3 else ""),
        ("", "휴대전화", lambda number: f"010-0000-000{number}"),
        ("", "성명(한자)", lambda _number: "金"),
        ("", "", lambda _number: ""),
    ]
    return draw(st.lists(st.sampled_from(others), max_size=5, unique_by=lambda other: other[1]))


def _in_two_rows(draw: DrawFn, columns: list[Column]) -> list[list[str]]:
    """Cells merged downwards stand above with nothing below; those merged sideways over others."""
    upper, lower = [], []
    for group, heading, _cell in columns:
        is_below = bool(group) and draw(st.booleans())
        upper.append(group if is_below else heading)
        lower.append(heading if is_below else "")
    if not any(lower):  # such as 성명 over (한글)
        at = next(at for at, column in enumerate(columns) if column[0] == GROUPS["name"])
        lower[at] = "(한글)"
    return [upper, lower]
