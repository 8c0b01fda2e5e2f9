"""What a visitor or an author may send, and Dure answers with a page, never with a server error."""

import ast
from collections.abc import Iterator
from itertools import cycle, product
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.test import Client
from django.urls import reverse

from tests.factories import GlossaryTermFactory, UserFactory
from tests.reports.conftest import make_course
from tests.study_group import make_study_group
from tests.tables import FULL, every, first

pytestmark = pytest.mark.django_db
OURS = ["accounts", "authoring", "cohorts", "courses", "progress", "quizzes"]
# What may stand where the number of a row is wanted; none is the number of one.
NUMBERS = ["", "abc", "0", "-1", "999999", "9" * 30, "1.5", "\u0661", "é", "a b", "[]", "null"]
ADDRESSES = [
    "foo",
    "admin",
    "login",
    "é",
    "admin:index",
    "progress:home",
    "?a",
    "",
    "/",
    "#",
    " ",
    ".",
]


@pytest.fixture
def superuser(client: Client) -> Client:
    course = make_course(modules=2, questions=1)
    GlossaryTermFactory.create(course=course)
    make_study_group(course, members=1)
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    return client


def of_ours() -> Iterator[type[models.Model]]:
    for label in OURS:
        yield from apps.get_app_config(label).get_models()


def registered() -> list[type[models.Model]]:
    return [model for model in admin.site._registry if model._meta.app_label in OURS]


def address_of(model: type[models.Model], page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def by_label(model: type[models.Model]) -> str:
    return model._meta.label


@pytest.mark.parametrize("wanted", ADDRESSES)
@pytest.mark.parametrize("signed_in", [False, True])
def test_the_appearance_is_set_whatever_page_is_wanted_next(
    client: Client, wanted: str, signed_in: bool
) -> None:
    if signed_in:
        client.force_login(UserFactory.create())
    response = client.post("/appearance/", {"theme": "dark", "next": wanted})
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/")


def test_a_view_redirects_by_a_name_of_ours_only() -> None:
    """`redirect()` takes an address for the name of a view, and fails where there is none."""
    for app in [*OURS, "config"]:
        for path in (settings.BASE_DIR / app).rglob("*.py"):
            assert list(calls_by_variable(path, "redirect")) == [], path


def calls_by_variable(path: Path, function: str) -> Iterator[int]:
    for node in ast.walk(ast.parse(path.read_text())):
        if not isinstance(node, ast.Call) or getattr(node.func, "id", "") != function:
            continue
        if not isinstance(node.args[0], ast.Constant):
            yield node.lineno


def that_people_write() -> list[type[models.Model]]:
    """The others are complete as they are made."""
    return [
        model
        for model in of_ours()
        if any(not field.has_default() for field in model._meta.concrete_fields)
    ]


@pytest.mark.parametrize("model", that_people_write(), ids=by_label)
def test_a_row_without_its_parents_is_checked_in_a_sentence(model: type[models.Model]) -> None:
    parents = [field for field in model._meta.fields if isinstance(field, models.ForeignKey)]
    for numbers in every(3, list(product([None, 999_999], repeat=len(parents)))):
        row = model(**{field.attname: pk for field, pk in zip(parents, numbers, strict=True)})
        with pytest.raises(ValidationError):
            row.full_clean()
        try:
            row.clean()
        except ValidationError:
            continue


@pytest.mark.parametrize("model", first(3, registered()), ids=by_label)
def test_a_form_with_any_parents_missing_is_shown_again(
    superuser: Client, model: type[models.Model]
) -> None:
    page = superuser.get(address_of(model, "add"))
    if page.status_code == 403:
        return  # nobody adds one
    filled = filled_in(page)
    parents = [name for name, value in filled.items() if value is PARENT]
    empty = {name: value if "_FORMS" in name else "" for name, value in filled.items()}
    assert superuser.post(address_of(model, "add"), empty).status_code == 200
    for given in every(4, list(product(["", "999999", first_of], repeat=len(parents)))):
        chosen = {
            name: first_of(model, name) if value is first_of else value
            for name, value in zip(parents, given, strict=True)
        }
        response = superuser.post(address_of(model, "add"), filled | chosen)
        assert response.status_code in {200, 302}, chosen


PARENT = object()


def filled_in(page: Any) -> dict[str, Any]:
    """What a form of the admin posts with every field filled; parents are left to the test."""
    data: dict[str, Any] = {}
    for name, field in page.context["adminform"].form.fields.items():
        if isinstance(field, forms.ModelMultipleChoiceField):
            continue
        if isinstance(field, forms.ModelChoiceField):
            data[name] = PARENT
        else:
            data[name] = text_for(field)
    for formset in page.context["inline_admin_formsets"]:
        data |= {bound.html_name: bound.value() or 0 for bound in formset.formset.management_form}
        for form in formset.formset.forms:
            data |= {bound.html_name: "1" for bound in form}
    return data


def text_for(field: forms.Field) -> str:
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        return str(next(value for value, _label in choices if value))
    return "2026-11-26" if isinstance(field, forms.DateField) else "1"


def first_of(model: type[models.Model], name: str) -> str:
    related: Any = model._meta.get_field(name).related_model
    return str(related._default_manager.values_list("pk", flat=True).first() or "")


@pytest.mark.parametrize("model", first(3, registered()), ids=by_label)
def test_letters_where_a_number_is_wanted_choose_nothing(
    superuser: Client, model: type[models.Model]
) -> None:
    parents = [field.name for field in model._meta.fields if field.is_relation]
    row = model._default_manager.first()
    addresses = [address_of(model, "add")]
    if row is not None:
        addresses.append(address_of(model, "change", row.pk))
    own = NUMBERS[registered().index(model) % 4 :: 4]  # each of them with some models
    in_turn = zip(cycle(addresses), own, strict=False)
    for address, number in product(addresses, NUMBERS) if FULL else in_turn:
        data = dict.fromkeys([*parents, "pk", "facilitators", "groups"], number)
        page = superuser.get(address, data)
        assert page.status_code in {200, 403}, number
        data["seen"] = (page.context or {}).get("seen", "")
        assert superuser.post(address, data).status_code in {200, 400, 403}, number


@pytest.mark.parametrize("model", first(3, registered()), ids=by_label)
def test_a_list_is_shown_whatever_is_asked_of_it(
    superuser: Client, model: type[models.Model]
) -> None:
    filters = [str(name) for name in admin.site._registry[model].list_filter if name]
    names = ["q", "p", "o", "all", *filters, *(f"{name}__id__exact" for name in filters)]
    for name, number in every(2, list(product(names, ["abc", "9" * 30, "\0"]))):
        response = superuser.get(address_of(model, "changelist"), {name: number})
        assert response.status_code in {200, 302, 400}, (name, number)


def test_every_field_that_is_chosen_by_typing_takes_letters(superuser: Client) -> None:
    """Django's own widget fails on them; no form of ours has it, on any page."""
    for model in registered():
        page = superuser.get(address_of(model, "add"))
        if page.status_code == 403:
            continue
        inlines = [inline.formset.empty_form for inline in page.context["inline_admin_formsets"]]
        for form in [page.context["adminform"].form, *inlines]:
            for name, field in form.fields.items():
                widget = getattr(field.widget, "widget", field.widget)
                if isinstance(widget, AutocompleteMixin):
                    assert type(widget).__module__ == "accounts.choosing", (model, name)
