from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("progress", "0001_squashed_0004_access_log")]

    operations = [
        migrations.AddField(
            model_name="diagnosis",
            name="form",
            field=models.UUIDField(
                editable=False,
                null=True,
                help_text="The form it was sent with; a draft of that form comes too late.",
            ),
        ),
    ]
