from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0013_note_who_was_erased")]

    operations = [
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_erased", False),
                    models.Q(
                        ("email", ""),
                        ("is_active", False),
                        ("is_staff", False),
                        ("is_superuser", False),
                        ("name", ""),
                        ("shares_username", False),
                        ("username__regex", "^erased-[0-9a-f]{8}$"),
                    ),
                    _connector="OR",
                ),
                name="accounts_erased_is_nameless",
                violation_error_message=(
                    "This person was erased on their request: the account keeps its pseudonym, has "
                    "no name and no address, and nobody signs in with it."
                ),
            ),
        ),
    ]
