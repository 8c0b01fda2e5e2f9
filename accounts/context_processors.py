from typing import Any

from django.conf import settings
from django.http import HttpRequest

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
