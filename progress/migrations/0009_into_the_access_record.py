from django.db import migrations

# What was noted at one moment, of many learners, becomes one row.
MOVE = """
INSERT INTO accounts_accessrecord
    (at, account, act, whose, what, format, reason, device, kept_until)
SELECT seen_at, viewer_id, 'viewed', array_agg(learner_id ORDER BY learner_id), address, '', '', '',
    (seen_at AT TIME ZONE 'UTC')::date + 732
FROM progress_seenanswers
GROUP BY seen_at, viewer_id, address
ORDER BY seen_at
"""
# Of rows that were never changed: they go with their table, these functions with them.
FORGET = """
DROP FUNCTION IF EXISTS pgtrigger_access_log_is_append_only_d3b2a();
DROP FUNCTION IF EXISTS pgtrigger_access_log_is_not_truncated_0123f();
"""


class Migration(migrations.Migration):
    """One access record: what stood in that of seen answers is in the whole one."""

    dependencies = [
        ("accounts", "0017_access_record"),
        ("progress", "0008_notes_and_ticks"),
    ]

    operations = [
        migrations.RunSQL(MOVE, migrations.RunSQL.noop),
        migrations.DeleteModel(name="SeenAnswers"),
        migrations.RunSQL(FORGET, migrations.RunSQL.noop),
    ]
