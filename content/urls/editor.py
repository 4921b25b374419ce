"""The editor's own endpoints, under the admin."""

from django.urls import path

from content import editor

app_name = "editor"

urlpatterns = [
    path("preview/", editor.preview, name="preview"),
    path("upload/", editor.upload, name="upload"),
    path("pictures/", editor.pictures, name="pictures"),
]
