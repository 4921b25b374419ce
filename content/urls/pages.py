"""Addresses of pages: the glossary, search, and every other page by its path."""

from django.urls import path

from content import views
from content.search.views import search_page

app_name = "content"

urlpatterns = [
    path("glossary/", views.glossary, name="glossary"),
    path("search/", search_page, name="search"),
    path("<path:path>/", views.page, name="page"),
]
