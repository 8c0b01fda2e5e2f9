from typing import Any

from django.conf import settings
from django.http import HttpRequest

from accounts.demo import people_with_its_password
from accounts.models import AccountNotice, User
from accounts.notices.models import notices_for
from accounts.requests import is_background, is_in_admin

# Looked up once and not on every page.
THEMES, SIZES = User.Theme.choices, User.TextSize.values


def appearance(request: HttpRequest) -> dict[str, Any]:
    """Colours and size of text for the page's root, and what else is offered on top of it."""
    user = getattr(request, "user", None)
    cookies = request.COOKIES
    theme = user.theme if isinstance(user, User) else cookies.get("theme", "")
    size = user.text_size if isinstance(user, User) else cookies.get("text_size", "")
    at = SIZES.index(size) if size in SIZES else 0
    return {
        "theme": theme if theme in dict(THEMES) else User.Theme.SYSTEM.value,
        "themes": THEMES,
        "text_size": SIZES[at],
        "smaller_text": SIZES[max(at - 1, 0)],
        "larger_text": SIZES[min(at + 1, len(SIZES) - 1)],
        "languages": settings.LANGUAGES,
    }


def demo_password(request: HttpRequest) -> dict[str, Any]:
    """In the admin, whose pages all show it: who can be signed in to by everybody."""
    user = getattr(request, "user", None)
    if not is_in_admin(request) or not isinstance(user, User) or not user.is_staff:
        return {}
    usernames = [person.username for person in people_with_its_password()]
    return {"usernames_with_demo_password": usernames}


def account_notices(request: HttpRequest) -> dict[str, list[AccountNotice]]:
    """What was done with the account of this person, for a page of theirs."""
    if is_background(request) or not getattr(request, "user", None):
        return {}
    return {"account_notices": notices_for(request)}
