"""Keeps which sources and terms each live page names, also for pages that are live already."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models

from content.document import parse
from content.mentions import named_in


def read_live_pages(apps: Apps, schema_editor: object) -> None:
    mention = apps.get_model("content", "Mention")
    for page in apps.get_model("content", "Page").objects.exclude(published_revision=None).select_related("published_revision").iterator():
        names = sorted(named_in(parse(page.published_revision.text)))
        mention.objects.bulk_create(mention(page=page, kind=kind, name=name) for kind, name in names)


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0007_reading_score"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("source", "Source"), ("term", "Term")], max_length=6)),
                ("name", models.CharField(max_length=100)),
                ("page", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="mentions", to="content.page")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("kind", "name", "page"), name="one_mention_a_page")],
            },
        ),
        migrations.RunPython(read_live_pages, migrations.RunPython.noop),
    ]
