from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

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
    """In the admin: who can be signed in to by everybody. Asked only where a page shows it."""
    user = getattr(request, "user", None)
    if not isinstance(user, User) or not user.is_staff:
        return {}
    usernames = SimpleLazyObject(lambda: [person.username for person in people_with_its_password()])
    return {"usernames_with_demo_password": usernames}
