"""Copies the Python that runs this, and the libraries it needs, to start wherever they are put.

Its programs look for libraries beside themselves (`$ORIGIN`): nothing has to be set where it runs,
and what it starts in turn finds its own libraries. Only glibc is that of the machine.
"""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

PROGRAM = f"bin/python{sys.version_info.major}.{sys.version_info.minor}"
GLIBC = re.compile(r"(^|/)(linux-vdso|ld-linux|lib(c|m|mvec|dl|rt|util|pthread|resolv|anl)\.so\.)")
NEEDED_GLIBC = re.compile(rb"GLIBC_(\d+)\.(\d+)(?:\.\d+)?\0")
LOADED = re.compile(r"(?m)^\t(\S+)(?: => (\S+|not found))?(?: \(0x[0-9a-f]+\))?$")
NOT_COPIED = (
    *("test", "tests", "site-packages", "dist-packages", "__pycache__", "config-3*", "*.a"),
    *("*.exe", "*customize.py"),
    *("idlelib", "tkinter", "turtle*", "ensurepip", "lib2to3", "pydoc_data"),
    # Nothing of Dure's asks for these, and they come with libraries, some under the GPL.
    *("_tkinter.*", "_curses*.so", "readline.*", "nis.*", "_gdbm.*", "_dbm.*", "_crypt.*"),
    *("_test*.so", "_ctypes_test.*", "_xxtest*", "xxlimited*", "ossaudiodev.*"),
)
IMPORTED = "bz2, ctypes, decimal, hashlib, lzma, sqlite3, ssl, uuid, venv, xml.parsers.expat, zlib"


def copy(into: Path, patchelf: Path) -> str:
    """The oldest glibc that the copy runs with."""
    into, base = into.resolve(), Path(sys.base_prefix).resolve()
    library = Path(sysconfig.get_path("stdlib")).resolve()
    copied = {into / PROGRAM: Path(os.path.realpath(sys.executable))}
    (into / "bin").mkdir(parents=True)
    shutil.copyfile(copied[into / PROGRAM], into / PROGRAM)
    (into / PROGRAM).chmod(0o755)
    modules = into / library.relative_to(base)
    shutil.copytree(
        library,
        modules,
        ignore=shutil.ignore_patterns(*NOT_COPIED),
        ignore_dangling_symlinks=True,
        copy_function=shutil.copyfile,
    )
    copied |= {path: library / path.relative_to(modules) for path in modules.rglob("*.so")}
    shutil.copyfile(library / "LICENSE.txt", into / "LICENSE.txt")
    for name, original in libraries(copied.values()).items():
        copied[into / "lib" / name] = original
        shutil.copyfile(original, into / "lib" / name)
        is_known = copy_licence(original, into / f"LICENSE.{name}.txt")
        if not is_known and (base == Path("/usr") or not original.is_relative_to(base)):
            print(f"No licence of {original} is known here: the bundle has none.")
    relocate(copied, into / "lib", patchelf)
    check(into, copied)
    return ".".join(map(str, max(glibc_of(path) for path in copied)))


def loaded(programs: Iterable[Path]) -> dict[str, str]:
    """What the machine's loader finds for them, by name, and all that these need."""
    command = ["ldd", *map(str, programs)]
    listed = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return {name: path or name for name, path in LOADED.findall(listed) if not GLIBC.search(name)}


def libraries(programs: Iterable[Path]) -> dict[str, Path]:
    paths = loaded(programs)
    missing = [name for name, path in paths.items() if not path.startswith("/")]
    if missing:
        sys.exit(f"This Python lacks a library, so there is no bundle of it: {', '.join(missing)}")
    return {name: Path(path).resolve() for name, path in paths.items()}


def relocate(programs: Iterable[Path], folder: Path, patchelf: Path) -> None:
    """Have them look in this folder for libraries, wherever it is; nowhere else."""
    for program in programs:
        if strip := shutil.which("strip"):
            subprocess.run([strip, "--strip-unneeded", program], check=True)
        origin = f"$ORIGIN/{os.path.relpath(folder, program.parent)}"
        needed = subprocess.run(
            [patchelf, "--print-needed", program], check=True, stdout=subprocess.PIPE, text=True
        )
        is_one_there = any((folder / name).exists() for name in needed.stdout.split())
        change = ["--set-rpath", origin] if is_one_there else ["--remove-rpath"]
        subprocess.run([patchelf, *change, program], check=True)


def check(into: Path, programs: Iterable[Path]) -> None:
    """That no library but glibc's is found outside, and that it starts where it is now."""
    outside = {
        path for path in loaded(programs).values() if not Path(path).resolve().is_relative_to(into)
    }
    if outside:
        sys.exit(f"This Python does not run elsewhere: it needs {', '.join(sorted(outside))}")
    question = f"import {IMPORTED}, sys; print(sys.prefix)"
    started = subprocess.run(
        [into / PROGRAM, "-I", "-B", "-c", question], check=True, stdout=subprocess.PIPE, text=True
    )
    if Path(started.stdout.strip()).resolve() != into:
        sys.exit(f"This Python does not run elsewhere: it takes modules of {started.stdout}")


def copy_licence(library: Path, into: Path) -> bool:
    """From where Debian and its like have it; whether it is there."""
    query = shutil.which("dpkg-query")
    if query is None:
        return False
    # What a package has in /lib may lie in /usr/lib.
    names = (str(library), str(library).removeprefix("/usr"))
    listed = subprocess.run(
        [query, "--search", *names], check=False, capture_output=True, text=True
    ).stdout
    for package in re.findall(r"(?m)^([^:,\s]+)", listed):
        licence = Path("/usr/share/doc", package, "copyright")
        if licence.exists():
            shutil.copyfile(licence, into)
            return True
    return False


def glibc_of(program: Path) -> tuple[int, int]:
    needed = NEEDED_GLIBC.findall(program.read_bytes())
    return max(((int(major), int(minor)) for major, minor in needed), default=(2, 17))
