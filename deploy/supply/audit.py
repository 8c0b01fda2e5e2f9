"""Asks of each package of the lock whether a weakness of it is known: `make audit`.

pip-audit asks the database of the package index, and where that knows nothing OSV. Where neither
is to be reached, as on a closed network, that is told and no failure.
"""

import json
import subprocess
import sys
from typing import Any

from deploy.supply.licences import LOCK, ROOT

SERVICES = ("pypi", "osv")
LOCKS = (LOCK, ROOT / "requirements-ldap.txt")


def ask(service: str) -> list[dict[str, Any]]:
    """Of each package what is known; none where the database is not to be reached."""
    pip_audit = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes"]
    locks = [argument for lock in LOCKS for argument in ("--requirement", str(lock))]
    how = ["--vulnerability-service", service, "--format", "json", "--progress-spinner", "off"]
    answer = subprocess.run(
        [*pip_audit, *how, *locks], check=False, capture_output=True, text=True, timeout=600
    )
    try:
        packages: list[dict[str, Any]] = json.loads(answer.stdout)["dependencies"]
    except ValueError:
        return []
    return packages


def verdict(packages: list[dict[str, Any]]) -> tuple[list[str], int]:
    """What is to be told of the packages, and the status to end with."""
    weak = [
        f"{package['name']} {package['version']}: {weakness['id']}, {_mended(weakness)}"
        for package in packages
        for weakness in package.get("vulns", [])
    ]
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    number = len(packages) - len(unknown)
    if not number:
        return ["pip-audit: skipped, as no database of weaknesses is to be reached from here."], 0
    left_out = [f"pip-audit: not known there, so not looked at: {', '.join(unknown)}."]
    closing = f"pip-audit: {number} packages looked at, {len(weak)} weaknesses known."
    return [*weak, *(left_out if unknown else []), closing], int(bool(weak))


def _mended(weakness: dict[str, Any]) -> str:
    versions = weakness["fix_versions"]
    return f"mended in {', '.join(versions)}" if versions else "not mended yet"


def main() -> int:
    for service in SERVICES:
        lines, status = verdict(ask(service))
        if "skipped" not in lines[0]:
            break
    print("\n".join(lines))
    return status


if __name__ == "__main__":
    sys.exit(main())
