"""What authors need not type: slugs, places and the names that follow from them.

An empty field of these is filled in when the form is sent, with what is free by then; whoever
types one has it as typed. A row that has one already keeps it.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from django.db import models
from django.forms import BaseModelForm, ModelForm
from django.http import HttpRequest
from django.utils import translation
from django.utils.text import slugify

from authoring.admin.drafts import PartsFormSet
from authoring.outline.labels import label_at
from courses.models import Course, Lesson, Level, Module, SelfDiagnosis
from courses.models.base import ContentModel
from courses.models.module import RESERVED_SLUGS
from courses.models.self_diagnosis import name_of_level
from quizzes.models import Option, Question
from quizzes.numbering import letter_of

LONGEST_SLUG = 40
EMPTY = (None, "")
Values = dict[str, Any]


@dataclass(frozen=True)
class Filled:
    """Which fields of a model are filled in; `parent` leads to what its rows are counted in.

    A slug comes from `slug`, by the row's values and its place; names from `words`. Rows without
    places of their own (`place` is "pk") are counted by their numbers.
    """

    parent: str
    slug: Callable[[Values, int], str] | None = None
    place: str = "position"
    words: tuple[tuple[str, Callable[[Values, int], str]], ...] = ()
    taken: Collection[str] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        slug = ["slug"] if self.slug else []
        return (self.place, *slug, *(name for name, _words in self.words))


def _by_title(otherwise: str) -> Callable[[Values, int], str]:
    """After the title, as far as that has letters of an address; else a word and the place."""

    def slug(values: Values, place: int) -> str:
        words = slugify(values.get("title") or "")[:LONGEST_SLUG].strip("-_")
        return words or f"{otherwise}-{place}"

    return slug


def _levels_after(values: Values, _place: int) -> str:
    after = values.get("after")
    return f"{after.slug[:LONGEST_SLUG]}-levels" if after else "levels"


def _label(values: Values, place: int) -> str:
    return label_at(place, _language(values.get("course")))


def _level_name(values: Values, rank: int) -> str:
    return name_of_level(rank, _language(values.get("course")))


def _language(course: Course | None) -> str | None:
    return course.language if course else translation.get_language()


def language_of(request: HttpRequest, model: type[ContentModel], name: str) -> str | None:
    """The language of the course that the row named in the address of a form belongs to."""
    number = request.GET.get(name, "")
    rows = model._default_manager.filter(pk=number) if number.isdecimal() else []
    return _language(next((row.get_course() for row in rows), None))


FILLED: dict[type[models.Model], Filled] = {
    Course: Filled("", _by_title("course"), place="pk"),
    Module: Filled("course", _by_title("module"), words=(("label", _label),), taken=RESERVED_SLUGS),
    Lesson: Filled("module", _by_title("section")),
    Question: Filled("quiz", lambda _values, place: f"q{place}"),
    Option: Filled("question", lambda _values, place: letter_of(place)),
    SelfDiagnosis: Filled("course", _levels_after, place="pk"),
    Level: Filled("self_diagnosis", place="rank", words=(("name", _level_name),)),
}


def free_slug(proposed: str, taken: Collection[str]) -> str:
    """The proposed one, or its like with the next number that is free."""
    if proposed not in taken:
        return proposed
    return next(slug for number in count(2) if (slug := f"{proposed}-{number}") not in taken)


class FillsIn(ModelForm):
    """A form of a row that stands alone on its page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _fields(self):
            self.fields[name].required = False

    def clean(self) -> Values:
        values = super().clean() or self.cleaned_data
        filled = FILLED[self._meta.model]
        parent = values.get(filled.parent) or getattr(self.instance, filled.parent, None)
        if parent is not None or not filled.parent:
            fill_in([self], self._meta.model, parent)
        return values


class FillsInRow(FillsIn):
    """A form of a row among others, which their formset fills in together."""

    def has_changed(self) -> bool:
        """A place alone is no row: it comes of putting others in order."""
        place = FILLED[self._meta.model].place
        return (
            bool({*self.changed_data} - {place})
            if self.instance.pk is None
            else (super().has_changed())
        )

    def clean(self) -> Values:
        return super(FillsIn, self).clean() or self.cleaned_data


