from typing import Any

from django.http import HttpRequest

from accounts.requests import admin_address
from config import checks


def upgrade(request: HttpRequest) -> dict[str, Any]:
    """On the admin's first page, for superusers: what an upgrade has left out."""
    user = getattr(request, "user", None)
    if request.path != admin_address() or not getattr(user, "is_superuser", False):
        return {}
    return {"left_out": list(checks.what_differs())}
