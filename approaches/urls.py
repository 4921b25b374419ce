"""Addresses of home and of the lists; the pages in them are found by their path."""

from django.urls import path

from approaches import handouts, views

app_name = "approaches"

urlpatterns = [
    path("", views.home, name="home"),
    path("approaches/", views.approach_list, name="approach_list"),
    path("concerns/", views.concern_list, name="concern_list"),
    path("handouts/", handouts.handouts, name="handouts"),
    path("qr/<path:path>.svg", handouts.qr, name="qr"),
]
