"""What authors begin with: a starter file, and a schema for their editor."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from authoring.coursefiles.checking import check_folder
from authoring.coursefiles.jsonschema import json_schema

COURSE = "course: tiny\ntitle: 작은 과정\n"


def test_a_starter_file_is_sound_and_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text(COURSE, encoding="utf-8")
    (tmp_path / "07-old.yaml").write_text("course: tiny\n", encoding="utf-8")
    call_command("startmodule", "new-one", "--course=tiny", f"--folder={tmp_path}")
    started = tmp_path / "08-new-one.yaml"
    (tmp_path / "07-old.yaml").unlink()
    assert check_folder(tmp_path) == []
    text = started.read_text(encoding="utf-8")
    for container in ("analogy", "deep-dive", "our-group", "checklist", "calc"):
        assert f"::: {container}" in text
    with pytest.raises(CommandError, match="already"):
        call_command("startmodule", "new-one", "--course=tiny", f"--folder={tmp_path}")
    with pytest.raises(CommandError, match="slug"):
        call_command("startmodule", "새 모듈", "--course=tiny", f"--folder={tmp_path}")


@pytest.mark.django_db
def test_a_starter_file_loads(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text(COURSE, encoding="utf-8")
    call_command("startmodule", "new-one", "--course=tiny", f"--folder={tmp_path}")
    out = StringIO()
    call_command("loaddata", str(tmp_path), stdout=out)
    assert " added" in out.getvalue()


def test_the_schema_for_editors_is_up_to_date() -> None:
    out = StringIO()
    call_command("courseschema", stdout=out)
    kept = settings.BASE_DIR / "fixtures" / "course.schema.json"
    assert json.loads(kept.read_text(encoding="utf-8")) == json.loads(out.getvalue())


def test_editors_are_told_what_only_drafts_may_lack() -> None:
    module = json_schema()["then"]
    assert module["if"]["properties"] == {"is_published": {"const": True}}
    assert module["then"]["required"] == ["lessons"]
    question = module["properties"]["quiz"]["properties"]["questions"]["items"]
    assert question["if"]["properties"] == {"draft": {"const": True}}
    assert question["else"]["required"] == ["options"]
    assert question["else"]["properties"]["options"]["items"]["required"] == ["explanation"]
