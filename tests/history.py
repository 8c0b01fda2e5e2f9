"""Every file that a repository holds, as it ever was, and what is said of each commit."""

import subprocess
from collections.abc import Iterator
from pathlib import Path


def files(repository: Path, *revisions: str) -> Iterator[tuple[str, bytes]]:
    """Each version of each file that these commits hold, with a path that it had."""
    listing = _git(
        repository, "rev-list", "--objects", "--filter=object:type=blob", *revisions
    ).decode()
    paths = dict(line.split(" ", 1) for line in listing.splitlines() if " " in line)
    objects = _git(
        repository, "cat-file", "--batch", "--buffer", given="\n".join([*paths, ""]).encode()
    )
    at = 0
    for path in paths.values():
        end = objects.index(b"\n", at)
        size = int(objects[at:end].split()[2])
        yield path, objects[end + 1 : end + 1 + size]
        at = end + 1 + size + 1


def words_of_commits(repository: Path, *revisions: str) -> Iterator[tuple[str, bytes]]:
    for entry in _git(repository, "log", "-z", "--format=%h%n%B", *revisions).split(b"\0"):
        name, _newline, words = entry.partition(b"\n")
        yield f"commit {name.decode()}", words


def _git(repository: Path, *command: str, given: bytes | None = None) -> bytes:
    arguments = ["git", "-C", str(repository), *command]
    return subprocess.run(arguments, check=True, stdout=subprocess.PIPE, input=given).stdout
