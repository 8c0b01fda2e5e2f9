from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_squashed_0004_authors_add_images")]

    operations = [
        migrations.AlterModelManagers(name="user", managers=[]),
        migrations.AddField(
            model_name="user",
            name="shares_username",
            field=models.BooleanField(
                db_default=False,
                default=False,
                editable=False,
                help_text="From a time when capitals made two usernames of one. Change one of the two.",
                verbose_name="username is another's too",
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="username",
            field=models.CharField(
                error_messages={"unique": "Another account has this username."},
                help_text="Up to 150 letters, digits and @ . + - _. Capitals and full-width letters make no difference.",
                max_length=150,
                unique=True,
                verbose_name="username",
            ),
        ),
    ]
