"""`checkcontent` calls sound only what it has checked; of a .zip it says what `loaddata` says."""

import zipfile
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from tests.authoring.coursefiles.test_checking import COURSE, PLANTED, folder_of
from tests.factories import image_file
from tests.tables import first

SOUND = ("제목", "제목", "제목")


def packed(folder: Path, top: str = "") -> Path:
    """The .zip of a folder, as authors make them."""
    package = folder.parent / f"{folder.name}.zip"
    with zipfile.ZipFile(package, "w") as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, f"{top}{file.relative_to(folder)}")
    return package


def checked(path: Path) -> str:
    """All that `checkcontent` says, on either way out."""
    out = StringIO()
    try:
        call_command("checkcontent", str(path), stdout=out)
    except CommandError as error:
        return f"{out.getvalue()}{error}"
    return out.getvalue()


def loaded(path: Path) -> str:
    try:
        call_command("loaddata", str(path), verbosity=0)
    except CommandError as error:
        return str(error)
    return ""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    folder.mkdir()
    return folder


@pytest.mark.django_db
@pytest.mark.parametrize("top", first(1, ["tiny/", ""]))
@pytest.mark.parametrize("planted", PLANTED, ids=lambda planted: str(planted[1]).strip())
def test_a_package_has_the_faults_that_stop_its_load(
    folder: Path, planted: tuple[str, str, str], top: str
) -> None:
    folder_of(folder, [planted])
    package = packed(folder, top)
    *told, last = loaded(package).splitlines()
    said = checked(package)
    assert last == "Nothing was loaded."
    assert told
    assert set(told) <= set(said.splitlines())
    assert f"{package}/01-m1.yaml:" in said


@pytest.mark.django_db
def test_all_faults_of_a_package_are_told_as_those_of_its_folder(folder: Path) -> None:
    folder_of(folder, PLANTED)
    package = packed(folder)
    assert checked(package) == checked(folder).replace(str(folder), str(package))


@pytest.mark.django_db
def test_a_sound_package_has_no_fault_and_loads(folder: Path) -> None:
    folder_of(folder, [SOUND])
    package = packed(folder)
    assert checked(package) == "No faults.\n"
    assert loaded(package) == ""


def test_a_picture_of_a_package_is_checked(folder: Path) -> None:
    folder_of(folder, [SOUND])
    images = "images:\n  - name: a\n    alt: 가\n"
    folder.joinpath("course.yaml").write_text(COURSE + images, encoding="utf-8")
    folder.joinpath("images").mkdir()
    folder.joinpath("images", "a.png").write_bytes(b"<svg/>")
    assert "images/a.png" in checked(packed(folder))


@pytest.mark.parametrize(
    "name",
    ["images/a.png", "a.txt", "a.yml", "a.json", "a.yaml.gz", "A.YAML", "course", "a.tar"],
)
def test_what_is_no_course_file_is_not_called_sound(folder: Path, name: str) -> None:
    folder_of(folder, [SOUND])
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(image_file())
    said = checked(file)
    assert "not checked" in said
    assert str(file) in said
    assert "No faults" not in said


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no archive"])
def test_a_package_that_cannot_be_unpacked_is_not_called_sound(
    tmp_path: Path, content: bytes
) -> None:
    package = tmp_path / "broken.zip"
    package.write_bytes(content)
    assert str(package) in checked(package)
    assert "No faults" not in checked(package)


def test_a_package_without_a_course_is_not_called_sound(folder: Path) -> None:
    folder_of(folder, [SOUND])
    folder.joinpath("course.yaml").unlink()
    assert "course.yaml" in checked(packed(folder))
    assert "No faults" not in checked(packed(folder))


def test_a_folder_without_course_files_is_not_called_sound(folder: Path) -> None:
    assert "course.yaml" in checked(folder)
    assert "No faults" not in checked(folder)


def test_where_there_is_no_course_folder_none_is_called_sound(
    tmp_path: Path, settings: LazySettings
) -> None:
    settings.BASE_DIR = tmp_path
    tmp_path.joinpath("fixtures").mkdir()
    with pytest.raises(CommandError, match="no course folder"):
        call_command("checkcontent")
