from pathlib import PurePath
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from authoring.admin.base import ContentAdmin
from authoring.content import editing_address, rows_showing
from courses.models import Image
from courses.models.base import ContentModel
from courses.models.image import free_name
from intake.images import LARGEST_FILE, UnfitImageError


class ImageForm(forms.ModelForm):
    """Takes the picture of a file; without a name, a new image is named after the file."""

    file = forms.FileField(
        label=_("file"),
        required=False,
        help_text=_(
            "PNG, JPEG, WebP or GIF of at most 10 MB. It is made as small as a page needs, and "
            "what a camera wrote into it, such as the place, is dropped."
        ),
    )

    class Meta:
        model = Image
        fields = ["course", "name", "file", "alt"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "name" in self.fields:
            self.fields["name"].required = False
        if "alt" in self.fields:
            self.fields["alt"].error_messages["required"] = _("Write what the picture says.")

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file is None:
            if self.instance.pk is None:
                raise ValidationError(_now("Choose a file first."))
            return None
        try:
            self.instance.take(file.read(LARGEST_FILE + 1))
        except UnfitImageError as error:
            raise ValidationError(str(error)) from error
        return file

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if self.instance.pk is None and not values.get("name"):
            file, course = values.get("file"), values.get("course")
            if file is not None and course is not None:
                taken = set(course.images.values_list("name", flat=True))
                values["name"] = free_name(PurePath(file.name).stem, taken)
        return values


@admin.register(Image)
class ImageAdmin(ContentAdmin):
    form = ImageForm
    list_display = ["shown", "name", "alt", "course"]
    list_display_links = ["shown", "name"]
    list_filter = ["course"]
    list_select_related = ["course"]
    search_fields = ["name", "alt"]
    autocomplete_fields = ["course"]
    actions = None  # An image goes by its own page, which says where it is shown.

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Image]:
        return super().get_queryset(request).select_related("course").defer("content")

    def get_urls(self) -> list[Any]:
        insert = self.admin_site.admin_view(self.insert)
        return [path("insert/", insert, name="courses_image_insert"), *super().get_urls()]

    def get_fields(self, request: HttpRequest, obj: Image | None = None) -> list[Any]:
        if obj is None:
            return ["course", "name", "file", "alt"]
        return ["shown", "course", "name", "markdown", "shown_in", "file", "alt"]

    def get_readonly_fields(self, request: HttpRequest, obj: Image | None = None) -> list[str]:
        return ["shown", "course", "name", "markdown", "shown_in"] if obj else []

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What shows it keeps it; the page says so, as of anything else that stays."""
        if shown_in := [row for image in objs for row in rows_showing(image)]:
            return [], {}, set(), [_link_to(row) for row in shown_in]
        return super().get_deleted_objects(objs, request)

    @admin.display(description=_("image"))
    def shown(self, image: Image) -> str:
        return format_html(
            '<img class="lms-thumbnail" src="{}" alt="{}" width="{}" height="{}" loading="lazy">',
            *(image.address, image.alt, image.width, image.height),
        )

    @admin.display(description=_("in a text"))
    def markdown(self, image: Image) -> str:
        return format_html("<code>{}</code>", image.markdown)

    @admin.display(description=_("shown in"), empty_value="–")
    def shown_in(self, image: Image) -> str:
        """The rows that show it, each with a link to where it is edited."""
        return format_html_join(", ", "{}", ((_link_to(row),) for row in rows_showing(image)))

    @method_decorator(require_POST)
    def insert(self, request: HttpRequest) -> HttpResponse:
        """Take a picture on the way of writing a text; answers with what shows it there."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ImageForm(request.POST, request.FILES)
        if not form.is_valid():
            faults = [str(fault) for field in form.errors.values() for fault in field]
            return JsonResponse({"fault": " ".join(faults)}, status=400)
        image = cast("Image", form.save())
        self.log_addition(request, image, _now("Added while writing."))
        return JsonResponse({"markdown": image.markdown, "name": image.name})


def _link_to(row: ContentModel) -> str:
    return format_html('<a href="{}">{}</a>', editing_address(row), row)
