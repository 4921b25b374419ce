"""Addresses of pages: the glossary, the list of practices, and every other page by its path."""

from django.urls import path

from content import views

app_name = "content"

urlpatterns = [
    path("glossary/", views.glossary, name="glossary"),
    path("practice/", views.practices, name="practices"),
    path("<path:path>/", views.page, name="page"),
]
