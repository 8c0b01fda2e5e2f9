"""Finds the head of a roster as offices write it: below titles, in one row or in two."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

# A head stands in one of the first rows, or there is none.
WITHIN = 20
HEADINGS = {
    "name": (
        *("이름", "성명", "성함", "한글이름", "한글성명", "성명이름", "이름성명"),
        *("참가자", "참가자명", "참석자", "참석자명", "대상자", "대상자명", "교육생", "교육생명"),
        *("신청자", "신청자명", "회원명", "직원명", "학습자", "학습자명", "구성원"),
        *("name", "fullname", "koreanname"),
    ),
    "email": (
        *("이메일", "메일", "이메일주소", "메일주소", "전자우편", "전자우편주소", "전자메일"),
        *("업무메일", "공직메일", "공직자메일", "공직자통합메일"),
        *("email", "emailaddress", "mail", "mailaddress"),
    ),
    "username": (
        *("아이디", "사용자이름", "사용자아이디", "사용자명", "로그인아이디", "계정", "사용자id"),
        *("username", "userid", "user", "id", "loginid", "login", "account"),
    ),
    "staff_number": (
        *("사번", "사원번호", "직원번호", "교직원번호", "공무원번호", "행정번호", "개인번호"),
        *("staffnumber", "staffno", "employeenumber", "employeeno", "employeeid"),
    ),
    "department": (
        *("소속", "소속명", "소속기관", "소속기관명", "소속부서", "소속부서명", "기관", "기관명"),
        *(
            "부처",
            "부처명",
            "부서",
            "부서명",
            "근무부서",
            "근무처",
            "현부서",
            "실국",
            "실국명",
            "국실",
        ),
        *("과명", "부서과", "팀명", "소속및직급", "소속직급", "소속직위", "소속및직위"),
        *("department", "departmentname", "dept", "organization", "organisation", "affiliation"),
    ),
    "job_grade": (
        *("직급", "직급명", "현직급", "직위", "직위명", "직책", "계급", "직급직위", "직위직급"),
        *("직급및직위", "직위및직급", "jobgrade", "grade", "rank", "jobtitle", "position"),
    ),
}
FIELDS = {heading: field for field, headings in HEADINGS.items() for heading in headings}
# What may stand in several columns, as ministry and division do: one after the other.
IN_SEVERAL = {"department", "job_grade"}
IN_PARENTHESES = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>|〔[^〔〕]*〕")
# What is longer is looked at no further: it is none, and looking takes its length squared.
LONGEST_HEADING = 200
IN_HANGUL = {"한글", "국문"}
IN_OTHER_LETTERS = re.compile(r"[(\[<〔][^)\]>〕]*(영문|영어|한자|漢字|english)")


@dataclass(frozen=True)
class Head:
    """Where each field stands (columns), what was left aside, and from where to where it goes."""

    places: dict[str, list[int]]
    left_aside: list[str]
    start: int
    end: int


def find_head(rows: Sequence[Sequence[str]]) -> Head | None:
    """The first row that has a column of names, or the first two that have one together."""
    for at, row in enumerate(rows[:WITHIN]):
        below = rows[at + 1] if at + 1 < len(rows) else []
        for height, headings in ((2, _in_two_rows(row, below)), (1, row)):
            places, left_aside = columns(headings)
            if "name" in places:
                return Head(places, left_aside, at, at + height)
    return None


def columns(headings: Sequence[str]) -> tuple[dict[str, list[int]], list[str]]:
    """Where each field stands, and the columns that are left aside."""
    places: dict[str, list[int]] = {}
    left_aside = []
    for at, heading in enumerate(headings):
        field = field_of(heading)
        if field and (field not in places or field in IN_SEVERAL):
            places.setdefault(field, []).append(at)
        elif heading:
            left_aside.append(" ".join(heading.split()))
    return places, left_aside


def field_of(heading: str) -> str | None:
    """Which field a column of this heading holds, whatever stands in parentheses after it."""
    if len(heading) > LONGEST_HEADING:
        return None
    text = unicodedata.normalize("NFKC", heading).casefold()
    if IN_OTHER_LETTERS.search(text):
        return None
    return FIELDS.get(bare(IN_PARENTHESES.sub("", text)))


def bare(text: str) -> str:
    """Its letters and digits alone: headings are spread out, starred and parted by lines."""
    normal = unicodedata.normalize("NFKC", text).casefold()
    return "".join(letter for letter in normal if letter.isalnum())


def _in_two_rows(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The headings of merged cells over two rows; none if the lower row is no part of a head.

    A cell merged downwards stands above with nothing below, one merged sideways over two others.
    """
    width = max(len(upper), len(lower))
    above = [*upper, *[""] * (width - len(upper))]
    below = [*lower, *[""] * (width - len(lower))]
    headings, of_upper, of_lower = [], 0, 0
    for over, under in zip(above, below, strict=True):
        if field_of(over) and (not under or _adds_nothing(under)):
            of_upper += 1
            of_lower += bool(under)
            headings.append(over)
        elif field_of(over) and not field_of(under):
            return []
        else:
            of_lower += bool(field_of(under))
            headings.append(under or over)
    return headings if of_upper and of_lower else []


def _adds_nothing(heading: str) -> bool:
    """Such as (한글) below 성명."""
    return bare(heading) in IN_HANGUL or not bare(IN_PARENTHESES.sub("", heading))
