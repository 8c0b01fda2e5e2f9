"""One-time links with which a person sets a password; handed out, never mailed."""

from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.models import User


def one_time_link(request: HttpRequest, person: User) -> str:
    """The full address; it works once, until a password is set, and for PASSWORD_RESET_TIMEOUT."""
    return request.build_absolute_uri(password_address(person))


def password_address(person: User) -> str:
    """The same without the site."""
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    token = default_token_generator.make_token(person)
    return reverse("set-password", args=[uid, token])
