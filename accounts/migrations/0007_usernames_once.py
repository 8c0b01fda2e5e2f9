from django.db import migrations, models

from accounts.usernames import as_postgres_compares


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_usernames_in_one_form")]

    operations = [
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                as_postgres_compares("username"),
                condition=models.Q(shares_username=False),
                name="accounts_username_once",
                violation_error_message="Another account has this username.",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(username=as_postgres_compares("username"))
                | models.Q(shares_username=True),
                name="accounts_username_in_its_form",
                violation_error_message="A username is kept in small letters of normal width.",
            ),
        ),
    ]
