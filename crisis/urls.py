"""Addresses of the crisis pages."""

from django.urls import path

from crisis import views

app_name = "crisis"

urlpatterns = [
    path("", views.directory, name="directory"),
    path("safety-plan/", views.safety_plan, name="safety_plan"),
]
