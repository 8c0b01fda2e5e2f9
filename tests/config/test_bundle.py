"""`make bundle`: one file that installs, upgrades and takes back where there is no network."""

import json
import random
import re
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from deploy.bundle import install, interpreter
from tests.config.bundles import (
    NEWER,
    InstalledSite,
    Unpacked,
    commit_a_broken_version,
    commit_a_newer_version,
    commit_what_is_here,
    run,
)
from tests.namespaces import no_python, no_route
from tests.site import made_once
from tests.tables import every, first

DAMAGED = r"This bundle is not as it was made \(.+\): unpack it again, or get it anew\. Nothing "


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with made_once(tmp_path_factory, "bundled") as folder:
        if not folder.exists():
            folder.mkdir()
            clone = folder / "clone"
            commit_what_is_here(clone)
            Unpacked.made(clone, folder / "bundle")
    return folder / "clone"


@pytest.fixture(scope="module")
def bundle(clone: Path) -> Unpacked:
    return Unpacked.of(clone.with_name("bundle"))


@pytest.fixture
def another(bundle: Unpacked, tmp_path: Path) -> Unpacked:
    """One that a test may change."""
    return bundle.copy(tmp_path / "bundle")


def assert_refused(bundle: Unpacked, folder: Path, why: str, **variables: str) -> None:
    """In one line, and nothing is there that was not before."""
    refused = bundle.install(folder, **variables)
    assert refused.returncode != 0
    assert re.fullmatch(f"{why}.*\n", refused.stderr), refused.stderr
    assert refused.stdout == ""
    assert not folder.exists()


IS_NEWER = "SELECT to_regclass('courses_novelty') IS NOT NULL"


@pytest.mark.full  # it takes a minute
def test_where_nothing_can_be_reached_it_is_installed_upgraded_and_taken_back(
    clone: Path, bundle: Unpacked, tmp_path: Path
) -> None:
    commit_a_newer_version(clone)
    newer = Unpacked.made(clone, tmp_path / "newer", bundle.folder / "wheels")
    commit_a_broken_version(clone)
    broken = Unpacked.made(clone, tmp_path / "broken", bundle.folder / "wheels")
    earlier = bundle.copy(tmp_path / "earlier")
    shutil.rmtree(earlier.folder / "python")  # as bundles were: it takes the machine's
    earlier.seal()
    folder = tmp_path / "dure"
    site = InstalledSite(folder / "data")
    with no_route():
        installed = earlier.install(folder)
        assert installed.returncode == 0, installed.stderr
        assert not (folder / "app/python").exists()
        assert installed.stdout.endswith(f" installed. Start it: cd {folder}/app && make run\n")
        site.start()
        assert "Installing" not in site.log.read_text()
        assert 'lang="ko"' in site.sign_in("member1").get("/").text

        # While it runs: somebody forgets to stop it.
        upgraded = newer.install(folder)
        assert upgraded.returncode == 0, upgraded.stderr
        assert "\nStopping the site: " in upgraded.stdout
        assert (folder / "app").resolve().name == newer.name
        assert (folder / "app/python" / interpreter.PROGRAM).exists()
        site.start()
        assert site.sql(IS_NEWER) == [(True,)]
        assert (site.data_dir / "version").read_text().startswith(f"{NEWER} ")
        site.sql("DELETE FROM django_session RETURNING 1")
        site.stop()
        assert bundle.install(folder).stderr == (
            f"{newer.name} is newer than this bundle: to go back there is take-back.\n"
        )

        back = run(folder / "take-back", cwd=tmp_path)
        assert back.returncode == 0, back.stderr
        assert back.stdout.endswith(f"Dure {bundle.name} is in use again. Start the site.\n")
        assert_as_before(site)
        again = run(folder / "take-back", cwd=tmp_path)
        assert again.stderr == f"There is no version before the one in {folder}.\n"

        failed = broken.install(folder)
        assert failed.returncode == 1
        assert "division by zero" in failed.stderr
        assert failed.stderr.endswith(
            f"The upgrade failed, for the reason above: {bundle.name} is in use again.\n"
        )
        assert_as_before(site)


