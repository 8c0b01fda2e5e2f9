"""Writes what an installation is made of as a bill of materials in CycloneDX: `make sbom`.

Every package of the lock with its hashes and its licence, who asks for whom, the scripts, styles
and programs that come inside of packages, and what the packages' own bills tell of their insides.
The same lock and the same machine make the same bill, byte for byte.
"""

import json
import re
import subprocess
import sys
import tomllib
import uuid
from importlib import metadata
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from deploy.supply.licences import LOCK, ROOT, licence, refused, write_list
from deploy.supply.shipped import SHIPPED

FOLDER = ROOT / "bills"
VERSION = SchemaVersion.V1_6
# What two bills of one package may both have, told once.
KEPT = ("type", "name", "version", "purl", "licenses", "hashes")

Part = dict[str, Any]


def bill() -> Part:
    packages = _of_lock()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    dure = {
        "type": "application",
        "bom-ref": "dure",
        "name": project["name"],
        "version": project["version"],
        "description": project["description"],
        "licenses": [{"license": {"id": project["license"]}}],
    }
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": VERSION.to_version(),
        "version": 1,
        "metadata": {"component": dure},
        "components": packages,
        "dependencies": _dependencies(packages),
    }
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(content, sort_keys=True))
    return {**content, "serialNumber": f"urn:uuid:{number}"}


def _of_lock() -> list[Part]:
    """As cyclonedx-bom reads the lock, but for the address of an index, which is anybody's own."""
    command = ("-m", "cyclonedx_py", "requirements", "--output-reproducible", "--sv", "1.6")
    read = subprocess.run([sys.executable, *command, str(LOCK)], check=True, capture_output=True)
    packages = []
    for read_of in json.loads(read.stdout)["components"]:
        name, purl = read_of["name"], read_of["purl"]
        wheels = [
            {"type": wheel["type"], "url": purl, "hashes": wheel["hashes"]}
            for wheel in read_of["externalReferences"]
        ]
        inside = [*_shipped(name), *_told_by_its_bills(name)]
        package = {
            **{key: read_of[key] for key in ("type", "name", "version", "purl")},
            "bom-ref": purl,
            "licenses": [{"expression": licence(name)}],
            "externalReferences": wheels,
        }
        packages.append({**package, **({"components": inside} if inside else {})})
    return sorted(packages, key=lambda package: str(package["purl"]))


def _shipped(package: str) -> list[Part]:
    return [
        {
            "type": "library",
            "name": part.name,
            "version": part.its_version(),
            "purl": f"pkg:{part.purl}@{part.its_version()}",
            "licenses": [{"license": {"id": part.licence}}],
            "hashes": [{"alg": "SHA-256", "content": part.sha256()}],
        }
        for part in SHIPPED
        if part.package == package
    ]


def _told_by_its_bills(package: str) -> list[Part]:
    """The libraries in a wheel, of which a wheel may tell in bills of its own (PEP 770)."""
    parts = {}
    for file in metadata.files(package) or []:
        if "/sboms/" in str(file) and file.suffix == ".json":
            of_wheel = json.loads(Path(str(file.locate())).read_text(encoding="utf-8"))
            for part in of_wheel.get("components", []):
                facts = {key: part[key] for key in KEPT if key in part}
                if not re.match(rf"pkg:pypi/{package}@", facts.get("purl", "").replace("_", "-")):
                    parts[facts["name"], facts.get("version", "")] = facts
    return [parts[name] for name in sorted(parts)]


def _dependencies(packages: list[Part]) -> list[Part]:
    """Who asks for whom, as the lock says beside each."""
    wishes: dict[str, list[str]] = {"dure": [], **{package["purl"]: [] for package in packages}}
    names: dict[str, list[str]] = {"dure": ["dure"]}
    for package in packages:
        names.setdefault(package["name"], []).append(package["purl"])
    for entry in re.split(r"\n(?=\S)", LOCK.read_text(encoding="utf-8")):
        name, _equals, pin = entry.partition("==")
        purl = f"pkg:pypi/{name.partition('[')[0]}@{pin.split()[0]}"
        for asking in re.findall(r"^    #(?: via| ) +(\S+)", entry, re.MULTILINE):
            for ref in names[asking]:
                wishes[ref].append(purl)
    return [{"ref": ref, "dependsOn": sorted(wishes[ref])} for ref in sorted(wishes)]


def main() -> str:
    """The fault for which it is no bill to be given on, if there is one."""
    materials = bill()
    text = json.dumps(materials, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    if fault := JsonStrictValidator(VERSION).validate_str(text):
        return f"This is no bill of materials: {fault}"
    for package in materials["components"]:
        if refusals := refused(package["licenses"][0]["expression"]):
            return f"{package['name']}: deploy/supply/licences.py does not allow {refusals[0]}."
    component = materials["metadata"]["component"]
    file = FOLDER / f"dure-{component['version']}.cdx.json"
    FOLDER.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")
    write_list()
    inside = sum(len(package.get("components", [])) for package in materials["components"])
    number = len(materials["components"])
    print(f"{file.relative_to(ROOT)}: {number} packages, {inside} parts in them.")
    return ""


if __name__ == "__main__":
    sys.exit(main() or None)
