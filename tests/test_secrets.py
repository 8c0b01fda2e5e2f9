"""No key, token or password is in the repository, nor was at any time."""

import math
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests import history
from tests.tables import first

KINDS = {
    "private key": rb"-----BEGIN [A-Z ]*PRIVATE KEY",
    "Amazon": rb"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "GitHub": rb"\bgh[pousr]_\w{36}|\bgithub_pat_\w{22}",
    "GitLab": rb"\bglpat-[\w-]{20}",
    "Slack": rb"\bxox[abposr]-[\w-]{10}",
    "Google": rb"\bAIza[\w-]{35}",
    "sk-": rb"\bsk-[\w-]{20}",
    "Stripe": rb"\b[rs]k_(?:live|test)_\w{16}",
    "package index": rb"\bpypi-[\w-]{16}|\bnpm_\w{36}",
    "signed token": rb"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.",
    "Django": rb"\bdjango-insecure-\S{20}",
    "stored password": rb"\b(?:pbkdf2_sha256|argon2(?:id)?)\$\S{20}",
    "address": rb"\w://[^\s/:@\"'<>`{}$]+:([^\s/@\"'<>`{}$]+)@",
    "by its name": rb"(?i:secret|password|passwd|token|api_?key)[\"']?\]?\s{0,3}[:=]\s{0,3}"
    rb"[\"']([^\"'\s]{8,})[\"']",
    "random letters": rb"(?<![\w+-])[\w+-]{24,}",
}
SECRET = re.compile(b"|".join(b"(%s)" % kind for kind in KINDS.values()))
RANDOM = 3.9  # bits a letter; of words it is less, of 24 random ones about 4.2
FILE = re.compile(r"\.(?:pem|key|p12|pfx|jks|kdbx|ppk)$|(?:^|/)(?:id_\w+|\.env|\.netrc|\.pypirc)$")

# What looks like one and is none.
KNOWN = {
    b"dure-demo-2026",  # of the demo, known to everyone; a site with it is told (accounts/demo.py)
    b"password",  # of a connection and of a form, by that name
    b"{password}",  # filled in when a cluster is made
    b"/set-password/x/y/",
}
OF_PEOPLE = {"by its name", "stored password"}
# Written where one is asked for, in examples and of people of tests.
EXAMPLES = {b"password", b"hidden", b"secret", b"p%40ss", b"p%2Fw", b"between%20two%20of%20us"}


def secrets_in(files: Iterator[tuple[str, bytes]]) -> Iterator[tuple[str, str]]:
    """Of each file that holds one its path, and what was found; a line is looked at once."""
    seen: set[bytes] = set()
    for path, content in files:
        if FILE.search(path):
            yield path, "its name"
        if b"\0" in content[:8000]:
            continue
        lines = {*content.splitlines()} - seen
        seen |= lines
        for line in lines:
            for match in SECRET.finditer(line):
                if _is_secret(path, match):
                    yield path, match[0].decode(errors="replace")


def _is_secret(path: str, match: re.Match[bytes]) -> bool:
    value = next(part for part in reversed(match.groups()) if part is not None)
    kind = [*KINDS][_number(match)]
    if kind == "address":
        return value not in EXAMPLES
    if kind in OF_PEOPLE:
        # People of tests are not there, and what they type is no secret.
        return value not in KNOWN and not path.startswith("tests/")
    # Others' test data, with their licences beside them, hold scripts in Base64.
    return kind != "random letters" or (_is_random(value) and not path.startswith("tests/data/"))


def _number(match: re.Match[bytes]) -> int:
    """Which of the kinds it is."""
    starts, groups = [], 1
    for kind in KINDS.values():
        starts.append(groups)
        groups += 1 + re.compile(kind).groups
    return next(at for at, start in enumerate(starts) if match[start] is not None)


def _is_random(letters: bytes) -> bool:
    """As of a generator: small and large letters and digits, none of them often."""
    share = [count / len(letters) for count in Counter(letters).values()]
    kinds = (rb"[a-z]", rb"[A-Z]", rb"\d.*\d")
    return all(re.search(kind, letters) for kind in kinds) and (
        -sum(part * math.log2(part) for part in share) > RANDOM
    )


@pytest.mark.parametrize("revisions", first(1, [(("--max-count=50", "HEAD"),), (("HEAD",),)]))
def test_no_secret_is_in_the_history(revisions: tuple[str, ...]) -> None:
    """Of the last commits, with all that they hold; with FULL=1 of all that there ever was."""
    root = settings.BASE_DIR

    assert [*secrets_in(history.files(root, *revisions))] == []
    assert [*secrets_in(history.words_of_commits(root, *revisions))] == []


@pytest.mark.parametrize(
    "secret",
    [
        "-----BEGIN " + "OPENSSH PRIVATE KEY-----",
        "AKIA" + "IOSFODNN7EXAMPLE",
        "ghp_" + 36 * "a",
        "glpat-" + 20 * "a",
        "xoxb-" + 10 * "1",
        "AIza" + 35 * "a",
        "sk-" + 20 * "a",
        "sk_live_" + 16 * "a",
        "pypi-" + 16 * "A",
        "eyJ" + "hbGciOiJIUzI1." + "eyJ" + "zdWIiOiIxMjM0.x",
        "django-insecure-" + 20 * "x",
        "argon2$" + "argon2id$v=19$m=102400",
        "postgresql://dure:" + "tiger@db:5432/dure",
        "EMAIL_PASSWORD = " + '"correcthorse"',
        "it is " + "q7Zr2LkV9sTn4XbC" + "8wPf1GhJ",
    ],
)
def test_a_secret_that_was_taken_away_is_found(secret: str, tmp_path: Path) -> None:
    def git(*command: str) -> None:
        person = ["-c", "user.name=hana", "-c", "user.email=hana@dure.example"]
        subprocess.run(["git", "-C", str(tmp_path), *person, *command], check=True)

    git("init", "--quiet")
    file = tmp_path / "settings.py"
    for words in (f"x = 1\n{secret}\n", "x = 1\n"):
        file.write_text(words, encoding="utf-8")
        git("add", ".")
        git("commit", "--quiet", "--message=Set it up")

    found = [*secrets_in(history.files(tmp_path, "HEAD"))]

    assert {path for path, _ in found} == {"settings.py"}
    assert found[0][1] in secret


def test_a_file_of_keys_is_found_by_its_name() -> None:
    found = secrets_in(iter([("deploy/site.key", b"\0\1"), ("docs/keys.md", b"words")]))

    assert [*found] == [("deploy/site.key", "its name")]


def test_what_people_of_tests_have_is_no_secret_and_a_key_in_a_test_is() -> None:
    digest, key = b"argon2$" + b"argon2id$v=19$m=102400", b"-----BEGIN " + b"PRIVATE KEY-----"

    found = secrets_in(iter([("tests/a.py", digest), ("accounts/a.py", digest + b"x")]))
    assert [path for path, _ in found] == ["accounts/a.py"]
    assert [path for path, _ in secrets_in(iter([("tests/data/a.txt", key)]))] == [
        "tests/data/a.txt"
    ]
