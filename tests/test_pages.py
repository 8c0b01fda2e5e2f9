"""Each page that a view of ours renders shows one object, which that view has made."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

PACKAGES = ("accounts", "authoring", "banks", "cohorts", "progress", "quizzes", "reports")
# How many are rendered of something smaller: a sentence, a form, what somebody has sent, one row.
OF_LESS = {
    "accounts/codes/views.py": 1,
    "accounts/first_superuser/views.py": 3,
    "accounts/middleware.py": 1,
    "accounts/overwriting/admin.py": 1,
    "accounts/providers/entering.py": 1,
    "accounts/second_factor/middleware.py": 1,
    "accounts/second_factor/sign_in.py": 3,
    "accounts/throttle.py": 2,
    "accounts/views.py": 3,
    "accounts/words.py": 1,
    "authoring/admin/base.py": 1,
    "authoring/admin/markdown_guide.py": 1,
    "progress/views/joining.py": 1,
    "progress/views/lessons.py": 1,
    "progress/views/notes.py": 1,
    "progress/views/self_diagnoses.py": 2,
    "reports/report.py": 1,  # a report is an object with a context of its own
}


def files() -> list[str]:
    root = settings.BASE_DIR
    paths = [path for package in PACKAGES for path in (root / package).rglob("*.py")]
    return [str(path.relative_to(root)) for path in paths if "render(request" in path.read_text()]


def functions(name: str) -> list[ast.FunctionDef]:
    tree = ast.parse((Path(settings.BASE_DIR) / name).read_text())
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def renders(function: ast.FunctionDef) -> list[ast.Call]:
    return [
        call
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "render"
    ]


@pytest.mark.parametrize("name", files())
def test_a_view_renders_a_page_object(name: str) -> None:
    of_less = [
        call.lineno
        for function in functions(name)
        for call in renders(function)
        if "vars(" not in ast.unparse(function)
    ]
    assert len(of_less) == OF_LESS.get(name, 0), of_less


def test_every_exception_is_needed() -> None:
    assert set(OF_LESS) <= set(files())
