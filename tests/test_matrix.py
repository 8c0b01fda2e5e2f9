"""Every address × every role × what is one's own and another's × opening and sending a form."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.matrix_stage import ARGUMENT, ROLES, Group, Stage, make_stage
from tests.tables import FULL
from tests.urls import addresses

pytestmark = pytest.mark.django_db
CONTENT = (
    *("courses/course", "courses/module", "courses/lesson", "courses/glossaryterm"),
    *("courses/image", "courses/selfdiagnosis", "quizzes/quiz", "quizzes/question"),
)
ROW = (*CONTENT, "courses/cohort", "courses/enrolment", "accounts/user", "auth/group")
METHODS = ("GET", "POST")
REFUSED = set("sfnmabcgu")  # what is answered so has stored nothing
# What is sent, where an empty form would tell little.
BODIES: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "/appearance/": lambda _rows: {"theme": "dark"},
    "/join/": lambda rows: {"code": rows["cohort"].join_code},
    "/quizzes/questions/<int:pk>/answer/": lambda rows: {
        "option": rows["question"].options.filter(is_correct=False)[0].pk
    },
    "/courses/<slug:course>/self-diagnosis/<slug:slug>/": lambda _rows: {
        f"rating-{rank}": "not-yet" for rank in range(1, 7)
    },
    "/progress/lessons/<int:pk>/note/": lambda _rows: {"text": "메모"},
    "/reason-for-files/": lambda _rows: {"reason": "회의"},
}
# What is kept of a bank that cannot be read, so that its author may look at it again.
KEPT_ALL_THE_SAME = {"/admin/quizzes/quiz/<int:pk>/import/"}


def table() -> Iterator[tuple[str, list[str]]]:
    """Each address of matrix.txt with the letters it stands below."""
    letters: list[str] = []
    for line in Path(__file__).with_name("matrix.txt").read_text("utf-8").splitlines():
        if not line.startswith(" "):
            letters = [] if line.startswith("#") else line.split()
            continue
        for each in CONTENT if "{content}" in line else ROW:
            yield line.strip().replace("{content}", each).replace("{row}", each), letters
            if "{" not in line:
                break


ROWS = dict(table())


def test_every_address_stands_in_the_table_once() -> None:
    assert sorted(address for address, _letters in table()) == addresses()


def test_every_row_tells_of_every_role() -> None:
    for address, row in ROWS.items():
        assert len(row) == (4 if ARGUMENT.search(address) else 2), address
        assert {len(letters) for letters in row} == {len(ROLES)}, address


@pytest.fixture
def stage(db: None) -> Stage:
    return make_stage()


Cell = tuple[str, int, str, str, str]


def cells(*, of_the_admin: bool) -> Iterator[Cell]:
    """Address, whose (0 is one's own), method, role, and the letter that is right."""
    for address, row in ROWS.items():
        if address.startswith("/admin/") == of_the_admin:
            for at, letters in enumerate(row):
                for role, letter in zip(ROLES, letters, strict=True):
                    yield address, at // 2, METHODS[at % 2], role, letter


def wrong(stage: Stage, wanted: Iterable[Cell]) -> list[str]:
    """The cells that are not so, or that stored something though they refused."""
    differing = []
    for address, whose, method, role, letter in wanted:
        group: Group = (stage.own, stage.other)[whose]
        body = BODIES[address](group.rows) if address in BODIES else {}
        answered, written = stage.send(role, method, stage.path(address, group, role), body)
        if answered in REFUSED and written and address not in KEPT_ALL_THE_SAME:
            answered += f", and {sorted(written)} written"
        if answered != letter:
            name = ("own", "another's")[whose]
            differing.append(f"{method} {address} ({name}) as {role}: {answered}, not {letter}")
    return differing


def test_outside_the_admin(stage: Stage) -> None:
    assert wrong(stage, cells(of_the_admin=False)) == []


def test_in_the_admin(stage: Stage) -> None:
    """An ordinary run sends each form for two roles that it refuses; tests/test_permissions.py
    opens every page."""
    wanted = list(cells(of_the_admin=True))
    if not FULL:
        refused = [cell for cell in wanted if cell[2] == "POST" and cell[4] in REFUSED]
        wanted = refused[::9]
    assert wrong(stage, wanted) == []
