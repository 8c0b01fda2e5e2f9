"""Every state that content was in, kept by the database with who made it so."""

from typing import Any

import pghistory
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.invariants import append_only
from courses.models.base import ContentModel


def keep_versions(model: type[ContentModel]) -> Any:
    """Make `<Model>Version`: a row each time one is added, changed or deleted, in `versions`.

    It holds what authors write, and outlives the row that it tells of.
    """
    return pghistory.create_event_model(
        model,
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        fields=[field.name for field in model.written_fields()],
        obj_field=pghistory.ObjForeignKey(related_name="versions"),
        model_name=f"{model.__name__}Version",
        abstract=False,
        meta={
            "verbose_name": format_lazy(_("{content} version"), content=model._meta.verbose_name),
            "verbose_name_plural": format_lazy(
                _("{content} versions"), content=model._meta.verbose_name
            ),
            "triggers": append_only("version_is", "Versions of content are never changed."),
        },
    )


def versions_of(model: type[ContentModel]) -> Any:
    """The queryset of all versions of a model's rows."""
    versions: Any = model._meta.fields_map["versions"]
    return versions.related_model._default_manager.all()