class FillsInRows(PartsFormSet):
    """Rows of a form, in the order in which they stand there."""

    def clean(self) -> None:
        written = [form for form in self.forms if self._is_written(form)]
        fill_in(written, self.model, self.instance)
        super().clean()

    def _is_written(self, form: Any) -> bool:
        is_row = form.instance.pk is not None or form.has_changed()
        return is_row and hasattr(form, "cleaned_data") and not form.cleaned_data.get("DELETE")


def fill_in(forms: Iterable[BaseModelForm], model: type[models.Model], parent: Any) -> None:
    """Fill in what is empty in the forms of rows below the same parent."""
    forms = list(forms)
    for form in forms:
        _keep_what_was(form)
    lacking = [form for form in forms if any(_is_empty(form, name) for name in _fields(form))]
    if lacking:
        filler = _Filler(model, parent, forms)
        for form in lacking:
            filler.fill(form)


class _Filler:
    """Knows the slugs and places that are taken, by these forms and by rows in none of them."""

    def __init__(
        self, model: type[models.Model], parent: Any, forms: Sequence[BaseModelForm]
    ) -> None:
        self.filled = FILLED[model]
        course = parent if isinstance(parent, Course) else getattr(parent, "course", None)
        self.known: Values = {"course": course}
        others = self._others(model, parent, [form.instance.pk for form in forms])
        self.slugs = {*self.filled.taken, *(row.get("slug", "") for row in others)}
        self.slugs |= {_value(form, "slug") for form in forms if self.filled.slug}
        self.last = max((row[self.filled.place] for row in others), default=0)
        self.last = max([self.last, *(_value(form, self.filled.place) or 0 for form in forms)])

    def _others(
        self, model: type[models.Model], parent: Any, own: Collection[Any]
    ) -> list[dict[str, Any]]:
        """With the parent locked: of two who add a row at once, the second counts on."""
        rows = model._default_manager.exclude(pk__in=[key for key in own if key])
        if self.filled.parent:
            if parent.pk is None:
                return []
            list(type(parent)._base_manager.select_for_update(no_key=True).filter(pk=parent.pk))
            rows = rows.filter(**{self.filled.parent: parent})
        slug = ["slug"] if self.filled.slug else []
        return list(rows.order_by().values(self.filled.place, *slug))

    def fill(self, form: BaseModelForm) -> None:
        place = _value(form, self.filled.place)
        if place in EMPTY:
            place = self.last = self.last + 1
            if _is_empty(form, self.filled.place):
                _set(form, self.filled.place, place)
        if self.filled.slug and _is_empty(form, "slug"):
            slug = free_slug(self.filled.slug(form.cleaned_data, place), self.slugs)
            self.slugs.add(slug)
            _set(form, "slug", slug)
        for name, words in self.filled.words:
            if _is_empty(form, name):
                _set(form, name, words({**self.known, **form.cleaned_data}, place))


def _value(form: BaseModelForm, name: str) -> Any:
    """As typed; of a field that is not in the form, as stored."""
    return form.cleaned_data.get(name) if name in form.fields else getattr(form.instance, name)


def _fields(form: BaseModelForm) -> list[str]:
    """Those of the form that are filled in."""
    return [name for name in FILLED[form._meta.model].fields if name in form.fields]


def _is_empty(form: BaseModelForm, name: str) -> bool:
    """A field that is none of the form's, or has a fault of its own, is left alone."""
    is_sound = name in form.fields and name not in form.errors
    return is_sound and form.cleaned_data.get(name) in EMPTY


def _keep_what_was(form: BaseModelForm) -> None:
    for name in _fields(form):
        before = form.initial.get(name)
        if form.instance.pk is not None and before not in EMPTY and _is_empty(form, name):
            _set(form, name, before)


def _set(form: BaseModelForm, name: str, value: Any) -> None:
    form.cleaned_data[name] = value
    setattr(form.instance, name, value)
