from django.db import migrations

CONSTRAINT = """
    ALTER TABLE courses_selfdiagnosis
    DROP CONSTRAINT courses_selfdiagnosis_after_id_key,
    ADD CONSTRAINT courses_selfdiagnosis_after_id_key UNIQUE (after_id)
"""


class Migration(migrations.Migration):
    """Two self-diagnoses may stand after one module while they change places, if asked for."""

    dependencies = [("courses", "0007_squashed_0008_image_history")]

    operations = [
        migrations.RunSQL(f"{CONSTRAINT} DEFERRABLE INITIALLY IMMEDIATE", CONSTRAINT),
    ]
