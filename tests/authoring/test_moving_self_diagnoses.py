"""Self-diagnoses move between course files of one load, with all that people wrote on them."""

import itertools
import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from courses.models import Level, SelfDiagnosis
from courses.models.self_diagnosis import ONE_AFTER_A_MODULE
from progress.models import Diagnosis, DiagnosisDraft, FormOnPage, Rating
from tests.authoring.conftest import MODULE, CourseFolder
from tests.factories import UserFactory
from tests.tables import first

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("messages_in_english"),
]

HEAD, DIAGNOSIS = MODULE[: MODULE.index("quiz:")], MODULE[MODULE.index("self_diagnosis:") :]
FILES = ["01-first", "02-second", "03-third"]
TYPED = "보내지 않은 글"
# Which self-diagnosis stands in which of the three files, before and after.
LAYOUTS = [*itertools.permutations("x.."), *itertools.permutations("xy."), *["xyz", "yzx", "zxy"]]
MOVES = [
    *[("x..", "..x"), ("..x", "x.."), ("xy.", "yx."), (".xy", "xy."), ("xyz", "yzx")],
    *[
        (before, after)
        for before, after in itertools.permutations(dict.fromkeys(map("".join, LAYOUTS)), 2)
        if sorted(before) == sorted(after)
    ],
]


def write(folder: CourseFolder, layout: str, can_do: str = "할 수 있다") -> None:
    """The three files with the self-diagnoses of a layout; a dot is a file without one."""
    for position, (name, letter) in enumerate(zip(FILES, layout, strict=True), 1):
        text = HEAD.replace("module: first", f"module: {name[3:]}")
        text = text.replace("position: 1", f"position: {position}")
        page = DIAGNOSIS.replace("slug: levels", f"slug: {letter}").replace("할 수 있다", can_do)
        folder.write(f"{name}.yaml", text if letter == "." else text + page)


def load(folder: CourseFolder) -> str:
    """As a load begins in a transaction of its own: Django's ends with all constraints deferred."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {ONE_AFTER_A_MODULE} IMMEDIATE")
    return folder.load()


def layout_of_database() -> str:
    pages = SelfDiagnosis.objects.values_list("after__position", "slug")
    return "".join(dict(pages).get(position, ".") for position in (1, 2, 3))


def take(learner: User) -> None:
    """Take each that there is, and leave a draft of another beside it."""
    for page in SelfDiagnosis.objects.all():
        ratings = [Rating(level=level, rating="not-yet") for level in page.levels.all()]
        Diagnosis.objects.take(learner, page, ratings, shared=False, form=FormOnPage(uuid.uuid4()))
        DiagnosisDraft.objects.keep(learner, page, {"evidence-1": TYPED}, FormOnPage(uuid.uuid4()))


def written() -> list[list[tuple[object, ...]]]:
    """All that authors' rows keep and people wrote, but for the module each stands after."""
    return [
        list(SelfDiagnosis.objects.order_by("pk").values_list("pk", "slug")),
        list(Level.objects.order_by("pk").values_list("pk", "self_diagnosis", "rank")),
        list(DiagnosisDraft.objects.order_by("pk").values_list("pk", "self_diagnosis", "contents")),
        list(Diagnosis.objects.order_by("pk").values_list("pk", "self_diagnosis", "taken_at")),
        list(Rating.objects.order_by("pk").values_list("pk", "diagnosis", "level", "rating")),
    ]


@pytest.mark.parametrize(("before", "after"), first(5, MOVES))
def test_they_move_with_what_people_wrote(folder: CourseFolder, before: str, after: str) -> None:
    write(folder, before)
    load(folder)
    take(UserFactory.create())
    kept = written()
    moved = sum(old != new != "." for old, new in zip(before, after, strict=True))
    write(folder, after)

    output = load(folder)

    connection.check_constraints()
    assert layout_of_database() == after
    assert written() == kept
    assert f"0 added, {moved} changed, 0 retired, 0 removed" in output
    assert "0 added, 0 changed, 0 retired, 0 removed" in load(folder)


def test_one_moves_and_has_another_text(folder: CourseFolder) -> None:
    write(folder, "xy.")
    load(folder)
    take(UserFactory.create())
    kept = written()
    write(folder, "yx.", can_do="이제 할 수 있다")

    load(folder)

    assert layout_of_database() == "yx."
    assert written() == kept
    assert {level.can_do for level in Level.objects.all()} == {"이제 할 수 있다"}


def test_one_takes_the_place_of_another_that_nobody_took(folder: CourseFolder) -> None:
    write(folder, ".xy")
    load(folder)
    write(folder, ".y.")

    assert "1 removed" in load(folder)
    assert layout_of_database() == ".y."


@pytest.mark.parametrize(("before", "after"), [(".xy", ".y."), ("yx.", ".y."), ("yx.", "..y")])
def test_one_that_was_taken_gives_no_place_and_nothing_moves(
    folder: CourseFolder, before: str, after: str
) -> None:
    write(folder, before)
    load(folder)
    take(UserFactory.create())
    write(folder, after)

    assert "selfdiagnosis tiny/x is not in the file any more" in folder.refusal()
    assert layout_of_database() == before


def test_the_database_keeps_one_after_a_module(folder: CourseFolder) -> None:
    write(folder, "xy.")
    load(folder)
    with pytest.raises(IntegrityError, match=ONE_AFTER_A_MODULE), transaction.atomic():
        SelfDiagnosis.objects.update(after=SelfDiagnosis.objects.earliest("pk").after_id)
        connection.check_constraints()
