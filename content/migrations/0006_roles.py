"""Lets every role see what was found at addresses of other sites."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.contrib.contenttypes.management import create_contenttypes
from django.db import migrations

from content.roles import make_groups


def make(apps: Apps, schema_editor: object) -> None:
    # Django makes permissions after the last migration; the groups need them now.
    config = apps.get_app_config("content")
    config.models_module = True
    create_contenttypes(config, verbosity=0, apps=apps)
    create_permissions(config, verbosity=0, apps=apps)
    config.models_module = None
    make_groups(apps)


class Migration(migrations.Migration):
    dependencies = [("content", "0005_sources_and_links")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
