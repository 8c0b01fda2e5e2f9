"""YAML as authors write it: in which line a text stands, and what is told of faults."""

import random
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from authoring.coursefiles.checking import check_folder
from authoring.coursefiles.schema import MARKDOWN
from authoring.coursefiles.writing import _scalar
from authoring.coursefiles.yaml_lines import Mapping, Scalar, UnreadableFile, read
from tests.authoring.conftest import CourseFolder


def text_of(written: str, key: str) -> Scalar:
    tree = read(written)
    assert isinstance(tree, Mapping)
    value = tree.values[key]
    assert isinstance(value, Scalar)
    return value


words = st.lists(st.text("가나다'\"\\:#-", min_size=1, max_size=6), min_size=1, max_size=12)


@given(
    st.lists(st.one_of(st.just([]), words), min_size=1, max_size=6),
    st.sampled_from(['"', "'", ">", "|", ""]),
    st.sampled_from([10, 40, 1000]),
)
def test_each_line_of_a_text_is_found_in_the_file(
    lines: list[list[str]], style: str, width: int
) -> None:
    numbered = [
        " ".join([f"n{number}", *words]) if words else "" for number, words in enumerate(lines)
    ]
    text = "\n".join(["처음", *numbered, "끝"])
    options: dict[str, Any] = {"default_style": style or None, "width": width}
    values = {"before": "1", "text": text, "after": "2"}
    dumped = yaml.dump(values, sort_keys=False, allow_unicode=True, **options)
    value = text_of(dumped, "text")
    assert value.text == text
    source = dumped.split("\n")
    for number, line in enumerate(text.split("\n"), 1):
        if line:
            at = source[value.line_of(number) - 1]
            assert re.search(rf"\b{line.split()[0]}\b", re.sub(r"\\n", " ", at)), (dumped, line)


@pytest.mark.parametrize(
    ("written", "line", "why"),
    [
        ("a: 1\nb 2\nc: 3\n", 2, "쌍점(:)이 없거나"),
        ("a: |\n  글\n글\nb: 1\n", 3, "너무 왼쪽"),
        ("a: 'x\nb: 1\n", 1, "따옴표를 닫지"),
        ("a: 1\nb: [1, 2\nc: 1\n", 2, "대괄호"),
        ("a: {b: 1\n", 1, "중괄호"),
        ("a: 1\nb: x: y\n", 2, "쌍점이 하나 더"),
        ("a: @x\n", 1, "기호로 시작할 수 없"),
        ("a:\n\tb: 1\n", 2, "탭"),
        ("a:\n  - b\n c: 1\n", 3, "빈칸 수"),
        ('a: 1\nb: "글" 글\n', 2, "따옴표"),
        ("- a\nb: 1\n", 2, "빈칸 수"),
        ('a: "\\q"\n', 1, "\\\\로 적거나"),
        ("a: |글\n  글", 1, "다음 줄"),
        ("a: 1\n...\nb: 1", 3, "끝났습니다"),
        ("a: ]", 1, "따옴표 안에"),
        ("a: 1\n---\nb: 1", 2, "---를 지우"),
        ("%가\na: 1", 1, "확인하세요"),
        ("? [a]\n: b", 1, "한 단어"),
    ],
)
def test_a_fault_of_yaml_is_told_in_korean_at_its_line(written: str, line: int, why: str) -> None:
    with translation.override("ko"), pytest.raises(UnreadableFile) as refusal:
        read(written)
    fault = refusal.value.fault
    assert fault.line == line
    assert why in fault.message
    assert not re.search("expected|found|scanning|parsing|context", fault.message)


def test_any_damage_to_a_file_is_one_fault_in_korean() -> None:
    (source,) = (settings.BASE_DIR / "fixtures/local-ai").glob("01-*.yaml")
    text = source.read_text(encoding="utf-8")[:3000]
    chance = random.Random(1)
    faults = []
    with translation.override("ko"):
        for _again in range(300):
            at = chance.randrange(len(text))
            try:
                read(text[:at] + chance.choice("\"'[]{}:-|>@`%&*!\t\n ") + text[at + 1 :])
            except UnreadableFile as error:
                faults.append(error.fault)
    assert len(faults) > 10
    for fault in faults:
        assert fault.line
        assert re.search("[가-힣]", fault.message)
        assert not re.search("expected|found |while", fault.message)


@pytest.mark.parametrize("broken", ["course.yaml", "01-first.yaml"])
def test_a_file_that_cannot_be_read_is_the_only_fault(folder: CourseFolder, broken: str) -> None:
    text = (folder.path / "01-first.yaml").read_text(encoding="utf-8")
    second = text.replace("module: first", "module: second").replace("position: 1", "position: 2")
    folder.write("02-second.yaml", second.replace("slug: levels", "slug: more"))
    assert check_folder(folder.path) == []
    folder.edit("title: ", "title ", broken)
    (fault,) = check_folder(folder.path)
    assert Path(fault.file).name == broken


def test_a_box_that_is_not_closed_is_told_by_its_line_in_the_file(folder: CourseFolder) -> None:
    inner = "\n\n      ::: our-group\n      글\n      :::"
    folder.edit("비유입니다.\n      :::", f"비유입니다.{inner}")
    lines = (folder.path / "01-first.yaml").read_text(encoding="utf-8").split("\n")
    opened = lines.index("      ::: analogy") + 1
    fault = next(fault for fault in check_folder(folder.path) if fault.line == opened + 3)
    assert re.search(rf"\b{opened}번째", fault.message)


def test_a_choice_names_what_there_is_and_a_position_who_has_it(folder: CourseFolder) -> None:
    folder.edit("title: 첫 모듈", "title: 첫 모듈\nkind: advanced")
    (fault,) = check_folder(folder.path)
    assert "`advanced`: core, deep_dive" in fault.message
    folder.edit("kind: advanced", "kind: core")
    text = (folder.path / "01-first.yaml").read_text(encoding="utf-8")
    folder.write(
        "02-second.yaml", text[: text.index("quiz:")].replace("module: first", "module: second")
    )
    (fault,) = check_folder(folder.path)
    assert (fault.line, fault.place) == (3, "position")
    assert "순서 1" in fault.message
    assert "01-first.yaml" in fault.message


def test_a_module_of_another_course_is_a_fault(folder: CourseFolder) -> None:
    folder.edit("course: tiny", "course: other")
    assert [fault.place for fault in check_folder(folder.path)] == ["course"]


@given(
    st.lists(
        st.text(st.sampled_from("가a 😀👩\u200d💻\u2028\x85\x07\t\"\\#:-'\ufeff"), max_size=8),
        min_size=1,
        max_size=4,
    )
)
def test_what_is_written_is_read_and_an_emoji_stays_one(lines: list[str]) -> None:
    text = "\n".join(["글", *lines, "끝"])
    written = "\n".join(_scalar("body", text, MARKDOWN))
    assert text_of(f"{written}\n", "body").text.rstrip("\n") == text
    assert written.count("😀") == text.count("😀")
    assert "\\U" not in written
