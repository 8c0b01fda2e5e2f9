"""The access log: written with every view, kept by the database, read by superusers."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from progress.models import SeenAnswers
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE progress_seenanswers SET address = '/'",
        "DELETE FROM progress_seenanswers",
        "TRUNCATE progress_seenanswers",
    ],
)
def test_no_sql_changes_it(statement: str) -> None:
    viewer, learner = UserFactory.create_batch(2)
    SeenAnswers.objects.note(viewer, [learner.pk], "/admin/reports/spring/")
    with (
        pytest.raises(IntegrityError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement)
    assert SeenAnswers.objects.get().address == "/admin/reports/spring/"


def test_superusers_read_it_and_nobody_writes_it(client: Client) -> None:
    viewer, learner = UserFactory.create_batch(2)
    SeenAnswers.objects.note(viewer, [learner.pk], "/admin/reports/spring/")
    row = SeenAnswers.objects.get()
    client.force_login(UserFactory.create(is_staff=True, is_superuser=True))
    assert learner.name in client.get("/admin/progress/seenanswers/").content.decode()
    base = "/admin/progress/seenanswers/"
    assert client.post(f"{base}{row.pk}/change/", {"address": "/"}).status_code == 403
    assert client.post(f"{base}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.get(f"{base}add/").status_code == 403
    assert SeenAnswers.objects.count() == 1
