"""Addresses of pages: the glossary, the sources, and every other page by its path."""

from django.urls import path

from content import views

app_name = "content"

urlpatterns = [
    path("glossary/", views.glossary, name="glossary"),
    path("sources/", views.sources, name="sources"),
    path("sources/<slug:key>/", views.source, name="source"),
    path("<path:path>/", views.page, name="page"),
]
