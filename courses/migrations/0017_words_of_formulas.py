"""The words of a formula are searched as they are said, and not letter by letter."""

from django.db import migrations, models
from django.db.models import F, Func, Value

REPLACED = (
    (r'<span class="visually-hidden">[^<]*</span>', ""),
    (r'<math[^>]*? alttext="([^"]*?)"[^>]*?>.*?</math>', r"\1"),
    (r"</(p|li|td|th|dt|dd|h[1-6]|pre|summary|div)>|<br>|<hr>", " "),
    ("<[^>]*>", ""),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", '"'),
    ("&nbsp;", " "),
    ("\u2060", ""),
    ("&amp;", "&"),
)


def words_of(html_field: str) -> models.GeneratedField:
    words = F(html_field)
    for pattern, by in REPLACED:
        words = Func(
            words,
            Value(pattern),
            Value(by),
            Value("g"),
            function="regexp_replace",
            output_field=models.TextField(),
        )
    return models.GeneratedField(expression=words, output_field=models.TextField(), db_persist=True)


COLUMNS = {"glossaryterm": "definition_html", "lesson": "body_html", "module": "lead_html"}


class Migration(migrations.Migration):
    dependencies = [("courses", "0014_what_rosters_say")]

    operations = [
        operation
        for model, html_field in COLUMNS.items()
        for operation in (
            migrations.RemoveField(model, "plain_text"),
            migrations.AddField(model, "plain_text", words_of(html_field)),
        )
    ]
