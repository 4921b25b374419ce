"""Makes the groups of the three roles, and says of pages that are live that their newest text is."""

from django.apps.registry import Apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations
from django.db.models import F

from content.roles import make_groups


def make(apps: Apps, schema_editor: object) -> None:
    # Django makes permissions after the last migration; the groups need them now.
    for label in ("content", "crisis"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_contenttypes(config, verbosity=0, apps=apps)
        create_permissions(config, verbosity=0, apps=apps)
        config.models_module = None
    make_groups(apps)


def mark_live(apps: Apps, schema_editor: object) -> None:
    pages = apps.get_model("content", "Page").objects
    pages.filter(status="published", latest_revision=F("published_revision")).update(stage="published")


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0003_desk"),
        ("crisis", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(make, migrations.RunPython.noop),
        migrations.RunPython(mark_live, migrations.RunPython.noop),
    ]
