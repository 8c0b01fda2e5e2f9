"""`make audit` and `make sbom`: what an installation is made of, and what is known of it."""

import json
import re
from typing import Any

import pytest
from django.conf import settings

from deploy.supply import audit

LOOKED_AT = {"name": "django", "version": "5.2.19", "vulns": []}
WEAK = {
    "name": "pillow",
    "version": "13.0.0",
    "vulns": [
        {"id": "CVE-2027-1", "fix_versions": ["13.0.1"]},
        {"id": "CVE-2027-2", "fix_versions": []},
    ],
}
UNKNOWN = {"name": "tzdata", "skip_reason": "Dependency not found"}


@pytest.mark.parametrize("packages", [[], [UNKNOWN, UNKNOWN]])
def test_where_no_database_is_to_be_reached_the_audit_is_skipped_by_name(
    packages: list[dict[str, Any]],
) -> None:
    lines, status = audit.verdict(packages)

    assert status == 0
    assert lines == ["pip-audit: skipped, as no database of weaknesses is to be reached from here."]


def test_a_known_weakness_is_told_with_what_mends_it_and_fails() -> None:
    lines, status = audit.verdict([LOOKED_AT, WEAK, UNKNOWN])

    assert status == 1
    assert lines == [
        "pillow 13.0.0: CVE-2027-1, mended in 13.0.1",
        "pillow 13.0.0: CVE-2027-2, not mended yet",
        "pip-audit: not known there, so not looked at: tzdata.",
        "pip-audit: 2 packages looked at, 2 weaknesses known.",
    ]


def test_without_a_weakness_it_is_well() -> None:
    assert audit.verdict([LOOKED_AT]) == (
        ["pip-audit: 1 packages looked at, 0 weaknesses known."],
        0,
    )


@pytest.mark.full  # cyclonedx-bom is installed for the proofs alone
def test_the_bill_names_every_package_with_hashes_and_licence_and_is_the_same_each_time() -> None:
    pytest.importorskip("cyclonedx")
    from deploy.supply import bill  # noqa: PLC0415 - it takes cyclonedx

    made = bill.bill()
    lock = (settings.BASE_DIR / "requirements.txt").read_text(encoding="utf-8")
    locked = re.findall(r"^([a-z0-9-]+)(?:\[.*\])?==(\S+)", lock, re.MULTILINE)

    assert sorted((part["name"], part["version"]) for part in made["components"]) == locked
    for part in made["components"]:
        assert part["licenses"], part["name"]
        assert all(wheel["hashes"] for wheel in part["externalReferences"]), part["name"]
    assert json.dumps(bill.bill()) == json.dumps(made)
    assert "http" not in json.dumps([p["externalReferences"] for p in made["components"]])
    inside = {part["name"] for p in made["components"] for part in p.get("components", [])}
    assert {"Bootstrap", "htmx", "jQuery", "PostgreSQL", "openssl"} <= inside
    asked = {entry["ref"]: entry["dependsOn"] for entry in made["dependencies"]}
    assert [ref for ref in asked["dure"] if ref.startswith("pkg:pypi/django@")]
