"""The roles as groups: what a new practice finds in its database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from content.roles import ROLES, make_groups
from tests.conftest import ROOT


def test_the_migrations_make_the_groups_of_the_roles(site_data: Path) -> None:
    told = (
        "import json; from django.contrib.auth.models import Group; "
        "print(json.dumps({g.name: sorted(g.permissions.values_list('codename', flat=True)) for g in Group.objects.all()}))"
    )
    env = {**os.environ, "DATA_DIR": str(site_data), "DJANGO_SETTINGS_MODULE": "config.settings"}
    answer = subprocess.run([sys.executable, "manage.py", "shell", "-v0", "-c", told], cwd=ROOT, env=env, check=True, capture_output=True, text=True)
    assert json.loads(answer.stdout) == {role: sorted(name.partition(".")[2] for name in names) for role, names in ROLES.items()}


@pytest.mark.django_db
def test_what_a_practice_granted_beyond_a_role_stays() -> None:
    make_groups(apps)
    author = Group.objects.get(name="Author")
    author.permissions.add(Permission.objects.get(codename="publish_page"))
    make_groups(apps)
    assert author.permissions.filter(codename="publish_page").exists()
    assert author.permissions.count() == len(ROLES["Author"]) + 1


@pytest.mark.django_db
def test_a_permission_that_a_later_migration_makes_is_left_for_that_one() -> None:
    Permission.objects.get(codename="view_linkcheck").delete()
    make_groups(apps)
    assert Group.objects.get(name="Author").permissions.count() == len(ROLES["Author"]) - 1
