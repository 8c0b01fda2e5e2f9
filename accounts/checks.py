"""What `manage.py check --deploy` says of the people of this site."""

from typing import Any

from django.conf import settings
from django.core import checks
from django.db import Error

from accounts.demo import people_with_its_password


@checks.register(checks.Tags.security, deploy=True)
def no_demo_password(**_options: Any) -> list[checks.CheckMessage]:
    """Nobody signs in with the password that everybody knows; an error where others come."""
    try:
        people = people_with_its_password()
    except Error:  # no database, or not migrated: then nobody signs in
        return []
    if not people:
        return []
    names = ", ".join(person.get_username() for person in people)
    text = f"The password of the demo still opens {names}."
    hint = "manage.py changepassword USERNAME, or make the account inactive in the admin."
    if settings.SET_FOR_OTHERS:
        return [checks.Error(text, hint=hint, id="accounts.E001")]
    return [checks.Warning(text, hint=hint, id="accounts.W001")]
