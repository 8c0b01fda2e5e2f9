from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0011_one_time_codes")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="is_erased",
            field=models.BooleanField(
                db_default=False,
                default=False,
                editable=False,
                help_text="Only a pseudonym is left of them, which nobody signs in with.",
                verbose_name="erased",
            ),
        ),
    ]
