"""Keeps how hard the newest text of each page is to read."""

from django.apps.registry import Apps
from django.db import migrations, models

from content.document import parse
from content.lint import Reading, readability


def measure(apps: Apps, schema_editor: object) -> None:
    for page in apps.get_model("content", "Page").objects.exclude(latest_revision=None).select_related("latest_revision"):
        level = readability(Reading(parse(page.latest_revision.text)), page.language)
        page.reading_score = level.score if level else None
        page.save(update_fields=["reading_score"])


class Migration(migrations.Migration):
    dependencies = [("content", "0006_roles")]

    operations = [
        migrations.AddField(model_name="page", name="reading_score", field=models.FloatField(editable=False, null=True)),
        migrations.RunPython(measure, migrations.RunPython.noop),
    ]
