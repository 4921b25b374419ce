"""Addresses of pages: the glossary, and every other page by its path."""

from django.urls import path

from content import clarity, knows, views

app_name = "content"

urlpatterns = [
    path("glossary/", views.glossary, name="glossary"),
    path("about/what-this-site-knows/", knows.what_this_site_knows, name="what_this_site_knows"),
    path("clear/<path:path>/", clarity.clear, name="clear"),
    path("<path:path>/", views.page, name="page"),
]
