"""What `manage.py check --deploy` says of the people of this site."""

from typing import Any

from django.core import checks
from django.db import Error

from accounts.demo import people_with_its_password


@checks.register(checks.Tags.security, deploy=True)
def no_demo_password(**options: Any) -> list[checks.CheckMessage]:
    """Nobody signs in with the password that everybody knows."""
    try:
        people = people_with_its_password()
    except Error:  # no database, or not migrated: then nobody signs in
        return []
    if not people:
        return []
    names = ", ".join(person.get_username() for person in people)
    return [
        checks.Warning(
            f"The password of the demo still opens {names}.",
            hint="manage.py changepassword USERNAME, or make the account inactive in the admin.",
            id="accounts.W001",
        )
    ]
