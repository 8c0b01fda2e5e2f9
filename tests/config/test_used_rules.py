"""Of Bootstrap pages get the rules that some page may use."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.test import Client
from pytest_django import Settings

from config.joined_files import joined
from config.used_rules import used_rules
from tests.factories import UserFactory

CLASS = re.compile(r"\.((?:[\w-]|\\.)+)")


@pytest.fixture
def _words(tmp_path: Path, settings: Settings) -> None:
    """Pages of one template, which knows two classes beside those of forms."""
    (tmp_path / "page.html").write_text('<a class="btn{% if a %} tab-pane{% endif %}">')
    settings.BASE_DIR = tmp_path
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]


@pytest.mark.usefixtures("_words")
@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".btn{color:red}.card{color:tan}", ".btn{color:red}"),
        (".card,.btn:hover,.btn .card{color:red}", ".btn:hover{color:red}"),
        ("a,.btn:not(.card,:is(.modal)){color:red}", "a,.btn:not(.card,:is(.modal)){color:red}"),
        (".btn:is(.card,a){color:red}", ""),
        (".tab-pane{a:b}.form-control{a:b}", ".tab-pane{a:b}.form-control{a:b}"),
        (".w-1\\/2{width:50%}", ""),
        ("@media (width>1px){.card{a:b}}.btn{c:d}", ".btn{c:d}"),
        ("@media (width>1px){.card{a:b}.btn{c:d}}", "@media (width>1px){.btn{c:d}}"),
        ("@keyframes x{0%{a:b}to{c:d}}.card{a:b}", "@keyframes x{0%{a:b}to{c:d}}"),
        ('@charset "UTF-8";/*! licence */.card{a:b}', '@charset "UTF-8";/*! licence */'),
    ],
)
def test_rules_for_classes_that_no_page_has_are_left_out(css: str, left: str) -> None:
    assert used_rules(css) == left


@pytest.mark.django_db
def test_every_class_of_a_form_that_bootstrap_knows_keeps_its_rules(client: Client) -> None:
    path = find("bootstrap/css/bootstrap.min.css")
    assert path is not None
    sheet = Path(path).read_text(encoding="utf-8")
    known = set(CLASS.findall(re.sub(r"\{[^{}]*\}", "{", sheet)))
    pages = client.post("/login/", {"username": "", "password": ""}).content.decode()
    client.force_login(UserFactory.create())
    pages += client.get("/account/").content.decode()
    classes = {name for names in re.findall(r'class="([^"]*)"', pages) for name in names.split()}

    kept = set(CLASS.findall(re.sub(r"\{[^{}]*\}", "{", joined("joined/learner.css"))))

    assert classes & known >= {"form-control", "is-invalid", "form-select", "btn-primary"}
    assert classes & known <= kept
    assert "accordion" in known - kept
