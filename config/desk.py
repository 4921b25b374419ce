"""The admin site of the practice: its name, and a content policy under which the admin's own scripts work."""

from __future__ import annotations

from functools import wraps
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse, TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override

from content.desk import front, profile
from content.models import SiteSettings

DESK_CSP: dict[str, list[str]] = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
}


def in_practice_time(view: Any) -> Any:
    """The view, with times given and told in the time zone of the practice."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with timezone.override(ZoneInfo(SiteSettings.current().time_zone)):
            response = view(request, *args, **kwargs)
            return response.render() if isinstance(response, SimpleTemplateResponse) and not response.is_rendered else response

    return answer


_HEADINGS = {
    "Page": "Pages and what they draw on",
    "Image": "Pages and what they draw on",
    "Source": "Pages and what they draw on",
    "Resource": "Pages and what they draw on",
    "Clarity": "Pages and what they draw on",
    "Redirect": "Addresses and links",
    "LinkCheck": "Addresses and links",
    "Event": "People, rules and the log",
    "SiteSettings": "People, rules and the log",
    "User": "People, rules and the log",
    "Group": "People, rules and the log",
}


def grouped(app_list: list[Any]) -> dict[str, list[Any]]:
    """The models of the admin's list by heading; those of other apps under the names of their apps."""
    groups: dict[str, list[Any]] = {heading: [] for heading in _HEADINGS.values()}
    for app in app_list:
        for model in app["models"]:
            groups.setdefault(_HEADINGS.get(model["object_name"], str(app["name"])), []).append(model)
    order = list(_HEADINGS)
    for models in groups.values():
        models.sort(key=lambda model: order.index(model["object_name"]) if model["object_name"] in order else len(order))
    return {heading: models for heading, models in groups.items() if models}


class DeskSite(admin.AdminSite):
    """Django's admin under the practice's name."""

    site_header = f"{settings.PRACTICE_SHORT_NAME} content"
    site_title = site_header
    index_title = "Your desk"

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """What waits for the person and how the site stands, then all there is, under plain headings."""
        context = {"front": front.front(request.user), "groups": grouped(self.get_app_list(request))} if isinstance(request.user, User) else {}
        return super().index(request, context | (extra_context or {}))

    def get_urls(self) -> list[Any]:
        """With everyone's own profile."""
        return [path("profile/", self.admin_view(self.profile), name="profile"), *super().get_urls()]

    def profile(self, request: HttpRequest) -> HttpResponse:
        """The person's own."""
        return profile.own(request, self.each_context(request))

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Every view of the admin gets the admin's policy, unless it sets its own, and tells times as the practice does."""
        return csp_override(DESK_CSP)(in_practice_time(super().admin_view(view, cacheable)))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The sign-in page, which is no admin_view."""
        signing_in: Any = csp_override(DESK_CSP)(super().login)
        response: HttpResponse = signing_in(request, extra_context)
        return response
