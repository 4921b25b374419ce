"""The site map: every public prefix, then the desk."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from approaches.sitemaps import PARTS
from content import health, views
from content.feeds import ChangedPages
from content.sitemaps import sitemap
from crisis.views import leave

handler400 = "crisis.errors.bad_request"
handler403 = "crisis.errors.forbidden"
handler404 = "content.views.not_found"
handler500 = "config.unavailable.server_error"

urlpatterns = [
    re_path(r"^admin/.*\x00", views.not_found),  # as in approaches.urls
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"parts": PARTS}, name="sitemap"),
    path("sitemap-<int:number>.xml", sitemap, {"parts": PARTS}, name="sitemap_part"),
    path("feed.xml", views.publicly(ChangedPages()), name="feed"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("media/<path:name>", views.media, name="media"),
    path("leave/", leave, name="leave"),
    re_path(r"^static/", views.not_found),  # whitenoise has answered for every file that is there
    path("admin/editor/", include("content.urls.editor")),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", include("approaches.urls")),
        path("crisis/", include("crisis.urls")),
        re_path(r"^(?:988|help)/$", RedirectView.as_view(pattern_name="crisis:directory", permanent=True)),
        path("", include("content.urls.pages")),
        prefix_default_language=False,
    ),
]
