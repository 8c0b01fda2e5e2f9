"""Under which licence each package is that an installation takes, and which licences may be."""

import re
from importlib import metadata
from pathlib import Path

from deploy.supply.shipped import SHIPPED

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.txt"
LIST = ROOT / "docs" / "licences.md"
BEGINS, ENDS = "<!-- written by make sbom -->\n", "\n<!-- until here -->"
LOCKED = re.compile(r"^(?P<name>[a-z0-9-]+)(?:\[[^]]*\])?==(?P<version>\S+)", re.MULTILINE)

# What each asks of who hands Dure on stands in docs/licences.md.
ALLOWED = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "LGPL-3.0-only", "MIT", "MIT-0"),
    *("MIT-CMU", "MPL-2.0", "PSF-2.0", "PostgreSQL", "Unlicense"),
}
CLASSIFIERS = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}


def locked(lock: Path = LOCK) -> dict[str, str]:
    """The packages of a lock; where Pythons take different versions, both."""
    versions: dict[str, list[str]] = {}
    for entry in LOCKED.finditer(lock.read_text(encoding="utf-8")):
        versions.setdefault(entry["name"], []).append(entry["version"])
    return {name: ", ".join(of_name) for name, of_name in versions.items()}


def licence(name: str) -> str:
    """As an SPDX expression: what its author says of it, in the words of its time."""
    package = metadata.metadata(name)
    if expression := package["License-Expression"]:
        return str(expression)
    words = str(package["License"] or "").strip()
    if words in ALLOWED:
        return words
    classifiers = [
        line.rpartition(" :: ")[2]
        for line in package.get_all("Classifier") or []
        if line.startswith("License :: OSI Approved :: ")
    ]
    # "BSD" is one of two, or a slip beside the licence that the text has.
    return _by_its_text(name) or next(
        (CLASSIFIERS[line] for line in classifiers if line in CLASSIFIERS), words or "none"
    )


def _by_its_text(name: str) -> str:
    for file in metadata.files(name) or []:
        if not re.search(r"(?i)\.dist-info/(?:licenses/)?licen[cs]e(?:\.\w+)?$", str(file)):
            continue
        text = " ".join(Path(str(file.locate())).read_text(encoding="utf-8").split())
        if "Redistributions of source code must retain" in text:
            clause = "endorse or promote products derived from" in text
            return "BSD-3-Clause" if clause else "BSD-2-Clause"
        if "Permission is hereby granted, free of charge" in text:
            return "MIT"
    return ""


def refused(expression: str) -> list[str]:
    """Which licences of an expression are none of those that may be; of several by choice one."""
    choices = [choice.split(" AND ") for choice in expression.strip("()").split(" OR ")]
    left = [[part for part in choice if part not in ALLOWED] for choice in choices]
    return min(left, key=len)


def write_list() -> None:
    """The list of docs/licences.md, anew."""
    text = LIST.read_text(encoding="utf-8")
    head, _marked, following = text.partition(BEGINS)
    _old, _marked, after = following.partition(ENDS)
    LIST.write_text(f"{head}{BEGINS}{listed()}{ENDS}{after}", encoding="utf-8")


def listed() -> str:
    rows = [
        *((f"`{name}`", licence(name)) for name in locked()),
        *((f"{part.name}, in `{part.package}`", part.licence) for part in SHIPPED),
    ]
    return "\n".join(["| what | licence |", "|---|---|", *(f"| {a} | {b} |" for a, b in rows)])
