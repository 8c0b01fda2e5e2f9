"""The style sheets and scripts of a page are joined of small files, each once."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from django.apps import apps
from django.conf import settings as site_settings
from django.contrib.staticfiles.finders import find, get_finders
from django.core.files.storage import FileSystemStorage
from django.test import Client
from pytest_django import Settings

from config import joined_files
from config.joined_files import JOINED, SENTENCES, JoinedFilesFinder, joined
from tests.factories import UserFactory

if TYPE_CHECKING:
    from config.apps import StaticFilesConfig

ROOT = site_settings.BASE_DIR
OWN = {
    str(path.relative_to(ROOT / "static"))
    for kind in ("css", "js")
    for path in (ROOT / "static" / kind).iterdir()
}
IN_TEMPLATES = re.compile(r"""\{% static ['"]([^'"]+)['"] %\}|"/static/([^"]+)\"""")


def names_in_templates() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "templates").rglob("*.html")):
        for named in IN_TEMPLATES.findall(path.read_text(encoding="utf-8")):
            yield path.name, "".join(named)


def collected() -> set[str]:
    ignored = cast("StaticFilesConfig", apps.get_app_config("staticfiles")).ignore_patterns
    return {
        f"{prefix}/{name}" if prefix else name
        for finder in get_finders()
        for name, storage in finder.list(ignored)
        for prefix in [getattr(storage, "prefix", None)]
    }


def without_comments(css: str) -> str:
    return re.sub(r"(?s)/\*.*?\*/", "", css)


def test_every_file_of_a_family_is_joined_in_some_page_and_once_in_each() -> None:
    assert {source for sources in JOINED.values() for source in sources} >= OWN
    for name, sources in JOINED.items():
        assert len(sources) == len(set(sources)), name


@pytest.mark.parametrize("name", JOINED)
def test_the_joined_file_holds_each_of_them_once(name: str) -> None:
    content = re.sub(r"\s", "", joined(name))
    for source in JOINED[name]:
        if source.startswith(("bootstrap/", SENTENCES)):
            continue
        path = find(source)
        assert path is not None
        own = Path(path).read_text(encoding="utf-8")
        parts = re.split(r'url\("\.\./img/[^"]+"\)', without_comments(own))
        if name.endswith(".js"):
            parts = [re.sub(r"(?m)^\s*//.*$", "", own)]
        for part in parts:
            assert content.count(re.sub(r"\s", "", part)) == 1, source


def test_every_name_that_pages_load_is_collected() -> None:
    names = collected()
    assert [(page, name) for page, name in names_in_templates() if name not in names] == []


def test_small_files_are_not_collected_themselves() -> None:
    assert not collected() & OWN


def test_a_page_names_joined_files_alone() -> None:
    sources = {source for sources in JOINED.values() for source in sources}
    assert [named for named in names_in_templates() if named[1] in sources] == []


@pytest.mark.django_db
def test_a_page_has_one_style_sheet_and_one_script(client: Client) -> None:
    for address, script in (("/login/", "visitor"), ("/account/", "learner.ko")):
        page = client.get(address).content.decode()
        assert re.findall(r'rel="stylesheet" href="([^"]+)"', page) == [
            "/static/joined/learner.css"
        ]
        assert re.findall(r"<script[^>]*>", page) == [
            f'<script src="/static/joined/{script}.js" defer>'
        ]
        client.force_login(UserFactory.create())


def test_what_is_for_paper_says_so_and_comes_last() -> None:
    _screen, paper = joined("joined/learner.css").rsplit("@media print {", 1)
    assert "@page" in paper


def test_pictures_stand_in_the_style_sheet_itself() -> None:
    assert "../img/" not in joined("joined/learner.css")
    assert 'url("data:image/svg+xml,%3Csvg xmlns=%22' in joined("joined/learner.css")


def test_notices_of_licences_stay_and_other_comments_go() -> None:
    css = joined("joined/learner.css")
    assert re.findall(r"(?s)/\*.*?\*/", css) == re.findall(r"(?s)/\*!\n \* Bootstrap .*?\*/", css)


@pytest.fixture
def sources(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of sources, and one of what is joined."""
    folder = tmp_path / "sources" / "js"
    folder.mkdir(parents=True)
    settings.STATICFILES_DIRS = [tmp_path / "sources"]
    monkeypatch.setattr(JoinedFilesFinder, "storage", FileSystemStorage(tmp_path / "made"))
    monkeypatch.setitem(JOINED, "joined/learner.ko.js", ["js/a.js", "js/b.js"])
    (folder / "a.js").write_text("const own = 1;\n// why\nconst text = '// what';\n")
    (folder / "b.js").write_text("const own = 2;\n")
    return folder


def test_a_script_sees_no_name_of_another_and_fails_alone(sources: Path) -> None:
    assert joined("joined/learner.ko.js") == (
        '"use strict";\n'
        "try {\nconst own = 1;\nconst text = '// what';\n"
        "} catch (error) {\nreportError(error);\n}\n"
        "try {\nconst own = 2;\n} catch (error) {\nreportError(error);\n}\n"
    )


@pytest.mark.parametrize("line", ["import { a } from './a.js';", "export const a = 1;"])
def test_a_script_that_imports_or_exports_is_refused_by_name(sources: Path, line: str) -> None:
    (sources / "b.js").write_text(f"const own = 2;\n{line}\n")
    with pytest.raises(ValueError, match=r"js/b\.js"):
        joined("joined/learner.ko.js")


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"css/none-such\.css"):
        joined_files._read("css/none-such.css")


def test_what_is_found_is_as_the_sources_are_now(sources: Path) -> None:
    finder = JoinedFilesFinder()
    assert "const own = 2;" in Path(finder.find("joined/learner.ko.js")).read_text()

    (sources / "b.js").write_text("const own = 3;\n")

    (path,) = finder.find("joined/learner.ko.js", find_all=True)
    assert "const own = 3;" in Path(path).read_text()
    assert [path.name for path in Path(path).parent.iterdir()] == ["learner.ko.js"]
    assert finder.find("joined/none-such.js") == []
    assert finder.check() == []


def test_what_is_ignored_is_not_listed() -> None:
    names = [name for name, _storage in JoinedFilesFinder().list(["joined/learner.*"])]
    assert names == [name for name in JOINED if not name.startswith("joined/learner.")]


@pytest.mark.parametrize(("language", "word"), [("ko", "다시 시도"), ("en", "Try again")])
def test_a_script_says_in_its_language_what_is_not_saved(language: str, word: str) -> None:
    for family in ("learner", "admin"):
        assert word in joined(f"joined/{family}.{language}.js")
