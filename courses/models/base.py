"""What all content has in common: Markdown that is rendered and checked when saved or loaded."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models

from texts import CourseContext, Fault, Kind, render
from texts.sizes import why_too_large

if TYPE_CHECKING:
    from courses.models import Course


class ContentModel(models.Model):
    """Something authors write. Each field in `block_markdown`, `inline_markdown` or
    `item_markdown` is kept beside its sanitised HTML in `<field>_html`."""

    block_markdown: ClassVar[tuple[str, ...]] = ()
    inline_markdown: ClassVar[tuple[str, ...]] = ()
    # Texts of questions: a line, or blocks where there are several.
    item_markdown: ClassVar[tuple[str, ...]] = ()
    # Columns that no author writes: the database or a button fills them in.
    kept_by_database: ClassVar[tuple[str, ...]] = ()
    # From its rows to their course, as lookups go.
    course_path: ClassVar[str] = "course"
    # What authors edit on the same page as a row of this model, by related name.
    parts: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        self.render()
        super().save(*args, update_fields=self._with_html(update_fields), **kwargs)

    def clean(self) -> None:
        super().clean()
        if large := self.texts_too_large():
            raise ValidationError(large)
        errors: dict[str, list[str]] = {}
        try:
            faults = self.render()
        except ObjectDoesNotExist:
            return  # What it belongs to is not chosen yet; that field says so itself.
        for fault in faults:
            if not fault.is_warning:
                errors.setdefault(fault.place, []).append(fault.sentence)
        if errors:
            raise ValidationError(errors)

    def field_faults(self, exclude: Collection[str]) -> list[Fault]:
        """What a form would say of each field, but those to exclude, as faults at their place."""
        try:
            self.clean_fields(exclude=[*exclude])
        except ValidationError as refused:
            return [
                _fault_of(name, error)
                for name, errors in refused.error_dict.items()
                for error in errors
            ]
        return []

    def texts_too_large(self) -> dict[str, str]:
        """What is told of each that is; of these nothing is rendered."""
        markdown = self.markdown_fields()
        reasons = {
            field.name: why_too_large(
                text, self.markdown_kind(field.name) if field.name in markdown else None
            )
            for field in self.written_fields()
            if isinstance(text := getattr(self, field.attname), str)
        }
        return {name: reason for name, reason in reasons.items() if reason}

    def get_course(self) -> "Course":
        """The course whose pages and glossary this content may refer to."""
        raise NotImplementedError

    def is_out(self) -> bool:
        """Whether learners read it, so that its texts have to be without faults."""
        raise NotImplementedError

    @classmethod
    def of_course(cls, course: "Course") -> models.QuerySet[Any]:
        """All of this model's rows that belong to the course."""
        return cls._default_manager.filter(**{cls.course_path: course.pk})

    def natural_key(self) -> tuple[Any, ...]:
        """What tells it from all other rows of its model, in every installation."""
        raise NotImplementedError

    def markdown_prefix(self) -> str:
        """What keeps ids in this content's HTML apart from others on the same page."""
        return ""

    @classmethod
    def markdown_fields(cls) -> tuple[str, ...]:
        return (*cls.block_markdown, *cls.inline_markdown, *cls.item_markdown)

    @classmethod
    def markdown_kind(cls, field: str) -> Kind:
        """How this field is rendered."""
        if field in cls.item_markdown:
            return "item"
        return "block" if field in cls.block_markdown else "line"

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

    def render(self, context: CourseContext | None = None) -> list[Fault]:
        """Fill the HTML fields from their Markdown, and tell what is wrong with it.

        Of what is not out these are warnings: they hold nothing back but its publication.
        """
        context = context or self.get_course().pages()
        is_draft = not self.is_out()
        self._keep_plain_line_ends()
        faults = []
        for field in self.markdown_fields():
            source = getattr(self, field)
            kind, prefix = self.markdown_kind(field), self.markdown_prefix()
            rendered = render(source, context, kind, prefix=prefix, is_draft=is_draft)
            setattr(self, f"{field}_html", rendered.html)
            faults += [
                replace(fault, place=field, is_warning=is_draft or fault.is_warning)
                for fault in rendered.faults
            ]
        return faults

    def _keep_plain_line_ends(self) -> None:
        """Browsers and spreadsheets send each line end as two characters; files have one."""
        for field in self.written_fields():
            if isinstance(field, models.CharField | models.TextField):
                text = getattr(self, field.attname)
                if isinstance(text, str) and "\r" in text:
                    setattr(self, field.attname, text.replace("\r\n", "\n").replace("\r", "\n"))

    def check_content(self) -> Iterator[Fault]:
        """Faults of this row that no single field shows, such as two right options."""
        return iter(())

    def _with_html(self, fields: Iterable[str] | None) -> Collection[str] | None:
        if fields is None:
            return None
        names = set(fields)
        return names | {f"{field}_html" for field in self.markdown_fields() if field in names}


def _fault_of(field: str, error: ValidationError) -> Fault:
    """Of some texts it is known which line is at fault."""
    fault: Fault | None = (error.params or {}).get("fault")
    if fault is not None:
        return replace(fault, place=field)
    return Fault(place=field, message=error.messages[0])
