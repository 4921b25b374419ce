"""The editor's own endpoints, under the admin."""

from django.urls import path

from content.desk import autosave, editor, finder

app_name = "editor"

urlpatterns = [
    path("check/", editor.check, name="check"),
    path("find/", finder.find, name="find"),
    path("keep/", autosave.keep, name="keep"),
    path("preview/", editor.preview, name="preview"),
    path("upload/", editor.upload, name="upload"),
]
