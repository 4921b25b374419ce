"""Addresses of pages: the glossary, the sources, search, the list of practices, and every other page by its path."""

from django.urls import path

from content import clarity, knows, views
from content.search.views import carried_list, search_page

app_name = "content"

urlpatterns = [
    path("glossary/", views.glossary, name="glossary"),
    path("sources/", views.sources, name="sources"),
    path("sources/<slug:key>/", views.source, name="source"),
    path("search/", search_page, name="search"),
    path("search/list.json", carried_list, name="carried_list"),
    path("practice/", views.practices, name="practices"),
    path("about/what-this-site-knows/", knows.what_this_site_knows, name="what_this_site_knows"),
    path("clear/<path:path>/", clarity.clear, name="clear"),
    path("<path:path>/", views.page, name="page"),
]
