import unicodedata
from collections import defaultdict

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def username_form(username: str) -> str:
    folded = unicodedata.normalize("NFKC", username).casefold()
    return unicodedata.normalize("NFKC", folded.lower())


def bring_into_form(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Of accounts whose usernames become one, one keeps it; the others stay as they are."""
    User = apps.get_model("accounts", "User")
    alike = defaultdict(list)
    for user in User.objects.order_by("pk").iterator():
        alike[username_form(user.username)].append(user)
    for username, users in alike.items():
        keeper = _keeper(username, users)
        if keeper.username != username:
            User.objects.filter(pk=keeper.pk).update(username=username)
        doubles = [user for user in users if user != keeper]
        User.objects.filter(pk__in=[user.pk for user in doubles]).update(shares_username=True)
        for double in doubles:
            print(  # noqa: T201 - an operator reads it
                f"\n  The accounts {double.username!r} and {username!r} differ by capitals or width "
                "only. Nothing was merged: give one of them another username in the admin.",
                end="",
            )


def _keeper(username, users):  # noqa: ANN001, ANN202
    """The one spelt so already, else the one who signed in last, else the oldest account."""
    return min(
        users,
        key=lambda user: (
            user.username != username,
            -(user.last_login.timestamp() if user.last_login else 0),
            user.pk,
        ),
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_usernames")]

    # The way back leaves the names: which capitals they had is not kept, and any form would do.
    operations = [migrations.RunPython(bring_into_form, migrations.RunPython.noop)]
