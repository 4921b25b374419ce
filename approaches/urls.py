"""Addresses of home, of the lists, the evidence and the comparisons; the pages in them are found by their path."""

from django.urls import path, re_path

from approaches import handouts, views, ways
from content.views import not_found

app_name = "approaches"

urlpatterns = [
    path("", views.home, name="home"),
    path("approaches/", views.approach_list, name="approach_list"),
    path("concerns/", views.concern_list, name="concern_list"),
    path("compare/", ways.compare_start, name="compare_start"),
    path("compare/narrow/", ways.narrow, name="narrow"),
    path("compare/<path:named>/", ways.compare, name="compare"),
    re_path(r"\x00", not_found),  # PostgreSQL takes no such letter, not even in a question; all that follows asks it about addresses
    path("evidence/", ways.evidence, name="evidence"),
    path("evidence/concern/<slug:slug>/", ways.evidence_for_concern, name="evidence_for_concern"),
    path("evidence/<slug:slug>/", ways.evidence_of_approach, name="evidence_of_approach"),
    path("handouts/", handouts.handouts, name="handouts"),
    path("qr/<path:path>.svg", handouts.qr, name="qr"),
]
