"""Keeps what readers answer to “Was this clear?”, and lets every role see it."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations, models

from content.roles import make_groups


def grant(apps: Apps, schema_editor: object) -> None:
    # Django makes permissions after the last migration; the groups need them now.
    config = apps.get_app_config("content")
    config.models_module = True
    create_contenttypes(config, verbosity=0, apps=apps)
    create_permissions(config, verbosity=0, apps=apps)
    config.models_module = None
    make_groups(apps)


class Migration(migrations.Migration):
    dependencies = [("content", "0008_mentions")]

    operations = [
        migrations.CreateModel(
            name="Clarity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("month", models.DateField(help_text="Its first day.")),
                ("yes", models.PositiveIntegerField(default=0)),
                ("no", models.PositiveIntegerField(default=0)),
                ("page", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="clarity", to="content.page")),
            ],
            options={
                "verbose_name": "answers to “Was this clear?”",
                "verbose_name_plural": "answers to “Was this clear?”",
                "ordering": ("-month", "-no"),
                "default_permissions": ("view",),
            },
        ),
        migrations.AddConstraint(
            model_name="clarity", constraint=models.UniqueConstraint(fields=("page", "month"), name="one_clarity_a_page_and_month")
        ),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
