"""The three roles of the desk, and what each may do."""

from __future__ import annotations

from typing import Any

_READS = (
    *("content.view_page", "content.view_event", "content.view_image", "content.view_source", "content.view_redirect", "content.view_linkcheck"),
    "content.view_clarity",
    "crisis.view_resource",
)
ROLES: dict[str, tuple[str, ...]] = {
    "Author": (
        *_READS,
        "content.add_page",
        "content.change_page",
        "content.add_image",
        "content.change_image",
        "content.add_source",
        "content.change_source",
    ),
    "Clinical reviewer": (*_READS, "content.sign_off_page"),
    "Publisher": (
        *_READS,
        "content.publish_page",
        "content.change_image",
        "content.delete_image",
        "content.change_source",
        "content.add_redirect",
        "content.change_redirect",
        "content.delete_redirect",
        "crisis.add_resource",
        "crisis.change_resource",
    ),
}
WHAT_THEY_DO = {
    "Author": "writes pages, pictures and sources, and sends pages for review.",
    "Clinical reviewer": "reads what was sent for review, and signs it off or sends it back. Needs a license below.",
    "Publisher": "publishes, schedules and withdraws what is signed off, and looks after pictures, crisis lines and old addresses.",
}


def make_groups(apps: Any) -> None:
    """Make the group of each role, or add to it what is missing; what a practice has granted beyond that stays.

    Takes the apps of a migration. A permission that only a later migration makes is left for that one to grant.
    """
    group_model, permission_model = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for role, names in ROLES.items():
        group, _ = group_model.objects.get_or_create(name=role)
        for name in names:
            app, codename = name.split(".")
            group.permissions.add(*permission_model.objects.filter(content_type__app_label=app, codename=codename))
