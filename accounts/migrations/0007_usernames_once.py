from django.db import migrations, models
from django.db.models.functions import Lower

AS_POSTGRES_COMPARES = Lower(
    models.Func(models.F("username"), template="normalize(%(expressions)s, NFKC)")
)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_usernames_in_one_form")]

    operations = [
        migrations.AddConstraint(
            model_name="user",
            constraint=models.UniqueConstraint(
                AS_POSTGRES_COMPARES,
                condition=models.Q(shares_username=False),
                name="accounts_username_once",
                violation_error_message="Another account has this username.",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(username=AS_POSTGRES_COMPARES) | models.Q(shares_username=True),
                name="accounts_username_in_its_form",
                violation_error_message="A username is kept in small letters of normal width.",
            ),
        ),
    ]
