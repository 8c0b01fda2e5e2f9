"""The style sheets and scripts that pages load: each is one file, joined of many small ones.

A new file is added to the list of the pages that need it, and named nowhere else. Those of a list
come in its order, and each has its own names: a script sees none of another's.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.utils import matches_patterns
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage, Storage
from django.template.loader import render_to_string
from django.utils import translation

from config.used_rules import used_rules

LEARNER = [
    "bootstrap/css/bootstrap.min.css",
    "css/tokens.css",
    "css/base.css",
    "css/note.css",
    "css/header.css",
    "css/sheet.css",
    "css/forms.css",
    "css/words.css",
    "css/tables.css",
    "css/drawings.css",
    "css/prose.css",
    "css/outline.css",
    "css/glossary.css",
    "css/search.css",
    "css/module.css",
    "css/quiz.css",
    "css/items.css",
    "css/score.css",
    "css/diagnosis.css",
    "css/notes.css",
]
# Over Django's own: the head that every page has, and its variables in our tokens.
ADMIN = [
    *("css/tokens.css", "css/note.css", "css/words.css", "css/header.css", "css/sheet.css"),
    "css/admin.css",
    "css/admin-lists.css",
    "css/access-record.css",
    "css/question-map.css",
]
PRINT = "css/print.css"
WORDS = ["js/words.js", "js/kept.js", "js/sign-in.js", "js/session-end.js"]
VISITOR = ["js/offline.js", "js/appearance.js", "js/error-summary.js", "js/show-password.js"]
OF_ADMIN = ["js/appearance.js", "js/admin-fields.js", "js/copy.js"]
SIGNED_IN = [
    "django_htmx/htmx-2.min.js",
    "js/htmx-config.js",
    *VISITOR,
    *WORDS,
    "js/quiz.js",
    "js/one-question.js",
    "js/place.js",
    "js/print.js",
    "js/print-button.js",
    "js/reading.js",
    "js/notes.js",
]
# What pages say of words that are not saved yet (templates/words/_sentences.html), in the language
# that follows: in the script it is fetched once, in a page each time.
SENTENCES = "sentences/"
JOINED = {
    # Every page outside the admin; who is signed in has a script in their language.
    "joined/learner.css": [*LEARNER, PRINT],
    "joined/visitor.js": VISITOR,
    "joined/second-factor.css": [*LEARNER, "css/second-factor.css", PRINT],
    "joined/plain.css": ["css/tokens.css", "css/plain.css"],
    # The admin, beside Django's own.
    "joined/admin.css": ADMIN,
    "joined/authoring.css": [
        *(*ADMIN, "css/authoring.css", "css/side-by-side.css", "css/states.css"),
        "css/course-outline.css",
    ],
    "joined/course-outline.js": ["js/course-outline.js"],
    "joined/authoring-form.css": ["css/authoring-form.css", "css/kept-typing.css"],
    "joined/authoring-form.js": [
        *("js/markdown-fields.js", "js/ordering.js", "js/one-of-rows.js", "js/next-field.js"),
        "js/paste-question.js",
        "js/kept-typing.js",
    ],
    # Where what authors type is stored as they type it.
    "joined/authoring-saving.js": [
        *("django_htmx/htmx-2.min.js", "js/htmx-config.js", "js/next-field.js"),
    ],
    "joined/preview.css": [
        *("css/tokens.css", "css/tables.css", "css/drawings.css", "css/prose.css"),
        "css/items.css",
        "css/authoring-form.css",
    ],
    "joined/writing.css": [*LEARNER, "css/authoring.css", PRINT],
    "joined/reports.css": [
        *(*ADMIN, "css/reports.css", "css/report-tables.css"),
        *("css/plots.css", "css/roster.css", "css/meeting.css", "css/home.css"),
        *("css/contact.css", "css/tables.css", "css/items.css"),
        *("css/states.css", "css/authors-home.css"),
    ],
    "joined/reports.js": ["js/printed.js"],
    "joined/present.css": [
        *("css/tokens.css", "css/plots.css", "css/tables.css", "css/present.css"),
        "css/items.css",
    ],
    "joined/present.js": ["js/present.js"],
}
for language, _name in settings.LANGUAGES:
    JOINED[f"joined/learner.{language}.js"] = [SENTENCES + language, *SIGNED_IN]
    JOINED[f"joined/admin.{language}.js"] = [SENTENCES + language, *OF_ADMIN, *WORDS]
# Strings are let be; a notice of a licence begins with an exclamation mark.
CSS_COMMENT = re.compile(
    r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|/\*!.*?\*/)|/\*.*?\*/""", re.DOTALL
)
PICTURE = re.compile(r'url\("\.\./(img/[\w-]+\.svg)"\)')
JS_COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)
# Joined, a script has no address of its own to import from.
MODULE_ONLY = re.compile(r"^(import|export)\b", re.MULTILINE)


def joined(name: str) -> str:
    """What stands in the file of this name."""
    kind = _script if name.endswith(".js") else _style_sheet
    start = '"use strict";\n' if name.endswith(".js") else '@charset "UTF-8";\n'
    return start + "".join(kind(source) for source in JOINED[name])


def _sentences(language: str) -> str:
    """Fills the template that words/_head.html has on each page."""
    with translation.override(language):
        html = json.dumps(render_to_string("words/_sentences.html"), ensure_ascii=False)
    return f'document.getElementById("lms-words").innerHTML = {html};\n'


def _read(source: str) -> str:
    path = finders.find(source)
    if path is None:
        raise FileNotFoundError(f"There is no static file {source!r}, named in {__name__}.JOINED.")
    return Path(path).read_text(encoding="utf-8")


def _style_sheet(source: str) -> str:
    css = CSS_COMMENT.sub(lambda match: match[1] or "", _read(source))
    css = css.removeprefix('@charset "UTF-8";')
    if source.startswith("bootstrap/"):
        css = used_rules(css)
    css = PICTURE.sub(_inlined, css)
    return f"@media print {{\n{css}}}\n" if source == PRINT else css


def _inlined(match: re.Match[str]) -> str:
    """A small picture in the sheet itself: it would be a request of its own."""
    picture = quote(_read(match[1]).strip(), safe=" '/=:;,()")
    return f'url("data:image/svg+xml,{picture}")'


def _script(source: str) -> str:
    if source.startswith(SENTENCES):
        return _sentences(source.removeprefix(SENTENCES))
    script = _read(source)
    if not source.startswith("js/"):  # it makes a name that others use
        return script + "\n"
    if MODULE_ONLY.search(script):
        raise ValueError(f"{source} imports or exports, and is joined with others.")
    # Where it fails, the others go on.
    return f"try {{\n{JS_COMMENT.sub('', script)}}} catch (error) {{\nreportError(error);\n}}\n"


class JoinedFilesFinder(finders.BaseFinder):
    """Finds them like any other static file. They are written when they are asked for."""

    storage = FileSystemStorage(settings.DATA_DIR)

    def check(self, **_options: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **_options: Any) -> Any:
        paths = [self._write(path)] if path in JOINED else []
        return paths if find_all else next(iter(paths), [])

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Storage]]:
        for name in JOINED:
            if not matches_patterns(name, ignore_patterns):
                self._write(name)
                yield name, self.storage

    def _write(self, name: str) -> str:
        path = Path(self.storage.path(name))
        content = joined(name)
        if not path.exists() or path.read_text(encoding="utf-8") != content:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Whole or not at all: another process may read it.
            new = path.with_suffix(f"{path.suffix}.new")
            new.write_text(content, encoding="utf-8")
            new.replace(path)
        return str(path)
