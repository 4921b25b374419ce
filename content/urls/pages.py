"""Addresses of pages: the glossary, and every other page by its path."""

from django.urls import path

from content import clarity, views

app_name = "content"

urlpatterns = [
    path("glossary/", views.glossary, name="glossary"),
    path("clear/<path:path>/", clarity.clear, name="clear"),
    path("<path:path>/", views.page, name="page"),
]
