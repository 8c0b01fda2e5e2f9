from django.http import HttpRequest

from accounts.models import User


def appearance(request: HttpRequest) -> dict[str, str]:
    """The person's light or dark choice, for `data-bs-theme`."""
    user = getattr(request, "user", None)
    return {"theme": user.theme if isinstance(user, User) else User.Theme.SYSTEM.value}
