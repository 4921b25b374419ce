"""Addresses of the crisis pages."""

from django.urls import path

from crisis import views

app_name = "crisis"

urlpatterns = [
    path("", views.directory, name="directory"),
]
