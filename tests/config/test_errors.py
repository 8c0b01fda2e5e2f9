"""What makes no sense gets a page that says so, with the right status."""

import pytest
from django.test import Client

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/join/%00/", "/login/?next=%00", "/?a=x%00y", "/%00"])
def test_a_nul_in_the_address_is_400(client: Client, address: str) -> None:
    client.force_login(UserFactory.create())
    response = client.get(address)
    assert response.status_code == 400
    assert "<h1" in response.content.decode()


def test_a_form_in_an_encoding_that_no_browser_sends_is_400(client: Client) -> None:
    response = client.post(
        "/login/", b"a=b", content_type="application/x-www-form-urlencoded; charset=utf-16"
    )
    assert response.status_code == 400
    assert "<h1" in response.content.decode()
