from django.apps import apps

from authoring.content import CONTENT
from courses.models.base import ContentModel


def test_the_list_of_content_names_every_model_that_authors_write() -> None:
    written = {
        model
        for model in apps.get_models()
        if issubclass(model, ContentModel) and not model._meta.proxy
    }
    assert set(CONTENT) == written
    assert len(CONTENT) == len(written)
