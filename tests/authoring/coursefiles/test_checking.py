"""`checkcontent` finds every planted fault at once, each with its file and line."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from authoring.coursefiles.checking import check_folder
from tests.factories import image_file

COURSE = """course: tiny
is_published: true
title: 작은 과정
glossary:
  - term: 토큰
    definition: 글의 조각
"""
MODULE = """course: tiny
module: {slug}
position: {position}
label: 모듈
title: 제목
review_after: 2027-01-31
lessons:
  - slug: one
    title: 첫째 절
    body: |
      {{토큰}}을 셉니다.

      ::: analogy
      비유입니다.
      :::

      [둘째 절](course:{slug}#two)도 보세요.
  - slug: two
    title: 둘째 절
    body: |
      **굵게** 씁니다.
quiz:
  title: 확인
  questions:
    - slug: q
      lesson: one
      stem: |
        무엇입니까?
      options:
        - slug: a
          text: 가
          correct: true
          explanation: 맞습니다
        - slug: b
          text: 나
          explanation: 아닙니다
self_diagnosis:
  slug: {slug}-levels
  title: 자가진단
  levels:
    - {{name: 기억, can_do: 말한다, question: 말합니까}}
    - {{name: 이해, can_do: 말한다, question: 말합니까}}
    - {{name: 적용, can_do: 말한다, question: 말합니까}}
    - {{name: 분석, can_do: 말한다, question: 말합니까}}
    - {{name: 평가, can_do: 말한다, question: 말합니까}}
    - {{name: 창조, can_do: 말한다, question: 말합니까}}
is_published: true
"""
# What is written instead of what, and a piece of the line that the fault is in.
PLANTED = [
    ("title: 제목\n", "titel: 제목\n", "titel"),
    ("title: 제목", "title:", "title:"),
    ("label: 모듈", "label: 모듈\nlabel: 둘", "label: 둘"),
    ("review_after: 2027-01-31", "review_after: 내년", "내년"),
    ("position: {position}", "position: 셋", "셋"),
    ("{{토큰}}", "{{토근}}", "토근"),
    ("course:{slug}#two", "course:{slug}#three", "#three"),
    ("course:{slug}#two", "course:nowhere", "nowhere"),
    ("::: analogy", "::: anology", "anology"),
    ("      비유입니다.\n      :::\n", "      비유입니다.\n", "::: analogy"),
    ("**굵게** 씁니다", "** 굵게** 씁니다", "굵게"),
    ("**굵게** 씁니다", "![그림](a.png) 씁니다", "그림"),
    ("**굵게** 씁니다.", "::: calc\n      가: 1\n      나머지\n      :::", "나머지"),
    ("**굵게** 씁니다", "|가|\n      |-|\n      |나|다|", "|나|다|"),
    ("- slug: two", "- slug: one", "- slug: one"),
    ("- slug: two", "- slug: 둘째 절!", "둘째 절!"),
    ("lesson: one", "lesson: none", "none"),
    ("          correct: true\n", "", "options:"),
    ("text: 나", "text: 나\n          correct: true", "correct: true"),
    ("explanation: 아닙니다", "explanation:", "explanation:\n"),
    ("    - {{name: 창조, can_do: 말한다, question: 말합니까}}\n", "", "levels:"),
    ("title: 확인", "title: &x 확인", "&x"),
]

# Of these the last place in the file is meant.
LAST = ("- slug: one", "correct: true")


def folder_of(tmp_path: Path, planted: list[tuple[str, str, str]]) -> dict[str, int]:
    """Write a file with each fault; tells the line each is to be found in."""
    tmp_path.joinpath("course.yaml").write_text(COURSE, encoding="utf-8")
    expected = {}
    for number, (old, new, at) in enumerate(planted, 1):
        assert old in MODULE, old
        text = MODULE.replace(old, new).format(slug=f"m{number}", position=number)
        name = f"{number:02}-m{number}.yaml"
        tmp_path.joinpath(name).write_text(text, encoding="utf-8")
        place = text.rfind(at) if at in LAST else text.find(at)
        expected[name] = text.count("\n", 0, place) + 1
    return expected


def test_broken_files_and_every_fault_with_its_line(tmp_path: Path) -> None:
    expected = folder_of(tmp_path, PLANTED)
    assert len(expected) == 22
    found = [(Path(one.file).name, one.line) for one in check_folder(tmp_path)]
    missed = {item for item in expected.items() if item not in found}
    assert missed == set()
    assert {name for name, _line in found} == set(expected)


TOGETHER = [
    ("title: 제목", "titel: 제목"),
    ("review_after: 2027-01-31", "review_after: 내년"),
    ("position: {position}", "position: 셋"),
    ("{{토큰}}", "{{토근}}"),
    ("course:{slug}#two", "course:nowhere"),
    ("::: analogy", "::: anology"),
    ("**굵게** 씁니다", "** 굵게** ![그림](a.png)"),
    ("title: 둘째 절\n", "title:\n"),
    ("lesson: one", "lesson: none"),
    ("correct: true", "correct: yes"),
    ("explanation: 아닙니다\n", "explanation:\n"),
    ("- {{name: 이해, can_do: 말한다, question: 말합니까}}", "- 이해"),
    ("{{name: 적용, can_do: 말한다, question: 말합니까}}", "{{name: 적용, can_do: 말한다}}"),
]


def test_every_fault_of_one_file_is_found_at_once(tmp_path: Path) -> None:
    tmp_path.joinpath("course.yaml").write_text(COURSE, encoding="utf-8")
    text = MODULE
    for old, new in TOGETHER:
        assert old in text, old
        text = text.replace(old, new, 1)
    text = text.format(slug="m", position=1)
    tmp_path.joinpath("m.yaml").write_text(text, encoding="utf-8")
    planted = {text.count("\n", 0, text.rindex(new.format())) + 1 for _old, new in TOGETHER}
    found = check_folder(tmp_path)
    assert planted <= {one.line for one in found}, planted - {one.line for one in found}
    # The stars and the picture stand in one line.
    assert len(found) == len(TOGETHER) + 1, "\n".join(str(one) for one in found)


def test_a_sound_folder_has_no_fault(tmp_path: Path) -> None:
    folder_of(tmp_path, [("제목", "제목", "제목"), ("제목", "제목", "제목")])
    out = StringIO()
    call_command("checkcontent", str(tmp_path), stdout=out)
    assert out.getvalue() == "No faults.\n"


def test_what_stands_twice_across_files_is_told(tmp_path: Path) -> None:
    folder_of(tmp_path, [("제목", "제목", "제목")])
    copy = MODULE.format(slug="m1", position=1)
    tmp_path.joinpath("02-again.yaml").write_text(copy, encoding="utf-8")
    found = check_folder(tmp_path)
    assert {Path(one.file).name for one in found} == {"02-again.yaml"}
    assert {1, 3} <= {one.line for one in found}


def test_the_command_counts_and_fails(tmp_path: Path) -> None:
    folder_of(tmp_path, PLANTED[:3])
    out = StringIO()
    with pytest.raises(CommandError, match=r"\d+ faults in 3 files"):
        call_command("checkcontent", str(tmp_path), stdout=out)
    assert "Did you mean `title`?" in out.getvalue() or "title" in out.getvalue()
    with pytest.raises(CommandError, match="no file or folder"):
        call_command("checkcontent", str(tmp_path / "none"))


def test_a_single_file_is_checked_with_the_terms_of_its_folder(tmp_path: Path) -> None:
    folder_of(tmp_path, [PLANTED[0], PLANTED[5]])
    out = StringIO()
    with pytest.raises(CommandError, match="1 faults in 1 files"):
        call_command("checkcontent", str(tmp_path / "02-m2.yaml"), stdout=out)
    assert "02-m2.yaml:11" in out.getvalue()
    assert "01-m1.yaml" not in out.getvalue()
    with pytest.raises(CommandError, match="no file or folder"):
        call_command("checkcontent", str(tmp_path / "03-m3.yaml"))


def test_the_courses_of_this_project_have_no_fault() -> None:
    out = StringIO()
    call_command("checkcontent", stdout=out)
    assert out.getvalue().endswith("No faults.\n")


def test_a_picture_needs_its_file_its_words_and_its_place_in_the_list(tmp_path: Path) -> None:
    folder_of(
        tmp_path, [("둘째 절](course:{slug}#two)", "그림](course:{slug}#two) ![](image:c)", "")]
    )
    listed = "images:\n  - name: a\n    alt: 가\n  - name: b\n  - name: c\n    alt: 다\n"
    tmp_path.joinpath("course.yaml").write_text(COURSE + listed, encoding="utf-8")
    images = tmp_path / "images"
    images.mkdir()
    for name, content in [("b.png", image_file()), ("c.png", b"<svg/>"), ("d.png", image_file())]:
        images.joinpath(name).write_bytes(content)
    found = [(Path(one.file).name, one.line, one.is_warning) for one in check_folder(tmp_path)]
    line = COURSE.count("\n")
    told = [("course.yaml", line + at, False) for at in (2, 4, 5)]
    assert found == [*told, ("d.png", 0, True)]
    images.joinpath("c.gif").write_bytes(image_file(form="GIF"))
    text = (COURSE + listed).replace("name: b", "name: b\n    alt: 나")
    tmp_path.joinpath("course.yaml").write_text(text, encoding="utf-8")
    faults = [str(one) for one in check_folder(tmp_path) if not one.is_warning]
    assert [
        f"course.yaml:{line + 2}: images[a].name: ",
        f"course.yaml:{line + 6}: images[c].name: ",
    ] == [fault[fault.index("course.yaml") : fault.index("name: ") + 6] for fault in faults]
    assert "images/a.webp" in faults[0]
    assert "images/c.gif, images/c.png" in faults[1]


def test_a_long_text_is_a_warning_only(tmp_path: Path) -> None:
    folder_of(tmp_path, [("**굵게** 씁니다.", "글" * 4001, "글")])
    out = StringIO()
    call_command("checkcontent", str(tmp_path), stdout=out)
    assert "(a warning)" in out.getvalue()


def test_two_versions_are_held_against_each_other(tmp_path: Path) -> None:
    korean, english = tmp_path / "korean", tmp_path / "english"
    for folder in (korean, english):
        folder.mkdir()
        folder_of(folder, [("제목", "제목", "제목"), ("제목", "제목", "제목")])
    call_command("checkcontent", str(english), f"--same-as={korean}", stdout=StringIO())

    file = english / "01-m1.yaml"
    text = file.read_text(encoding="utf-8").replace("          correct: true\n", "")
    text = text.replace("text: 나\n", "text: 나\n          correct: true\n")
    file.write_text(text.replace("slug: two", "slug: second").replace("#two", "#second"))
    (english / "02-m2.yaml").unlink()
    out = StringIO()
    with pytest.raises(CommandError, match="faults"), translation.override("en"):
        call_command("checkcontent", str(english), f"--same-as={korean}", stdout=out)
    told = out.getvalue()
    assert "options[a].correct: The other version has True here." in told
    assert "options[b].correct: The other version has False here." in told
    assert "lessons[second]: The other version lacks this." in told
    assert "korean/01-m1.yaml:18: lessons[two]: This version lacks it." in told
    assert "korean/02-m2.yaml:1: This version lacks it." in told


@pytest.mark.django_db
def test_a_file_larger_than_any_module_is_not_read(tmp_path: Path) -> None:
    text = MODULE.format(slug="m", position=1).replace("비유입니다", "비유입니다 " * 40_000)
    file = tmp_path / "m.yaml"
    file.write_text(text, encoding="utf-8")
    tmp_path.joinpath("course.yaml").write_text(COURSE, encoding="utf-8")
    (found,) = check_folder(tmp_path)
    assert "500 kB" in found.message
    with pytest.raises(CommandError, match=r"m.yaml:11: .*500 kB"):
        call_command("loaddata", str(tmp_path), verbosity=0)