@pytest.mark.full  # it takes a minute
def test_where_there_is_no_python_it_is_installed_upgraded_and_taken_back(
    clone: Path, bundle: Unpacked, tmp_path: Path
) -> None:
    commit_a_newer_version(clone)
    newer = Unpacked.made(clone, tmp_path / "newer", bundle.folder / "wheels")
    within = no_python()
    folder = tmp_path / "dure"
    site = InstalledSite(folder / "data", within=within)
    with no_route():
        assert run(*within, "python3", "--version", cwd=tmp_path).returncode != 0
        carried = replace(bundle.copy(tmp_path / "carried"), within=within)
        installed = carried.install(folder)
        assert installed.returncode == 0, installed.stderr
        shutil.rmtree(carried.folder)
        site.start()
        assert site.is_ready_soon()
        site.sign_in("member1")
        site.stop()

        upgraded = replace(newer, within=within).install(folder)
        assert upgraded.returncode == 0, upgraded.stderr
        site.start()
        assert site.sql(IS_NEWER) == [(True,)]
        site.stop()

        back = run(*within, folder / "take-back", cwd=tmp_path)
        assert back.returncode == 0, back.stderr
        assert_as_before(site)


def assert_as_before(site: InstalledSite) -> None:
    """Nothing is there of the newer version, and whoever was signed in is."""
    site.start()
    assert site.sql(IS_NEWER) == [(False,)]
    assert site.sql("SELECT count(*) > 0 FROM django_session") == [(True,)]
    site.stop()


@pytest.mark.parametrize(
    "name",
    first(1, ["install.py", "python", "manifest.json", "SHA256SUMS", "dure.tar.gz", "wheels"]),
)
def test_a_changed_byte_is_refused_in_one_line(bundle: Unpacked, tmp_path: Path, name: str) -> None:
    path = bundle.folder / name
    within = [file for file in path.rglob("*") if file.is_file() and file.stat().st_size]
    path = random.choice(within) if within else path
    content = path.read_bytes()
    named = re.escape(f"./{path.relative_to(bundle.folder)}")
    why = DAMAGED if name == "SHA256SUMS" else DAMAGED.replace(".+", named)
    for place in {0, len(content) - 1, random.randrange(len(content))}:
        damaged = bundle.copy(tmp_path / f"damaged-{place}")
        damaged.write(str(path.relative_to(bundle.folder)), flipped(content, place))
        assert_refused(damaged, tmp_path / "dure", why)


def test_an_installer_that_was_changed_installs_nothing(bundle: Unpacked, tmp_path: Path) -> None:
    """It may not be able any more to say why. One byte in so many, and all with FULL=1."""
    content = (bundle.folder / "install.sh").read_bytes()
    damaged = bundle.copy(tmp_path / "damaged")
    for name in ("python", "wheels"):  # which it would take long to compare each time
        shutil.rmtree(damaged.folder / name)
    damaged.seal()
    damaged.install(tmp_path / "as made")
    assert (tmp_path / "as made").exists()
    for place in every(401, range(len(content))):
        damaged.write("install.sh", flipped(content, place))
        assert damaged.install(tmp_path / "dure").returncode != 0, place
        assert not (tmp_path / "dure").exists(), place


def flipped(content: bytes, place: int) -> bytes:
    """The same with one bit of this byte changed."""
    changed = content[place] ^ 1 << random.randrange(8)
    return content[:place] + bytes([changed]) + content[place + 1 :]


@pytest.mark.full
def test_a_file_too_few_or_too_many_is_refused(another: Unpacked, tmp_path: Path) -> None:
    another.write("wheels/more.whl", b"")
    assert_refused(another, tmp_path / "dure", DAMAGED.replace(".+", "./wheels/more.whl"))
    (another.folder / "wheels/more.whl").unlink()
    wheel = next((another.folder / "wheels").iterdir())
    wheel.unlink()
    assert_refused(another, tmp_path / "dure", DAMAGED.replace(".+", f"./wheels/{wheel.name}"))


