"""The form of a cohort, as a superuser fills it in."""

import pytest
from django.test import Client

from tests.factories import CohortFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_facilitators_are_chosen_among_staff_and_those_who_lead_already(client: Client) -> None:
    superuser = UserFactory.create(is_staff=True, is_superuser=True)
    staff, leading = UserFactory.create(is_staff=True), UserFactory.create()
    UserFactory.create()
    cohort = CohortFactory.create()
    cohort.facilitators.add(leading)
    client.force_login(superuser)

    page = client.get(f"/admin/courses/cohort/{cohort.pk}/change/")

    choices = page.context["adminform"].form.fields["facilitators"].queryset
    assert set(choices) == {superuser, staff, leading}
