from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

COURSE = """\
course: tiny
title: 작은 과정
summary: |
  짧습니다.
language: ko
is_published: true
glossary:
  - term: 팹리스
    definition: |
      공장 없이 설계만 하는 회사.
"""

MODULE = """\
course: tiny
module: first
position: 1
label: 모듈 1
title: 첫 모듈
is_published: true
lead: |
  들어가는 말.
lessons:
  - slug: one
    title: 하나
    body: |
      {팹리스}는 **조문(제3조)**을 봅니다.

      ::: analogy
      비유입니다.
      :::

      [처음으로](course:first)
  - slug: two
    title: 둘
    body: |
      둘째 글.
quiz:
  title: 확인
  questions:
    - slug: q1
      lesson: one
      stem: |
        무엇입니까?
      options:
        - slug: a
          text: |
            하나
          explanation: |
            아닙니다.
        - slug: b
          text: |
            둘
          correct: true
          explanation: |
            맞습니다.
    - slug: q2
      stem: |
        또 무엇입니까?
      options:
        - slug: a
          text: |
            하나
          correct: true
          explanation: |
            맞습니다.
        - slug: b
          text: |
            둘
          explanation: |
            아닙니다.
self_diagnosis:
  slug: levels
  title: 자가진단
  levels:
""" + "".join(
    f"    - name: 단계 {rank}\n      can_do: 할 수 있다\n      question: 할까요?\n"
    for rank in range(1, 7)
)


class CourseFolder:
    """A small course on disk that a test edits and loads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir()
        self.write("course.yaml", COURSE)
        self.write("01-first.yaml", MODULE)

    def write(self, name: str, text: str) -> None:
        (self.path / name).write_text(text, encoding="utf-8")

    def edit(self, old: str, new: str, name: str = "01-first.yaml") -> None:
        text = (self.path / name).read_text(encoding="utf-8")
        assert old in text
        self.write(name, text.replace(old, new, 1))

    def load(self, **options: bool | list[str]) -> str:
        """Load the folder and return what was printed."""
        out = StringIO()
        call_command("loaddata", str(self.path), stdout=out, **options)
        return out.getvalue()

    def refusal(self, **options: bool | list[str]) -> str:
        """The message with which the load stops."""
        with pytest.raises(CommandError) as refusal:
            self.load(**options)
        return str(refusal.value)


@pytest.fixture
def folder(tmp_path: Path) -> CourseFolder:
    return CourseFolder(tmp_path / "tiny")
