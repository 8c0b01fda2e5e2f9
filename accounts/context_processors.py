from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.demo import people_with_its_password
from accounts.models import User


def appearance(request: HttpRequest) -> dict[str, Any]:
    """Light or dark for `data-bs-theme`, and what the switch in the footer offers."""
    user = getattr(request, "user", None)
    theme = user.theme if isinstance(user, User) else request.COOKIES.get("theme")
    return {
        "theme": theme if theme in User.Theme.values else User.Theme.SYSTEM.value,
        "themes": User.Theme.choices,
        "languages": settings.LANGUAGES,
    }


def demo_password(request: HttpRequest) -> dict[str, Any]:
    """In the admin, whose pages all show it: who can be signed in to by everybody."""
    user = getattr(request, "user", None)
    is_admin = request.path.startswith(reverse("admin:index"))
    if not is_admin or not isinstance(user, User) or not user.is_staff:
        return {}
    usernames = [person.username for person in people_with_its_password()]
    return {"usernames_with_demo_password": usernames}