@pytest.mark.full
@pytest.mark.parametrize(
    ("named", "value", "why"),
    first(
        1,
        [
            ("platform", "linux-riscv64", "This bundle is for linux-riscv64, and this machine is "),
            ("glibc", "9.9", "This bundle needs glibc 9.9 or newer, and this machine has glibc "),
            ("python", "3.99", "The Python of this bundle does not start here: it needs linux-"),
            ("installed_bytes", 10**18, r"/.* has no room: 1000000000000 MB are needed\."),
        ],
    ),
)
def test_a_machine_that_it_is_not_for_is_refused_in_one_line(
    another: Unpacked, tmp_path: Path, named: str, value: object, why: str
) -> None:
    manifest = json.loads((another.folder / "manifest.json").read_text()) | {named: value}
    another.write("manifest.json", json.dumps(manifest, indent=2).encode())
    another.seal()

    assert_refused(another, tmp_path / "dure", why)


def test_a_python_that_is_named_is_the_only_one_tried(bundle: Unpacked, tmp_path: Path) -> None:
    why = r"This bundle needs Python 3\.\d+, and /bin/false is no such\. Nothing was changed\."
    assert_refused(bundle, tmp_path / "dure", why, PYTHON="/bin/false")


def test_its_python_starts_wherever_it_is_put(bundle: Unpacked, tmp_path: Path) -> None:
    put = tmp_path / "some where"
    shutil.copytree(bundle.folder / "python", put)
    question = f"import {interpreter.IMPORTED}, sys; print(sys.prefix)"

    started = run(*no_python(), put / interpreter.PROGRAM, "-I", "-c", question, cwd=tmp_path)

    assert (started.stdout, started.stderr) == (f"{put}\n", "")


def test_time_zones_are_known_where_the_machine_has_none(tmp_path: Path) -> None:
    question = "import zoneinfo; print(zoneinfo.ZoneInfo('Asia/Seoul'))"

    known = run("env", "PYTHONTZPATH=", sys.executable, "-c", question, cwd=tmp_path)

    assert known.stdout == "Asia/Seoul\n", known.stderr


def test_a_python_that_takes_a_library_of_its_machine_is_not_bundled(
    bundle: Unpacked, tmp_path: Path
) -> None:
    shutil.copytree(bundle.folder / "python", tmp_path / "python")
    next((tmp_path / "python/lib").glob("libffi.so*")).unlink()

    with pytest.raises(SystemExit, match=r"does not run elsewhere: it needs .*libffi"):
        interpreter.check(tmp_path / "python", (tmp_path / "python").rglob("_ctypes.*.so"))


def test_the_same_commit_with_another_python_is_another_version(bundle: Unpacked) -> None:
    manifest = json.loads((bundle.folder / "manifest.json").read_text())

    other = install.Bundle(bundle.folder, manifest | {"python_digest": "0" * 64})

    assert install.Bundle(bundle.folder, manifest).name == bundle.name
    assert other.name != bundle.name


def test_licences_lie_beside_what_they_are_of(bundle: Unpacked) -> None:
    python = bundle.folder / "python"
    libraries = {path.name for path in (python / "lib").glob("*.so*")}
    licences = {path.name for path in python.glob("LICENSE*")}

    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in (python / "LICENSE.txt").read_text()
    own = {name for name in libraries if name.startswith("libpython")}
    assert licences == {"LICENSE.txt", *(f"LICENSE.{name}.txt" for name in libraries - own)}


def test_what_is_somebody_elses_is_left_alone(bundle: Unpacked, tmp_path: Path) -> None:
    (tmp_path / "own").write_text("kept")

    refused = bundle.install(tmp_path)

    assert refused.stderr == f"{tmp_path} holds something else: name an empty or a new folder.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["own"]
