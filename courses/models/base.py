"""What all content has in common: Markdown that is rendered and checked when saved or loaded."""

from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from texts import CourseContext, render_block, render_inline

if TYPE_CHECKING:
    from courses.models import Course, Module


@dataclass(frozen=True)
class ContentFault:
    """Something an author has to mend.

    `line` counts from 0 within the field's text, and is None when the whole field is meant.
    """

    field: str
    message: str
    line: int | None = None


class ContentModel(models.Model):
    """Something authors write. Each field in `block_markdown` or `inline_markdown` is kept beside
    its sanitised HTML in `<field>_html`."""

    block_markdown: ClassVar[tuple[str, ...]] = ()
    inline_markdown: ClassVar[tuple[str, ...]] = ()
    # Columns that no author writes: the database or a button fills them in.
    kept_by_database: ClassVar[tuple[str, ...]] = ()
    # What authors edit on the same page as a row of this model, by related name.
    parts: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        self.render()
        super().save(*args, update_fields=self._with_html(update_fields), **kwargs)

    def clean(self) -> None:
        super().clean()
        errors: dict[str, list[str]] = {}
        try:
            faults = self.render()
        except ObjectDoesNotExist:
            return  # What it belongs to is not chosen yet; that field says so itself.
        for fault in faults:
            message = fault.message
            if fault.line is not None:
                message = _("Line %(line)d: %(message)s") % {
                    "line": fault.line + 1,
                    "message": fault.message,
                }
            errors.setdefault(fault.field, []).append(message)
        if errors:
            raise ValidationError(errors)

    def get_course(self) -> "Course":
        """The course whose pages and glossary this content may refer to."""
        raise NotImplementedError

    @classmethod
    def of_course(cls, course: "Course") -> models.QuerySet[Any]:
        """All of this model's rows that belong to the course."""
        raise NotImplementedError

    @classmethod
    def parts_of(cls, module: "Module") -> models.QuerySet[Any]:
        """This model's rows that a module's course file lists in full."""
        return cls._default_manager.none()

    @classmethod
    def lacking_in(cls, module: "Module") -> Iterator[tuple[str, "ContentModel", bool]]:
        """What of this model a module lacks: a sentence, where to mend it, whether it may wait."""
        return iter(())

    def edited_with(self) -> "ContentModel":
        """The row on whose page authors edit this one."""
        return self

    def drop(self) -> str:
        """Take out what its course file no longer lists; tells "removed" or "retired"."""
        self.delete()
        return "removed"

    def bring_back(self) -> None:
        """Store anew, under its old number, a row that was deleted."""
        self.save(force_insert=True)

    def make_way(self, listed: Set[tuple[str, tuple[Any, ...]]]) -> None:
        """Let go of what a course file, which is about to be loaded over the row, does not list.

        `listed` has the model's label and the natural key of each of its rows.
        """

    def markdown_prefix(self) -> str:
        """What keeps ids in this content's HTML apart from others on the same page."""
        return ""

    @classmethod
    def markdown_fields(cls) -> tuple[str, ...]:
        return (*cls.block_markdown, *cls.inline_markdown)

    @classmethod
    def written_fields(cls) -> list[Any]:
        """The fields that authors write; the others follow from these."""
        unwritten = {f"{field}_html" for field in cls.markdown_fields()} | {*cls.kept_by_database}
        fields = cls._meta.concrete_fields
        return [field for field in fields if not field.primary_key and field.name not in unwritten]

    @classmethod
    def text_columns(cls, path: str = "") -> list[str]:
        """The long texts of rows at `path` (such as "lesson__") and their HTML, for `defer`."""
        return [f"{path}{field}{end}" for field in cls.block_markdown for end in ("", "_html")]

    @classmethod
    def long_columns(cls, path: str = "") -> list[str]:
        """What need not be loaded of rows whose titles alone are shown, for `defer`."""
        words = [f"{path}plain_text"] if "plain_text" in cls.kept_by_database else []
        return [*cls.text_columns(path), *words]

    def html(self) -> dict[str, str]:
        """The HTML fields by name."""
        return {f"{field}_html": getattr(self, f"{field}_html") for field in self.markdown_fields()}

    def render(self, context: CourseContext | None = None) -> list[ContentFault]:
        """Fill the HTML fields from their Markdown, and tell what is wrong with it."""
        context = context or self.get_course().pages()
        self._keep_plain_line_ends()
        faults = []
        for field in self.markdown_fields():
            source = getattr(self, field)
            if field in self.block_markdown:
                rendered = render_block(source, context, prefix=self.markdown_prefix())
            else:
                rendered = render_inline(source, context)
            setattr(self, f"{field}_html", rendered.html)
            faults += [ContentFault(field, fault.message, fault.line) for fault in rendered.faults]
        return faults

    def _keep_plain_line_ends(self) -> None:
        """Browsers and spreadsheets send each line end as two characters; files have one."""
        for field in self.written_fields():
            if isinstance(field, models.CharField | models.TextField):
                text = getattr(self, field.attname)
                if isinstance(text, str) and "\r" in text:
                    setattr(self, field.attname, text.replace("\r\n", "\n").replace("\r", "\n"))

    def check_content(self) -> Iterator[ContentFault]:
        """Faults of this row that no single field shows, such as two right options."""
        return iter(())

    def _with_html(self, fields: Iterable[str] | None) -> Collection[str] | None:
        if fields is None:
            return None
        names = set(fields)
        return names | {f"{field}_html" for field in self.markdown_fields() if field in names}


def content_models() -> list[type[ContentModel]]:
    """Every model that authors write, in the order of the apps."""
    models = [model for model in apps.get_models() if not model._meta.proxy]
    return [model for model in models if issubclass(model, ContentModel)]


def render_course(course: "Course") -> Iterator[tuple[ContentModel, ContentFault]]:
    """Render all content of a course anew and yield what is wrong with it.

    Needed whenever something others refer to has changed: a term, a slug, a file.
    """
    for row, _changed, faults in renderings(course):
        yield from ((row, fault) for fault in faults)


def renderings(
    course: "Course",
) -> Iterator[tuple[ContentModel, list[str], list[ContentFault]]]:
    """Render all content of a course anew: each row, the texts now shown otherwise, its faults."""
    pages = course.pages()
    for model in content_models():
        for row in model.of_course(course):
            before = row.html()
            faults = [*row.render(pages), *row.check_content()]
            html = row.html()
            changed = [field for field in row.markdown_fields() if _differ(field, before, html)]
            if changed:
                model._default_manager.filter(pk=row.pk).update(**html)
            yield row, changed, faults


def _differ(field: str, before: dict[str, str], after: dict[str, str]) -> bool:
    return before[f"{field}_html"] != after[f"{field}_html"]
